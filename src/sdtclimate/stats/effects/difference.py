"""The difference of two groups' means, people as units: Welch's interval, over all people or within sites."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.stats.effects.spread import is_constant, mean_of, present, sd_of, within_sd


def welch(first: npt.ArrayLike, second: npt.ArrayLike, *, level: float = 0.95) -> Estimate:
    """Return ``mean(second) - mean(first)`` with Welch's t interval.

    ``se^2 = s1^2 / n1 + s2^2 / n2``, degrees of freedom by Welch and Satterthwaite.

    Parameters
    ----------
    first, second : array
        One value a person; NaN is left out.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        The difference without an interval (``caution``) where a group has one value or neither varies.

    References
    ----------
    Welch (1947), doi:10.1093/biomet/34.1-2.28. Checked against R 4.2 ``t.test``.
    """
    a, b = present(first), present(second)
    return _interval(a, b, (sd_of(a), a.size - 1), (sd_of(b), b.size - 1), level=level, method="Welch's t")


def welch_within(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    first_sites: npt.ArrayLike,
    second_sites: npt.ArrayLike,
    level: float = 0.95,
) -> Estimate:
    """Return ``mean(second) - mean(first)`` with an interval for people drawn within these very sites.

    The sites are taken as they are and not as a sample of sites: each group's variance is its variance within
    sites, pooled over sites, ``sum_s (n_s - 1) s_s^2 / (n - number of sites)``, over n; its degrees of freedom are
    n - number of sites. The two are joined as by Welch and Satterthwaite. With one site this is Welch's interval.
    A group without two people at any site has no spread within sites: its variance over all its people stands in.

    Parameters
    ----------
    first, second : array
        One value a person; NaN is left out.
    first_sites, second_sites : int array
        Site of each person, 0 or more; -1 where none is known, which counts as one site of its own.
    level : float
        Confidence level.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    return _interval(
        present(a),
        present(b),
        _spread_within(a, np.asarray(first_sites)),
        _spread_within(b, np.asarray(second_sites)),
        level=level,
        method="Welch's t, people within sites",
    )


def _spread_within(values: npt.NDArray[np.float64], sites: npt.NDArray[np.int64]) -> tuple[float, int]:
    sd, df = within_sd(values, sites + 1)
    return (sd, df) if df else (sd_of(values), present(values).size - 1)


def _interval(
    first: npt.NDArray[np.float64],
    second: npt.NDArray[np.float64],
    first_spread: tuple[float, int],
    second_spread: tuple[float, int],
    *,
    level: float,
    method: str,
) -> Estimate:
    n1, n2 = first.size, second.size
    if not n1 or not n2:
        return Estimate.impossible("no_score: one of the groups has no score", n=n1 + n2, level=level, method=method)
    difference = mean_of(second) - mean_of(first)
    (sd1, df1), (sd2, df2) = first_spread, second_spread
    if df1 < 1 or df2 < 1:
        return Estimate(difference, NAN, NAN, NAN, level, n1 + n2, method=method).with_caution(
            "one_person: a group of one has no spread, so there is no interval"
        )
    if is_constant(first) and is_constant(second):
        return Estimate(difference, NAN, NAN, NAN, level, n1 + n2, method=method).with_caution(
            "constant: the scores of each group are all equal, so there is no interval"
        )
    part1, part2 = sd1**2 / n1, sd2**2 / n2
    se = math.sqrt(part1 + part2)
    if se == 0:
        return Estimate(difference, NAN, NAN, NAN, level, n1 + n2, method=method).with_caution(
            "constant: scores do not differ within sites, so there is no interval"
        )
    df = (part1 + part2) ** 2 / (part1**2 / df1 + part2**2 / df2)
    half = float(stdtrit(df, (1 + level) / 2)) * se
    return Estimate(difference, se, difference - half, difference + half, level, n1 + n2, method=method)
