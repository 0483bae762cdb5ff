"""`write_scores`: the only way to write respondents' scores to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from sdtclimate.core.errors import UsageError
from sdtclimate.core.files import write_whole
from sdtclimate.disclosure.policy import FLOOR_OTHER
from sdtclimate.results.note import standing_note

if TYPE_CHECKING:
    import pandas as pd

KEPT: Final = ("role", "form", "wave")
"""Columns about people that stay: without them a score means nothing."""
NEVER_KEPT: Final = frozenset({"site", "link", "pid", "token", "respondent", "name", "email", "comment"})
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A text cell that begins so is run as a formula by spreadsheets; it gets an apostrophe in front."""


class Scores(Protocol):
    """What is written: a table of scores with the people that they belong to."""

    @property
    def scales(self) -> Sequence[str]:
        """Ids of the scales."""

    @property
    def people(self) -> pd.DataFrame:
        """Columns about people."""

    @property
    def frame(self) -> pd.DataFrame:
        """People and scores, one row a respondent."""


@dataclass(frozen=True)
class Written:
    """What a file of scores holds and what was left out of it.

    Parameters
    ----------
    path : Path
    columns : tuple of str
    dropped : mapping column -> reason
    warning : str
        The standing warning about scores of persons, to be printed and logged.
    """

    path: Path
    columns: tuple[str, ...]
    dropped: Mapping[str, str]
    warning: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What the command line says."""
        said = [f"Left out    {name}: {reason}" for name, reason in self.dropped.items()]
        return (*said, f"Wrote       {self.path}", self.warning)


def write_scores(table: Scores, path: str | Path, *, allow_microdata: bool = False) -> Written:
    """Write one row a respondent as CSV (UTF-8, comma), whole or not at all.

    Parameters
    ----------
    table : ScoreTable
    path : str or Path
        File to write; its folder must exist.
    allow_microdata : bool
        True keeps all columns about people. Without it only role, form and wave are sure to stay: site names and
        links go, and so does every other column in which a value belongs to fewer than 5 people (free text, names,
        exact ages and times).

    Returns
    -------
    Written
        With ``dropped`` (column -> reason) and ``warning``, which whoever calls this must print.

    Raises
    ------
    UsageError
        If the file is not to be a ``.csv``.
    SdtError
        If the folder does not exist.

    Notes
    -----
    Text that a spreadsheet would run as a formula begins with an apostrophe. Numbers are written so that they read
    back exactly. Rows stand in the order of the study and carry no number. A person's row can still be recognised
    by somebody who knows some of the answers: the file is for whoever holds the data.
    """
    target = Path(path)
    if target.suffix.lower() != ".csv":
        raise UsageError(f"{target.name}: scores are written as .csv. Name the file so.")
    frame = table.frame
    dropped = {} if allow_microdata else _dropped(table.people)
    kept = frame[[name for name in frame.columns if name not in dropped]]
    safe = kept.rename(columns=lambda name: _harmless(str(name)))
    for place, name in enumerate(kept.columns):
        if not _is_number(kept[name]):
            safe.isetitem(place, [_harmless(value) for value in kept[name].tolist()])
    written = write_whole(target, safe.to_csv(index=False, lineterminator="\n"))
    return Written(written, tuple(map(str, kept.columns)), dropped, standing_note("N1").text)


def _dropped(people: pd.DataFrame) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for name in map(str, people.columns):
        if name in NEVER_KEPT:
            reasons[name] = "site names and links stay with the data holder"
        elif name not in KEPT and _has_rare_value(people[name]):
            reasons[name] = f"some of its values belong to fewer than {FLOOR_OTHER} people"
    return reasons


def _has_rare_value(column: pd.Series) -> bool:
    counts = column.value_counts(dropna=True)
    return bool(len(counts)) and int(counts.min()) < FLOOR_OTHER


def _is_number(column: pd.Series) -> bool:
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    return is_numeric_dtype(column.dtype) or is_bool_dtype(column.dtype)


def _harmless(value: object) -> object:
    """Return text that a spreadsheet reads as text; a bare carriage return would not be quoted and break the row."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if value.startswith(FORMULA_SIGNS) else text
