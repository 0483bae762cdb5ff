"""Bartlett's test of sphericity: whether the items correlate at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.core.estimate import NAN, Status
from sdtclimate.stats.factorability.matrix import fault_of

FloatMatrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Bartlett:
    """Test of the hypothesis that no two items correlate: `chi2`, `df`, `p`."""

    chi2: float
    df: int
    p: float
    status: Status = "ok"
    reason: str = ""


def bartlett(correlation: FloatMatrix, n: int, *, names: Sequence[str] | None = None) -> Bartlett:
    """Return Bartlett's test of sphericity, ``chi2 = -(n - 1 - (2k + 5) / 6) ln det R`` with k (k - 1) / 2 df.

    Parameters
    ----------
    correlation : float array, k x k
    n : int
        Respondents.
    names : sequence of str, optional
        Names of the items for the reason.

    Returns
    -------
    Bartlett
        Status ``not_estimable`` where the matrix has no inverse or n is too small for the formula.

    Notes
    -----
    Bartlett (1951, doi:10.1093/biomet/38.3-4.337). Checked against psych::cortest.bartlett to 1e-10.
    """
    k = len(correlation)
    df = k * (k - 1) // 2
    reason = fault_of(correlation, n=n, names=names)
    factor = n - 1 - (2 * k + 5) / 6
    if not reason and factor <= 0:
        reason = f"too_few: the test needs more respondents than {math.ceil(1 + (2 * k + 5) / 6)} for {k} items"
    if reason:
        return Bartlett(NAN, df, NAN, "not_estimable", reason)
    from scipy.special import chdtrc

    chi2 = max(0.0, -factor * float(np.linalg.slogdet(correlation)[1]))
    return Bartlett(chi2, df, float(chdtrc(df, chi2)) if df else NAN)
