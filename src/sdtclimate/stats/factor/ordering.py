"""One order and one sign for factors, so that the same solution always looks the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]


def column_signs(loadings: FloatMatrix) -> FloatVector:
    """Return 1 or -1 by column, so that each sum is positive; a sum of zero goes by the largest loading."""
    sums = loadings.sum(axis=0)
    size = np.abs(loadings).sum(axis=0)
    largest = loadings[np.abs(loadings).argmax(axis=0), np.arange(loadings.shape[1])]
    decided = np.where(np.abs(sums) > 1e-12 * size, sums, largest)
    answer: FloatVector = np.where(decided < 0, -1.0, 1.0)
    return answer


def positive_columns(loadings: FloatMatrix) -> FloatMatrix:
    """Return the loadings with every column turned to a positive sum."""
    return loadings * column_signs(loadings)


def sums_of_squares(loadings: FloatMatrix, phi: FloatMatrix) -> FloatVector:
    """Return what each factor carries: ``diag(Phi L'L)``, which is the column's sum of squares where orthogonal."""
    answer: FloatVector = np.einsum("ij,ji->i", phi, loadings.T @ loadings)
    return answer


def in_order(loadings: FloatMatrix, phi: FloatMatrix) -> tuple[FloatMatrix, FloatMatrix, FloatVector]:
    """Return loadings and factor correlations turned and sorted by falling sum of squares, and those sums.

    Parameters
    ----------
    loadings : float array, k x m
    phi : float array, m x m
    """
    signs = column_signs(loadings)
    turned, related = loadings * signs, phi * np.outer(signs, signs)
    carried = sums_of_squares(turned, related)
    order = np.argsort(-carried, kind="stable")
    return turned[:, order], related[np.ix_(order, order)], carried[order]
