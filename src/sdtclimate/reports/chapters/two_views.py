"""Chapter 5: two views of the same service, and impressions of somebody else beside their own report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.plots.gap_rows import GAPS, GapRow, panels_of
from sdtclimate.plots.rows import Cut, Row, gap_text, rows_of, text_of
from sdtclimate.plots.text import plain
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
    upper,
    value_cell,
)
from sdtclimate.reports.document import Block, Chapter, Paragraph, Subheading, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.gap import details
from sdtclimate.results.note import text_of as note_text
from sdtclimate.results.result import Result
from sdtclimate.rules.comparability import COMPARISONS

TITLE: Final = "Two views"


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where no two roles were compared."""
    result = material.first("gap")
    if result is None:
        return None
    panels = panels_of(result, material.words)
    if not panels:
        return Chapter("views", TITLE, tuple(refusal(result)), folded=True)
    blocks: list[Block] = [notice("N4")]
    tags = list(dict.fromkeys(panel.tag for panel in panels))
    for tag in tags:
        scales = tuple(row.scale for panel in panels if panel.tag == tag for row in panel.rows)
        plain_scales = tuple(scale for scale in scales if scale in material.subscales)
        comparison = COMPARISONS.get(tag)
        heading = next(panel.heading for panel in panels if panel.tag == tag)
        blocks.append(Subheading(heading))
        if comparison is not None:
            blocks.append(Paragraph(f"What this is called: {comparison.label}."))
        if tag == "proxy":
            blocks.append(notice("N5", w=material.facts.terms.get("w") or material.words.role("psw")))
        blocks += [Paragraph(text) for text in details(material, result, plain_scales or scales)]
        blocks.append(_figure(material, result, tag, plain_scales or scales))
        blocks.append(TableBlock(_table(material, result, scales, heading), f"tab-views-{tag}"))
    blocks += [
        Paragraph(text, role="note", id=note.id)
        for note in result.notes
        if note.id in ("invariance_untested", "common_items") and (text := named(material, note_text(note)))
    ]
    return Chapter("views", TITLE, tuple(blocks))


def _figure(material: Material, result: Result, tag: str, scales: Sequence[str]) -> Block:
    captions = {"proxy": "No interval stands beside these gaps: they are shown, and not tested."}
    caption = captions.get(tag, "Filled dots: the interval leaves out 0. Open dots: it does not, or there is none.")
    return figure(material, result, id=f"fig-views-{tag}", caption=caption, scales=scales)


def _table(material: Material, result: Result, scales: Sequence[str], caption: str) -> Table:
    rows = rows_of(result, Cut(tuple(scales)), site="", variant="", statistic=GAPS)
    by_scale = {text_of(row.get("scale")): row for row in rows}
    lines = [row for panel in panels_of(result, material.words, Cut(tuple(scales))) for row in panel.rows]
    first, second = lines[0].names
    worded = any(line.gap.words and not line.gap.known for line in lines)
    intervals = any(line.gap.has_interval for line in lines)
    columns = [
        Column("Scale"),
        number(upper(first)),
        number(upper(second)),
        number("gap"),
        *([number(interval_heading(rows))] if intervals else []),
        *([Column("in words")] if worded else []),
        number(f"n {first}"),
        number(f"n {second}"),
        *([number("sites")] if any(row.get("n_sites") for row in rows) else []),
    ]
    body = [_line(line, by_scale[line.scale], columns, worded=worded, intervals=intervals) for line in lines]
    ends = sorted({panel.ends for panel in panels_of(result, material.words, Cut(tuple(scales)))})
    span = " or ".join(f"{plain(low, 0)} to {plain(high, 0)}" for low, high in ends)
    valenced = any(text_of(row.get("statistic")) == "gap_fav" for row in rows)
    meaning = f"positive: {second} see it rosier" if valenced else f"positive: {second} agree more"
    notes = [f"Means on {span}. Gap: {meaning}.", *_methods(rows), *reasons(rows)]
    return Table(columns, body, caption, notes)


def _line(line: GapRow, row: Row, columns: Sequence[Column], *, worded: bool, intervals: bool) -> list[object]:
    ends = (float("-inf"), float("inf"))
    gap = gap_text(line.gap) if line.gap.known else value_cell(line.gap)
    cells: list[object] = [
        line.title,
        value_cell(line.first, ends=ends),
        value_cell(line.second, ends=ends),
        "" if line.gap.words and not line.gap.known and not line.gap.hidden else gap,
        *([interval_cell(line.gap, sign=True)] if intervals else []),
        *([line.gap.words] if worded else []),
        count_cell(row.get("n_psw")),
        count_cell(row.get("n_staff")),
    ]
    return cells if len(cells) == len(columns) else [*cells, count_cell(row.get("n_sites"))]


def _methods(rows: Sequence[Row]) -> list[str]:
    """Return how the gaps were computed, each way once."""
    found = dict.fromkeys(text_of(row.get("method")) for row in rows if text_of(row.get("method")))
    return [f"How: {'; or '.join(found)}."] if found else []
