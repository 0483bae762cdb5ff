"""`RawTable`: what a platform wrote, column by column, before an instrument gives it meaning."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.formats.grid import Evidence, Factor

RowFact = Literal["status", "finished", "token", "start", "end", "duration", "channel"]
"""What a platform's own column says about the row."""


@dataclass(frozen=True, eq=False)
class RawColumn:
    """One column of text.

    Parameters
    ----------
    name : str
        Heading; unique in the table (``"score (column 7)"`` where a heading occurs twice).
    position : int
        Place in the file, counted from 1.
    factor : Factor
        Distinct words, and which of them each row holds.
    text : str
        The question as the file gives it; empty where it gives only a name.
    heading : str
        Heading as written, before two equal ones were told apart.
    fact : str
        For a column of the platform itself: which `RowFact` it holds, or ``"other"``; empty for answers.
    personal : bool
        Whether the platform fills it with something that could name a person.
    """

    name: str
    position: int
    factor: Factor
    text: str = ""
    heading: str = ""
    fact: str = ""
    personal: bool = False

    def __repr__(self) -> str:
        return f"RawColumn({self.name!r}, {len(self.factor)} rows)"

    @property
    def words(self) -> tuple[str, ...]:
        """Distinct texts of the column."""
        return self.factor.words

    @cached_property
    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows hold each word."""
        return np.bincount(self.factor.codes, minlength=len(self.words)).astype(np.int64)

    @cached_property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which words are empty or blanks only."""
        return np.array([not word.strip() for word in self.words], dtype=bool)

    @property
    def repeated(self) -> bool:
        """Whether another column has the same heading."""
        return bool(self.heading) and self.heading != self.name


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file as its platform wrote it: columns of text and facts about each row.

    Parameters
    ----------
    source : str
        File or frame, as messages and the ledger name it.
    platform : str
        Id in ``PLATFORMS``.
    columns : tuple of RawColumn
        In the order of the file.
    rows : int array, n
        Number of each row as a spreadsheet counts it: from 1, headings included.
    preview, test : bool array, n
        Rows that the makers of the survey left: looked at in preview, or generated.
    finished : float array, n
        1 finished, 0 not, NaN where the platform does not say.
    start, end : datetime64 array, n
        NaT where not known.
    duration : float array, n
        Seconds; NaN where not known.
    token : RawColumn or None
        The platform's own id of the response (not of the person).
    evidence : tuple of Evidence
        What was recognised, and how sure.
    remarks : tuple of str
        What was left out while the file was read.
    """

    source: str
    platform: str
    columns: tuple[RawColumn, ...]
    rows: npt.NDArray[np.int64]
    preview: npt.NDArray[np.bool_]
    test: npt.NDArray[np.bool_]
    finished: npt.NDArray[np.float64]
    start: npt.NDArray[np.datetime64]
    end: npt.NDArray[np.datetime64]
    duration: npt.NDArray[np.float64]
    token: RawColumn | None = None
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return int(self.rows.size)

    @cached_property
    def by_name(self) -> dict[str, RawColumn]:
        """Columns by their unique names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def repeated_headings(self) -> dict[str, tuple[RawColumn, ...]]:
        """Headings that occur more than once, with their columns."""
        found: dict[str, list[RawColumn]] = {}
        for column in self.columns:
            if column.repeated:
                found.setdefault(column.heading, []).append(column)
        return {heading: tuple(group) for heading, group in found.items()}

    def __repr__(self) -> str:
        return f"RawTable({self.source!r}, {self.platform}, {len(self)} rows x {len(self.columns)} columns)"


_TIME_FORMATS: Final = ("ISO8601", "%m/%d/%y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S")


def times_of(factor: Factor) -> npt.NDArray[np.datetime64]:
    """Return the times that a column of text holds, NaT where a text is no time.

    ISO 8601 first; then month/day/year as a spreadsheet saves it again, if that fits the whole column. A zone
    written behind a time is honoured by going to UTC.
    """
    unknown = np.full(len(factor), np.datetime64("NaT", "ns"), dtype="datetime64[ns]")
    words = pd.Series([word.strip() for word in factor.words], dtype=object)
    filled = words.str.len() > 0
    if not bool(filled.any()):
        return unknown
    for form in _TIME_FORMATS:
        stamps = pd.to_datetime(words[filled], format=form, errors="coerce", utc=True)
        if bool(stamps.notna().all()) or (form == "ISO8601" and bool(stamps.notna().any())):
            found = np.full(len(words), np.datetime64("NaT", "ns"), dtype="datetime64[ns]")
            found[filled.to_numpy()] = stamps.dt.tz_localize(None).to_numpy().astype("datetime64[ns]")
            return found[factor.codes]
    return unknown


def numbers_of(factor: Factor) -> npt.NDArray[np.float64]:
    """Return the numbers that a column of text holds, NaN where a text is no number."""
    values = np.full(len(factor.words), np.nan)
    for at, word in enumerate(factor.words):
        try:
            values[at] = float(word)
        except ValueError:
            continue
    values[~np.isfinite(values)] = np.nan
    return values[factor.codes] if values.size else np.full(len(factor), np.nan)
