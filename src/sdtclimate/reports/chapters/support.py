"""Chapter 4: what both groups said about the same thing."""

from __future__ import annotations

from sdtclimate.reports.blocks import figure, listed, notice
from sdtclimate.reports.chapters.item_figures import item_blocks
from sdtclimate.reports.document import Block, Chapter, Paragraph, Subheading, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.means import span
from sdtclimate.reports.tables import means_table


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where the roles were not asked about the same thing."""
    result = material.scores
    roles = [role for role in material.facts.roles if role.role]
    if result is None or len(roles) < 2:
        return None
    chosen = [(g, s) for g in material.groups_where(shared=True) if (s := material.known_scales(result, g))]
    if not chosen:
        return None
    blocks: list[Block] = []
    for at, (group, scales) in enumerate(chosen):
        heading = group.name or "Asked of all in the same words"
        blocks.append(Subheading(heading))
        blocks += [Paragraph(said) for role in roles if (said := span(material, result, scales, role=role.role))]
        if not group.composites:
            caption = "Dots are means, lines their intervals, on the whole answer scale."
            blocks.append(
                figure(material, result, kind="means", id=f"fig-support-{at}", caption=caption, scales=scales)
            )
        blocks.append(TableBlock(means_table(material, result, scales, caption=heading), f"tab-support-{at}"))
        if at == 0:
            blocks.append(notice("N6"))
        blocks += item_blocks(material, scales, roles=None, prefix=f"support-{at}")
    title = f"What {listed([role.word for role in roles])} said about the same things"
    return Chapter("support", title, tuple(blocks))
