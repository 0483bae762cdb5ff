"""Spread that does not depend on the order of rows: standard deviation, and pooled within groups."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]


def present(values: npt.ArrayLike) -> FloatVector:
    """Return the values that are there, in ascending order, so that sums never depend on the order of rows."""
    found = np.asarray(values, dtype=np.float64).ravel()
    return np.sort(found[~np.isnan(found)])


def mean_of(values: npt.ArrayLike) -> float:
    """Return the mean of the values that are there; NaN of none."""
    found = present(values)
    return float(found.mean()) if found.size else float("nan")


def sd_of(values: npt.ArrayLike) -> float:
    """Return the standard deviation with n - 1; NaN below two values."""
    found = present(values)
    return float(found.std(ddof=1)) if found.size > 1 else float("nan")


def is_constant(values: npt.ArrayLike) -> bool:
    """Return whether all values that are there are equal, up to the last bits of a mean of whole codes."""
    found = present(values)
    return found.size == 0 or bool(found[-1] - found[0] <= 1e-12 * max(1.0, abs(found[0])))


def within_sd(values: npt.ArrayLike, groups: npt.ArrayLike) -> tuple[float, int]:
    """Return the standard deviation within groups, pooled over them, and its degrees of freedom.

    Parameters
    ----------
    values : array, n
        NaN where missing; left out.
    groups : int array, n
        Group of each value, 0 or more; -1 for no group, left out.

    Returns
    -------
    sd : float
        ``sqrt(sum_g (n_g - 1) s_g^2 / sum_g (n_g - 1))``; NaN when no group has two values.
    df : int
        ``sum_g (n_g - 1)``.
    """
    numbers, codes = np.asarray(values, dtype=np.float64), np.asarray(groups, dtype=np.int64)
    used = ~np.isnan(numbers) & (codes >= 0)
    # Sorted by value first and by sum of squares after: neither the order of rows nor a group's name moves a bit.
    squares, df = [], 0
    for group in np.unique(codes[used]):
        members = present(numbers[used & (codes == group)])
        squares.append(float(((members - members.mean()) ** 2).sum()))
        df += members.size - 1
    return (float(np.sqrt(np.sort(squares).sum() / df)) if df else float("nan")), int(df)
