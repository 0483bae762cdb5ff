"""A table with one row of headings, from whatever program."""

from __future__ import annotations

import numpy as np

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.grid import Evidence, Grid
from sdtclimate.formats.headings import name_columns
from sdtclimate.formats.raw import RawColumn, RawTable

_WIDE = 4


def recognise(grid: Grid) -> Evidence | None:
    """Return that a grid can be read as one row of headings; every grid can."""
    sure = "likely" if _looks_named(grid.head[0]) else "guess"
    return Evidence("platform", "plain table, 1 header row", sure, "no sign of a survey platform")  # type: ignore[arg-type]


def read(grid: Grid) -> RawTable:
    """Return the table under the first row.

    Raises
    ------
    ReadingError
        If the first row holds numbers, so that nobody could say what a column is, or a title above the headings.
    """
    _refuse_title(grid)
    if not _looks_named(grid.head[0]):
        shown = ", ".join(cell.strip() for cell in grid.head[0][:5])
        raise ReadingError(
            f"{grid.source}: row 1 holds numbers ({shown} …) where names are expected. Name each column."
        )
    factors, rows = grid.body(1)
    named, remarks = name_columns(grid.head[0], factors, source=grid.source)
    columns = tuple(RawColumn(h.name, h.at + 1, factors[h.at], _question(h.heading), h.heading.strip()) for h in named)
    n = rows.size
    nothing = np.zeros(n, dtype=bool)
    unknown = np.full(n, np.datetime64("NaT", "ns"), dtype="datetime64[ns]")
    evidence = recognise(grid)
    return RawTable(
        grid.source,
        "plain",
        columns,
        rows,
        nothing,
        nothing,
        np.full(n, np.nan),
        unknown,
        unknown,
        np.full(n, np.nan),
        None,
        (*grid.evidence, *([evidence] if evidence else [])),
        (*grid.remarks, *remarks),
    )


def _refuse_title(grid: Grid) -> None:
    """Refuse a title above the headings: one cell in a wide table, and below it a row of names."""
    filled = [[cell.strip() for cell in record if cell.strip()] for record in grid.head]
    if len(filled[0]) != 1 or grid.width < _WIDE:
        return
    for at, cells in enumerate(filled):
        names = len(set(cells)) == len(cells) and not any(map(_is_number, cells))
        if len(cells) > grid.width / 2 and names:
            raise ReadingError(
                f'{grid.source}: row {grid.rows[0]} is a title ("{filled[0][0][:40]}"), and the headings seem to '
                f"stand in row {grid.rows[at]}. Delete what is above them."
            )


def _question(heading: str) -> str:
    """Return the heading where it may be a whole question: more than one word."""
    return heading.strip() if len(heading.split()) > 1 else ""


def _looks_named(cells: tuple[str, ...]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return not filled or not all(_is_number(cell) for cell in filled)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
