"""Excel workbooks: one sheet chosen or asked for, cells turned into text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from sdtclimate.core.errors import MissingExtra, ReadingError
from sdtclimate.core.registry import nearest
from sdtclimate.formats.grid import Evidence, Grid, grid_of_records

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_excel(data: bytes, *, source: str, sheet: str | None = None) -> Grid:
    """Return the cells of one sheet.

    Parameters
    ----------
    data : bytes
        The workbook.
    source : str
        Its name in messages.
    sheet : str, optional
        Which sheet. Without it the only sheet that holds something is taken.

    Raises
    ------
    MissingExtra
        If python-calamine is not installed.
    ReadingError
        If it is no workbook, is locked, has no such sheet, or several that could be meant.
    """
    if not data.startswith((ZIP, OLD_OFFICE)):
        raise ReadingError(
            f"{source} is no Excel workbook, whatever its name says. If it is text, give it a name that ends in .csv."
        )
    book = _opened(data, source)
    cells = {name: _cells(book, name, source) for name in book.sheet_names}
    chosen = _chosen(cells, sheet, source)
    return _grid(cells[chosen], source=source, sheet=chosen, alone=len(cells) == 1)


def _opened(data: bytes, source: str) -> Any:
    try:
        import python_calamine
    except ImportError:
        raise MissingExtra("python-calamine", "excel", f"{source}: reading Excel") from None
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise ReadingError(f"{source} is locked with a password. Save it without one.") from None
    except python_calamine.CalamineError:
        raise ReadingError(f"{source} is a damaged workbook or no workbook. Open and save it again as .xlsx.") from None


def _cells(book: Any, name: str, source: str) -> list[list[object]]:
    import python_calamine

    try:
        rows: list[list[object]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        raise ReadingError(f"{source}, sheet {name}: damaged. Open and save it again as .xlsx.") from None
    while rows and not any(_text(cell).strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _chosen(cells: dict[str, list[list[object]]], sheet: str | None, source: str) -> str:
    filled = {name: rows for name, rows in cells.items() if rows}
    if sheet is not None:
        if sheet not in cells:
            guess = nearest(sheet, cells)
            hint = f" Did you mean {guess!r}?" if guess else ""
            raise ReadingError(f"{source} has no sheet {sheet!r}.{hint} Sheets: {', '.join(map(repr, cells))}.")
        if sheet not in filled:
            raise ReadingError(f"{source}, sheet {sheet!r} is empty.")
        return sheet
    if not filled:
        raise ReadingError(f"{source} is empty: no sheet holds anything.")
    if len(filled) > 1:
        sizes = ", ".join(f"{name!r} ({len(rows)} rows x {len(rows[0])} columns)" for name, rows in filled.items())
        first = next(iter(filled))
        if {"survey", "choices"} <= {name.strip().lower() for name in filled}:
            raise ReadingError(f"{source} is an XLSForm, a survey definition, not the answers. Give their export.")
        raise ReadingError(
            f"{source} has {len(filled)} sheets that hold something: {sizes}. "
            f"Say which: {source}#{first}, or in Python sheet={first!r}."
        )
    return next(iter(filled))


def _grid(rows: Sequence[Sequence[object]], *, source: str, sheet: str, alone: bool) -> Grid:
    texts = [[_text(cell) for cell in row] for row in rows]
    width = max(len(row) for row in texts)
    # Blank rows above the headings are no headings; the row numbers of the sheet are kept.
    first = next(at for at, row in enumerate(texts) if any(cell.strip() for cell in row))
    records = [row + [""] * (width - len(row)) for row in texts[first:]]
    numbers = np.arange(first + 1, len(texts) + 1, dtype=np.int64)
    found = Evidence("sheet", sheet, "certain", "the only one" if alone else "the one that was named or is not empty")
    return grid_of_records(source, records, numbers, evidence=(Evidence("container", "Excel", "certain"), found))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)
