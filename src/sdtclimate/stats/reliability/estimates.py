"""All coefficients of one group of people, from one covariance matrix and one set of draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.stats.intervals.feldt import feldt_interval
from sdtclimate.stats.intervals.fisher import fisher_interval
from sdtclimate.stats.reliability import alpha
from sdtclimate.stats.reliability.coefficient import Coefficient, FloatArray, IntervalName
from sdtclimate.stats.reliability.dropped import if_dropped
from sdtclimate.stats.reliability.estimate import FROM_DRAWS, Draws, estimate
from sdtclimate.stats.reliability.items import item_rest
from sdtclimate.stats.resampling.bootstrap import Resampler
from sdtclimate.stats.sample.moments import moments_of

Wanted = Mapping[str, tuple[Coefficient, IntervalName]]


@dataclass(frozen=True, eq=False)
class Drawing:
    """Who is drawn again, how often and from which seed.

    Parameters
    ----------
    draws : int
    seed : int
    unit : int array, (n,), optional
        Number of each respondent's site; without it respondents are drawn.
    progress : bool or None
        As in `core.work.run_blocks`.
    """

    draws: int = 2000
    seed: int = 0
    unit: npt.NDArray[np.intp] | None = None
    progress: bool | None = None


def coefficients_of(
    values: FloatArray, wanted: Wanted, *, level: float = 0.95, drawing: Drawing | None = None
) -> dict[str, Estimate]:
    """Return each wanted coefficient of complete answers.

    Parameters
    ----------
    values : array, (n, k)
        No missing values; n is 2 or more.
    wanted : mapping name -> (Coefficient, interval)
    level : float
        Confidence level.
    drawing : Drawing, optional
        For intervals from draws. All of them come from the same resamples.
    """
    n = len(values)
    cov = moments_of(values).covariance
    drawn = _draws(values, wanted, drawing or Drawing())
    return {
        name: estimate(coefficient, cov, n, interval=interval, level=level, draws=drawn.get(name))
        for name, (coefficient, interval) in wanted.items()
    }


def items_of(values: FloatArray, *, level: float = 0.95) -> tuple[list[Estimate], list[Estimate]]:
    """Return alpha without each item (Feldt's interval) and each item's correlation with the rest (Fisher's).

    Parameters
    ----------
    values : array, (n, k)
        No missing values; n is 2 or more.
    level : float
        Confidence level.

    Returns
    -------
    if_dropped, rest : list of Estimate, k each
        ``not_estimable`` with the reason ``few_items``, ``constant`` or ``zero_variance``.
    """
    n, k = values.shape
    cov = moments_of(values).covariance
    without = if_dropped(cov, alpha.value) if k > 2 else np.full(k, np.nan)
    low, high = feldt_interval(without, n, np.maximum(k - 1, 2), level=level)
    few = f"few_items: {k} item{'' if k == 1 else 's'}; it takes 3 or more" if k < 3 else ""
    dropped = [
        _item(float(a), (float(x), float(y)), n, k - 1, level, "Feldt", few or _undefined(cov))
        for a, x, y in zip(without, low, high, strict=True)
    ]
    correlation = item_rest(cov) if k > 1 else np.full(k, np.nan)
    low, high = fisher_interval(correlation, n, level=level)
    alone = "few_items: 1 item; it takes 2 or more" if k < 2 else ""
    rest = [
        _item(float(r), (float(x), float(y)), n, k, level, "Fisher", alone or _undefined(cov, at))
        for at, (r, x, y) in enumerate(zip(correlation, low, high, strict=True))
    ]
    return dropped, rest


def _item(value: float, ends: tuple[float, float], n: int, k: int, level: float, method: str, reason: str) -> Estimate:
    if np.isnan(value):
        return Estimate.impossible(reason, n=n, k=k, level=level)
    return Estimate(value, NAN, *ends, level, n, k, method)


def _undefined(cov: FloatArray, at: int | None = None) -> str:
    if at is not None and cov[at, at] <= 0:
        return "constant: everybody gave the same answer to this item"
    return "zero_variance: the sum of the other items is the same for everybody"


def _draws(values: FloatArray, wanted: Wanted, drawing: Drawing) -> dict[str, Draws]:
    k = values.shape[1]
    chosen = {
        name: coefficient
        for name, (coefficient, interval) in wanted.items()
        if interval in FROM_DRAWS and coefficient.fits(k)
    }
    if not chosen:
        return {}
    statistics = {name: coefficient.value for name, coefficient in chosen.items()}
    resampler = Resampler.of(values, drawing.unit)
    values_of = resampler.bootstrap(statistics, draws=drawing.draws, seed=drawing.seed, progress=drawing.progress)
    accelerated = {name: statistics[name] for name in chosen if wanted[name][1] == "bca"}
    without = resampler.jackknife(accelerated) if accelerated else {}
    units = "respondents" if drawing.unit is None else "sites"
    return {name: Draws(values_of[name], without.get(name, np.empty(0)), units) for name in chosen}
