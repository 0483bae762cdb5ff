"""The mean over sites with an interval that counts sites: studentised bootstrap, and Student's t beside it.

Each site gives one number (its mean difference of staff and PSWs). Sites are independent, people of one site are
not, so that sites are what is drawn again.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.stats.effects.spread import is_constant, mean_of, present, sd_of

BLOCK = 4_000_000
"""Numbers drawn at a time: keeps memory small however many sites there are."""


def site_mean_t(units: npt.ArrayLike, *, level: float = 0.95) -> Estimate:
    """Return the mean over sites with ``mean +- t(m - 1) x s / sqrt(m)``, m sites.

    Parameters
    ----------
    units : array, m
        One number a site; NaN is left out.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        ``n`` is the number of sites. No interval (``caution``) where sites do not differ.
    """
    found, method = present(units), "Student's t over sites"
    m = int(found.size)
    if m < 2:
        return Estimate.impossible("sites: fewer than two sites", n=m, level=level, method=method)
    mean = mean_of(found)
    if is_constant(found):
        return _without_interval(mean, m, level, method)
    se = sd_of(found) / math.sqrt(m)
    half = float(stdtrit(m - 1, (1 + level) / 2)) * se
    return Estimate(mean, se, mean - half, mean + half, level, m, method=method)


def site_mean_bootstrap_t(
    units: npt.ArrayLike, *, draws: int, rng: np.random.Generator, level: float = 0.95
) -> Estimate:
    """Return the mean over sites with the studentised bootstrap interval (bootstrap-t).

    For each draw of m sites with replacement, ``t* = (mean* - mean) / se*`` with ``se* = s* / sqrt(m)``. The interval
    is ``mean - q(1 - a) se`` to ``mean - q(a) se``, with q the order statistics of t* at rank ``(draws + 1) p`` and
    a = (1 - level) / 2.

    Parameters
    ----------
    units : array, m
        One number a site; NaN is left out. Put in ascending order before drawing: neither the order of rows nor the
        name of a site changes the interval.
    draws : int
        Number of draws.
    rng : numpy Generator
        Stream of this block.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        ``n`` is the number of sites. No interval (``caution``) where sites do not differ or too many draws hold one
        site only.

    Notes
    -----
    Coverage of the 95 % interval at 24 sites with skewed differences lies between 93 and 97 % (``make prove``). The
    percentile interval is too short at such numbers of sites.

    References
    ----------
    Efron and Tibshirani (1993), chapter 12.5; Davison and Hinkley (1997), doi:10.1017/CBO9780511802843, chapter 5.2.
    """
    found, method = present(units), f"studentised bootstrap over sites, {draws} draws"
    m = int(found.size)
    if m < 2:
        return Estimate.impossible("sites: fewer than two sites", n=m, level=level, method=method)
    mean = mean_of(found)
    if is_constant(found):
        return _without_interval(mean, m, level, method)
    se = sd_of(found) / math.sqrt(m)
    drawn = np.sort(_studentised(found, mean, draws, rng))
    tail = (1 - level) / 2
    low, high = mean - _rank(drawn, 1 - tail) * se, mean - _rank(drawn, tail) * se
    if not (math.isfinite(low) and math.isfinite(high)):
        return _without_interval(mean, m, level, method)
    return Estimate(mean, se, low, high, level, m, method=method)


def _studentised(
    found: npt.NDArray[np.float64], mean: float, draws: int, rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    m = found.size
    answers = []
    for start in range(0, draws, max(1, BLOCK // m)):
        rows = min(max(1, BLOCK // m), draws - start)
        sample = found[rng.integers(0, m, size=(rows, m))]
        middle = sample.mean(axis=1)
        spread = sample.std(axis=1, ddof=1) / math.sqrt(m)
        # A draw of equal values has no spread: it lies as far out as can be, on its own side.
        flat = spread <= 1e-12 * max(1.0, float(np.abs(found).max()))
        shift = middle - mean
        t = np.divide(shift, spread, out=np.zeros(rows), where=~flat)
        t[flat] = np.where(np.abs(shift[flat]) <= 1e-12, 0.0, np.copysign(np.inf, shift[flat]))
        answers.append(t)
    return np.concatenate(answers)


def _rank(drawn: npt.NDArray[np.float64], probability: float) -> float:
    """Return the value at rank (draws + 1) p of values in ascending order, between ranks by a straight line."""
    place = (drawn.size + 1) * probability - 1
    below = int(np.clip(math.floor(place), 0, drawn.size - 1))
    above = int(np.clip(below + 1, 0, drawn.size - 1))
    share = min(max(place - below, 0.0), 1.0)
    if share < 1e-9 or drawn[below] == drawn[above]:
        return float(drawn[below])
    return float(drawn[below] + share * (drawn[above] - drawn[below]))


def _without_interval(mean: float, m: int, level: float, method: str) -> Estimate:
    return Estimate(mean, NAN, NAN, NAN, level, m, method=method).with_caution(
        "constant: sites do not differ enough for an interval"
    )
