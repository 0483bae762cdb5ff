"""Varimax: the orthogonal rotation with the most varied squared loadings in each column."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.rotation import Rotation, arranged, unrotated

FloatMatrix = npt.NDArray[np.float64]

ROUNDS: Final = 10_000
STILL: Final = 1e-12


def varimax(loadings: FloatMatrix, *, kaiser: bool = True) -> Rotation:
    """Return the varimax rotation.

    Parameters
    ----------
    loadings : float array, k x m
        Unrotated.
    kaiser : bool
        Items weighted alike: rows brought to length 1 before, and back after.

    Notes
    -----
    Kaiser (1958, doi:10.1007/BF02289233), by the singular value steps of Horst (1965). Checked against stats::varimax
    in R, loadings to 1e-5.
    """
    method = "varimax" if kaiser else "varimax_raw"
    if loadings.shape[1] < 2:
        return unrotated(loadings, method=method)
    turned, converged = varimax_loadings(loadings, kaiser=kaiser)
    return arranged(turned, np.eye(loadings.shape[1]), method=method, converged=converged)


def varimax_loadings(loadings: FloatMatrix, *, kaiser: bool) -> tuple[FloatMatrix, bool]:
    """Return the rotated loadings as the steps leave them, and whether they came to rest."""
    lengths = np.sqrt((loadings**2).sum(axis=1, keepdims=True)) if kaiser else np.ones((len(loadings), 1))
    lengths[lengths == 0] = 1.0
    weighted = loadings / lengths
    turn = np.eye(loadings.shape[1])
    for _ in range(ROUNDS):
        turned = weighted @ turn
        target = weighted.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        left, _, right = np.linalg.svd(target)
        new = left @ right
        moved = float(np.abs(new - turn).max())
        turn = new
        if moved < STILL:
            return weighted @ turn * lengths, True
    return weighted @ turn * lengths, False
