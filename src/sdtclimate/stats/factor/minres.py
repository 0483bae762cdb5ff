"""Minimum residual factors: least squares on the correlations off the diagonal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.extraction import (
    HIGHEST,
    LOWEST,
    Extraction,
    degrees_of_freedom,
    finished,
    refused,
)
from sdtclimate.stats.factor.uniquenesses import lowest, starts_of
from sdtclimate.stats.factorability.matrix import fault_of

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


def minres(correlation: FloatMatrix, n_factors: int, *, names: Sequence[str] | None = None) -> Extraction:
    """Return the factors that leave the smallest squared residual correlations.

    Over the uniquenesses u it minimises half the sum of squares of the k - m smallest eigenvalues of ``R - diag(u)``
    (unweighted least squares, the same minimum as minres), with analytic first and second derivatives, from
    several starts; the lowest minimum is kept.

    Parameters
    ----------
    correlation : float array, k x k
        Positive definite.
    n_factors : int
        Factors, at least 1, with degrees of freedom of zero or more.
    names : sequence of str, optional
        Names of the items for the reason.

    Returns
    -------
    Extraction
        ``caution`` with a Heywood case (uniqueness at its bound .005), ``not_estimable`` where the matrix has no
        inverse or the factors are too many.

    Notes
    -----
    Harman and Jones (1966, doi:10.1007/BF02289468); Jöreskog (1977). Checked against a polished minimum in R (which
    agrees with psych::fa to 2e-5) to 1e-6.
    """
    k = len(correlation)
    reason = fault_of(correlation, names=names)
    if not reason and degrees_of_freedom(k, n_factors) < 0:
        reason = f"df: {n_factors} factors of {k} items leave no degrees of freedom"
    if reason:
        return refused(k, n_factors, "minres", reason)

    def value(unique: FloatVector) -> tuple[float, FloatVector]:
        values, vectors = np.linalg.eigh(correlation - np.diag(unique))
        left, basis = values[: k - n_factors], vectors[:, : k - n_factors]
        return float((left**2).sum()) / 2, -(basis**2) @ left

    def second(unique: FloatVector) -> FloatMatrix:
        return _second(correlation, unique, n_factors)

    unique, converged = lowest(value, second, starts_of(correlation), LOWEST, HIGHEST)
    return finished(loadings_of(correlation, unique, n_factors), unique, converged=converged, method="minres")


def loadings_of(correlation: FloatMatrix, unique: FloatVector, n_factors: int) -> FloatMatrix:
    """Return the principal axes of ``R - diag(u)``, k x m."""
    values, vectors = np.linalg.eigh(correlation - np.diag(unique))
    answer: FloatMatrix = (vectors * np.sqrt(np.clip(values, 0.0, None)))[:, ::-1][:, :n_factors]
    return answer


def _second(correlation: FloatMatrix, unique: FloatVector, n_factors: int) -> FloatMatrix:
    values, vectors = np.linalg.eigh(correlation - np.diag(unique))
    cut = len(values) - n_factors
    left, kept = vectors[:, :cut], vectors[:, cut:]
    # d of the spectral function "eigenvalue if it is left, else 0": divided differences of its values.
    gap = values[cut:, None] - values[None, :cut]
    share = np.where(gap > 1e-14, -values[None, :cut] / np.maximum(gap, 1e-14), 0.0)
    cross = np.einsum("ir,is->irs", kept, left).reshape(len(values), -1)
    answer: FloatMatrix = (left @ left.T) ** 2 + 2 * (cross * share.reshape(-1)) @ cross.T
    return answer
