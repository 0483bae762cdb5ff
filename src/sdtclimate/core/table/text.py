"""A table for the terminal."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import Final

from sdtclimate.core.table.table import Align, Table
from sdtclimate.core.table.written import repeats, under_each_other, written

GAP: Final = "  "
WIDTH_OF_NOTES: Final = 100
WIDE: Final = ("W", "F")


def render_text(table: Table) -> str:
    """Return a table as aligned text: caption, status, rows, notes."""
    rows = [[one_line(text) for text in row] for row in written(table)]
    columns = [[row[c] for row in rows] for c in range(len(table.columns))]
    for c, column in enumerate(table.columns):
        if column.align == "right":
            columns[c] = under_each_other(columns[c])
    for r, marks in enumerate(repeats(rows, min(table.stub, len(table.columns)))):
        for c, again in enumerate(marks):
            columns[c][r] = "" if again else columns[c][r]
    heads = [one_line(column.name) for column in table.columns]
    widths = [max(map(width, [head, *texts])) for head, texts in zip(heads, columns, strict=True)]
    aligns = [column.align for column in table.columns]

    def line(texts: list[str]) -> str:
        return GAP.join(pad(t, w, a) for t, w, a in zip(texts, widths, aligns, strict=True)).rstrip()

    rule = "-" * (sum(widths) + len(GAP) * (len(widths) - 1)) if widths else ""
    body = [line([texts[r] for texts in columns]) for r in range(len(rows))]
    grid = [line(heads), rule, *body, rule] if widths else []
    above = [one_line(text) for text in (table.caption, table.status) if text]
    below = [textwrap.fill(one_line(note), WIDTH_OF_NOTES) for note in table.notes]
    return "\n".join([*above, *grid, *below])


def one_line(text: str) -> str:
    """Return text without line ends and control characters, so that no cell breaks the table or the terminal."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)


def width(text: str) -> int:
    """Return the columns that text takes in a terminal."""
    return sum(
        0
        if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf"
        else 1 + (unicodedata.east_asian_width(sign) in WIDE)
        for sign in text
    )


def pad(text: str, wanted: int, align: Align) -> str:
    """Return text filled with spaces to a width."""
    room = max(wanted - width(text), 0)
    if align == "right":
        return " " * room + text
    if align == "centre":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room
