"""What `reliability` was asked for, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sdtclimate.analysis.inputs import as_by
from sdtclimate.analysis.options import draws_of, level_of
from sdtclimate.core.errors import UsageError
from sdtclimate.core.random import seed_of
from sdtclimate.core.registry import lookup, one_of
from sdtclimate.responses.responses import Responses
from sdtclimate.rules.guardrails import ask
from sdtclimate.stats.reliability.coefficient import Coefficient, IntervalName
from sdtclimate.stats.reliability.estimate import FROM_DRAWS, LABELS
from sdtclimate.stats.reliability.estimates import Wanted
from sdtclimate.stats.reliability.registry import COEFFICIENTS

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data
    from sdtclimate.core.random import Rng

TWO_ITEMS: Final = "spearman_brown"


@dataclass(frozen=True)
class ReliabilityOptions:
    """Coefficients with their intervals, confidence level, who is drawn, how often, from which seed, what else."""

    wanted: dict[str, tuple[Coefficient, IntervalName]]
    level: float
    by_site: bool
    draws: int
    seed: int
    i_understand: tuple[str, ...]
    item_statistics: bool
    progress: bool | None

    def for_items(self, k: int) -> Wanted:
        """Return the coefficients for k items: two items get Spearman-Brown besides what was asked for."""
        if k != 2 or TWO_ITEMS in self.wanted:
            return self.wanted
        coefficient = COEFFICIENTS[TWO_ITEMS]
        chosen = {interval for _, interval in self.wanted.values()}
        interval = next((name for name in FROM_DRAWS if chosen == {name}), coefficient.intervals[0])
        return {**self.wanted, TWO_ITEMS: (coefficient, interval)}


def options_of(
    coefficients: str | Sequence[str],
    *,
    interval: str,
    level: float,
    units: str,
    draws: int,
    missing: str,
    i_understand: str | Sequence[str],
    rng: Rng,
    item_statistics: bool,
    progress: bool | None,
) -> ReliabilityOptions:
    """Return the options, or raise a `UsageError` that says what is allowed."""
    one_of(missing, ("listwise",), argument="missing")
    one_of(units, ("respondent", "site"), argument="units")
    one_of(interval, ("auto", *LABELS), argument="interval")
    names = (coefficients,) if isinstance(coefficients, str) else tuple(dict.fromkeys(coefficients))
    if not names:
        raise UsageError(f"coefficients= is empty. Known: {', '.join(COEFFICIENTS)}.")
    found = [lookup(COEFFICIENTS, name, what="coefficient", argument="coefficients") for name in names]
    understood = (i_understand,) if isinstance(i_understand, str) else tuple(i_understand)
    ask(0, "alpha", i_understand=understood)
    return ReliabilityOptions(
        {coefficient.name: (coefficient, _interval_of(coefficient, interval, units)) for coefficient in found},
        level_of(level),
        units == "site",
        draws_of(draws, level_of(level)),
        seed_of(rng),
        understood,
        item_statistics,
        progress,
    )


def keys_of(data: Data, by: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the people columns that divide the answers; a bare frame has none."""
    keys = as_by(by)
    if keys and not isinstance(data, Responses):
        raise UsageError(
            f"by={by!r} needs Responses, which know about people; a bare frame has items alone. "
            "sdt.read_responses(...) keeps the columns about people."
        )
    return keys


def _interval_of(coefficient: Coefficient, interval: str, units: str) -> IntervalName:
    if interval == "auto":
        return "bootstrap" if units == "site" else coefficient.intervals[0]
    chosen = next((name for name in coefficient.intervals if name == interval), None)
    if chosen is None:
        raise UsageError(
            f"interval={interval!r} is not defined for {coefficient.name}. It has: {', '.join(coefficient.intervals)}; "
            'interval="auto" takes the first of each coefficient.'
        )
    if units == "site" and chosen not in FROM_DRAWS:
        raise UsageError(f'units="site" draws sites; interval={interval!r} draws nothing. Give interval="bootstrap".')
    return chosen
