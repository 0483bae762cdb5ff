"""Tables that several chapters show: means, and answers item by item."""

from __future__ import annotations

from collections.abc import Sequence

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.table.written import HIDDEN
from sdtclimate.plots.likert_rows import bars_of, percents
from sdtclimate.plots.rows import Cut, Row, ends_of, groups_of, of_group, pick, rows_of, shown_of, values_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.blocks import (
    NOT_ESTIMABLE,
    count_cell,
    interval_cell,
    interval_heading,
    number,
    reasons,
    value_cell,
)
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def means_table(
    material: Material, result: Result, scales: Sequence[str], *, caption: str, roles: Sequence[str] | None = None
) -> Table:
    """Return mean, interval, spread, 0 to 100, n used and n dropped, one line a scale and group."""
    whole = ("site", *result.by) if material.groups_apart else ("site",)
    rows = rows_of(result, Cut(tuple(scales), tuple(roles) if roles else None, whole))
    groups = groups_of(result, rows, material.words)
    means = pick(rows, statistic="mean")
    several = len(groups) > 1
    body: list[list[object]] = []
    for scale in values_of(means, "scale"):
        for group in groups:
            own = of_group(pick(rows, scale=scale), group)
            if own:
                body.append(_means_row(material, result, scale, group.label if several else "", own))
    columns = [
        Column("Scale"),
        *([Column("Group")] if several else []),
        number("mean"),
        number(interval_heading(means)),
        number("SD"),
        number("0 to 100"),
        number("n"),
        number("left out"),
    ]
    return Table(columns, body, caption, [_how(result, scales), *reasons(rows)])


def _means_row(material: Material, result: Result, scale: str, group: str, rows: Sequence[Row]) -> list[object]:
    by = {str(row.get("statistic")): row for row in rows}
    mean, sd, pomp = (shown_of(by.get(name, {})) for name in ("mean", "sd", "pomp"))
    first = by.get("mean", {})
    return [
        material.words.scale(scale),
        *([group] if group else []),
        value_cell(mean, ends=ends_of(result, scale)),
        interval_cell(mean),
        value_cell(sd),
        value_cell(pomp, 0),
        count_cell(first.get("n")),
        count_cell(first.get("n_dropped")),
    ]


def _how(result: Result, scales: Sequence[str]) -> str:
    ends = sorted({ends_of(result, scale) for scale in scales})
    span = " or ".join(f"{plain(low, 0)} to {plain(high, 0)}" for low, high in ends)
    return (
        f"Mean on {span}; SD: standard deviation; 0 to 100: the same mean on 0 to 100. n: people with a score; "
        "left out: people who were asked and have no score."
    )


def items_table(material: Material, result: Result, scale: str, *, roles: Sequence[str] | None = None) -> Table | None:
    """Return the per cent of each answer, one line an item and group; None where there is nothing to tell."""
    whole = ("site", *result.by) if material.groups_apart else ("site",)
    items = bars_of(result, material.words, Cut((scale,), tuple(roles) if roles else None, whole))
    if not items:
        return None
    several = len({bar.group.label for item in items for bar in item.bars}) > 1
    body: list[list[object]] = []
    for item in items:
        for bar in item.bars:
            shares: list[str] = [str(share) for share in percents(bar.shares)] if bar.known else []
            why = HIDDEN if bar.why_not == HIDDEN else NOT_ESTIMABLE
            body.append(
                [item.title, *([bar.group.label] if several else []), *(shares or [why] * len(item.codes)), bar.n]
            )
    labels = [f"{code} {items[0].labels.get(code, '')}".strip() for code in items[0].codes]
    columns = [Column("Question"), *([Column("Group")] if several else []), *map(number, labels), number("n")]
    rows = rows_of(result, Cut((scale,), whole=whole), statistic="share")
    notes = ["Per cent of the answers given. n: people who answered the question.", *reasons(rows)]
    return Table(columns, body, f"{material.words.scale(scale)}: per cent of each answer", notes)
