"""The mean of a group with Student's t interval from its own spread."""

from __future__ import annotations

import math

import numpy.typing as npt
from scipy.special import stdtrit

from sdtclimate.core.estimate import Estimate
from sdtclimate.stats.effects.spread import mean_of, present, sd_of


def mean_t(values: npt.ArrayLike, *, level: float = 0.95) -> Estimate:
    """Return the mean with ``mean +- t(n - 1) x s / sqrt(n)``.

    Parameters
    ----------
    values : array, n
        One value a person; NaN is left out.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    Estimate
        Without an interval at n = 1; ``not_estimable`` at n = 0.

    Notes
    -----
    Checked against the one-sample t interval of R 4.2 (``t.test``).
    """
    found = present(values)
    n = int(found.size)
    if n == 0:
        return Estimate.impossible("no_score: nobody has a score", level=level)
    mean = mean_of(found)
    if n == 1:
        return Estimate(mean, level=level, n=1, method="mean")
    se = sd_of(found) / math.sqrt(n)
    half = float(stdtrit(n - 1, (1 + level) / 2)) * se
    return Estimate(mean, se, mean - half, mean + half, level, n, method="Student's t")
