"""What else is read off a fitted one-factor model: omega over the observed variance, AVE, composite reliability, H."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray
from sdtclimate.stats.reliability.one_factor_ml import OneFactor


def standardised_loadings(model: OneFactor) -> FloatArray:
    """Return the loadings over the standard deviations that the model implies, ``(..., k)``."""
    return model.loadings / np.sqrt(model.loadings**2 + model.uniquenesses)


def omega_observed(model: OneFactor, cov: FloatArray) -> FloatArray:
    """Return the common variance of the sum over its observed variance (semTools ``compRelSEM``), ``(...)``.

    Parameters
    ----------
    model : OneFactor
        Fitted to `cov`.
    cov : array, (..., k, k)

    References
    ----------
    Bentler, P. M. (2009). Psychometrika, 74, 137-143. doi:10.1007/s11336-008-9100-1
    """
    common: FloatArray = model.loadings.sum(axis=-1) ** 2
    share: FloatArray = common / cov.sum(axis=(-2, -1))
    return share


def average_variance_extracted(model: OneFactor, *, standardised: bool = True) -> FloatArray:
    """Return the share of the items' variance that the factor carries, ``(...)``.

    Parameters
    ----------
    model : OneFactor
    standardised : bool
        The mean squared standardised loading; False gives items with a larger variance more weight, as semTools has
        it.

    References
    ----------
    Fornell, C., & Larcker, D. F. (1981). Journal of Marketing Research, 18, 39-50. doi:10.1177/002224378101800104
    """
    if standardised:
        share: FloatArray = (standardised_loadings(model) ** 2).mean(axis=-1)
        return share
    carried: FloatArray = (model.loadings**2).sum(axis=-1)
    extracted: FloatArray = carried / (carried + model.uniquenesses.sum(axis=-1))
    return extracted


def composite_reliability(model: OneFactor) -> FloatArray:
    """Return omega of the standardised solution, ``(...)``: the reliability of a sum of standardised items.

    Fornell, C., & Larcker, D. F. (1981). Journal of Marketing Research, 18, 39-50. doi:10.1177/002224378101800104
    """
    loadings = standardised_loadings(model)
    common: FloatArray = loadings.sum(axis=-1) ** 2
    share: FloatArray = common / (common + (1 - loadings**2).sum(axis=-1))
    return share


def coefficient_h(model: OneFactor) -> FloatArray:
    """Return H, the reliability of the best weighted sum of the items, ``(...)``.

    Hancock, G. R., & Mueller, R. O. (2001), in Cudeck, du Toit & Sörbom (eds.), Structural equation modeling:
    Present and future, 195-216; discussed in McNeish, D. (2018). doi:10.1037/met0000144
    """
    squares = standardised_loadings(model) ** 2
    strength: FloatArray = (squares / (1 - squares)).sum(axis=-1)
    return 1 / (1 + 1 / strength)
