"""Split-half reliability: one split, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray

MOST_SPLITS: Final = 100_000


@dataclass(frozen=True)
class Halves:
    """What one split says.

    Parameters
    ----------
    guttman : float
        4 cov(A, B) / var(A + B); the largest over all splits is lambda 4.
    pearson : float
        Correlation of the halves.
    spearman_brown : float
        2 r / (1 + r).
    """

    guttman: float
    pearson: float
    spearman_brown: float


def split_half(cov: FloatArray, first: Sequence[int]) -> Halves:
    """Return the reliability of the sum from the halves `first` and the items not in it.

    Parameters
    ----------
    cov : array, (k, k)
        Covariance matrix of the items.
    first : sequence of int
        Positions of the items of the first half, counted from 0.

    References
    ----------
    Spearman, C. (1910), doi:10.1111/j.2044-8295.1910.tb00206.x; Brown, W. (1910),
    doi:10.1111/j.2044-8295.1910.tb00207.x; Guttman, L. (1945), doi:10.1007/BF02288892
    """
    chosen = np.zeros((1, cov.shape[-1]))
    chosen[0, list(first)] = 1
    guttman, pearson = _values(cov, chosen)
    r = float(pearson[0])
    return Halves(float(guttman[0]), r, 2 * r / (1 + r))


def number_of_splits(k: int) -> int:
    """Return how many ways k items divide into halves of floor(k / 2) and ceiling(k / 2)."""
    return comb(k, k // 2) // (2 if k % 2 == 0 else 1)


def all_split_halves(cov: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the Guttman and the Spearman-Brown coefficient of every split, each counted once.

    Parameters
    ----------
    cov : array, (k, k)

    Returns
    -------
    guttman, spearman_brown : array, (number of splits,)

    Raises
    ------
    ValueError
        With more than 100,000 splits (k above 20).
    """
    k = cov.shape[-1]
    if number_of_splits(k) > MOST_SPLITS:
        raise ValueError(f"{k} items have {number_of_splits(k)} splits; at most {MOST_SPLITS} are enumerated")
    if k % 2 == 0:
        members = [(0, *(place + 1 for place in rest)) for rest in combinations(range(k - 1), k // 2 - 1)]
    else:
        members = list(combinations(range(k), k // 2))
    chosen = np.zeros((len(members), k))
    chosen[np.arange(len(members))[:, None], np.array(members)] = 1
    guttman, pearson = _values(cov, chosen)
    return guttman, 2 * pearson / (1 + pearson)


def _values(cov: FloatArray, chosen: FloatArray) -> tuple[FloatArray, FloatArray]:
    with_all = chosen @ cov
    first = (with_all * chosen).sum(axis=1)
    between = with_all.sum(axis=1) - first
    second = cov.sum() - first - 2 * between
    return 4 * between / cov.sum(), between / np.sqrt(first * second)
