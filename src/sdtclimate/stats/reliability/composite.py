"""The sum of the items: its variance, the items' variances and correlations, on stacks of covariance matrices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.reliability.coefficient import FloatArray

ROUNDING = 1e-12
"""A variance below this share of the sum of variances is nothing but rounding."""


def variances(cov: FloatArray) -> FloatArray:
    """Return the items' variances, ``(..., k)``."""
    return np.diagonal(cov, axis1=-2, axis2=-1)


def total_variance(cov: FloatArray) -> FloatArray:
    """Return the variance of the sum of the items, ``(...)``; NaN where it is zero."""
    total = cov.sum(axis=(-2, -1))
    real = total > ROUNDING * variances(cov).sum(axis=-1)
    return np.where(real, total, np.nan)


def correlations(cov: FloatArray) -> FloatArray:
    """Return the correlation matrices, ``(..., k, k)``; NaN in rows and columns of constant items."""
    scale = np.sqrt(np.where(variances(cov) > 0, variances(cov), np.nan))
    matrix: FloatArray = cov / (scale[..., :, None] * scale[..., None, :])
    places = np.arange(cov.shape[-1])
    matrix[..., places, places] = np.where(np.isnan(scale), np.nan, 1.0)
    return matrix


def residual_variances(cov: FloatArray) -> FloatArray:
    """Return each item's variance that the other items do not explain, ``(..., k)``; NaN where cov is singular.

    The reciprocal of the diagonal of the inverse; divided by the variance it is 1 minus the squared multiple
    correlation.
    """
    scale = np.sqrt(variances(cov))
    standard = correlations(cov)
    usable = is_definite(standard)
    safe = np.where(usable[..., None, None], standard, np.eye(cov.shape[-1]))
    share = 1.0 / np.diagonal(np.linalg.inv(safe), axis1=-2, axis2=-1)
    return np.where(usable[..., None], share * scale**2, np.nan)


def is_definite(correlation: FloatArray, *, smallest: float = 1e-9) -> npt.NDArray[np.bool_]:
    """Return whether each correlation matrix is positive definite: its smallest eigenvalue is above `smallest`."""
    known = np.asarray(~np.isnan(correlation).any(axis=(-2, -1)))
    safe = np.where(known[..., None, None], correlation, np.eye(correlation.shape[-1]))
    lowest: FloatArray = np.linalg.eigvalsh(safe)[..., 0]
    return np.asarray(known & (lowest > smallest))
