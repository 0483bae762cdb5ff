"""Chapter 1: what this is and is not, three sentences, one figure, who answered, what was used."""

from __future__ import annotations

from sdtclimate.plots.gap_rows import roles_of
from sdtclimate.plots.rows import rows_of, values_of
from sdtclimate.reports.blocks import figure, notice
from sdtclimate.reports.document import Block, Bullets, Chapter, Facts, Paragraph
from sdtclimate.reports.guards import fired
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences import gap, means, reliability, structure
from sdtclimate.reports.sentences.scored import scored
from sdtclimate.reports.sentences.who import answered


def chapter(material: Material) -> Chapter:
    """Return the first page."""
    facts = material.facts
    blocks: list[Block] = [*status_notices(material)]
    blocks += [Paragraph(text, role="lead") for text in findings(material)]
    gap_result = material.first("gap")
    if gap_result is not None and values_of(rows_of(gap_result), "scale"):
        scales = material.known_subscales(gap_result)
        first, second = (material.words.role(role) for role in roles_of(gap_result))
        caption = f"Circles: {first}. Diamonds: {second}. Filled dots at the right: the interval leaves out 0."
        blocks.append(figure(material, gap_result, id="fig-views", caption=caption, scales=scales))
        blocks.append(notice("N4"))
    blocks.append(Facts(_facts(material)))
    rails = fired(material)
    if rails:
        blocks.append(Paragraph("Guardrails that fired:"))
        blocks.append(Bullets(rails))
    return Chapter("summary", facts.title or "Report", tuple(blocks))


def status_notices(material: Material) -> list[Paragraph]:
    """Return N1 once for our own drafts, and N2 for each questionnaire of somebody else."""
    found = []
    if any(one.own_draft for one in material.facts.instruments):
        found.append(notice("N1"))
    for one in material.facts.instruments:
        if not one.own_draft:
            status = one.status or "not stated"
            found.append(notice("N2", title=one.name, version=one.version or "not stated", status=status))
    return found


def findings(material: Material) -> list[str]:
    """Return three sentences: the views, the means, how far the answers can be trusted."""
    said: list[str] = []
    gap_result = material.first("gap")
    if gap_result is not None and gap_result.status != "not_estimable":
        said.append(gap.finding(material, gap_result))
    if material.scores is not None:
        role = "psw" if any(one.role == "psw" for one in material.facts.roles) else ""
        for group in material.groups:
            text = means.span(material, material.scores, group.scales, role=role) if not group.composites else ""
            if text:
                said.append(text)
                break
    rel = material.first("reliability")
    if rel is not None:
        said.append(reliability.finding(material, rel))
    for result in material.of("dimensionality"):
        text = structure.finding(material, result) if len(said) < 3 else ""
        if text:
            said.append(text)
    return said[:3]


def _facts(material: Material) -> list[tuple[str, str]]:
    facts = material.facts
    pairs = [("Who answered", answered(facts))]
    pairs.append(("With a score", scored(material)))
    pairs.append(("When", facts.waves))
    for one in facts.instruments:
        parts = [one.name, f"({one.id})" if one.title else "", f"version {one.version}" if one.version else ""]
        mark = f"hash {one.hash[:12]}" if one.hash else ""
        pairs.append(("Questionnaire", ", ".join(part for part in (" ".join(filter(None, parts)), mark) if part)))
    pairs.append(("Coproduction", facts.coproduction or "none recorded"))
    pairs.append(("Who keeps the forms", facts.data_holder))
    return [(name, value) for name, value in pairs if value]
