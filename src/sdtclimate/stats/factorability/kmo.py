"""Kaiser-Meyer-Olkin measure of sampling adequacy, overall and by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.core.estimate import NAN, Status
from sdtclimate.stats.factorability.matrix import fault_of

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Kmo:
    """Sampling adequacy: `overall` and by item (`items`, k), each from 0 to 1; NaN where it cannot be had."""

    overall: float
    items: FloatVector
    status: Status = "ok"
    reason: str = ""


def kmo(correlation: FloatMatrix, *, n: int | None = None, names: Sequence[str] | None = None) -> Kmo:
    """Return the Kaiser-Meyer-Olkin measure.

    The sum of squared correlations over that sum plus the sum of squared partial correlations of each pair given all
    other items, both off the diagonal: over all pairs, and over the pairs of one item.

    Parameters
    ----------
    correlation : float array, k x k
    n : int, optional
        Respondents, to say why a matrix has no full rank.
    names : sequence of str, optional
        Names of the items for the reason.

    Returns
    -------
    Kmo
        Status ``not_estimable`` where the matrix has no inverse (constant or dependent items, n <= k) or is
        indefinite.

    Notes
    -----
    Kaiser and Rice (1974, doi:10.1177/001316447403400115). Checked against psych::KMO to 1e-10.
    """
    reason = fault_of(correlation, n=n, names=names)
    if reason:
        return Kmo(NAN, np.full(len(correlation), np.nan), "not_estimable", reason)
    inverse = np.linalg.inv(correlation)
    scale = np.sqrt(np.diagonal(inverse))
    partial = (inverse / np.outer(scale, scale)) ** 2
    plain = correlation**2
    np.fill_diagonal(partial, 0.0)
    np.fill_diagonal(plain, 0.0)
    by_item, other = plain.sum(axis=1), partial.sum(axis=1)
    if not plain.any():
        gone = "uncorrelated: no item correlates with any other"
        return Kmo(NAN, np.full(len(correlation), np.nan), "not_estimable", gone)
    total = by_item.sum()
    with np.errstate(invalid="ignore"):
        items = by_item / (by_item + other)
    return Kmo(float(total / (total + other.sum())), items)
