"""A table as HTML: semantic, three rules, no cage, everything escaped.

Classes, for a page's own CSS: ``sdt-table-block`` around all; ``sdt-status`` above; ``sdt-table``; ``sdt-num`` for
right-aligned cells; ``sdt-hidden`` for a number that may not be seen; ``sdt-notes`` below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape as _escape
from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.table.written import (
    FIGURE_SPACE,
    HIDDEN,
    POINT_SPACE,
    repeats,
    under_each_other,
    written,
)

# Three class names in a row outweigh the table rules of Jupyter. All colours follow the text around the table.
STYLE: Final = """<style>
.sdt-table-block{overflow-x:auto;color:inherit}
.sdt-table.sdt-table.sdt-table{border-collapse:collapse;border:0;border-top:1.5px solid;border-bottom:1.5px solid;\
background:transparent;color:inherit;font-variant-numeric:tabular-nums;margin:.4em 0;width:auto}
.sdt-table.sdt-table.sdt-table caption{caption-side:top;text-align:left;font-weight:600;padding:.3em 0;color:inherit}
.sdt-table.sdt-table.sdt-table thead tr{border-bottom:.75px solid}
.sdt-table.sdt-table.sdt-table tr{background:transparent}
.sdt-table.sdt-table.sdt-table :is(th,td){border:0;padding:.2em .7em;text-align:left;vertical-align:top;\
font-weight:400;color:inherit;background:transparent;white-space:normal;max-width:none}
.sdt-table.sdt-table.sdt-table thead th{font-weight:600;vertical-align:bottom}
.sdt-table.sdt-table.sdt-table .sdt-num{text-align:right;white-space:nowrap}
.sdt-table.sdt-table.sdt-table .sdt-mid{text-align:center}
.sdt-table-block :is(.sdt-hidden,.sdt-notes){opacity:.7}
.sdt-notes{font-size:.9em;max-width:66em}.sdt-notes p{margin:.2em 0}.sdt-status{font-style:italic;margin:.2em 0}
</style>"""
ALIGNED: Final = {"left": "", "right": "sdt-num", "centre": "sdt-mid"}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def render_html(table: Table, *, style: bool = True) -> str:
    """Return a table as an HTML fragment.

    Parameters
    ----------
    table : Table
    style : bool
        True puts a small style sheet before it, right for Jupyter in light and dark. A page with its own CSS for the
        classes says False.
    """
    rows = written(table)
    stub = min(table.stub, len(table.columns))
    shown = _columns(table, rows)
    spans = _spans(repeats(rows, stub), stub)
    head = "".join(f'<th scope="col"{_class(column)}>{escape(column.name)}</th>' for column in table.columns)
    body = "".join(_row(table.columns, [texts[r] for texts in shown], spans[r], stub) for r in range(len(rows)))
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    parts = [
        STYLE if style else "",
        f'<p class="sdt-status">{escape(table.status)}</p>' if table.status else "",
        f'<table class="sdt-table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        if table.columns
        else "",
        f'<div class="sdt-notes">{"".join(f"<p>{escape(note)}</p>" for note in table.notes)}</div>'
        if table.notes
        else "",
    ]
    return f'<div class="sdt-table-block">{"".join(parts)}</div>'


def escape(text: str) -> str:
    """Return text for HTML content and attributes, without control characters."""
    return _escape(_CONTROL.sub(" ", text), quote=True)


def _columns(table: Table, rows: list[list[str]]) -> list[list[str]]:
    columns = [[row[c] for row in rows] for c in range(len(table.columns))]
    return [
        under_each_other(texts, space=FIGURE_SPACE, point=POINT_SPACE) if column.align == "right" else texts
        for column, texts in zip(table.columns, columns, strict=True)
    ]


def _spans(marks: list[list[bool]], stub: int) -> list[list[int]]:
    """Return how many rows each stub cell covers; 0 where the one above covers it."""
    spans = [[0] * stub for _ in marks]
    for c in range(stub):
        start = 0
        for r, row in enumerate(marks):
            start = start if row[c] else r
            spans[start][c] += 1
    return spans


def _row(columns: Sequence[Column], texts: list[str], spans: list[int], stub: int) -> str:
    cells = []
    for c, (column, text) in enumerate(zip(columns, texts, strict=True)):
        if c >= stub:
            kind = "sdt-hidden" if text == HIDDEN else ""
            cells.append(f"<td{_class(column, kind)}>{escape(text)}</td>")
        elif spans[c]:
            over = f' rowspan="{spans[c]}"' if spans[c] > 1 else ""
            cells.append(f'<th scope="row"{over}{_class(column)}>{escape(text)}</th>')
    return f"<tr>{''.join(cells)}</tr>"


def _class(column: Column, more: str = "") -> str:
    names = " ".join(name for name in (ALIGNED[column.align], more) if name)
    return f' class="{names}"' if names else ""
