"""Spearman-Brown reliability of the sum of two items."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray
from sdtclimate.stats.reliability.composite import correlations


def value(cov: FloatArray) -> FloatArray:
    r"""Return the Spearman-Brown coefficient of two items.

    .. math:: \rho = \frac{2 r}{1 + r}

    Parameters
    ----------
    cov : array, (..., 2, 2)
        Covariance or correlation matrices of two items.

    Returns
    -------
    array, (...)
        From minus infinity to 1. NaN where an item is constant or r is -1.

    Notes
    -----
    For two items it is the estimate to be preferred: alpha is below it unless the variances are equal. Missing rule:
    that of the matrix. Checked against psych 2.2.9 (``std.alpha`` of two items) at 1e-10.

    References
    ----------
    Eisinga, R., te Grotenhuis, M., & Pelzer, B. (2013). The reliability of a two-item scale: Pearson, Cronbach, or
    Spearman-Brown? International Journal of Public Health, 58, 637-642. doi:10.1007/s00038-012-0416-3
    """
    r = correlations(cov)[..., 0, 1]
    return 2 * r / np.where(r > -1, 1 + r, np.nan)


COEFFICIENT = Coefficient(
    "spearman_brown", value, intervals=("fisher", "bootstrap", "bca"), minimum_items=2, maximum_items=2
)
