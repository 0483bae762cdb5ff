"""Name -> method: the ways to extract and to rotate factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.extraction import Extraction
from sdtclimate.stats.factor.geomin import geomin
from sdtclimate.stats.factor.minres import minres
from sdtclimate.stats.factor.ml import maximum_likelihood
from sdtclimate.stats.factor.oblimin import oblimin
from sdtclimate.stats.factor.principal_axes import principal_axes
from sdtclimate.stats.factor.promax import promax
from sdtclimate.stats.factor.rotation import Rotation, unrotated
from sdtclimate.stats.factor.varimax import varimax

FloatMatrix = npt.NDArray[np.float64]

EXTRACTIONS: Final[dict[str, Callable[..., Extraction]]] = {
    "minres": minres,
    "ml": maximum_likelihood,
    "pa": principal_axes,
}
"""Correlations, number of factors, ``names=`` -> Extraction."""

ROTATIONS: Final[dict[str, Callable[[FloatMatrix, int, int], Rotation]]] = {
    "oblimin": lambda loadings, starts, seed: oblimin(loadings, starts=starts, seed=seed),
    "oblimin_kaiser": lambda loadings, starts, seed: oblimin(loadings, kaiser=True, starts=starts, seed=seed),
    "geomin": lambda loadings, starts, seed: geomin(loadings, starts=starts, seed=seed),
    "promax": lambda loadings, _starts, _seed: promax(loadings),
    "promax_kaiser": lambda loadings, _starts, _seed: promax(loadings, kaiser=True),
    "varimax": lambda loadings, _starts, _seed: varimax(loadings),
    "varimax_raw": lambda loadings, _starts, _seed: varimax(loadings, kaiser=False),
    "none": lambda loadings, _starts, _seed: unrotated(loadings),
}
"""Unrotated loadings, number of starts, seed -> Rotation."""
