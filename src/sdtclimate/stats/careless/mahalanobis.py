"""Mahalanobis distance: answers that fit together as nobody else's do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from sdtclimate.stats.careless.index import CarelessIndex, FloatArray, Sheet

Positions = npt.NDArray[np.intp]
FEWEST_PER_ITEM = 3
"""Complete forms per item below which the covariance matrix is too uncertain to call anybody an outlier."""


def squared_distance(answers: FloatArray) -> FloatArray:
    """Return D squared of each person from the mean, in the metric of the covariance matrix (n - 1).

    Parameters
    ----------
    answers : float array, n x k
        NaN where missing; only complete rows are used and get a value. Items that do not vary are left out.

    Returns
    -------
    float array, n
        NaN for incomplete rows, and for all where the matrix has no inverse. Checked against R ``mahalanobis`` on
        three public data sets.
    """
    distance = np.full(answers.shape[0], np.nan)
    rows, items = _usable(answers)
    x = answers[np.ix_(rows, items)]
    if x.shape[0] <= x.shape[1] or not x.shape[1]:
        return distance
    centred = x - x.mean(axis=0)
    covariance = centred.T @ centred / (x.shape[0] - 1)
    if np.linalg.matrix_rank(covariance) < x.shape[1]:
        return distance
    distance[rows] = np.einsum("ij,ji->i", centred, np.linalg.solve(covariance, centred.T))
    return distance


def outlier_p(answers: FloatArray) -> FloatArray:
    """Return P(chi2(k) > D squared) of each person, k the items that vary."""
    return np.asarray(chdtrc(_usable(answers)[1].size, squared_distance(answers)), dtype=np.float64)


def _usable(answers: FloatArray) -> tuple[Positions, Positions]:
    rows = np.flatnonzero(~np.isnan(answers).any(axis=1))
    complete = answers[rows]
    items = np.flatnonzero(complete.max(axis=0) > complete.min(axis=0)) if rows.size else np.empty(0, dtype=np.intp)
    return rows, items


def _refuses(sheet: Sheet) -> str:
    rows, items = _usable(sheet.answers)
    if rows.size < FEWEST_PER_ITEM * max(items.size, 1):
        return f"few_people: fewer than {FEWEST_PER_ITEM} complete forms per item"
    if np.isnan(squared_distance(sheet.answers)).all():
        return "singular: some items follow from others, so that there is no distance"
    return ""


INDEX = CarelessIndex(
    "mahalanobis",
    lambda sheet: outlier_p(sheet.answers),
    cutoff=0.001,
    flags="below",
    unit="probability of so large a distance (chi squared)",
    source="index: Meade and Craig 2012, doi:10.1037/a0028085; cut-off p < .001: convention for outliers",
    refuses=_refuses,
)
