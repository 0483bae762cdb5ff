"""Guttman's lambda 6."""

from __future__ import annotations

from sdtclimate.stats.reliability import guttman
from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray
from sdtclimate.stats.reliability.composite import correlations, is_definite


def value(cov: FloatArray) -> FloatArray:
    r"""Return Guttman's lambda 6, a lower bound of reliability from squared multiple correlations.

    .. math:: \lambda_6 = 1 - \frac{\sum_i 1 / (C^{-1})_{ii}}{1'C1}

    Parameters
    ----------
    cov : array, (..., k, k)
        Covariance matrices of the items; k is 2 or more.

    Returns
    -------
    array, (...)
        At most 1. NaN where the covariance matrix is singular.

    Notes
    -----
    On covariances. psych prints ``G6(smc)``, which is this of the correlation matrix. Missing rule: that of the
    matrix. Checked against its definition in R at 1e-10.

    References
    ----------
    Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika, 10, 255-282.
    doi:10.1007/BF02288892
    """
    return guttman.lambda6(cov)


def _why(cov: FloatArray) -> str:
    if not bool(is_definite(correlations(cov))):
        return "singular: an item is a sum of others, or there are no more respondents than items"
    return ""


COEFFICIENT = Coefficient("guttman_lambda6", value, intervals=("bootstrap", "bca"), why=_why)
