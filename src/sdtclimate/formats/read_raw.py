"""One export read into a `RawTable`: from a path, or a frame in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sdtclimate.core.errors import UsageError
from sdtclimate.core.files import read_bytes
from sdtclimate.formats.containers.delimited import read_delimited
from sdtclimate.formats.containers.excel import read_excel
from sdtclimate.formats.containers.frames import is_frame, read_frame
from sdtclimate.formats.raw import RawTable
from sdtclimate.formats.sniff import container_of, table_of


def read_raw(source: str | Path | Any, *, name: str = "", sheet: str | None = None) -> RawTable:
    """Read one export as its platform wrote it.

    Parameters
    ----------
    source : path or data frame
        A frame is read and never changed. ``book.xlsx#psw`` is the sheet psw of a workbook.
    name : str, optional
        What messages and the ledger call it; default the path, or ``"frame"``.
    sheet : str, optional
        Sheet of a workbook.

    Returns
    -------
    RawTable

    Raises
    ------
    ReadingError
        If it is missing, empty, damaged, ambiguous or of an unknown kind.
    UsageError
        If `source` is neither a path nor a frame, or `sheet` is named for something without sheets.
    """
    if isinstance(source, str | Path):
        called = name or str(source)
        path, sheet = _with_sheet(source, sheet)
        data = read_bytes(path)
        if container_of(data, source=called, file=path.name) == "excel":
            return table_of(read_excel(data, source=called, sheet=sheet))
        if sheet is not None:
            raise UsageError(f"sheet={sheet!r}: {called} is no workbook and has no sheets.")
        return table_of(read_delimited(data, source=called))
    if hasattr(source, "collect"):
        raise UsageError(f"source is a {type(source).__name__}: lazy, its cells have not been read. Collect it first.")
    if not is_frame(source):
        raise UsageError(f"source is a {type(source).__name__}. Give a path, a data frame, or a mapping of them.")
    if sheet is not None:
        raise UsageError(f"sheet={sheet!r}: a frame has no sheets.")
    return table_of(read_frame(source, source=name or "frame"))


def _with_sheet(source: str | Path, sheet: str | None) -> tuple[Path, str | None]:
    """Return a path and its sheet; a file that has ``#`` in its own name is meant as it is."""
    path = Path(source)
    left, sign, right = str(source).rpartition("#")
    if sheet is None and sign and right and not path.exists() and Path(left).is_file():
        return Path(left), right
    return path, sheet
