"""Guttman's lambda 2."""

from __future__ import annotations

from sdtclimate.stats.reliability import guttman
from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray


def value(cov: FloatArray) -> FloatArray:
    r"""Return Guttman's lambda 2, a lower bound of reliability that is never below alpha.

    .. math::
        \lambda_2 = 1 - \frac{\mathrm{tr}\,C}{1'C1} +
        \frac{\sqrt{\frac{k}{k-1}\sum_{i \ne j}\sigma_{ij}^2}}{1'C1}

    Parameters
    ----------
    cov : array, (..., k, k)
        Covariance matrices of the items; k is 2 or more.

    Returns
    -------
    array, (...)
        At most 1. NaN where the sum of the items has no variance.

    Notes
    -----
    In small samples it is too high on average, most where it is far above alpha. Missing rule: that of the matrix.
    Checked against its definition in R at 1e-10.

    References
    ----------
    Guttman, L. (1945). A basis for analyzing test-retest reliability. Psychometrika, 10, 255-282.
    doi:10.1007/BF02288892
    """
    return guttman.lambda2(cov)


COEFFICIENT = Coefficient("guttman_lambda2", value, intervals=("bootstrap", "bca"))
