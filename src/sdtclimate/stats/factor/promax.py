"""Promax: an oblique rotation towards a power of the varimax loadings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.rotation import Rotation, arranged, unrotated
from sdtclimate.stats.factor.varimax import varimax_loadings

FloatMatrix = npt.NDArray[np.float64]


def promax(loadings: FloatMatrix, *, power: int = 4, kaiser: bool = False) -> Rotation:
    """Return the promax rotation of a varimax solution.

    Parameters
    ----------
    loadings : float array, k x m
        Unrotated.
    power : int
        Power of the target.
    kaiser : bool
        True fits the target to rows of length 1 (psych ``"promax"``); False to the varimax loadings themselves
        (stats::promax, psych ``"Promax"``). The varimax before it weights items alike in both.

    Notes
    -----
    Hendrickson and White (1964, doi:10.1111/j.2044-8317.1964.tb00244.x). Checked against R, loadings to 1e-5.
    """
    method = "promax_kaiser" if kaiser else "promax"
    if loadings.shape[1] < 2:
        return unrotated(loadings, method=method)
    lengths = np.sqrt((loadings**2).sum(axis=1, keepdims=True)) if kaiser else np.ones((len(loadings), 1))
    lengths[lengths == 0] = 1.0
    simple, converged = varimax_loadings(loadings / lengths, kaiser=True)
    target = simple * np.abs(simple) ** (power - 1)
    turn = np.linalg.lstsq(simple, target, rcond=None)[0]
    turn = turn * np.sqrt(np.diagonal(np.linalg.inv(turn.T @ turn)))
    phi = np.linalg.inv(turn.T @ turn)
    spread = np.sqrt(np.diagonal(phi))
    return arranged(simple @ turn * lengths, phi / np.outer(spread, spread), method=method, converged=converged)
