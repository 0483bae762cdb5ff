"""Cross-products of rows: all that the covariance of any resample is made of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def centred(values: FloatArray) -> FloatArray:
    """Return the columns moved to near zero: by their mean, or by its nearest whole number where all are whole.

    Whole numbers stay whole, so that their sums of products are exact and no order of rows can change a digit.
    """
    if not len(values):
        return values
    middle = values.mean(axis=0)
    rounded = np.round(middle)
    whole = np.all(values == np.round(values), axis=0)
    near: FloatArray = values - np.where(whole, rounded, middle)
    return near


def unit_totals(values: FloatArray, unit: npt.NDArray[np.intp] | None = None) -> FloatArray:
    """Return, for each unit, its number of rows, their sums and their sums of products, ``(m, 1 + k + k (k + 1) / 2)``.

    Parameters
    ----------
    values : array, (n, k)
    unit : int array, (n,), optional
        Number of each row's unit, 0 to m - 1; without it each row is a unit.
    """
    near = centred(values)
    upper = np.triu_indices(near.shape[1])
    table = np.concatenate([np.ones((len(near), 1)), near, near[:, upper[0]] * near[:, upper[1]]], axis=1)
    if unit is None:
        return table
    order = np.argsort(unit, kind="stable")
    starts = np.flatnonzero(np.diff(unit[order], prepend=-1))
    sums: FloatArray = np.add.reduceat(table[order], starts, axis=0)
    return sums


def covariances_of(totals: FloatArray, k: int) -> FloatArray:
    """Return the covariance matrices (divisor rows - 1) that sums of unit totals stand for, ``(..., k, k)``.

    NaN where fewer than two rows were summed.
    """
    upper = np.triu_indices(k)
    rows = np.where(totals[..., 0] > 1, totals[..., 0], np.nan)
    mean = totals[..., 1 : k + 1] / rows[..., None]
    products = totals[..., k + 1 :] - rows[..., None] * mean[..., upper[0]] * mean[..., upper[1]]
    matrix = np.empty((*totals.shape[:-1], k, k))
    matrix[..., upper[0], upper[1]] = products
    matrix[..., upper[1], upper[0]] = products
    matrix /= (rows - 1)[..., None, None]
    return matrix
