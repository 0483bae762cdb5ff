"""A coefficient without each item in turn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray


def if_dropped(cov: FloatArray, value: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Return the coefficient of the other items, for each item left out.

    Parameters
    ----------
    cov : array, (k, k)
        Covariance matrix of the items; k is 3 or more.
    value : callable
        Takes ``(..., k - 1, k - 1)``: the `value` of a `Coefficient`.

    Returns
    -------
    array, (k,)
        Checked against psych 2.2.9 ``alpha`` (``alpha.drop``) at 1e-10. A coefficient that rises without an item is
        no reason by itself to drop it: Raykov, T. (2007). British Journal of Mathematical and Statistical
        Psychology, 60, 201-216. doi:10.1348/000711006X115954
    """
    k = cov.shape[-1]
    rest = np.array([[j for j in range(k) if j != i] for i in range(k)])
    return value(cov[rest[:, :, None], rest[:, None, :]])
