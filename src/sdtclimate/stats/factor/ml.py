"""Maximum likelihood factors."""

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


def maximum_likelihood(correlation: FloatMatrix, n_factors: int, *, names: Sequence[str] | None = None) -> Extraction:
    """Return the factors under which normal data of this correlation matrix are most likely.

    Over the logarithms of the uniquenesses it minimises ``sum(e - ln e) - (k - m)`` of the k - m smallest eigenvalues
    e of ``U^-1/2 R U^-1/2``, with analytic first and second derivatives, from several
    starts; the lowest minimum is kept.

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
        As for `minres`.

    Notes
    -----
    Lawley and Maxwell (1971); Jöreskog (1967, doi:10.1007/BF02289658). Checked against a polished minimum in R (which
    agrees with psych::fa and factanal) to 1e-6.
    """
    k = len(correlation)
    reason = fault_of(correlation, names=names)
    if not reason and degrees_of_freedom(k, n_factors) < 0:
        reason = f"df: {n_factors} factors of {k} items leave no degrees of freedom"
    if reason:
        return refused(k, n_factors, "ml", reason)

    def value(logs: FloatVector) -> tuple[float, FloatVector]:
        values, vectors = _scaled(correlation, logs)
        left, basis = values[: k - n_factors], vectors[:, : k - n_factors]
        return float((left - np.log(left)).sum()) - (k - n_factors), (basis**2) @ (1 - left)

    def second(logs: FloatVector) -> FloatMatrix:
        values, vectors = _scaled(correlation, logs)
        return _second(values, vectors, n_factors)

    starts = [np.log(start) for start in starts_of(correlation, scale=1 - 0.5 * n_factors / k)]
    logs, converged = lowest(value, second, starts, float(np.log(LOWEST)), float(np.log(HIGHEST)))
    unique = np.exp(logs)
    values, vectors = _scaled(correlation, logs)
    axes = (vectors * np.sqrt(np.clip(values - 1, 0.0, None)))[:, ::-1][:, :n_factors]
    return finished(np.sqrt(unique)[:, None] * axes, unique, converged=converged, method="ml")


def _scaled(correlation: FloatMatrix, logs: FloatVector) -> tuple[FloatVector, FloatMatrix]:
    scale = np.exp(-logs / 2)
    values, vectors = np.linalg.eigh(correlation * np.outer(scale, scale))
    return np.maximum(values, np.finfo(np.float64).tiny), vectors


def _second(values: FloatVector, vectors: FloatMatrix, n_factors: int) -> FloatMatrix:
    cut = len(values) - n_factors
    left, kept = vectors[:, :cut], vectors[:, cut:]
    # The gradient is the diagonal of the spectral function "1 - e if e is left, else 0"; a change of ln u_j moves the
    # matrix by minus half of (E_j S + S E_j).
    gap = values[cut:, None] - values[None, :cut]
    share = np.where(gap > 1e-14, (values[None, :cut] - 1) / np.maximum(gap, 1e-14), 0.0)
    weight = -share * (values[cut:, None] + values[None, :cut])
    cross = np.einsum("ir,is->irs", kept, left).reshape(len(values), -1)
    within = (left @ left.T) * ((left * values[:cut]) @ left.T)
    answer: FloatMatrix = within + (cross * weight.reshape(-1)) @ cross.T
    return answer
