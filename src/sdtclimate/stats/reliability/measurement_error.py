"""The standard error of measurement, and what a difference must be to be seen."""

from __future__ import annotations

from math import sqrt

from sdtclimate.stats.reliability.coefficient import FloatArray


def standard_error_of_measurement(cov: FloatArray, reliability: float) -> float:
    r"""Return the standard error of measurement of the sum of the items: :math:`s \sqrt{1 - \rho}`.

    Parameters
    ----------
    cov : array, (k, k)
        Covariance matrix of the items.
    reliability : float
        Reliability of their sum; NaN gives NaN.

    Returns
    -------
    float
        In units of the sum; divide by k for the mean of the items.
    """
    return sqrt(float(cov.sum())) * sqrt(max(1 - reliability, 0.0))


def smallest_detectable_change(error: float, *, level: float = 0.95) -> float:
    r"""Return the change of one person that is beyond measurement error: :math:`z \sqrt 2\, SEM`.

    Parameters
    ----------
    error : float
        Standard error of measurement.
    level : float
        Confidence level between 0 and 1.

    References
    ----------
    de Vet, H. C. W., Terwee, C. B., Knol, D. L., & Bouter, L. M. (2006). When to use agreement versus reliability
    measures. Journal of Clinical Epidemiology, 59, 1033-1039. doi:10.1016/j.jclinepi.2005.10.015
    """
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2)) * sqrt(2) * error
