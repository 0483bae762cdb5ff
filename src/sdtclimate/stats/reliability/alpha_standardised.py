"""Cronbach's alpha on correlations."""

from __future__ import annotations

from sdtclimate.stats.reliability.alpha import value as alpha
from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray
from sdtclimate.stats.reliability.composite import correlations


def value(cov: FloatArray) -> FloatArray:
    r"""Return standardised alpha: alpha of the sum of items brought to equal variance.

    .. math:: \alpha_s = \frac{k \bar r}{1 + (k - 1)\bar r}

    with the mean correlation of the items; the same as alpha of the correlation matrix.

    Parameters
    ----------
    cov : array, (..., k, k)
        Covariance or correlation matrices of the items; k is 2 or more.

    Returns
    -------
    array, (...)
        From minus infinity to 1. NaN where an item is constant.

    Notes
    -----
    Not the reliability of the scored mean, which does not standardise its items. Missing rule: that of the matrix.
    Checked against psych 2.2.9 ``alpha`` (``std.alpha``) at 1e-10.

    References
    ----------
    Falk, C. F., & Savalei, V. (2011). The relationship between unstandardized and standardized alpha, true
    reliability, and the underlying measurement model. Journal of Personality Assessment, 93, 445-453.
    doi:10.1080/00223891.2011.594129
    """
    return alpha(correlations(cov))


COEFFICIENT = Coefficient("alpha_standardised", value, intervals=("bootstrap", "bca"))
