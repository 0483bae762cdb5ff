"""`Estimate`: the one currency between the arithmetic of `stats` and everything above it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

Status = Literal["ok", "caution", "not_estimable"]
STATUSES: Final[tuple[Status, ...]] = ("ok", "caution", "not_estimable")
NAN: Final = float("nan")


@dataclass(frozen=True)
class Estimate:
    """A number with its uncertainty, its sample and the way it was reached.

    Parameters
    ----------
    value, se, ci_low, ci_high : float
        The estimate, its standard error and interval, in the unit of the quantity. NaN where there is none.
    level : float
        Confidence level of the interval.
    n, k : int
        Respondents and items that the number rests on.
    method : str
        Estimator and interval in words: ``"Feldt"``.
    status : {"ok", "caution", "not_estimable"}
        Whether the number may be used as it is.
    reason : str
        Why not, beginning with an id (``"constant"``, ``"G2"``); empty when the status is ``"ok"``.
    """

    value: float = NAN
    se: float = NAN
    ci_low: float = NAN
    ci_high: float = NAN
    level: float = 0.95
    n: int = 0
    k: int = 0
    method: str = ""
    status: Status = "ok"
    reason: str = ""

    @classmethod
    def impossible(cls, reason: str, *, n: int = 0, k: int = 0, level: float = 0.95, method: str = "") -> Estimate:
        """Return the estimate of a quantity that these data cannot bear."""
        return cls(n=n, k=k, level=level, method=method, status="not_estimable", reason=reason)

    def with_caution(self, reason: str) -> Estimate:
        """Return the same number, marked with one more reason for caution."""
        if self.status == "not_estimable":
            return self
        joined = f"{self.reason}; {reason}" if self.reason else reason
        return replace(self, status="caution", reason=joined)
