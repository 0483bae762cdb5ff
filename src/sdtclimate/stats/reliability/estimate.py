"""From a covariance matrix, or the draws of it, to an `Estimate` with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.stats.intervals.draws import bca_interval, percentile_interval
from sdtclimate.stats.intervals.feldt import feldt_interval
from sdtclimate.stats.intervals.fisher import fisher_interval
from sdtclimate.stats.intervals.wald import logit_interval, wald_interval
from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray, IntervalName
from sdtclimate.stats.reliability.composite import correlations, total_variance, variances

FROM_DRAWS: Final[tuple[IntervalName, ...]] = ("bootstrap", "bca")
FEW_DRAWS: Final = 0.95
"""Share of the draws that must have a value for an interval without a word about it."""
LABELS: Final[dict[str, str]] = {
    "feldt": "Feldt",
    "logit": "normal theory, logit scale",
    "delta": "normal theory",
    "fisher": "Fisher",
    "bootstrap": "percentile bootstrap",
    "bca": "BCa bootstrap",
}


@dataclass(frozen=True, eq=False)
class Draws:
    """Bootstrap values of one coefficient, its values without each unit (for BCa), and who was drawn."""

    values: FloatArray
    jackknife: FloatArray
    units: str = "respondents"


def estimate(
    coefficient: Coefficient,
    cov: FloatArray,
    n: int,
    *,
    interval: IntervalName,
    level: float = 0.95,
    draws: Draws | None = None,
) -> Estimate:
    """Return a coefficient of one covariance matrix with its interval, or why there is none.

    Parameters
    ----------
    coefficient : Coefficient
    cov : array, (k, k)
        Covariance matrix of complete answers, divisor n - 1.
    n : int
        Respondents.
    interval : str
        One of the coefficient's `intervals`.
    level : float
        Confidence level.
    draws : Draws, optional
        Needed by ``"bootstrap"`` and ``"bca"``.

    Returns
    -------
    Estimate
        ``not_estimable`` with a reason that begins with ``few_items``, ``many_items``, ``zero_variance``,
        ``constant``, ``singular``, ``heywood``, ``no_factor`` or ``no_convergence``; ``caution`` with
        ``constant``, ``negative``, ``draws`` or ``interval``.
    """
    k = cov.shape[0]
    if not coefficient.fits(k):
        return Estimate.impossible(_items_reason(coefficient, k), n=n, k=k, level=level)
    value, se = _value(coefficient, cov, n, interval)
    if np.isnan(value):
        return Estimate.impossible(_reason(coefficient, cov), n=n, k=k, level=level)
    se, low, high, remarks = _interval(cov, value, se, n, interval, level, draws)
    method = LABELS[interval] if draws is None else f"{LABELS[interval]}, {draws.values.size} draws of {draws.units}"
    found = Estimate(value, se, low, high, level, n, k, method)
    for remark in (*_remarks(value, cov), *remarks):
        found = found.with_caution(remark)
    return found


def _value(coefficient: Coefficient, cov: FloatArray, n: int, interval: IntervalName) -> tuple[float, float]:
    if coefficient.with_error is None or interval in FROM_DRAWS:
        return coefficient.of(cov), NAN
    return coefficient.with_error(cov, n)


def _interval(
    cov: FloatArray, value: float, se: float, n: int, interval: IntervalName, level: float, draws: Draws | None
) -> tuple[float, float, float, list[str]]:
    """Standard error, both ends, and what must be said about them."""
    if interval in FROM_DRAWS:
        if draws is None:
            raise ValueError(f"interval {interval!r} needs draws")
        return _from_draws(value, interval, level, draws)
    if interval == "feldt":
        ends = feldt_interval(value, n, cov.shape[0], level=level)
    elif interval == "fisher":
        r_low, r_high = fisher_interval(correlations(cov)[0, 1], n, level=level)
        ends = 2 * r_low / (1 + r_low), 2 * r_high / (1 + r_high)
    elif interval == "logit":
        return se, *logit_interval(value, se, level=level), []
    else:
        return se, *wald_interval(value, se, level=level), []
    return se, float(ends[0]), float(ends[1]), []


def _from_draws(value: float, interval: str, level: float, draws: Draws) -> tuple[float, float, float, list[str]]:
    usable = draws.values[~np.isnan(draws.values)]
    se = float(usable.std(ddof=1)) if usable.size > 1 else NAN
    if interval == "bca":
        low, high = bca_interval(value, draws.values, draws.jackknife, level=level)
    else:
        low, high = percentile_interval(draws.values, level=level)
    remarks = []
    if np.isnan(low):
        remarks.append("interval: too few of the draws have a value")
    elif usable.size < FEW_DRAWS * draws.values.size:
        gone = 100 * (1 - usable.size / draws.values.size)
        remarks.append(f"draws: {gone:.0f} % of the draws have no value and are left out of the interval")
    return se, low, high, remarks


def _items_reason(coefficient: Coefficient, k: int) -> str:
    items = f"{k} item{'' if k == 1 else 's'}"
    if k < coefficient.minimum_items:
        return f"few_items: {items}; it takes {coefficient.minimum_items} or more"
    return f"many_items: {items}; it is defined for {coefficient.maximum_items} at most"


def _reason(coefficient: Coefficient, cov: FloatArray) -> str:
    if np.isnan(total_variance(cov)):
        return "zero_variance: the sum of the items is the same for everybody"
    if (variances(cov) <= 0).any():
        return "constant: everybody gave the same answer to an item"
    return coefficient.why(cov) or "undefined: these answers give no value"


def _remarks(value: float, cov: FloatArray) -> list[str]:
    remarks = []
    if (variances(cov) <= 0).any():
        remarks.append("constant: everybody gave the same answer to an item, which counts among the items")
    if value < 0:
        remarks.append("negative: the items run against each other; look at their keys")
    return remarks
