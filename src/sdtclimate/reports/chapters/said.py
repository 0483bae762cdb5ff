"""Chapter 3: what one group said of itself, or what all respondents said where there are no roles."""

from __future__ import annotations

from sdtclimate.reports.blocks import figure, notice
from sdtclimate.reports.chapters.item_figures import item_blocks
from sdtclimate.reports.document import Block, Chapter, Paragraph, Subheading, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.means import span
from sdtclimate.reports.tables import means_table


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where no scale belongs into it."""
    result = material.scores
    roles = [role.role for role in material.facts.roles if role.role]
    whom = _whom(material)
    groups = material.groups_where(shared=False) if len(roles) > 1 else material.groups
    chosen = [(group, scales) for group in groups if result and (scales := material.known_scales(result, group))]
    if result is None or not chosen:
        return None
    role = roles[0] if len(roles) > 1 else ""
    blocks: list[Block] = []
    for at, (group, scales) in enumerate(chosen):
        heading = group.name or ("Means" if len(chosen) == 1 else f"Scales, part {at + 1}")
        blocks.append(Subheading(heading))
        said = span(material, result, scales, role=role or (roles[0] if roles else ""))
        if said:
            blocks.append(Paragraph(said))
        only = (role,) if role else None
        if not group.composites:
            caption = "Dots are means, lines their intervals, on the whole answer scale."
            blocks.append(
                figure(
                    material,
                    result,
                    kind="means",
                    id=f"fig-said-{at}",
                    caption=caption,
                    scales=scales,
                    roles=only,
                    whole=material.groups_apart,
                )
            )
        blocks.append(TableBlock(means_table(material, result, scales, caption=heading, roles=only), f"tab-said-{at}"))
        if at == 0:
            blocks.append(notice("N6"))
        blocks += item_blocks(material, scales, roles=only, prefix=f"said-{at}")
    return Chapter("said", f"What {whom} said", tuple(blocks))


def _whom(material: Material) -> str:
    roles = [role for role in material.facts.roles if role.role]
    return roles[0].word if roles else material.facts.people
