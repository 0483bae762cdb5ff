"""Guttman's lower bounds of reliability, lambda 1, 2, 3, 5 and 6."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.reliability.coefficient import FloatArray
from sdtclimate.stats.reliability.composite import residual_variances, total_variance, variances


def lambda1(cov: FloatArray) -> FloatArray:
    """Return lambda 1, the share of the sum's variance that lies in covariances.

    Guttman 1945, doi:10.1007/BF02288892.
    """
    bound: FloatArray = 1 - variances(cov).sum(axis=-1) / total_variance(cov)
    return bound


def lambda2(cov: FloatArray) -> FloatArray:
    r"""Return lambda 2 (Guttman 1945, doi:10.1007/BF02288892).

    .. math:: \lambda_2 = \lambda_1 + \frac{\sqrt{\frac{k}{k-1}\sum_{i \ne j}\sigma_{ij}^2}}{1'C1}
    """
    k = cov.shape[-1]
    bound: FloatArray = lambda1(cov) + np.sqrt(k / (k - 1) * _squares(cov).sum(axis=-1)) / total_variance(cov)
    return bound


def lambda3(cov: FloatArray) -> FloatArray:
    """Return lambda 3, which is Cronbach's alpha (Guttman 1945, doi:10.1007/BF02288892)."""
    k = cov.shape[-1]
    bound: FloatArray = k / (k - 1) * lambda1(cov)
    return bound


def lambda5(cov: FloatArray) -> FloatArray:
    r"""Return lambda 5: lambda 1 plus :math:`2 \sqrt{\max_i \sum_{j \ne i} \sigma_{ij}^2} / 1'C1`.

    Guttman 1945, doi:10.1007/BF02288892.
    """
    bound: FloatArray = lambda1(cov) + 2 * np.sqrt(_squares(cov).max(axis=-1)) / total_variance(cov)
    return bound


def lambda6(cov: FloatArray) -> FloatArray:
    """Return lambda 6: 1 minus what no other item explains, over the variance of the sum.

    Guttman 1945, doi:10.1007/BF02288892. NaN where the covariance matrix is singular.
    """
    bound: FloatArray = 1 - residual_variances(cov).sum(axis=-1) / total_variance(cov)
    return bound


def _squares(cov: FloatArray) -> FloatArray:
    """Sum of squared covariances of each item with the others."""
    sums: FloatArray = (cov**2).sum(axis=-1) - variances(cov) ** 2
    return np.maximum(sums, 0.0)
