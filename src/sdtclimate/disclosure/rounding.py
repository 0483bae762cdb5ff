"""How finely the mean of n people may be written, and what the written number still says."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

from sdtclimate.disclosure.policy import OWN_SPREAD_FROM

FINE_FROM: Final = 30
"""From this many people on a mean has two decimals."""
HALF_POINT: Final = 0.5


def step_of(n: int) -> float:
    """Return the step to which a number in scale units is rounded: .5 below 10 people, .1 below 30, else .01."""
    if n < OWN_SPREAD_FROM:
        return HALF_POINT
    return 0.1 if n < FINE_FROM else 0.01


def round_to(value: float, step: float) -> float:
    """Return the multiple of `step` nearest to `value`, halves upwards; NaN stays NaN."""
    if not math.isfinite(value):
        return math.nan
    per_unit = round(1 / step)
    return math.floor(value * per_unit + 0.5 + 1e-9) / per_unit + 0.0


def round_mean(value: float, n: int, low: float, high: float) -> float:
    """Return the mean of `n` people as it may be shown.

    Parameters
    ----------
    value : float
        Mean in scale units.
    n : int
        People. Below 10 the mean goes to the nearest half point, and no nearer to an end of the scale than half
        a point (1.5 to 4.5 on 1 to 5), whatever the spread: "1.5 or below", "4.5 or above".
    low, high : float
        Ends of the scale; NaN where there are none, and then nothing is clipped.
    """
    shown = round_to(value, step_of(n))
    if n < OWN_SPREAD_FROM and math.isfinite(shown) and math.isfinite(low) and math.isfinite(high):
        return min(max(shown, low + HALF_POINT), high - HALF_POINT)
    return shown


def implied_interval(value: float, n: int, low: float, high: float) -> tuple[float, float]:
    """Return the interval in which a reader of the rounded mean knows the true mean to lie."""
    shown, half = round_mean(value, n, low, high), step_of(n) / 2
    below, above = shown - half, shown + half
    if n < OWN_SPREAD_FROM:
        below = low if shown <= low + HALF_POINT else below
        above = high if shown >= high - HALF_POINT else above
    return max(below, low), min(above, high)


def round_interval(value: float, shown: float, ci_low: float, ci_high: float, step: float) -> tuple[float, float]:
    """Return an interval around the rounded value whose two arms are rounded alike.

    The arms are rounded, not the ends: ends would give the mean more finely than its own step.
    """
    lower, upper = round_to(value - ci_low, step), round_to(ci_high - value, step)
    return round_to(shown - lower, 0.01), round_to(shown + upper, 0.01)


def pooled_interval(
    shown: float, n: int, pooled_sd: float, level: float, low: float, high: float
) -> tuple[float, float]:
    """Return the interval of a mean of fewer than 10 people: +/- z pooled SD / sqrt(n), arm rounded to .1.

    The spread is that of the whole study within sites, never the people's own. It stays within the scale.
    """
    z = NormalDist().inv_cdf((1 + (level if 0 < level < 1 else 0.95)) / 2)
    arm = round_to(z * pooled_sd / math.sqrt(n), 0.1)
    if not math.isfinite(arm):
        return math.nan, math.nan
    below, above = round_to(shown - arm, 0.1), round_to(shown + arm, 0.1)
    return (max(below, low) if math.isfinite(low) else below), (min(above, high) if math.isfinite(high) else above)
