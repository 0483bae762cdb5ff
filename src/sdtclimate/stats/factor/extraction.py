"""What every way of extracting factors gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.estimate import Status
from sdtclimate.stats.factor.ordering import positive_columns

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]

LOWEST: Final = 0.005
"""Smallest uniqueness that is searched. A minimum that lies there is a Heywood case."""
HIGHEST: Final = 1.0
AT_BOUNDARY: Final = LOWEST + 1e-5


@dataclass(frozen=True, eq=False)
class Extraction:
    """Unrotated factors.

    Parameters
    ----------
    loadings : float array, k x m
        Columns by falling sum of squares, each with a positive sum.
    uniquenesses : float array, k
        One minus the communality.
    at_boundary : tuple of int
        Places of the items whose uniqueness reached its lower bound (Heywood cases).
    converged : bool
    method : str
    status : {"ok", "caution", "not_estimable"}
    reason : str
        Begins with an id: ``heywood``, ``converged``, ``df``, or what is wrong with the matrix.
    """

    loadings: FloatMatrix
    uniquenesses: FloatVector
    at_boundary: tuple[int, ...]
    converged: bool
    method: str
    status: Status = "ok"
    reason: str = ""

    @property
    def communalities(self) -> FloatVector:
        """Share of each item's variance that the factors carry."""
        answer: FloatVector = 1.0 - self.uniquenesses
        return answer

    @property
    def n_factors(self) -> int:
        """Factors."""
        return int(self.loadings.shape[1])


def degrees_of_freedom(k: int, n_factors: int) -> int:
    """Return ``((k - m)^2 - (k + m)) / 2``: correlations less free loadings."""
    return ((k - n_factors) ** 2 - (k + n_factors)) // 2


def most_factors(k: int) -> int:
    """Return the most factors that k items can bear without negative degrees of freedom."""
    return max((m for m in range(k) if degrees_of_freedom(k, m) >= 0), default=0)


def finished(loadings: FloatMatrix, found: FloatVector, *, converged: bool, method: str) -> Extraction:
    """Return the extraction with its columns turned and its Heywood cases named."""
    turned = positive_columns(loadings)
    edge = tuple(int(i) for i in np.flatnonzero(found <= AT_BOUNDARY))
    status: Status = "ok"
    reason = ""
    if edge:
        status, reason = "caution", f"heywood: a uniqueness is {'below' if found.min() < LOWEST else 'at'} {LOWEST}"
    elif not converged:
        status, reason = "caution", "converged: the search stopped before its minimum"
    return Extraction(turned, 1.0 - (turned**2).sum(axis=1), edge, converged, method, status, reason)


def refused(k: int, n_factors: int, method: str, reason: str) -> Extraction:
    """Return the extraction that these data cannot bear."""
    nothing = np.full((k, n_factors), np.nan)
    return Extraction(nothing, np.full(k, np.nan), (), False, method, "not_estimable", reason)
