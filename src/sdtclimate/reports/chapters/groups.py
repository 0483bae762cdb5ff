"""Groups of people who filled in the same form: their means, and how each differs from the reference."""

from __future__ import annotations

from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.plots.rows import gap_text, groups_of, of_group, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.reports.blocks import (
    count_cell,
    figure,
    interval_cell,
    interval_heading,
    number,
    reasons,
    refusal,
    value_cell,
)
from sdtclimate.reports.document import Block, Chapter, Subheading, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result

TITLE: Final = "Groups"


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where no groups were compared."""
    result = material.first("group_comparison")
    if result is None:
        return None
    title = f"By {listed_columns(result)}" if result.by else TITLE
    if not any(shown_of(row).known for row in rows_of(result)):
        return Chapter("groups", title, tuple(refusal(result)), folded=True)
    blocks: list[Block] = []
    for at, group in enumerate(material.groups):
        scales = material.known_scales(result, group)
        if not scales:
            continue
        if group.name:
            blocks.append(Subheading(group.name))
        caption = "Dots are means, lines their intervals, on the whole answer scale."
        if not group.composites:
            blocks.append(figure(material, result, kind="means", id=f"fig-groups-{at}", caption=caption, scales=scales))
        blocks.append(TableBlock(_table(material, result, scales), f"tab-groups-{at}"))
    return Chapter("groups", title, tuple(blocks))


def listed_columns(result: Result) -> str:
    """Return the columns that divide the people, in words."""
    return " and ".join(name.replace("_", " ") for name in result.by)


def _table(material: Material, result: Result, scales: tuple[str, ...]) -> Table:
    rows = [row for row in rows_of(result) if text_of(row.get("scale")) in scales]
    groups = groups_of(result, rows, material.words)
    differences = pick(rows, statistic="difference")
    body: list[list[object]] = []
    for scale in values_of(rows, "scale"):
        for group in groups:
            own = {text_of(row.get("statistic")): row for row in of_group(pick(rows, scale=scale), group)}
            mean, gap, g = (shown_of(own.get(name, {})) for name in ("mean", "difference", "hedges_g"))
            if not own:
                continue
            body.append(
                [
                    material.words.scale(scale),
                    group.label,
                    value_cell(mean),
                    gap_text(gap) if gap.known else value_cell(gap) or gap.words,
                    interval_cell(gap, sign=True),
                    value_cell(g, 2),
                    count_cell(own.get("mean", {}).get("n")),
                ]
            )
    columns = [
        Column("Scale"),
        Column("Group"),
        number("mean"),
        number("difference"),
        number(interval_heading(differences)),
        number("Hedges' g"),
        number("n"),
    ]
    reference = next(iter(values_of(differences, "variant")), "")
    said = f"Difference from the reference{f' ({reference})' if reference else ''}, in units of the scale."
    return Table(columns, body, "Means of the groups", [said, *reasons(rows)])
