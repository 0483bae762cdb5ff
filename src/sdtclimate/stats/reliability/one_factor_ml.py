"""The one-factor model by maximum likelihood, for a stack of covariance matrices at once.

The discrepancy is minimised over the uniquenesses alone, in logarithms, by Newton steps with the exact second
derivatives; the loadings follow from the first eigenvector. Every matrix of the stack takes its own steps and
leaves when it has arrived, so that thousands of bootstrap samples cost little more than one.

Source: Jöreskog, K. G. (1967). Some contributions to maximum likelihood factor analysis. Psychometrika, 32,
443-482. doi:10.1007/BF02289658
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.reliability.coefficient import FloatArray
from sdtclimate.stats.reliability.composite import correlations, is_definite, variances

BoolArray = npt.NDArray[np.bool_]

STEPS: Final = 100
TOLERANCE: Final = 1e-11
"""Largest element of the gradient, of the logarithms of the uniquenesses, at which a matrix has arrived."""
ROUNDING: Final = 1e-14
"""What the first eigenvalue adds to that: the small eigenvalues carry its rounding."""
SMALLEST_SHARE: Final = 1e-6
"""A uniqueness below this share of the item's variance is on its way to zero or below: a Heywood case."""
SMALL_SHARE: Final = 1e-2
"""Where the discrepancy is flat, it is so for a uniqueness below this share (Heywood), or for want of a factor."""
LONGEST_STEP: Final = 1.5
FLATTEST: Final = 1e-6
"""Smallest curvature at the solution; where it is flatter, other loadings fit as well, and the model says nothing."""

CONVERGED, HEYWOOD, SINGULAR, LOST, NO_FACTOR = range(5)
REASONS: Final[dict[int, str]] = {
    CONVERGED: "",
    HEYWOOD: "heywood: an item's own variance is estimated at zero or below; the one-factor model does not hold",
    SINGULAR: "singular: an item is constant or a sum of others, or there are no more respondents than items",
    LOST: "no_convergence: the one-factor model did not converge",
    NO_FACTOR: "no_factor: too few items go together for one factor to be told from their own variances",
}


@dataclass(frozen=True, eq=False)
class OneFactor:
    """A fitted one-factor model, or a stack of them.

    Parameters
    ----------
    loadings, uniquenesses : array, (..., k)
        In units of the items; the loadings' sum is positive. NaN where there is no proper solution.
    discrepancy : array, (...)
        Minimum of log det S(model) - log det S + tr(S S(model)^-1) - k.
    outcome : int array, (...)
        ``CONVERGED``, ``HEYWOOD``, ``SINGULAR``, ``LOST`` or ``NO_FACTOR``; in words by `REASONS`.
    """

    loadings: FloatArray
    uniquenesses: FloatArray
    discrepancy: FloatArray
    outcome: npt.NDArray[np.int8]

    @property
    def implied_variance(self) -> FloatArray:
        """Variance of the sum of the items that the model implies, ``(...)``."""
        total: FloatArray = self.loadings.sum(axis=-1) ** 2 + self.uniquenesses.sum(axis=-1)
        return total


def fit_one_factor(cov: FloatArray) -> OneFactor:
    """Fit one factor by maximum likelihood to covariance matrices of three or more items.

    Parameters
    ----------
    cov : array, (..., k, k)
        Divisor n or n - 1: loadings and uniquenesses scale with it, their ratios do not change.

    Returns
    -------
    OneFactor
        Checked against lavaan 0.6-14 (``cfa``, ``std.lv = TRUE``) at 1e-6.
    """
    k = cov.shape[-1]
    flat = np.asarray(cov, dtype=np.float64).reshape(-1, k, k)
    standard = correlations(flat)
    outcome = np.where(is_definite(standard), LOST, SINGULAR).astype(np.int8)
    logs = np.full((len(flat), k), np.nan)
    active = np.flatnonzero(outcome == LOST)
    if active.size:
        inverse = np.diagonal(np.linalg.inv(standard[active]), axis1=-2, axis2=-1)
        logs[active] = np.log((1 - 0.5 / k) / inverse)
    for _ in range(STEPS):
        if not active.size:
            break
        logs[active], arrived, level = _step(standard[active], logs[active])
        small = (logs[active] < np.log(SMALLEST_SHARE)).any(axis=1)
        outcome[active[arrived]] = CONVERGED
        near_zero = (logs[active] < np.log(SMALL_SHARE)).any(axis=1)
        outcome[active[arrived & level]] = np.where(near_zero, HEYWOOD, NO_FACTOR)[arrived & level]
        outcome[active[small]] = HEYWOOD
        active = active[~(arrived | small)]
    return _solution(flat, standard, logs, outcome, cov.shape[:-2])


def _eigen(standard: FloatArray, logs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Eigenvalues, rising, and vectors of the matrices divided by the roots of the uniquenesses."""
    values, vectors = np.linalg.eigh(_divided(standard, logs))
    return values, vectors


def _divided(standard: FloatArray, logs: FloatArray) -> FloatArray:
    root = np.exp(-0.5 * logs)
    matrix: FloatArray = standard * root[:, :, None] * root[:, None, :]
    return matrix


def _discrepancy(values: FloatArray) -> FloatArray:
    rest = np.maximum(values[:, :-1], 1e-300)
    total: FloatArray = (rest - np.log(rest) - 1).sum(axis=1)
    return total


def _step(standard: FloatArray, logs: FloatArray) -> tuple[FloatArray, BoolArray, BoolArray]:
    """One damped Newton step for each matrix; also which of them had arrived before it, and which lie flat there."""
    values, vectors = _eigen(standard, logs)
    rest, basis = values[:, None, :-1], vectors[:, :, :-1]
    first = vectors[:, :, -1]
    gradient = ((1 - rest) * basis**2).sum(axis=2)
    arrived = np.abs(gradient).max(axis=1) < TOLERANCE + ROUNDING * values[:, -1]
    gap = values[:, -1, None] - values[:, :-1]
    cross = (1 - values[:, :-1]) * (values[:, -1, None] + values[:, :-1]) / np.maximum(gap, 1e-12)
    projector = basis @ basis.swapaxes(1, 2)
    hessian = projector * ((basis * rest) @ basis.swapaxes(1, 2))
    hessian += (first[:, :, None] * first[:, None, :]) * ((basis * cross[:, None, :]) @ basis.swapaxes(1, 2))
    lowest = np.linalg.eigvalsh(hessian)[:, 0]
    move = -_solve(hessian, projector**2, gradient, lowest > 1e-8)
    move *= np.minimum(1.0, LONGEST_STEP / np.maximum(np.abs(move).max(axis=1), 1e-300))[:, None]
    return logs + _damped(standard, logs, move, _discrepancy(values), gradient), arrived, lowest < FLATTEST


def _solve(hessian: FloatArray, expected: FloatArray, gradient: FloatArray, usable: BoolArray) -> FloatArray:
    """Newton direction; where the exact second derivatives are not positive definite, from the expected ones."""
    k = hessian.shape[-1]
    matrix = np.where(usable[:, None, None], hessian, expected + 1e-8 * np.eye(k))
    direction: FloatArray = np.linalg.solve(matrix, gradient[..., None])[..., 0].astype(np.float64, copy=False)
    return direction


def _damped(
    standard: FloatArray, logs: FloatArray, move: FloatArray, before: FloatArray, gradient: FloatArray
) -> FloatArray:
    """Halve the steps that do not lower the discrepancy; a step within rounding of it is taken as it is."""
    slope = (gradient * move).sum(axis=1)
    size = np.ones(len(logs))
    for _ in range(20):
        values: FloatArray = np.linalg.eigvalsh(_divided(standard, logs + size[:, None] * move)).astype(
            np.float64, copy=False
        )
        after = _discrepancy(values)
        too_far = after > before + 1e-4 * size * slope + 1e-13 * (1 + np.abs(before))
        if not too_far.any():
            break
        size[too_far] *= 0.5
    return size[:, None] * move


def _solution(
    cov: FloatArray, standard: FloatArray, logs: FloatArray, outcome: npt.NDArray[np.int8], shape: tuple[int, ...]
) -> OneFactor:
    k = cov.shape[-1]
    loadings, uniquenesses = np.full((len(cov), k), np.nan), np.full((len(cov), k), np.nan)
    discrepancy = np.full(len(cov), np.nan)
    good = np.flatnonzero(outcome == CONVERGED)
    if good.size:
        values, vectors = _eigen(standard[good], logs[good])
        scale = np.sqrt(variances(cov[good]))
        length = np.sqrt(np.maximum(values[:, -1] - 1, 0.0))
        found = vectors[:, :, -1] * np.exp(0.5 * logs[good]) * length[:, None] * scale
        sign = np.where(found.sum(axis=1) < 0, -1.0, 1.0)
        loadings[good] = found * sign[:, None]
        uniquenesses[good] = np.exp(logs[good]) * scale**2
        discrepancy[good] = _discrepancy(values)
    return OneFactor(
        loadings.reshape(*shape, k), uniquenesses.reshape(*shape, k), discrepancy.reshape(shape), outcome.reshape(shape)
    )
