"""How each item goes with the others: item-rest and item-total correlations."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray
from sdtclimate.stats.reliability.composite import correlations, residual_variances, total_variance, variances


def item_rest(cov: FloatArray) -> FloatArray:
    r"""Return the correlation of each item with the sum of the others (corrected item-total, psych ``r.drop``).

    .. math:: r_i = \frac{\sum_{j \ne i} \sigma_{ij}}{\sqrt{\sigma_{ii}\, v_{-i}}}

    Parameters
    ----------
    cov : array, (..., k, k)
        Covariance matrices of two or more items.

    Returns
    -------
    array, (..., k)
        From -1 to 1. NaN for a constant item and where the other items' sum has no variance. Checked against psych
        2.2.9 at 1e-10.

    References
    ----------
    Henrysson, S. (1963). Correction of item-total correlations in item analysis. Psychometrika, 28, 211-218.
    doi:10.1007/BF02289618
    """
    own = variances(cov)
    with_rest = cov.sum(axis=-1) - own
    rest = cov.sum(axis=(-2, -1))[..., None] - 2 * with_rest - own
    product = own * np.where(rest > 1e-12 * own.sum(axis=-1, keepdims=True), rest, np.nan)
    correlation: FloatArray = with_rest / np.sqrt(np.where(product > 0, product, np.nan))
    return correlation


def item_total(cov: FloatArray) -> FloatArray:
    """Return the correlation of each item with the sum of all, itself included (psych ``raw.r``), ``(..., k)``.

    Too high by the item's share in the sum; of a correlation matrix it is psych's ``std.r``.
    """
    own = variances(cov)
    scale = np.sqrt(np.where(own > 0, own, np.nan) * total_variance(cov)[..., None])
    correlation: FloatArray = cov.sum(axis=-1) / scale
    return correlation


def item_total_corrected(cov: FloatArray) -> FloatArray:
    """Return the correlation of each standardised item with the sum, item overlap taken out (psych ``r.cor``).

    The ones of the correlation matrix's diagonal are replaced by squared multiple correlations. ``(..., k)``.
    """
    standard = correlations(cov)
    places = np.arange(cov.shape[-1])
    standard[..., places, places] = 1 - residual_variances(standard)
    correlation: FloatArray = standard.sum(axis=-1) / np.sqrt(standard.sum(axis=(-2, -1)))[..., None]
    return correlation
