"""Iterated principal axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factor.extraction import Extraction, degrees_of_freedom, finished, refused
from sdtclimate.stats.factor.minres import loadings_of, minres
from sdtclimate.stats.factorability.eigen import squared_multiple_correlations
from sdtclimate.stats.factorability.matrix import fault_of, names_of

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]

ROUNDS: Final = 20_000
STILL: Final = 1e-13
SETTLED: Final = 1e-9


def principal_axes(correlation: FloatMatrix, n_factors: int, *, names: Sequence[str] | None = None) -> Extraction:
    """Return the principal axes whose communalities reproduce themselves.

    Iterated from squared multiple correlations until nothing moves. A stationary point of minres with all
    uniquenesses inside their bounds is such a point, so the rounds begin there where there is one.

    Parameters
    ----------
    correlation : float array, k x k
        Positive definite.
    n_factors : int
    names : sequence of str, optional
        Names of the items for the reason.

    Returns
    -------
    Extraction
        ``caution`` where a communality came to rest above 1 (a Heywood case), ``not_estimable`` where the rounds do not
        come to rest.

    Notes
    -----
    Checked against rounds to 1e-13 in R; psych::fa(fm = "pa") stops up to .007 short of it.
    """
    k = len(correlation)
    reason = fault_of(correlation, names=names)
    if not reason and degrees_of_freedom(k, n_factors) < 0:
        reason = f"df: {n_factors} factors of {k} items leave no degrees of freedom"
    if reason:
        return refused(k, n_factors, "pa", reason)
    near = minres(correlation, n_factors)
    inside = near.converged and not near.at_boundary
    unique = near.uniquenesses if inside else 1.0 - squared_multiple_correlations(correlation)
    moved = np.inf
    for _ in range(ROUNDS):
        loadings = loadings_of(correlation, unique, n_factors)
        new = 1.0 - (loadings**2).sum(axis=1)
        moved = float(np.abs(new - unique).max())
        unique = new
        if moved < STILL or (inside and moved < 1e-11):
            break
    if not moved < SETTLED:
        above = [names_of(correlation, names)[i] for i in np.flatnonzero(unique < 0)]
        reason = (
            f"heywood: the communality of {', '.join(above)} grows beyond 1" if above else "converged: the rounds go on"
        )
        return refused(k, n_factors, "pa", f"{reason}; principal axes do not come to rest, minres does")
    return finished(loadings_of(correlation, unique, n_factors), unique, converged=True, method="pa")
