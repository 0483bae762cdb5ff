"""`protect_frame`: a frame after the policy. Nothing that is shown anywhere takes another way."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from typing import Final

import pandas as pd

from sdtclimate.core.terms import KEY_COLUMNS, STATISTIC_COLUMNS
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.complementary import cover
from sdtclimate.disclosure.policy import OWN_SPREAD_FROM, Policy
from sdtclimate.disclosure.primary import primary_reason
from sdtclimate.disclosure.rounding import round_mean, round_to
from sdtclimate.disclosure.sheet import Sheet, as_float
from sdtclimate.disclosure.show import Numbers, is_limited, numbers_of

COVERED: Final = "hidden: so that another group cannot be worked out"
NUMBERS: Final = ("estimate", "se", "ci_low", "ci_high")
NOT_PEOPLE: Final = frozenset({"n_sites", "n_items", "n_factors"})
SETTINGS: Final = frozenset({"level", "k", "code", "category", "position"})
"""Columns that describe the row and hold nothing about people."""
POOLED_SPREAD: Final = "spread of the whole study"


def protect_frame(
    frame: pd.DataFrame,
    cells: Sequence[Cell],
    policy: Policy,
    *,
    by: tuple[str, ...] = (),
    hidden: Collection[int] | None = None,
) -> pd.DataFrame:
    """Return what may be seen of a frame.

    Parameters
    ----------
    frame : DataFrame
        Tidy and unrounded. It is not changed.
    cells : sequence of Cell
        One a row. Empty: facts without people, which are shown as they are.
    policy : Policy
    by : tuple of str
        People columns that divide the rows, beyond the standard keys.
    hidden : collection of int, optional
        Positions of the rows that complementary suppression hides, where the release gate has decided that over
        several results; without it the frame is looked at alone.

    Returns
    -------
    DataFrame
        The same rows. ``suppressed`` is ``"primary"`` (too few people), ``"complementary"`` (hidden to cover
        another group), ``"rounded"`` (to half points or .1) or empty. In a hidden row every number is gone,
        ``status`` is ``not_estimable`` and ``reason`` begins with ``hidden:``. Columns of n hold a band for every
        group and for what is hidden. Frames with gaps get the column ``words``.

    Raises
    ------
    ValueError
        If there are cells, but not one a row.

    Notes
    -----
    A column of numbers that is neither a key nor named here is blank below 10 people. Columns of text must not
    hold numbers about people. Source: blueprint section 3.2.
    """
    if not cells:
        return frame.assign(suppressed="")
    if len(cells) != len(frame):
        raise ValueError(f"{len(cells)} cells for {len(frame)} rows")
    sheet = Sheet(frame, tuple(cells), policy, by)
    covered = cover([sheet])[0] if hidden is None else frozenset(hidden)
    reasons = [primary_reason(sheet, row) for row in range(len(cells))]
    suppressed = [
        "primary" if reason else "complementary" if row in covered else "" for row, reason in enumerate(reasons)
    ]
    reasons = [reason or (COVERED if row in covered else "") for row, reason in enumerate(reasons)]
    shown = [Numbers() if reason else numbers_of(sheet, row) for row, reason in enumerate(reasons)]
    columns: dict[str, list[object]] = {}
    for name in sheet.columns:
        if name in NUMBERS:
            columns[name] = [getattr(numbers, name) for numbers in shown]
        elif name == "status":
            columns[name] = ["not_estimable" if r else sheet.columns[name][i] for i, r in enumerate(reasons)]
        elif name == "reason":
            columns[name] = [r or _safe_reason(sheet, i) for i, r in enumerate(reasons)]
        elif name == "method":
            columns[name] = ["" if r else _safe_method(sheet, i, shown[i]) for i, r in enumerate(reasons)]
        elif name in NOT_PEOPLE:
            columns[name] = [None if r else _whole(sheet.number(i, name)) for i, r in enumerate(reasons)]
        elif _counts_people(name):
            columns[name] = [_people(sheet, i, name, hidden=bool(r)) for i, r in enumerate(reasons)]
        elif name in (*KEY_COLUMNS, *STATISTIC_COLUMNS, *SETTINGS, *by) or not _is_numeric(frame[name]):
            columns[name] = sheet.columns[name]
        else:
            columns[name] = [math.nan if r else _other(sheet, i, name) for i, r in enumerate(reasons)]
    if any(cell.what == "gap" for cell in cells):
        columns["words"] = [numbers.words for numbers in shown]
    columns["suppressed"] = [s or ("rounded" if shown[i].coarse else "") for i, s in enumerate(suppressed)]
    return pd.DataFrame({name: _series(values) for name, values in columns.items()}).set_axis(frame.index)


def _series(values: list[object]) -> pd.Series:
    if any(isinstance(value, str) or value is None for value in values):
        return pd.Series(values, dtype=object)
    return pd.Series(values)


def _counts_people(name: str) -> bool:
    return (name == "n" or name.startswith("n_")) and name not in NOT_PEOPLE


def _whole(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None


def _people(sheet: Sheet, row: int, name: str, *, hidden: bool) -> object:
    """Return exact n for all sites together, a band for any group; what a group lost is never told."""
    cell, value = sheet.cells[row], sheet.number(row, name)
    grouped = any(side.banded for side in cell.sides)
    if not math.isfinite(value) or (name == "n_dropped" and (hidden or grouped)):
        return None
    return n_band(int(value)) if hidden or grouped else int(value)


def _safe_reason(sheet: Sheet, row: int) -> str:
    """Below 10 people only a guardrail is told: "constant" would give the answers away."""
    text, cell = sheet.text(row, "reason"), sheet.cells[row]
    if cell.sides and cell.n < OWN_SPREAD_FROM:
        return "; ".join(part for part in text.split("; ") if re.match(r"G[01]:", part))
    return text


def _safe_method(sheet: Sheet, row: int, numbers: Numbers) -> str:
    cell = sheet.cells[row]
    if cell.sides and cell.n < OWN_SPREAD_FROM and cell.what in ("mean", "gap"):
        return POOLED_SPREAD if math.isfinite(numbers.ci_low) else ""
    return sheet.text(row, "method")


def _other(sheet: Sheet, row: int, name: str) -> float:
    """Return a further number of the row: a side's mean rounded as a mean, all else only from 10 people on."""
    cell, value = sheet.cells[row], sheet.number(row, name)
    if not cell.sides:
        return value
    side = _side_of(cell, name)
    if side is not None:
        return round_mean(value, side.n, *sheet.ends(row))
    if cell.n < OWN_SPREAD_FROM:
        return math.nan
    if name.startswith("df") and any(side.banded for side in cell.sides):
        return math.nan
    if not is_limited(sheet, row):
        return value
    return round_to(value, 0.001 if name == "p" or name.startswith("p_") else 0.01)


def _side_of(cell: Cell, name: str) -> Side | None:
    role = name.removeprefix("mean_")
    return None if role == name else next((side for side in cell.sides if side.role == role), None)


def _is_numeric(column: pd.Series) -> bool:
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        return True
    return column.dtype == object and any(
        not isinstance(value, str | bool) and math.isfinite(as_float(value)) for value in column
    )
