"""Units in an order that follows from their content, whatever the order of rows and columns was."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
ROUNDS: Final = 2
"""Rounds of telling rows apart by their items and items by their rows; two tell apart whatever is not alike."""


def row_keys(values: npt.NDArray[np.float64]) -> Keys:
    """Return a number for each row that depends on its answers and on no order of rows or columns.

    Rows and columns are told apart in turns: a row by the multiset of (column, answer), a column by the multiset of
    (row, answer). Rows with one key hold the same answers, or ones that no statistic of the items tells apart.

    Parameters
    ----------
    values : array, (n, k)
        Answers of any range.
    """
    bits = np.ascontiguousarray(values + 0.0).view(np.uint64)
    columns = np.zeros(values.shape[1], np.uint64)
    rows = np.zeros(values.shape[0], np.uint64)
    for _ in range(ROUNDS):
        rows = _mixed(bits + _mixed(columns)[None, :]).sum(axis=1, dtype=np.uint64)
        columns = _mixed(bits + _mixed(rows)[:, None]).sum(axis=0, dtype=np.uint64)
    keys: Keys = _mixed(bits + _mixed(columns)[None, :]).sum(axis=1, dtype=np.uint64)
    return keys


def respondent_order(values: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Return the positions of the rows in the order of their content."""
    return np.argsort(row_keys(values), kind="stable")


def unit_numbers(values: npt.NDArray[np.float64], unit: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return the units' numbers 0 to m - 1 again, now in the order of what their rows hold and not of their names.

    Parameters
    ----------
    values : array, (n, k)
    unit : int array, (n,)
        Any numbers; rows of one unit share theirs.
    """
    _, place = np.unique(unit, return_inverse=True)
    keys = np.zeros(int(place.max(initial=-1)) + 1, np.uint64)
    np.add.at(keys, place, _mixed(row_keys(values)))
    rank = np.empty(len(keys), np.intp)
    rank[np.argsort(keys, kind="stable")] = np.arange(len(keys))
    return rank[place]


def _mixed(x: Keys) -> Keys:
    """Scatter the bits of each number (the finaliser of SplitMix64)."""
    z = x + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
