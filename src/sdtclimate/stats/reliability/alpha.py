"""Cronbach's alpha on covariances."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray
from sdtclimate.stats.reliability.composite import total_variance, variances


def value(cov: FloatArray) -> FloatArray:
    r"""Return Cronbach's alpha.

    .. math:: \alpha = \frac{k}{k-1}\left(1 - \frac{\sum_i \sigma_{ii}}{\sum_{ij}\sigma_{ij}}\right)

    Parameters
    ----------
    cov : array, (..., k, k)
        Covariance matrices of the items, in squared units of the answer scale; k is 2 or more.

    Returns
    -------
    array, (...)
        From minus infinity to 1; a lower bound of reliability where errors do not covary. NaN where the sum of the
        items has no variance.

    Notes
    -----
    Missing rule: that of the matrix; `sdtclimate.reliability` uses complete answers. A constant item counts among
    the k. Checked against psych 2.2.9 ``alpha`` at 1e-10.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16, 297-334.
    doi:10.1007/BF02310555
    """
    k = cov.shape[-1]
    alpha: FloatArray = k / (k - 1) * (1 - variances(cov).sum(axis=-1) / total_variance(cov))
    return alpha


def with_error(cov: FloatArray, n: int) -> tuple[float, float]:
    r"""Return alpha and its normal-theory standard error (delta method).

    .. math::
        \frac{1}{n}\,\frac{2k^2}{(k-1)^2 v^3}\left[v\,(\mathrm{tr}\,C^2 + \mathrm{tr}^2 C) -
        2\,\mathrm{tr}\,C\;1'C^2 1\right], \quad v = 1'C1

    is the square of the error.

    Parameters
    ----------
    cov : array, (k, k)
    n : int
        Respondents.

    References
    ----------
    Duhachek, A., & Iacobucci, D. (2004). Alpha's standard error (ASE). Journal of Applied Psychology, 89, 792-808.
    doi:10.1037/0021-9010.89.5.792
    """
    k, trace, v = cov.shape[-1], float(np.trace(cov)), float(cov.sum())
    square = cov @ cov
    inner = v * (float(np.trace(square)) + trace**2) - 2 * trace * float(square.sum())
    variance = 2 * k**2 / ((k - 1) ** 2 * v**3) * inner if v > 0 else float("nan")
    return float(value(cov)), float(np.sqrt(np.maximum(variance, 0.0) / n))


COEFFICIENT = Coefficient("alpha", value, intervals=("feldt", "delta", "bootstrap", "bca"), with_error=with_error)
