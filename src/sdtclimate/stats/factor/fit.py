"""How well factors reproduce the correlations."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.core.estimate import NAN
from sdtclimate.stats.factor.extraction import degrees_of_freedom

FloatMatrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FactorFit:
    """Fit of a factor model to a correlation matrix of k items and n respondents.

    Parameters
    ----------
    df : int
    objective : float
        Discrepancy of maximum likelihood, ``tr(M^-1 R) - ln det(M^-1 R) - k``, with M the reproduced correlations.
    chi2, p : float
        ``objective x (n - 1 - (2k + 5) / 6 - 2m / 3)``, for every method of extraction.
    empirical_chi2 : float
        n times the sum of squared residuals off the diagonal.
    rms, crms : float
        Root mean square residual; the same corrected for degrees of freedom.
    fit, fit_off : float
        Share of squared correlations that is reproduced; the same off the diagonal.
    null_objective, null_chi2, null_df : float, float, int
        The model without factors.
    tli : float
        Tucker-Lewis index.
    rmsea, rmsea_low, rmsea_high : float
        ``sqrt((chi2 - df) / (df (n - 1)))`` with its 90 % interval.
    rmsea_psych : float
        The point value as psych prints it, ``sqrt(chi2 / (df n) - 1 / (n - 1))``.
    bic, sabic : float
        ``chi2 - df ln n``, and with ``ln((n + 2) / 24)``.
    """

    df: int
    objective: float
    chi2: float
    p: float
    empirical_chi2: float
    rms: float
    crms: float
    fit: float
    fit_off: float
    null_objective: float
    null_chi2: float
    null_df: int
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    rmsea_psych: float
    bic: float
    sabic: float


def factor_fit(correlation: FloatMatrix, loadings: FloatMatrix, n: int, *, phi: FloatMatrix | None = None) -> FactorFit:
    """Return the fit of loadings (k x m, rotated or not) to a correlation matrix.

    Parameters
    ----------
    correlation : float array, k x k
    loadings : float array, k x m
    n : int
        Respondents.
    phi : float array, m x m, optional
        Factor correlations; default uncorrelated.

    Notes
    -----
    Checked against psych::factor.stats to 1e-6 (the RMSEA interval, which psych finds to about 1e-6, to 1e-5).
    Source of the interval: Browne and Cudeck (1993, doi:10.1177/0049124192021002005).
    """
    k, m = loadings.shape
    df = degrees_of_freedom(k, m)
    related = loadings if phi is None else loadings @ phi
    model = related @ loadings.T
    residual = correlation - model
    whole, rest = float((correlation**2).sum()), float((residual**2).sum())
    off = float((residual**2).sum() - (np.diagonal(residual) ** 2).sum())
    np.fill_diagonal(model, np.diagonal(correlation))
    objective = _discrepancy(model, correlation)
    null_objective = -float(np.linalg.slogdet(correlation)[1])
    null_df = k * (k - 1) // 2
    factor = n - 1 - (2 * k + 5) / 6
    chi2 = max(0.0, objective * (factor - 2 * m / 3))
    low, high = rmsea_interval(chi2, df, n)
    return FactorFit(
        df=df,
        objective=objective,
        chi2=chi2,
        p=_upper_tail(chi2, df),
        empirical_chi2=off * n,
        rms=math.sqrt(off / (k * (k - 1))),
        crms=math.sqrt(off / (2 * df)) if df > 0 else NAN,
        fit=1 - rest / whole,
        fit_off=1 - off / (whole - k),
        null_objective=null_objective,
        null_chi2=null_objective * factor,
        null_df=null_df,
        tli=_tli(objective, df, null_objective, null_df, factor - 2 * m / 3),
        rmsea=math.sqrt(max((chi2 - df) / (df * (n - 1)), 0.0)) if df > 0 else NAN,
        rmsea_low=low,
        rmsea_high=high,
        rmsea_psych=math.sqrt(max(chi2 / (df * n) - 1 / (n - 1), 0.0)) if df > 0 else NAN,
        bic=chi2 - df * math.log(n) if df > 0 else NAN,
        sabic=chi2 - df * math.log((n + 2) / 24) if df > 0 else NAN,
    )


def rmsea_interval(chi2: float, df: int, n: int, *, level: float = 0.90) -> tuple[float, float]:
    """Return the interval of the RMSEA from noncentral chi-square; NaN without degrees of freedom."""
    if df <= 0 or not math.isfinite(chi2):
        return NAN, NAN
    outside = (1 - level) / 2
    ends = (_noncentrality(chi2, df, 1 - outside), _noncentrality(chi2, df, outside))
    return math.sqrt(ends[0] / (df * (n - 1))), math.sqrt(ends[1] / (df * (n - 1)))


def _noncentrality(chi2: float, df: int, share: float) -> float:
    from scipy.optimize import brentq
    from scipy.special import chndtr

    def beyond(shift: float) -> float:
        return float(chndtr(chi2, df, shift)) - share

    if beyond(0.0) < 0:
        return 0.0
    high = max(1.0, chi2)
    while beyond(high) > 0:
        high *= 2
    return float(brentq(beyond, 0.0, high, xtol=1e-13 * max(1.0, high), rtol=1e-14, maxiter=500))


def _discrepancy(model: FloatMatrix, correlation: FloatMatrix) -> float:
    sign, logdet = np.linalg.slogdet(model)
    if sign <= 0:
        return NAN
    trace = float(np.trace(np.linalg.solve(model, correlation)))
    return trace + float(logdet) - float(np.linalg.slogdet(correlation)[1]) - len(correlation)


def _upper_tail(chi2: float, df: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(df, chi2)) if df > 0 else NAN


def _tli(objective: float, df: int, null_objective: float, null_df: int, factor: float) -> float:
    if df <= 0:
        return NAN
    null = null_objective / null_df
    return (null - objective / df) / (null - 1 / factor)
