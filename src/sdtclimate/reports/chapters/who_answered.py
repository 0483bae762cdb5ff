"""Chapter 2: who was asked, who answered, who was set aside and why."""

from __future__ import annotations

from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.reports.blocks import notice, number
from sdtclimate.reports.document import Block, Chapter, Paragraph, TableBlock
from sdtclimate.reports.facts import FlowRow
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.who import answered, share_of, told

SMALL: Final = 5
"""Reasons with fewer rows than this are joined."""


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where nothing is known of who answered."""
    facts = material.facts
    if not facts.roles and not facts.flow:
        return None
    blocks: list[Block] = []
    said = answered(facts)
    if said:
        blocks.append(Paragraph(said, role="lead"))
    if any(role.answered is not None for role in facts.roles):
        blocks.append(TableBlock(_roles(material), "tab-who"))
    if facts.flow:
        blocks.append(TableBlock(_flow(material), "tab-flow"))
    blocks.append(notice("N3", min=facts.minimum))
    return Chapter("who", "Who answered", tuple(blocks))


def _roles(material: Material) -> Table:
    roles = material.facts.roles
    invited = any(role.invited for role in roles)
    scored = any(role.scored is not None for role in roles)
    columns = [
        Column("Group"),
        *([number("invited")] if invited else []),
        number("answered"),
        *([number("share")] if invited else []),
        *([number("with a score")] if scored else []),
    ]
    rows = [
        [
            role.word,
            *([told(role.invited)] if invited else []),
            told(role.answered),
            *([share_of(role)] if invited else []),
            *([told(role.scored)] if scored else []),
        ]
        for role in roles
    ]
    notes = ["All sites together."] if material.facts.sites else []
    return Table(columns, rows, "Who was asked and who answered", notes)


def _flow(material: Material) -> Table:
    rows = [[row.source, row.rows, row.rows - row.kept, _reasons(row), row.kept] for row in material.facts.flow]
    columns = [Column("File"), number("rows read"), number("set aside"), Column("why"), number("kept")]
    return Table(
        columns,
        rows,
        "From the files to the answers",
        ["Rows read = set aside + kept. Reasons of 1 to 4 rows are joined."],
    )


def _reasons(row: FlowRow) -> str:
    large = {reason: n for reason, n in row.reasons.items() if n >= SMALL}
    rest = sum(row.reasons.values()) - sum(large.values())
    parts = [f"{reason.replace('_', ' ')} {n}" for reason, n in large.items()]
    return ", ".join([*parts, *([f"rare reasons {rest}"] if rest else [])])
