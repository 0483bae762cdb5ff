"""Eigenvalues of a correlation matrix, whole and with squared multiple correlations on the diagonal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


def squared_multiple_correlations(correlation: FloatMatrix) -> FloatMatrix:
    """Return the share of each item that the others predict: ``1 - 1 / diag(R^-1)``.

    Parameters
    ----------
    correlation : float array, (..., k, k)
        Positive definite.

    Returns
    -------
    float array, (..., k), each from 0 to 1
    """
    inverse = np.asarray(np.linalg.inv(correlation), dtype=np.float64)
    answer: FloatMatrix = 1.0 - 1.0 / np.diagonal(inverse, axis1=-2, axis2=-1)
    return answer


def component_eigenvalues(correlation: FloatMatrix) -> FloatMatrix:
    """Return the eigenvalues of R, falling; they sum to k. Shape (..., k)."""
    values = np.asarray(np.linalg.eigvalsh(correlation), dtype=np.float64)
    return values[..., ::-1]


def factor_eigenvalues(correlation: FloatMatrix) -> FloatMatrix:
    """Return the eigenvalues of R with squared multiple correlations on its diagonal, falling. Shape (..., k)."""
    reduced = correlation.copy()
    at = np.arange(correlation.shape[-1])
    reduced[..., at, at] = squared_multiple_correlations(correlation)
    return component_eigenvalues(reduced)


def kaiser_count(eigenvalues: FloatVector) -> int:
    """Return how many eigenvalues of R are above 1 (Kaiser 1960); kept for comparison, it takes too many."""
    return int((eigenvalues > 1.0).sum())
