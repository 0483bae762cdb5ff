"""Intervals from bootstrap draws: percentile, and bias-corrected and accelerated (BCa)."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

FEWEST_DRAWS: Final = 100
"""Fewest usable draws that an interval is made of."""


def percentile_interval(draws: FloatArray, *, level: float = 0.95) -> tuple[float, float]:
    """Return the (1 - level) / 2 and (1 + level) / 2 quantiles (type 7) of the draws that have a value.

    Parameters
    ----------
    draws : array, (b,)
        Bootstrap values; NaN where a sample bore none.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    low, high : float
        NaN with fewer than `FEWEST_DRAWS` values.

    References
    ----------
    Efron, B., & Tibshirani, R. (1986). Bootstrap methods for standard errors, confidence intervals, and other
    measures of statistical accuracy. Statistical Science, 1, 54-75. doi:10.1214/ss/1177013815
    """
    usable = draws[~np.isnan(draws)]
    if usable.size < FEWEST_DRAWS:
        return float("nan"), float("nan")
    low, high = np.quantile(usable, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def bca_interval(
    estimate: float, draws: FloatArray, jackknife: FloatArray, *, level: float = 0.95
) -> tuple[float, float]:
    r"""Return the bias-corrected and accelerated bootstrap interval.

    .. math::
        a_q = \Phi\!\left(z_0 + \frac{z_0 + z_q}{1 - a (z_0 + z_q)}\right),\quad
        z_0 = \Phi^{-1}(\text{share of draws below the estimate}),\quad
        a = \frac{\sum d_i^3}{6 (\sum d_i^2)^{3/2}}

    with d the mean of the jackknife values minus each of them; the ends are the :math:`a_q` quantiles of the draws.

    Parameters
    ----------
    estimate : float
        Value of the whole sample.
    draws : array, (b,)
        Bootstrap values; draws equal to the estimate count half.
    jackknife : array, (m,)
        Value without each unit.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    low, high : float
        NaN with fewer than `FEWEST_DRAWS` values, or when all draws lie on one side.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, 82,
    171-185. doi:10.1080/01621459.1987.10478410
    """
    from scipy.special import ndtr, ndtri

    usable, kept = draws[~np.isnan(draws)], jackknife[~np.isnan(jackknife)]
    if usable.size < FEWEST_DRAWS or kept.size < 3 or np.isnan(estimate):
        return float("nan"), float("nan")
    below = ((usable < estimate).sum() + 0.5 * (usable == estimate).sum()) / usable.size
    if below in (0.0, 1.0):
        return float("nan"), float("nan")
    deviation = kept.mean() - kept
    spread = float((deviation**2).sum()) ** 1.5
    acceleration = float((deviation**3).sum()) / (6 * spread) if spread > 0 else 0.0
    bias = float(ndtri(below))
    shifted = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    low, high = np.quantile(usable, ndtr(bias + shifted / (1 - acceleration * shifted)))
    return float(low), float(high)
