"""CSV, TSV and their kin: one parser, the delimiter by evidence, ragged rows named."""

from __future__ import annotations

import contextlib
import csv
import gc
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np

from sdtclimate.core.errors import Fault, ReadingError
from sdtclimate.formats.containers.decode import decode, inflate
from sdtclimate.formats.grid import HEAD, Evidence, Grid, GridBuilder

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE: Final = 50
_SAMPLE_SIGNS: Final = 400_000
_BLOCK: Final = 4000
_SHOWN: Final = 5


def read_delimited(data: bytes, *, source: str) -> Grid:
    """Return the cells of a delimited text file.

    Parameters
    ----------
    data : bytes
        The file, gzip or not.
    source : str
        Its name in messages.

    Raises
    ------
    ReadingError
        If it is empty, damaged, in an unknown encoding, holds NUL characters, or has rows of another length.
    """
    text, encoding = decode(inflate(data, source=source), source=source)
    if not text.strip("\r\n\t ;,|\ufeff"):
        raise ReadingError(f"{source} is empty: it holds no text.")
    _refuse_nul(text, source)
    skipped, text = _without_separator_line(text)
    delimiter = _delimiter(skipped, text)
    return _parsed(text, delimiter, source=source, evidence=(encoding,), first_row=2 if skipped else 1)


@dataclass
class _Records:
    """The records of a text, each with its row as a spreadsheet counts, and those that do not fit."""

    text: str
    delimiter: str
    source: str
    first_row: int
    width: int = 0
    rows: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    longer: int = 0

    def __iter__(self) -> Iterator[list[str]]:
        # Not StringIO: it holds four bytes a letter.
        lines = io.TextIOWrapper(io.BytesIO(self.text.encode("utf-8")), encoding="utf-8", newline="")
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        row, line = self.first_row - 1, 0
        try:
            for record in reader:
                row, began, line = row + 1, line + 1, reader.line_num
                if not record:
                    continue
                if not self.width:
                    self.width = len(record)
                if len(record) != self.width and not self._fits(record, row, began, line):
                    continue
                self.rows.append(row)
                yield record
        except csv.Error as error:
            raise ReadingError(
                f"{self.source}, line {line + 1}: {error}. Is a quotation mark opened there that should be doubled, "
                "or that is never closed?"
            ) from None

    def _fits(self, record: list[str], row: int, began: int, ended: int) -> bool:
        beyond = record[self.width :]
        if beyond and not any(cell.strip() for cell in beyond):
            del record[self.width :]
            self.longer += 1
            return True
        at = f"line {began}" if began == row + 1 - self.first_row else f"row {row}, line {began}"
        hint = f"It runs to line {ended}: is a quotation mark opened and never closed?" if ended > began + 3 else ""
        self.faults.append(
            Fault(f"{len(record)} cells, where the headings have {self.width}.", at, hint, code="ragged_row")
        )
        return False


def _parsed(text: str, delimiter: Evidence, *, source: str, evidence: tuple[Evidence, ...], first_row: int) -> Grid:
    sign = next(sign for sign, name in DELIMITERS.items() if name == delimiter.found)
    records = _Records(text, sign, source, first_row)
    # Millions of short-lived lists make the collector walk the heap again and again; none of them is in a cycle.
    collecting = gc.isenabled()
    gc.disable()
    try:
        stream = iter(records)
        head = tuple(tuple(record) for record in islice(stream, HEAD))
        builder = GridBuilder(records.width)
        while block := list(islice(stream, _BLOCK)):
            builder.add(block)
    finally:
        if collecting:
            gc.enable()
    if records.faults:
        raise _ragged(records)
    remarks = (f"{records.longer} rows end in empty cells beyond the headings; left out",) if records.longer else ()
    rows = np.array(records.rows, dtype=np.int64)
    return Grid(source, head, builder.columns(), rows, (*evidence, delimiter), remarks)


def _ragged(records: _Records) -> ReadingError:
    many = len(records.faults)
    shown = records.faults[:_SHOWN]
    if many > _SHOWN:
        shown = [*shown, Fault(f"and {many - _SHOWN} more.")]
    name = DELIMITERS[records.delimiter]
    rows = "row has" if many == 1 else "rows have"
    return ReadingError(
        f"{records.source}: {many} {rows} another number of cells than the headings ({name} between cells). "
        "Mend the file, or export it again.",
        shown,
    )


def _delimiter(given: str, text: str) -> Evidence:
    if given:
        return Evidence("delimiter", DELIMITERS[given], "certain", "the file's first line says so")
    best: tuple[float, int, str, Evidence] | None = None
    for sign, name in DELIMITERS.items():
        widths = [len(record) for record in _sample(text, sign)]
        if not widths or widths[0] < 2:
            continue
        share = sum(width == widths[0] for width in widths) / len(widths)
        sure = Evidence(
            "delimiter", name, "certain" if share == 1 else "likely", f"{share:.0%} of {len(widths)} rows fit"
        )
        if best is None or (share, widths[0]) > best[:2]:
            best = (share, widths[0], sign, sure)
    return best[3] if best else Evidence("delimiter", "comma", "guess", "one column only")


def _sample(text: str, sign: str) -> list[list[str]]:
    """Return the first records as they would be with one sign; the last may be cut off and is left out."""
    part = text[:_SAMPLE_SIGNS]
    records = []
    reader = csv.reader(io.StringIO(part, newline=""), delimiter=sign)
    with contextlib.suppress(csv.Error):
        for record in reader:
            if record:
                records.append(record)
            if len(records) > _SAMPLE:
                break
    return records[:-1] if len(part) < len(text) and len(records) > 1 else records[:_SAMPLE]


def _without_separator_line(text: str) -> tuple[str, str]:
    """Take off Excel's own first line ``sep=;`` and return the sign that it names."""
    if text[:4].lower() == "sep=" and len(text) > 5 and text[4] in DELIMITERS and text[5] in "\r\n":
        return text[4], text.split("\n", 1)[1] if "\n" in text else ""
    return "", text


def _refuse_nul(text: str, source: str) -> None:
    at = text.find("\x00")
    if at < 0:
        return
    line = text.count("\n", 0, at) + 1
    raise ReadingError(
        f"{source}, line {line}: {text.count(chr(0))} NUL characters, the first one here. "
        "The file is damaged or no text. Export it again."
    )
