"""Fisher's interval for a correlation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def fisher_interval(r: npt.ArrayLike, n: int, *, level: float = 0.95) -> tuple[FloatArray, FloatArray]:
    r"""Return the interval of a Pearson correlation: :math:`\tanh(\mathrm{artanh}\,r \pm z / \sqrt{n - 3})`.

    Parameters
    ----------
    r : array
        Correlations from -1 to 1.
    n : int
        Pairs; below 4 there is no interval (NaN).
    level : float
        Confidence level between 0 and 1.

    References
    ----------
    Fisher, R. A. (1915). Frequency distribution of the values of the correlation coefficient in samples from an
    indefinitely large population. Biometrika, 10, 507-521. doi:10.2307/2331838. Checked against R ``cor.test``.
    """
    from scipy.special import ndtri

    value = np.clip(np.asarray(r, np.float64), -1.0, 1.0)
    if n < 4:
        return np.full_like(value, np.nan), np.full_like(value, np.nan)
    reach = float(ndtri((1 + level) / 2)) / np.sqrt(n - 3)
    with np.errstate(divide="ignore"):
        centre = np.arctanh(value)
    return np.tanh(centre - reach), np.tanh(centre + reach)
