"""What the population implies for scores, by formula: true means, gaps and alphas on the raw scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from sdtclimate.synthetic.population import (
    AT,
    DESIGNATED,
    DESIGNATED_SHARE,
    ITEM_AT,
    ITEMS,
    RESIDUAL_PAIRS,
    FloatArray,
    PopulationItem,
    dif_shift_of,
    loadings_of,
    residual_sd,
    shift_of,
)


def items_of(latent: str, *, without: Sequence[str] = ()) -> tuple[PopulationItem, ...]:
    """Return the items of one latent, some left out."""
    return tuple(item for item in ITEMS if item.latent == latent and item.id not in without)


def mean_score(latent: str, role: str, *, without: Sequence[str] = ()) -> float:
    """Return the true mean of a scale (1 to 5, reverse keys turned) for a role.

    Parameters
    ----------
    latent : str
    role : {"psw", "staff", "director"}
    without : sequence of str
        Items left out of the scale.

    Notes
    -----
    The mean code of an item is 1 + the sum over thresholds t of P(y* > t), y* normal. Designated and other PSWs
    are a mixture of two normals.
    """
    parts = [(1.0, float(shift_of(role)[AT[latent]]))]
    if role == "psw" and latent in DESIGNATED:
        effect = DESIGNATED[latent]
        parts = [
            (DESIGNATED_SHARE, (1 - DESIGNATED_SHARE) * effect),
            (1 - DESIGNATED_SHARE, -DESIGNATED_SHARE * effect),
        ]
    loadings, added, spread = loadings_of(role), dif_shift_of(role), residual_sd()
    means = []
    for item in items_of(latent, without=without):
        at = ITEM_AT[item.id]
        sd = float(np.sqrt(loadings[at] ** 2 + spread[at] ** 2))
        cuts = np.asarray(item.thresholds)
        code = sum(w * float(ndtr((loadings[at] * mu + added[at] - cuts) / sd).sum()) for w, mu in parts)
        means.append(1.0 + code)
    return float(np.mean(means))


def raw_gap(latent: str, *, without: Sequence[str] = ()) -> float:
    """Return staff minus PSW on the raw scale of 1 to 5."""
    return mean_score(latent, "staff", without=without) - mean_score(latent, "psw", without=without)


def item_covariances(latent: str) -> FloatArray:
    """Return the covariances of the item codes of one scale among PSWs of one kind (no mixture), k x k."""
    items, spread = items_of(latent), residual_sd()
    k = len(items)
    covariances = np.empty((k, k))
    for i, one in enumerate(items):
        for j, other in enumerate(items):
            if i > j:
                covariances[i, j] = covariances[j, i]
                continue
            rho = 1.0 if i == j else one.loading * other.loading + _residual(one, other, spread)
            covariances[i, j] = _covariance(np.asarray(one.thresholds), np.asarray(other.thresholds), rho)
    return covariances


def true_alpha(latent: str) -> float:
    """Return Cronbach's alpha of the item codes of one scale in the population of PSWs."""
    covariances = item_covariances(latent)
    k = len(covariances)
    return float(k / (k - 1) * (1 - np.trace(covariances) / covariances.sum()))


def _residual(one: PopulationItem, other: PopulationItem, spread: FloatArray) -> float:
    r = RESIDUAL_PAIRS.get((one.id, other.id), 0.0)
    return r * float(spread[ITEM_AT[one.id]] * spread[ITEM_AT[other.id]])


def _covariance(cuts: FloatArray, other_cuts: FloatArray, rho: float) -> float:
    """Return the covariance of two coded standard normals whose correlation is `rho`.

    By Hoeffding it is the sum over both sets of thresholds of P(both above) - P(one above) P(other above), and by
    Plackett (doi:10.1093/biomet/41.3-4.351) each term is the integral from 0 to asin(rho) of a smooth function.
    """
    above = ndtr(-cuts)
    if rho == 1.0:
        both = np.minimum(above[:, None], above[None, :])
        return float((both - above[:, None] * above[None, :]).sum())
    nodes, weights = np.polynomial.legendre.leggauss(24)
    angle = np.arcsin(rho) * (nodes + 1) / 2
    s, t = cuts[:, None, None], other_cuts[None, :, None]
    heights = np.exp(-(s * s + t * t - 2 * s * t * np.sin(angle)) / (2 * np.cos(angle) ** 2))
    return float((heights.sum(axis=(0, 1)) * weights).sum() * np.arcsin(rho) / 2 / (2 * np.pi))
