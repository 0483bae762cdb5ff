"""`Result`: what was found, unrounded in `.frame`, safe to show in `.shown()`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import pandas as pd

from sdtclimate.core.errors import UnprotectedResult
from sdtclimate.core.estimate import STATUSES, Status
from sdtclimate.core.reasons import reason_words
from sdtclimate.core.terms import ESTIMATE_COLUMNS, KEY_COLUMNS, SIDE_COLUMNS, STATISTIC_COLUMNS
from sdtclimate.disclosure.cells import Cell
from sdtclimate.disclosure.policy import Policy
from sdtclimate.results.labels import Labels
from sdtclimate.results.note import Note
from sdtclimate.results.provenance import Provenance

if TYPE_CHECKING:
    from sdtclimate.core.table.table import Table

MOST_ROWS: Final = 300
"""Rows that a result shows of itself; a notebook of tens of thousands would not open any more."""


@dataclass(frozen=True, eq=False)
class Result:
    """What an analysis found.

    Parameters
    ----------
    frame : DataFrame
        Tidy and unrounded. For the analyst; it has not passed the policy.
    cells : tuple of Cell
        One per row of `frame`: which people the row tells of, and as what.
    status : {"ok", "caution", "not_estimable"}
    reason : str
        Begins with an id: ``"G2: ..."``.
    offers : tuple of str
        The nearest that the data can bear.
    notes : tuple of Note
    provenance : Provenance
    policy : Policy
        Minimum cells that `shown` keeps.
    by : tuple of str
        People columns that divide the rows, beyond the standard keys.
    released : bool
        Set by the release gate alone.
    hidden : frozenset of int, optional
        Positions of rows that the gate hides to cover other groups, decided over everything that goes out together.
        None: `shown` looks at this result alone.
    labels : Labels
        Names of scales, items and answers from the instrument, for figures and tables. A bare frame has none.
    """

    kind: ClassVar[str] = "result"
    title: ClassVar[str] = "Result"

    frame: pd.DataFrame
    cells: tuple[Cell, ...] = ()
    status: Status = "ok"
    reason: str = ""
    offers: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    policy: Policy = field(default_factory=Policy)
    by: tuple[str, ...] = ()
    released: bool = False
    hidden: frozenset[int] | None = None
    labels: Labels = field(default_factory=Labels, repr=False)

    def __init_subclass__(cls) -> None:
        """Keep the short repr: one written by `dataclass` would print the frame and the people of the cells."""
        super().__init_subclass__()
        if "__repr__" not in cls.__dict__:
            cls.__repr__ = Result.__repr__  # type: ignore[method-assign]

    def __post_init__(self) -> None:
        """Hold the frame to the columns that every result shares."""
        if self.status not in STATUSES:
            raise ValueError(f"status {self.status!r} is none of {STATUSES}")
        known = [*KEY_COLUMNS, *self.by, *STATISTIC_COLUMNS, *self.extra_columns(), *ESTIMATE_COLUMNS, *SIDE_COLUMNS]
        unknown = [column for column in self.frame.columns if column not in known]
        if unknown:
            raise ValueError(f"{type(self).__name__}: columns {unknown} are not declared")
        if self.cells and len(self.cells) != len(self.frame):
            raise ValueError(f"{type(self).__name__}: {len(self.cells)} cells for {len(self.frame)} rows")

    @classmethod
    def extra_columns(cls) -> tuple[str, ...]:
        """Columns of this type's frame beyond those that all results share."""
        return ()

    def shown(self) -> pd.DataFrame:
        """Return the frame after the policy: what is hidden is gone, what is small is rounded, n may be a band."""
        return self._shown.copy()

    @cached_property
    def _shown(self) -> pd.DataFrame:
        from sdtclimate.disclosure.mask import protect_frame

        return protect_frame(self.frame, self.cells, self.policy, by=self.by, hidden=self.hidden)

    def table(self) -> Table:
        """Return what may be shown as a table, rounded for reading."""
        from sdtclimate.results.tables import table_of

        return table_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Return what may be shown as plain data for JSON."""
        from sdtclimate.results.store import result_to_dict

        return result_to_dict(self)

    def with_policy(self, policy: Policy) -> Self:
        """Return the same result under other minimum cells; it has to pass the gate again."""
        return replace(self, policy=policy, released=False, hidden=None)

    def __repr__(self) -> str:
        head = f"{type(self).__name__}: {len(self.frame)} rows, {self.status}"
        return f"{head} ({reason_words(self.reason)})" if self.reason else head

    def __str__(self) -> str:
        return self._glance().to_text()

    def _repr_html_(self) -> str:
        return self._glance().to_html()

    def _glance(self) -> Table:
        """Return the table as it shows itself: its first rows, and how many more there are."""
        table = self.table()
        more = len(table.rows) - MOST_ROWS
        if more <= 0:
            return table
        note = f"The first {MOST_ROWS} of {len(table.rows)} rows; result.table() has them all."
        return replace(table, rows=table.rows[:MOST_ROWS], notes=[note, *table.notes])


def require_released(result: Result) -> None:
    """Raise unless a result has passed the release gate.

    Raises
    ------
    UnprotectedResult
        If it has not: everything that goes out together must be looked at together.
    """
    if not result.released:
        raise UnprotectedResult(
            f"{type(result).__name__} has not passed the release gate. Hand over what sdt.protect(...) gives back, "
            "with everything that goes out together in one call."
        )


RowKeys = Mapping[str, object]
