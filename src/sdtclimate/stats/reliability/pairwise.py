"""Covariances of all pairs of items, each from the respondents who answered both."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.reliability.coefficient import FloatArray


def pairwise_covariance(values: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Return the pairwise covariance matrix and how many respondents each pair rests on.

    Parameters
    ----------
    values : array, (n, k)
        NaN where missing.

    Returns
    -------
    covariance, n : array, (k, k)
        Divisor n - 1, with the means of those who answered both; NaN below two of them.

    Notes
    -----
    The matrix need not be one that any answers can have (positive definite), and no one n belongs to it: so there is
    no honest interval. It is here to be compared with; `sdtclimate.reliability` uses complete answers. Checked
    against R ``cov(use = "pairwise")`` through psych 2.2.9 at 1e-10.
    """
    known = ~np.isnan(values)
    near = np.where(known, values - np.nanmean(values, axis=0), 0.0)
    answered = known.astype(np.float64)
    n = answered.T @ answered
    sums = near.T @ answered
    with np.errstate(divide="ignore", invalid="ignore"):
        covariance: FloatArray = np.where(n > 1, (near.T @ near - sums * sums.T / n) / (n - 1), np.nan)
    return covariance, n.astype(np.int64)
