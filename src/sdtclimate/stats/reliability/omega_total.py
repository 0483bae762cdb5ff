"""Omega total of the one-factor model."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray
from sdtclimate.stats.reliability.one_factor_ml import REASONS, OneFactor, fit_one_factor


def value(cov: FloatArray) -> FloatArray:
    r"""Return omega total: the share of the sum's variance that one common factor makes.

    .. math:: \omega = \frac{(\sum_i \lambda_i)^2}{(\sum_i \lambda_i)^2 + \sum_i \theta_i}

    with the loadings and uniquenesses of the one-factor model fitted by maximum likelihood.

    Parameters
    ----------
    cov : array, (..., k, k)
        Covariance matrices of the items; k is 3 or more.

    Returns
    -------
    array, (...)
        From 0 to 1. NaN where the matrix is singular, the model does not converge or a uniqueness is not above zero
        (Heywood case).

    Notes
    -----
    The denominator is the variance that the model implies, not the observed one. Missing rule: that of the matrix.
    Checked against lavaan 0.6-14 at 1e-6.

    References
    ----------
    McDonald, R. P. (1999). Test theory: A unified treatment. Erlbaum. Interval: Raykov, T. (2002). Analytic
    estimation of standard error and confidence interval for scale reliability. Multivariate Behavioral Research,
    37, 89-103. doi:10.1207/S15327906MBR3701_04
    """
    return _omega(fit_one_factor(cov))


def with_error(cov: FloatArray, n: int) -> tuple[float, float]:
    r"""Return omega and its standard error by the delta method from the expected information.

    The information of loadings and uniquenesses at the fitted model, with :math:`W = \Sigma^{-1}`, is

    .. math::
        I_{\lambda_i\lambda_j} = W_{ij}\,\lambda'W\lambda + (W\lambda)_i (W\lambda)_j,\quad
        I_{\lambda_i\theta_j} = W_{ij} (W\lambda)_j,\quad I_{\theta_i\theta_j} = \tfrac12 W_{ij}^2

    Parameters
    ----------
    cov : array, (k, k)
    n : int
        Respondents.

    Returns
    -------
    omega, error : float
        NaN where there is no proper solution. Checked against lavaan 0.6-14 (``:=`` with ``se = "standard"``) at 1e-6.

    References
    ----------
    Raykov, T. (2002). Multivariate Behavioral Research, 37, 89-103. doi:10.1207/S15327906MBR3701_04
    """
    model = fit_one_factor(cov)
    loadings, uniquenesses = model.loadings, model.uniquenesses
    if np.isnan(loadings).any():
        return float("nan"), float("nan")
    k = len(loadings)
    weight = np.linalg.inv(np.outer(loadings, loadings) + np.diag(uniquenesses))
    pulled = weight @ loadings
    information = np.empty((2 * k, 2 * k))
    information[:k, :k] = weight * float(loadings @ pulled) + np.outer(pulled, pulled)
    information[:k, k:] = weight * pulled[None, :]
    information[k:, :k] = information[:k, k:].T
    information[k:, k:] = 0.5 * weight**2
    total, common = float(model.implied_variance), float(loadings.sum())
    slope = np.concatenate(
        [np.full(k, 2 * common * float(uniquenesses.sum()) / total**2), np.full(k, -(common**2) / total**2)]
    )
    return float(_omega(model)), float(np.sqrt(slope @ np.linalg.solve(information, slope) / n))


def _omega(model: OneFactor) -> FloatArray:
    common: FloatArray = model.loadings.sum(axis=-1) ** 2
    return common / model.implied_variance


def _why(cov: FloatArray) -> str:
    return REASONS[int(fit_one_factor(cov).outcome)]


COEFFICIENT = Coefficient(
    "omega_total",
    value,
    intervals=("logit", "delta", "bootstrap", "bca"),
    minimum_items=3,
    guardrail="omega",
    with_error=with_error,
    why=_why,
)
