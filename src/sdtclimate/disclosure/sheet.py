"""`Sheet`: a frame with its cells, as it is about to be seen; and what its rows are about."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from sdtclimate.disclosure.cells import Cell
from sdtclimate.disclosure.policy import Policy

POMP: Final = "pomp"
POMP_ENDS: Final = (0.0, 100.0)
FIVE_POINTS: Final = (1.0, 5.0)

Variable = tuple[Hashable, ...]
"""What was measured: data, scale, item, wave. Complementary suppression looks at one variable at a time."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One frame on its way out.

    Parameters
    ----------
    frame : DataFrame
        Tidy and unrounded, as in a `Result`.
    cells : sequence of Cell
        One a row, or empty for facts without people.
    policy : Policy
    by : tuple of str
        People columns that divide the rows, beyond the standard keys.
    source : hashable
        Sheets of one source number their people alike.
    """

    frame: pd.DataFrame
    cells: Sequence[Cell]
    policy: Policy
    by: tuple[str, ...] = ()
    source: Hashable = ""

    @cached_property
    def columns(self) -> dict[str, list[object]]:
        """The columns as plain lists, position by position."""
        return {str(name): self.frame[name].tolist() for name in self.frame.columns}

    def text(self, row: int, column: str) -> str:
        """Return a key of a row as text; empty where the frame has no such column or no value."""
        values = self.columns.get(column)
        if values is None:
            return ""
        value = values[row]
        return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]

    def number(self, row: int, column: str) -> float:
        """Return a number of a row, NaN where there is none."""
        values = self.columns.get(column)
        return math.nan if values is None else as_float(values[row])

    def variable(self, row: int) -> Variable:
        """Return what was measured in a row."""
        return (self.source, self.text(row, "scale"), self.text(row, "item"), self.text(row, "wave"))

    def label(self, row: int, side: int = 0) -> tuple[str, ...]:
        """Return the name of a side's group: role, site and the values of `by`."""
        group = self.cells[row].sides[side]
        others = [self.text(row, name) for name in self.by if name not in ("role", "site", "wave")]
        return (group.role, group.site, *others)

    def is_pomp(self, row: int) -> bool:
        """Whether a row gives a mean on 0 to 100."""
        return self.cells[row].what == "mean" and self.text(row, "statistic") == POMP

    def ends(self, row: int) -> tuple[float, float]:
        """Return the ends of the scale in its own units, for a POMP row too."""
        cell = self.cells[row]
        if self.is_pomp(row) and (cell.low, cell.high) == POMP_ENDS:
            return self._ends_of_variable.get(self.variable(row), FIVE_POINTS)
        return cell.low, cell.high

    def in_scale_units(self, row: int, column: str) -> float:
        """Return a number of a mean's row in the units of the scale."""
        value = self.number(row, column)
        low, high = self.ends(row)
        return low + value / 100 * (high - low) if self.is_pomp(row) else value

    @cached_property
    def _ends_of_variable(self) -> dict[Variable, tuple[float, float]]:
        return {
            self.variable(row): (cell.low, cell.high)
            for row, cell in enumerate(self.cells)
            if cell.what in ("mean", "gap") and not self.is_pomp(row) and math.isfinite(cell.high - cell.low)
        }


def as_float(value: object) -> float:
    """Return a number as float, and NaN for whatever is none."""
    try:
        return math.nan if value is None or isinstance(value, str) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan
