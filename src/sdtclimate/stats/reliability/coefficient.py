"""`Coefficient`: what the rest of the house must know of a reliability coefficient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntervalName = Literal["feldt", "logit", "delta", "fisher", "bootstrap", "bca"]


def _no_reason(_: FloatArray) -> str:
    return ""


@dataclass(frozen=True)
class Coefficient:
    """A reliability coefficient, ready for tables, intervals, bootstrap and report.

    Parameters
    ----------
    name : str
        Id, as in ``coefficients=("alpha",)``; its label stands in `core.terms.STATISTIC_LABELS`.
    value : callable
        Takes covariance matrices ``(..., k, k)`` and returns ``(...)``; NaN where there is no value.
    statistic : {"covariance", "polychoric", "rows"}
        What `value` takes.
    intervals : tuple of str
        Intervals that are defined for it; ``interval="auto"`` takes the first.
    minimum_items, maximum_items : int
        Fewest and most items that it is defined for; ``maximum_items=0`` sets no upper end.
    guardrail : {"alpha", "omega"}
        Which wish the sample size is asked about: omega for what rests on a fitted factor.
    with_error : callable, optional
        Takes one covariance matrix and n, returns the value and its standard error; ``"delta"`` and ``"logit"`` rest
        on it.
    why : callable
        Takes one covariance matrix without a value and returns the reason, beginning with its id.
    """

    name: str
    value: Callable[[FloatArray], FloatArray]
    statistic: Literal["covariance", "polychoric", "rows"] = "covariance"
    intervals: tuple[IntervalName, ...] = ("bootstrap", "bca")
    minimum_items: int = 2
    maximum_items: int = 0
    guardrail: Literal["alpha", "omega"] = "alpha"
    with_error: Callable[[FloatArray, int], tuple[float, float]] | None = None
    why: Callable[[FloatArray], str] = _no_reason

    def fits(self, k: int) -> bool:
        """Return whether the coefficient is defined for k items."""
        return self.minimum_items <= k and (self.maximum_items == 0 or k <= self.maximum_items)

    def of(self, cov: npt.NDArray[Any]) -> float:
        """Return the value of one covariance matrix."""
        return float(self.value(np.asarray(cov, dtype=np.float64)))
