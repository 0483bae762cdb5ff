"""The reading ledger: in = out + listed, for rows and for cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

ROW_REASONS: Final[dict[str, str]] = {
    "preview": "preview or test of the survey",
    "no_role": "no role given, so no form",
    "no_consent": "no consent",
    "empty": "no item answered",
    "duplicate": "repeat of a person (last complete kept)",
    "identical": "same answers as another row",
    "filtered": "outside the rows asked for",
    "withdrawn": "withdrawn by the respondent",
    "screened": "set aside by screening",
}
CELL_REASONS: Final[dict[str, str]] = {
    "label": "label turned into its code",
    "missing_map": "foreign code or text turned into a reason for missing",
    "text_number": "number written with decimals or a sign",
    "empty_mark": "NA, NaN or null, as software writes an empty cell",
    "out_of_range": "code outside the scale, set to -96 as asked",
    "blank": "empty cell",
}


@dataclass(frozen=True)
class RowEntry:
    """A row that was read and not kept: its file, line (counted from 1, headings included) and why.

    A row is listed once, under the first reason that holds; the others that hold as well stand in `also`.
    `conditions` names the columns that a filter went by.
    """

    source: str
    line: int
    reason: str
    detail: str = ""
    also: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellEntry:
    """How many cells of a column were turned into something else, and into what."""

    source: str
    column: str
    reason: str
    found: str
    became: str
    count: int


@dataclass(frozen=True)
class Ledger:
    """Every row that came in is kept or listed here; so is every cell that was changed.

    Parameters
    ----------
    rows_in : mapping source -> rows below the headings
    rows_kept : mapping source -> rows that became respondents
    set_aside : entries, one per row that was not kept
    cells : entries, one per kind of change and column
    personal : names of columns recognised as personal and kept out
    extra : columns that belong to no item and no field
    remarks : plain sentences about choices made in reading
    """

    rows_in: dict[str, int] = field(default_factory=dict)
    rows_kept: dict[str, int] = field(default_factory=dict)
    set_aside: tuple[RowEntry, ...] = ()
    cells: tuple[CellEntry, ...] = ()
    personal: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def n_in(self) -> int:
        """Rows that came in."""
        return sum(self.rows_in.values())

    @property
    def n_kept(self) -> int:
        """Rows that became respondents."""
        return sum(self.rows_kept.values())

    @property
    def conditions(self) -> frozenset[str]:
        """Columns by which rows were filtered out."""
        return frozenset(name for entry in self.set_aside for name in entry.conditions)

    def counts(self, source: str | None = None) -> dict[str, int]:
        """Return how many rows were set aside for each reason, for one source or all."""
        chosen = (e for e in self.set_aside if source is None or e.source == source)
        return dict(Counter(entry.reason for entry in chosen))

    def holds(self, source: str | None = None) -> dict[str, int]:
        """Return for how many rows set aside each reason holds, listed under it or not; a row may count twice."""
        chosen = [e for e in self.set_aside if source is None or e.source == source]
        return dict(Counter(reason for entry in chosen for reason in (entry.reason, *entry.also)))

    def adds_up(self) -> bool:
        """Return whether in = out + listed holds for every source."""
        listed = Counter(entry.source for entry in self.set_aside)
        return all(n == self.rows_kept.get(s, 0) + listed.get(s, 0) for s, n in self.rows_in.items())

    def with_rows(self, entries: Iterable[RowEntry]) -> Ledger:
        """Return the ledger after rows that had been kept were set aside."""
        gone = tuple(entries)
        kept = dict(self.rows_kept)
        for entry in gone:
            kept[entry.source] = kept.get(entry.source, 0) - 1
        return replace(self, rows_kept=kept, set_aside=(*self.set_aside, *gone))
