"""How alike the correlations of the items are: their mean, median, variance and what follows from the mean."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray
from sdtclimate.stats.reliability.composite import correlations


def item_correlations(cov: FloatArray) -> FloatArray:
    """Return the correlations of all pairs of items, ``(..., k (k - 1) / 2)``."""
    first, second = np.triu_indices(cov.shape[-1], 1)
    return correlations(cov)[..., first, second]


def average_correlation(cov: FloatArray) -> FloatArray:
    """Return the mean correlation of the items, ``(...)``."""
    mean: FloatArray = item_correlations(cov).mean(axis=-1)
    return mean


def median_correlation(cov: FloatArray) -> FloatArray:
    """Return the median correlation of the items, ``(...)``."""
    return np.asarray(np.median(item_correlations(cov), axis=-1))


def correlation_variance(cov: FloatArray) -> FloatArray:
    """Return the variance of the items' correlations, divisor pairs - 1, ``(...)``; NaN for two items."""
    pairs = item_correlations(cov)
    if pairs.shape[-1] < 2:
        return np.full(pairs.shape[:-1], np.nan)
    return np.asarray(pairs.var(axis=-1, ddof=1))


def signal_to_noise(cov: FloatArray) -> FloatArray:
    """Return k times the mean correlation over 1 minus it, ``(...)``.

    Cronbach, L. J., & Gleser, G. C. (1964). Educational and Psychological Measurement, 24, 467-480.
    doi:10.1177/001316446402400303
    """
    mean = average_correlation(cov)
    ratio: FloatArray = cov.shape[-1] * mean / (1 - mean)
    return ratio


def unidimensionality(cov: FloatArray) -> FloatArray:
    """Return how well one value for all correlations fits: 1 - sum of squared residuals / sum of squares, ``(...)``.

    The diagonal counts, with residuals of 1 minus the mean correlation, as psych's ``unidim`` of ``alpha`` has it.
    """
    standard = correlations(cov)
    residual = standard - average_correlation(cov)[..., None, None]
    fit: FloatArray = 1 - (residual**2).sum(axis=(-2, -1)) / (standard**2).sum(axis=(-2, -1))
    return fit
