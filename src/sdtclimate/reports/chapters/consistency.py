"""Chapter 9: how consistent the answers are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.plots.rows import Group, Row, groups_of, of_group, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.reports.blocks import (
    count_cell,
    figure,
    interval_cell,
    interval_heading,
    named,
    notice,
    number,
    reasons,
    refusal,
    value_cell,
)
from sdtclimate.reports.document import Block, Bullets, Chapter, Paragraph, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.reliability import finding
from sdtclimate.results.note import text_of as note_text
from sdtclimate.results.result import Result

TITLE: Final = "How consistent the answers are"
OF_ITEMS: Final = ("item_rest", "alpha_if_dropped")
HEADINGS: Final = {"item_rest": "with the rest", "alpha_if_dropped": "alpha without"}
SHORT: Final = {
    "alpha": "alpha",
    "alpha_standardised": "alpha, standardised",
    "omega_total": "omega total",
    "spearman_brown": "Spearman-Brown",
}
MOST_GROUPS: Final = 3
"""With more groups than this the table of questions tells the correlation with the rest alone."""


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where reliability was not asked for."""
    result = material.first("reliability")
    if result is None:
        return None
    known = any(shown_of(row).known for row in rows_of(result, item=""))
    if not known:
        return Chapter("consistency", TITLE, (*refusal(result), notice("N9")), folded=True)
    blocks: list[Block] = [Paragraph(finding(material, result), role="lead")]
    caption = "Dots are coefficients, lines their intervals. What counts is the lower end of the line."
    blocks.append(figure(material, result, id="fig-reliability", caption=caption))
    blocks.append(notice("N9"))
    keying = [named(material, note_text(note)) for note in result.notes if note.id == "keying"]
    if keying:
        blocks += [Paragraph("Questions that run against the others of their scale:"), Bullets(keying)]
    blocks.append(TableBlock(_coefficients(material, result), "tab-reliability"))
    items = _items(material, result)
    if items is not None:
        blocks.append(TableBlock(items, "tab-items-reliability", folded=True))
    return Chapter("consistency", TITLE, tuple(blocks))


def _coefficients(material: Material, result: Result) -> Table:
    """One line a scale and group; the coefficients stand beside each other, each with its interval."""
    rows = [row for row in rows_of(result, item="") if text_of(row.get("statistic")) not in OF_ITEMS]
    groups, names = groups_of(result, rows, material.words), values_of(rows, "statistic")
    several = len(groups) > 1
    body: list[list[object]] = []
    for scale in values_of(rows, "scale"):
        for group in groups:
            own = of_group(pick(rows, scale=scale), group)
            if own:
                body.append([material.words.scale(scale), *([group.label] if several else []), *_line(own, names)])
    columns = [Column("Scale"), *([Column("Group")] if several else [])]
    for name in names:
        columns += [number(SHORT.get(name, name)), number(interval_heading(rows))]
    columns += [number("questions"), number("n"), number("left out")]
    full = "; ".join(
        f"{SHORT.get(name, name)}: {STATISTIC_LABELS.get(name, name)}{_method(rows, name)}" for name in names
    )
    notes = [f"{full[:1].upper()}{full[1:]}.", *_sentences(material, result), *reasons(rows)]
    return Table(columns, body, "Reliability coefficients", notes)


def _line(rows: Sequence[Row], names: Sequence[str]) -> list[object]:
    cells: list[object] = []
    for name in names:
        shown = next((shown_of(row) for row in pick(rows, statistic=name)), None)
        cells.append("" if shown is None else value_cell(shown, 2, leading_zero=False))
        cells.append("" if shown is None else interval_cell(shown, 2, leading_zero=False))
    return [*cells, *(count_cell(rows[0].get(name)) for name in ("k", "n", "n_dropped"))]


def _method(rows: Sequence[Row], name: str) -> str:
    methods = dict.fromkeys(text_of(row.get("method")) for row in pick(rows, statistic=name) if row.get("method"))
    return f", interval: {' or '.join(methods)}" if methods else ""


def _sentences(material: Material, result: Result) -> list[str]:
    wanted = ("listwise", "pooled", "clustered")
    return [text for note in result.notes if note.id in wanted and (text := named(material, note_text(note)))]


def _items(material: Material, result: Result) -> Table | None:
    """One line an item; the groups stand beside each other."""
    rows = rows_of(result, statistic=OF_ITEMS)
    if not any(shown_of(row).known for row in rows):
        return None
    groups = groups_of(result, rows, material.words)
    told = OF_ITEMS if len(groups) <= MOST_GROUPS else OF_ITEMS[:1]
    body: list[list[object]] = []
    for scale in values_of(rows, "scale"):
        for item in values_of(pick(rows, scale=scale), "item"):
            of_item = pick(rows, scale=scale, item=item)
            body.append([material.words.scale(scale), material.words.item(item), *_beside(of_item, groups, told)])
    columns = [Column("Scale"), Column("Question")]
    for group in groups:
        who = f"{group.label}: " if len(groups) > 1 else ""
        columns += [number(who + HEADINGS[name]) for name in told]
    notes = [
        "With the rest: correlation of the question with the mean of the others of its scale.",
        "Alpha without: Cronbach's alpha of the scale without this question.",
        *reasons(rows),
    ]
    return Table(columns, body, "Questions within their scales", notes)


def _beside(rows: Sequence[Row], groups: Sequence[Group], names: Sequence[str]) -> list[object]:
    cells: list[object] = []
    for group in groups:
        own = of_group(rows, group)
        for name in names:
            shown = next((shown_of(row) for row in pick(own, statistic=name)), None)
            cells.append("" if shown is None else value_cell(shown, 2, leading_zero=False))
    return cells
