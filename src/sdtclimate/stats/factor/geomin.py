"""Geomin: the geometric mean of the squared loadings of an item is made small."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.rotation import Rotation, oblique

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


def geomin(loadings: FloatMatrix, *, delta: float = 0.01, starts: int = 30, seed: int = 0) -> Rotation:
    """Return the oblique geomin rotation, ``f = sum over items of the geometric mean of (l^2 + delta)``.

    Parameters
    ----------
    loadings : float array, k x m
        Unrotated.
    delta : float
        Keeps the criterion smooth near zero.
    starts : int
        Starts; 1 is the identity alone.
    seed : int

    Notes
    -----
    Yates (1987); Browne (2001, doi:10.1207/S15327906MBR3601_05). Checked against GPArotation, loadings to 1e-5.
    """

    def criterion(turned: FloatMatrix) -> tuple[FloatVector, FloatMatrix]:
        squares = turned**2 + delta
        mean = np.exp(np.log(squares).mean(axis=-1, keepdims=True))
        return mean.sum(axis=(-2, -1)), 2 / turned.shape[-1] * turned / squares * mean

    return oblique(loadings, criterion, method="geomin", starts=starts, seed=seed)
