"""Kuder and Richardson's formulas 20 and 21, for items scored 0 or 1."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray


def kr20(values: FloatArray) -> float:
    r"""Return formula 20, which is alpha of 0/1 items.

    .. math:: \frac{k}{k-1}\left(1 - \frac{\sum_i p_i (1 - p_i)}{v}\right)

    with the variance v of the sum (divisor n).

    Parameters
    ----------
    values : array, (n, k)
        0 or 1, no missing values.

    References
    ----------
    Kuder, G. F., & Richardson, M. W. (1937). Psychometrika, 2, 151-160. doi:10.1007/BF02288391
    """
    k, share = values.shape[1], values.mean(axis=0)
    return float(k / (k - 1) * (1 - (share * (1 - share)).sum() / np.var(values.sum(axis=1))))


def kr21(values: FloatArray) -> float:
    r"""Return formula 21, which takes all items for equally difficult: never above formula 20.

    .. math:: \frac{k}{k-1}\left(1 - \frac{m (k - m)}{k v}\right)

    with the mean m and variance v (divisor n) of the sum.

    Parameters
    ----------
    values : array, (n, k)
        0 or 1, no missing values.

    References
    ----------
    Kuder, G. F., & Richardson, M. W. (1937). Psychometrika, 2, 151-160. doi:10.1007/BF02288391
    """
    k, total = values.shape[1], values.sum(axis=1)
    mean = float(total.mean())
    return float(k / (k - 1) * (1 - mean * (k - mean) / (k * np.var(total))))
