"""What a file is: its container by its first bytes, its platform by its headings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.containers.excel import OLD_OFFICE, ZIP
from sdtclimate.formats.grid import Grid
from sdtclimate.formats.raw import RawTable
from sdtclimate.formats.registry import PLATFORMS

READ: Final = "CSV, TSV (also gzip) and Excel"
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
# First bytes, or the end of the name, of files that people hand over and that hold no table of answers for us.
_SIGNS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"$FL2", "an SPSS file"),
    (b"$FL3", "a compressed SPSS file"),
    (b"<stata_dta>", "a Stata file"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"{\\rtf", "a text document"),
    (b'{"', "a JSON file"),
    (b"<?xml", "an XML file"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
)
_ENDINGS: Final[dict[str, str]] = {
    ".sav": "an SPSS file",
    ".zsav": "a compressed SPSS file",
    ".por": "an SPSS file",
    ".dta": "a Stata file",
    ".parquet": "a Parquet file",
    ".feather": "a Feather file",
    ".rds": "an R file",
    ".rda": "an R file",
    ".json": "a JSON file",
    ".jsonl": "a JSON Lines file",
    ".pdf": "a PDF",
    ".docx": "a Word document",
    ".zip": "a ZIP archive: unpack it first",
    ".7z": "a packed archive: unpack it first",
}
_DEFINED: Final[dict[str, str]] = {".qsf": "Qualtrics", ".lss": "LimeSurvey", ".lsg": "LimeSurvey"}
# Headings that only the definition of a survey has, lower case.
_DEFINITIONS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (frozenset({"variable / field name", "form name", "field type"}), "a REDCap data dictionary"),
    (frozenset({"field_name", "form_name", "field_type"}), "a REDCap data dictionary"),
    (frozenset({"class", "type/scale", "name", "relevance"}), "a LimeSurvey survey structure"),
    (frozenset({"list_name", "name", "label"}), "the choices of an XLSForm"),
)


def container_of(data: bytes, *, source: str, file: str = "") -> str:
    """Return ``"excel"`` or ``"delimited"``: who turns these bytes into cells.

    Parameters
    ----------
    data : bytes
    source : str
        What messages call it.
    file : str, optional
        Its name as a file, where `source` is another.

    Raises
    ------
    ReadingError
        If the file is empty or of a kind that is not read; the kind is named.
    """
    if not data:
        raise ReadingError(f"{source} is empty (0 bytes).")
    ending = PurePath(file or source).suffix.lower()
    if ending in _DEFINED:
        raise ReadingError(
            f"{source} is a survey definition of {_DEFINED[ending]}, not its answers. Export the answers as CSV."
        )
    if ending in WORKBOOKS:
        return "excel"
    found = next((kind for sign, kind in _SIGNS if data.startswith(sign)), "") or _ENDINGS.get(ending, "")
    if not found and data.startswith(ZIP):
        found = "a ZIP archive or an Office document without its name: unpack it, or name a workbook .xlsx"
    if not found and data.startswith(OLD_OFFICE):
        found = "an old Office document: name a workbook .xls"
    if found:
        raise ReadingError(f"{source} is {found}. What is read: {READ}. Export the answers as CSV.")
    return "delimited"


def table_of(grid: Grid) -> RawTable:
    """Return the grid read as the platform whose signs it bears.

    Raises
    ------
    ReadingError
        If there are headings and no answers, or the headings are those of a platform that is not read yet.
    """
    _refuse_definitions(grid)
    _refuse_two_rows_of_surveymonkey(grid)
    platform = next(p for p in PLATFORMS.values() if p.recognise(grid) is not None)
    table = platform.read(grid)
    if not len(table):
        raise ReadingError(f"{grid.source} holds headings and no answers below them.")
    return table


def _refuse_definitions(grid: Grid) -> None:
    headings = {cell.strip().lower() for cell in grid.head[0]}
    for signs, what in _DEFINITIONS:
        if signs <= headings:
            raise ReadingError(f"{grid.source} is {what}, not the answers. Give the export of the answers.")


def _refuse_two_rows_of_surveymonkey(grid: Grid) -> None:
    if len(grid.head) < 2:
        return
    first, second = grid.head[0], grid.head[1]
    continued = sum(not cell.strip() for cell in first[1:])
    if continued and _has_response_row(second) and first[0].strip().lower().replace(" ", "") == "respondentid":
        raise ReadingError(
            f"{grid.source} is a SurveyMonkey export with two rows of headings, which are not read yet. "
            "Join them to one row: the question or the matrix row above each column."
        )


def _has_response_row(cells: Sequence[str]) -> bool:
    return any(cell.strip() == "Response" for cell in cells)
