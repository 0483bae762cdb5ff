"""Velicer's minimum average partial correlation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MinimumAveragePartial:
    """Average partial correlation after m = 0, 1, ... k - 2 components.

    Parameters
    ----------
    squared, fourth : float array, k - 1
        Average of the squared, and of the fourth powers of, partial correlations; place m is m components. NaN from
        the place on where a component leaves an item without variance.
    """

    squared: FloatVector
    fourth: FloatVector

    @property
    def suggests_squared(self) -> int:
        """Components with the smallest average squared partial correlation (Velicer 1976)."""
        return int(np.nanargmin(self.squared))

    @property
    def suggests_fourth(self) -> int:
        """Components with the smallest average fourth power (Velicer, Eaton and Fava 2000)."""
        return int(np.nanargmin(self.fourth))


def minimum_average_partial(correlation: FloatMatrix) -> MinimumAveragePartial:
    """Return Velicer's MAP for every number of components from none to k - 2.

    Parameters
    ----------
    correlation : float array, k x k
        Positive definite, k >= 3.

    Notes
    -----
    Velicer (1976, doi:10.1007/BF02293557). Checked against the definition in R, and psych::vss from one component on,
    to 1e-10.
    """
    k = len(correlation)
    values, vectors = np.linalg.eigh(correlation)
    loadings = (vectors * np.sqrt(np.clip(values, 0.0, None)))[:, ::-1]
    left = correlation.copy()
    squared, fourth = np.full(k - 1, np.nan), np.full(k - 1, np.nan)
    for m in range(k - 1):
        if m:
            left = left - np.outer(loadings[:, m - 1], loadings[:, m - 1])
        spread = np.diagonal(left)
        if (spread <= 1e-12).any():
            break
        partial = left / np.sqrt(np.outer(spread, spread))
        np.fill_diagonal(partial, 0.0)
        squared[m] = (partial**2).sum() / (k * (k - 1))
        fourth[m] = (partial**4).sum() / (k * (k - 1))
    return MinimumAveragePartial(squared, fourth)
