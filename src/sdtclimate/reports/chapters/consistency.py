"""Chapter 9: how consistent the answers are."""

from __future__ import annotations

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.plots.rows import groups_of, of_group, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.reports.blocks import (
    count_cell,
    figure,
    interval_cell,
    interval_heading,
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

TITLE = "How consistent the answers are"
OF_ITEMS = ("item_rest", "alpha_if_dropped")


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
    keying = [note_text(note) for note in result.notes if note.id == "keying"]
    if keying:
        blocks += [Paragraph("Questions that run against the others of their scale:"), Bullets(keying)]
    blocks.append(TableBlock(_coefficients(material, result), "tab-reliability"))
    items = _items(material, result)
    if items is not None:
        blocks.append(TableBlock(items, "tab-items-reliability", folded=True))
    return Chapter("consistency", TITLE, tuple(blocks))


def _coefficients(material: Material, result: Result) -> Table:
    rows = [row for row in rows_of(result, item="") if text_of(row.get("statistic")) not in OF_ITEMS]
    groups = groups_of(result, rows, material.words)
    body: list[list[object]] = []
    for scale in values_of(rows, "scale"):
        for group in groups:
            for row in of_group(pick(rows, scale=scale), group):
                shown = shown_of(row)
                statistic = text_of(row.get("statistic"))
                body.append(
                    [
                        material.words.scale(scale),
                        group.label,
                        STATISTIC_LABELS.get(statistic, statistic),
                        value_cell(shown, 2, leading_zero=False),
                        interval_cell(shown, 2, leading_zero=False),
                        count_cell(row.get("k")),
                        count_cell(row.get("n")),
                        count_cell(row.get("n_dropped")),
                    ]
                )
    columns = [
        Column("Scale"),
        Column("Group"),
        Column("Coefficient"),
        number("value"),
        number(interval_heading(rows)),
        number("questions"),
        number("n"),
        number("left out"),
    ]
    methods = dict.fromkeys(text_of(row.get("method")) for row in rows if text_of(row.get("method")))
    notes = [f"Intervals: {'; '.join(methods)}." if methods else "", *_sentences(result), *reasons(rows)]
    return Table(columns, body, "Reliability coefficients", [note for note in notes if note])


def _sentences(result: Result) -> list[str]:
    wanted = ("listwise", "pooled", "clustered")
    return [text for note in result.notes if note.id in wanted and (text := note_text(note))]


def _items(material: Material, result: Result) -> Table | None:
    rows = rows_of(result, statistic=OF_ITEMS)
    if not any(shown_of(row).known for row in rows):
        return None
    groups = groups_of(result, rows, material.words)
    body: list[list[object]] = []
    for scale in values_of(rows, "scale"):
        for item in values_of(pick(rows, scale=scale), "item"):
            for group in groups:
                own = of_group(pick(rows, scale=scale, item=item), group)
                by = {text_of(row.get("statistic")): shown_of(row) for row in own}
                if by:
                    cells = [value_cell(by[name], 2, leading_zero=False) if name in by else "" for name in OF_ITEMS]
                    body.append([material.words.item(item), material.words.scale(scale), group.label, *cells])
    columns = [Column("Question"), Column("Scale"), Column("Group"), number("with the rest"), number("alpha without it")]
    notes = ["With the rest: correlation of the question with the mean of the others of its scale.", *reasons(rows)]
    return Table(columns, body, "Questions within their scales", notes)
