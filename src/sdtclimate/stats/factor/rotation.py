"""What every rotation gives, and the search from many starts that the oblique ones share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.random import stream
from sdtclimate.stats.factor.gradient_projection import Criterion, descend, polish, rotated
from sdtclimate.stats.factor.ordering import in_order, sums_of_squares

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]

SAME: Final = 1e-6
"""Criteria this close, relative to the smaller with a floor of .01, are one solution."""


@dataclass(frozen=True, eq=False)
class Rotation:
    """Rotated factors, in order and turned.

    Parameters
    ----------
    loadings : float array, k x m
        The pattern.
    phi : float array, m x m
        Factor correlations; the identity for an orthogonal rotation.
    sums_of_squares : float array, m
        ``diag(Phi L'L)``, falling.
    criterion : float
        What the rotation makes small; NaN where it has none.
    method : str
    starts : int
        Starts tried; the first is the identity.
    distinct : int
        Different solutions among the starts that arrived.
    identity_criterion : float
        What the identity start alone reached.
    converged : bool
    """

    loadings: FloatMatrix
    phi: FloatMatrix
    sums_of_squares: FloatVector
    criterion: float = float("nan")
    method: str = "none"
    starts: int = 1
    distinct: int = 1
    identity_criterion: float = float("nan")
    converged: bool = True

    @property
    def structure(self) -> FloatMatrix:
        """Correlations of items and factors, k x m."""
        answer: FloatMatrix = self.loadings @ self.phi
        return answer


def unrotated(loadings: FloatMatrix, *, method: str = "none") -> Rotation:
    """Return the loadings as they are, with uncorrelated factors."""
    phi = np.eye(loadings.shape[1])
    return Rotation(loadings, phi, sums_of_squares(loadings, phi), method=method)


def arranged(
    loadings: FloatMatrix,
    phi: FloatMatrix,
    *,
    method: str,
    criterion: float = float("nan"),
    starts: int = 1,
    distinct: int = 1,
    identity_criterion: float = float("nan"),
    converged: bool = True,
) -> Rotation:
    """Return the rotation in the order and with the signs that all rotations have."""
    return Rotation(
        *in_order(loadings, phi),
        criterion=criterion,
        method=method,
        starts=starts,
        distinct=distinct,
        identity_criterion=identity_criterion,
        converged=converged,
    )


def oblique(
    loadings: FloatMatrix, criterion: Criterion, *, method: str, kaiser: bool = False, starts: int = 30, seed: int = 0
) -> Rotation:
    """Return the smallest criterion found from the identity and from random starts.

    Parameters
    ----------
    loadings : float array, k x m
        Unrotated.
    criterion : callable
        As in `gradient_projection`.
    method : str
    kaiser : bool
        Items weighted alike: rows brought to length 1 before, and back after (Kaiser 1958).
    starts : int
        The identity and ``starts - 1`` random orthogonal matrices.
    seed : int
    """
    k, m = loadings.shape
    if m < 2:
        return unrotated(loadings, method=method)
    lengths = np.sqrt((loadings**2).sum(axis=1, keepdims=True)) if kaiser else np.ones((k, 1))
    lengths[lengths == 0] = 1.0
    weighted = loadings / lengths
    turns, values, slopes = descend(weighted, _starts(m, starts, seed), criterion)
    turn, value, slope = polish(weighted, turns[0], criterion)
    first = value
    arrived = np.flatnonzero((slopes < 1e-4) & np.isfinite(values))
    better = arrived[values[arrived] < value - 1e-8] if arrived.size else arrived
    if better.size:
        turn, value, slope = polish(weighted, turns[better[values[better].argmin()]], criterion)
    return arranged(
        rotated(weighted, turn) * lengths,
        turn.T @ turn,
        method=method,
        criterion=value,
        starts=starts,
        distinct=_distinct(np.append(values[arrived], first)),
        identity_criterion=first,
        converged=slope < 1e-6,
    )


def _starts(m: int, starts: int, seed: int) -> FloatMatrix:
    random = stream(seed, "rotation", m).standard_normal((max(starts - 1, 0), m, m))
    turns, _ = np.linalg.qr(random)
    return np.concatenate([np.eye(m)[None], turns])


def _distinct(values: FloatVector) -> int:
    ordered = np.sort(values)
    return 1 + int((np.diff(ordered) > SAME * np.maximum(ordered[:-1], 0.01)).sum())
