"""Means, covariances and correlations of the rows that are complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]

LARGEST_EXACT: Final = 2.0**53


@dataclass(frozen=True, eq=False)
class Moments:
    """First and second moments of a sample.

    Parameters
    ----------
    names : tuple of str, k
    n : int
        Complete rows, those that the moments rest on.
    n_dropped : int
        Rows left out because at least one value was missing.
    means : float array, k
    covariance : float array, k x k
        Divisor n - 1. All NaN with fewer than two rows. A constant column has exact zeros.
    """

    names: tuple[str, ...]
    n: int
    n_dropped: int
    means: FloatVector
    covariance: FloatMatrix

    @property
    def k(self) -> int:
        """Items."""
        return len(self.names)

    @cached_property
    def constant(self) -> tuple[str, ...]:
        """Names of the columns with the same value in every row."""
        spread = np.diagonal(self.covariance)
        return tuple(name for name, value in zip(self.names, spread, strict=True) if value == 0)

    @cached_property
    def correlation(self) -> FloatMatrix:
        """Pearson correlations, k x k, unit diagonal; NaN in the row and column of a constant."""
        return correlation_of(self.covariance)


def moments_of(values: npt.ArrayLike, names: Sequence[str] | None = None) -> Moments:
    """Return the moments of the complete rows of `values`, n x k (listwise deletion).

    Whole numbers give sums that are exact, so that the order of the rows changes no digit.

    Parameters
    ----------
    values : array, n x k
        NaN where missing.
    names : sequence of str, optional
        Names of the columns; default ``item1`` to ``itemk``.
    """
    table = np.asarray(values, dtype=np.float64)
    labels = tuple(names) if names is not None else tuple(f"item{i + 1}" for i in range(table.shape[1]))
    rows = table[~np.isnan(table).any(axis=1)]
    n, k = rows.shape
    if n < 2:
        nothing = np.full((k, k), np.nan)
        means = rows.mean(axis=0) if n else np.full(k, np.nan)
        return Moments(labels, n, len(table) - n, means, nothing)
    means, covariance = _exact(rows) if _whole(rows) else _two_pass(rows)
    constant = rows.min(axis=0) == rows.max(axis=0)
    covariance[constant, :] = 0.0
    covariance[:, constant] = 0.0
    return Moments(labels, n, len(table) - n, means, covariance)


def correlation_of(covariance: FloatMatrix) -> FloatMatrix:
    """Return the correlations that belong to a covariance matrix; NaN where a variance is zero."""
    spread = np.sqrt(np.diagonal(covariance))
    scale = np.where(spread > 0, spread, np.nan)
    answer = covariance / np.outer(scale, scale)
    symmetric: FloatMatrix = np.clip((answer + answer.T) / 2, -1.0, 1.0)
    np.fill_diagonal(symmetric, np.where(spread > 0, 1.0, np.nan))
    return symmetric


def _whole(rows: FloatMatrix) -> bool:
    n, top, width = len(rows), float(np.abs(rows).max()), float(np.ptp(rows, axis=0).max())
    exact = max(n * top, (n * width) ** 2) < LARGEST_EXACT
    return exact and bool((rows == np.floor(rows)).all())


def _exact(rows: FloatMatrix) -> tuple[FloatVector, FloatMatrix]:
    n = len(rows)
    shift = np.floor(rows.sum(axis=0) / n)
    moved = rows - shift
    sums = moved.sum(axis=0)
    # n x'x - s s' is a whole number too: one rounding, in the division.
    covariance = (n * (moved.T @ moved) - np.outer(sums, sums)) / (n * (n - 1.0))
    return shift + sums / n, covariance


def _two_pass(rows: FloatMatrix) -> tuple[FloatVector, FloatMatrix]:
    n = len(rows)
    means = rows.mean(axis=0)
    centred = rows - means
    centred = centred - centred.mean(axis=0)
    return means, centred.T @ centred / (n - 1.0)
