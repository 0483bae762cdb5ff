"""The empirical Kaiser criterion: how large an eigenvalue is by chance, given those before it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]


def empirical_kaiser_reference(eigenvalues: FloatVector, n: int) -> FloatVector:
    """Return the reference that each eigenvalue of R has to exceed.

    ``max(1, (k - sum of the eigenvalues before) / (k - j + 1) * (1 + sqrt(k / n))^2)`` for the j-th of k.

    Parameters
    ----------
    eigenvalues : float array, k
        Of the correlation matrix, falling.
    n : int
        Respondents.

    Notes
    -----
    Braeken and van Assen (2017, doi:10.1037/met0000074). Checked against the definition in R to 1e-10.
    """
    k = len(eigenvalues)
    before = np.concatenate([[0.0], np.cumsum(eigenvalues)[:-1]])
    answer: FloatVector = np.maximum(1.0, (k - before) / (k - np.arange(k)) * (1 + np.sqrt(k / n)) ** 2)
    return answer
