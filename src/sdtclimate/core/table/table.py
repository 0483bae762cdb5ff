"""`Table`: columns with a format each, rows, a caption, notes. Rendered late, to text, Markdown or HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True)
class Column:
    """A column: its heading, how its values are written, and where they stand.

    Parameters
    ----------
    name : str
        Heading.
    digits : int or None
        Decimals of a number; None writes values as they are.
    align : {"left", "right", "centre"}
    leading_zero : bool
        False writes ``.83`` for numbers that cannot pass 1.
    """

    name: str
    digits: int | None = None
    align: Align = "left"
    leading_zero: bool = True


@dataclass(frozen=True)
class Table:
    """A table that can be read, before it is written anywhere.

    Parameters
    ----------
    columns : sequence of Column
    rows : sequence of rows
        Raw values (str, int, float, None, NaN); a `str` is written as it is.
    caption : str
        What the table shows.
    notes : sequence of str
        Sentences below: n, method, what is hidden and why.
    status : str
        Stands first when it is not empty: ``"caution: G2 ..."``.
    stub : int
        How many first columns name the row; repeated values there are written once.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    caption: str = ""
    notes: Sequence[str] = ()
    status: str = ""
    stub: int = 1

    def with_caption(self, caption: str) -> Self:
        """Return the table under another caption."""
        return replace(self, caption=caption)

    def to_text(self) -> str:
        """Return the table for a terminal."""
        from sdtclimate.core.table.text import render_text

        return render_text(self)

    def to_markdown(self) -> str:
        """Return the table as Markdown."""
        from sdtclimate.core.table.markdown import render_markdown

        return render_markdown(self)

    def to_html(self, *, style: bool = True) -> str:
        """Return the table as an HTML ``<table>``, everything escaped; ``style=False`` where a page has its own CSS."""
        from sdtclimate.core.table.html import render_html

        return render_html(self, style=style)

    def __str__(self) -> str:
        return self.to_text()

    def _repr_html_(self) -> str:
        return self.to_html()
