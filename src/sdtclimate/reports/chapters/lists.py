"""Chapter 12: lists: what was refused, and what the numbers were computed with."""

from __future__ import annotations

from sdtclimate.reports.blocks import sentence
from sdtclimate.reports.document import Block, Bullets, Chapter, Facts, Paragraph, Subheading
from sdtclimate.reports.guards import refused
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.structure import who_of


def chapter(material: Material) -> Chapter:
    """Return the chapter."""
    blocks: list[Block] = [Subheading("What was refused")]
    lines = [_line(material, result.title, who_of(material, result), reason) for result, reason in refused(material)]
    if lines:
        blocks.append(Bullets(list(dict.fromkeys(lines))))
    else:
        blocks.append(
            Paragraph("Nothing. Where single numbers are hidden or missing, the reason stands under their table.")
        )
    versions = [(name, str(version)) for name, version in material.facts.versions.items()]
    if not versions and material.results:
        versions = [(name, str(version)) for name, version in material.results[0].provenance.versions.items()]
    if versions:
        blocks += [Subheading("Versions"), Facts(versions)]
    marks = [
        (one.id, f"version {one.version or 'not stated'}, hash {one.hash or 'none'}")
        for one in material.facts.instruments
    ]
    data = list(dict.fromkeys(r.provenance.data_hash for r in material.results if r.provenance.data_hash))
    marks += [("data read", f"hash {mark}") for mark in data]
    if marks:
        blocks += [Subheading("Marks of what was used"), Facts(marks)]
    return Chapter("lists", "Lists", tuple(blocks))


def _line(material: Material, title: str, who: str, reason: str) -> str:
    of = f" ({who})" if who != material.words.people else ""
    return f"{title}{of}: {sentence(reason)}"
