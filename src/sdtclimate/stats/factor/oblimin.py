"""Direct oblimin with gamma 0 (direct quartimin)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.rotation import Rotation, oblique

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


def oblimin(loadings: FloatMatrix, *, kaiser: bool = False, starts: int = 30, seed: int = 0) -> Rotation:
    """Return the oblique rotation with the simplest rows: products of squared loadings in a row are made small.

    ``f = sum over i and over p != q of (l_ip^2 l_iq^2) / 4``. The criterion can have several minima, so it is sought
    from the identity and from random starts; the smallest is kept and the number of different ones told.

    Parameters
    ----------
    loadings : float array, k x m
        Unrotated.
    kaiser : bool
        True weights items alike (SPSS); False is what psych and GPArotation do.
    starts : int
        Starts; 1 is the identity alone.
    seed : int

    Notes
    -----
    Jennrich and Sampson (1966, doi:10.1007/BF02289465). Checked against GPArotation, loadings to 1e-5 and the
    criterion to 1e-6.
    """
    return oblique(
        loadings,
        quartimin,
        method="oblimin_kaiser" if kaiser else "oblimin",
        kaiser=kaiser,
        starts=starts,
        seed=seed,
    )


def quartimin(loadings: FloatMatrix) -> tuple[FloatVector, FloatMatrix]:
    """Return the quartimin criterion and its gradient for loadings (..., k, m)."""
    squares = loadings**2
    others = squares.sum(axis=-1, keepdims=True) - squares
    return (squares * others).sum(axis=(-2, -1)) / 4, loadings * others
