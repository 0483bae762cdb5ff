"""What is wrong with a correlation matrix before anything is computed from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]

TINY: Final = 1e-12
"""An eigenvalue below ``TINY * k`` counts as zero; double precision leaves about 1e-15 * k."""
FEWEST_ITEMS: Final = 3
"""Two items determine no factor."""


def names_of(correlation: FloatMatrix, names: Sequence[str] | None) -> tuple[str, ...]:
    """Return the names of the items, or ``item1`` to ``itemk``."""
    return tuple(names) if names is not None else tuple(f"item{i + 1}" for i in range(len(correlation)))


def fault_of(correlation: FloatMatrix, *, n: int | None = None, names: Sequence[str] | None = None) -> str:
    """Return why a correlation matrix has no usable inverse, naming the items; empty when it has one.

    Parameters
    ----------
    correlation : float array, k x k
        NaN in the row and column of a constant item.
    n : int, optional
        Respondents; with no more of them than items, the matrix has no full rank.
    names : sequence of str, optional

    Returns
    -------
    str
        Begins with an id: ``constant``, ``too_few``, ``identical``, ``singular``, ``indefinite``; or empty.
    """
    labels = names_of(correlation, names)
    undefined = np.isnan(np.diagonal(correlation))
    if undefined.any():
        flat = [label for label, gone in zip(labels, undefined, strict=True) if gone]
        return f"constant: {_listed(flat)} {_has(flat)} the same answer from everybody, so nothing varies with it"
    if np.isnan(correlation).any():
        gaps = [label for label, row in zip(labels, correlation, strict=True) if np.isnan(row).any()]
        return f"undefined: correlations of {_listed(gaps)} are missing"
    if n is not None and n <= len(labels):
        return f"too_few: no more respondents than items ({len(labels)}); the correlations have no full rank"
    values, vectors = np.linalg.eigh(correlation)
    if values[0] < -TINY * len(labels):
        return f"indefinite: the correlations contradict each other (smallest eigenvalue {values[0]:.3g})"
    if values[0] <= TINY * len(labels):
        return _dependence(correlation, values, vectors, labels)
    return ""


def _dependence(correlation: FloatMatrix, values: FloatVector, vectors: FloatMatrix, labels: tuple[str, ...]) -> str:
    upper = np.abs(np.triu(correlation, 1)) >= 1 - TINY
    pairs = [(labels[i], labels[j]) for i, j in np.argwhere(upper)]
    if pairs:
        said = ", ".join(f"{a} and {b}" for a, b in pairs[:5])
        return f"identical: {said} correlate perfectly; keep one of them"
    null = np.abs(vectors[:, values <= TINY * len(labels)]).max(axis=1) > 1e-6
    tied = [label for label, hit in zip(labels, null, strict=True) if hit]
    return f"singular: {_listed(tied)} follow from each other exactly; leave one of them out"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def _has(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"
