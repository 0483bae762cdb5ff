"""KMO and Bartlett's test by factor_analyzer: a second opinion on our own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SecondOpinion:
    """Sampling adequacy and test of sphericity as factor_analyzer computes them."""

    kmo: float
    kmo_items: FloatVector
    chi2: float
    p: float


def cross_check(rows: FloatMatrix) -> SecondOpinion:
    """Return KMO and Bartlett's test of complete rows, n x k, by factor_analyzer.

    Its ``FactorAnalyzer.fit`` is not called: it fails on scikit-learn 1.8 and later.
    """
    from factor_analyzer.factor_analyzer import calculate_bartlett_sphericity, calculate_kmo

    items, overall = calculate_kmo(rows)
    chi2, p = calculate_bartlett_sphericity(rows)
    return SecondOpinion(float(overall), np.asarray(items, dtype=np.float64), float(chi2), float(p))
