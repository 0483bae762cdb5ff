"""Feldt's exact interval for Cronbach's alpha."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def feldt_interval(
    alpha: npt.ArrayLike, n: npt.ArrayLike, k: npt.ArrayLike, *, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    r"""Return Feldt's interval for Cronbach's alpha.

    .. math::
        \left[1 - (1 - \hat\alpha) F_{(1 + c)/2},\; 1 - (1 - \hat\alpha) F_{(1 - c)/2}\right]

    with quantiles of F on n - 1 and (n - 1)(k - 1) degrees of freedom and confidence level c.

    Parameters
    ----------
    alpha : array
        Estimates, unitless.
    n, k : int array
        Respondents (2 or more) and items (2 or more); shapes broadcast.
    level : float
        Confidence level between 0 and 1.

    Returns
    -------
    low, high : array
        NaN where alpha is NaN. `high` is at most 1.

    Notes
    -----
    Exact for parallel items with normal errors and one respondent a row; somewhat too short where items differ in
    loading or answers are strongly skewed. Checked against R ``qf`` and psych 2.2.9 at 1e-10.

    References
    ----------
    Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for coefficient alpha. Applied
    Psychological Measurement, 11, 93-103. doi:10.1177/014662168701100107
    """
    from scipy.special import fdtri

    value, people, items = np.asarray(alpha, np.float64), np.asarray(n, np.float64), np.asarray(k, np.float64)
    first, second = people - 1, (people - 1) * (items - 1)
    upper = fdtri(first, second, (1 + level) / 2)
    lower = fdtri(first, second, (1 - level) / 2)
    return 1 - (1 - value) * upper, 1 - (1 - value) * lower
