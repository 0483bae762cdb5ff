"""Options that many analyses share, checked once: level, draws, the kind of data, one wave at a time."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import pandas as pd

from sdtclimate.core.errors import UsageError
from sdtclimate.responses.responses import Responses
from sdtclimate.rules.guardrails import ask


def level_of(level: float) -> float:
    """Return a confidence level between .5 and 1, or raise."""
    if isinstance(level, bool) or not isinstance(level, int | float) or not 0.5 <= level < 1:
        raise UsageError(f"level={level!r} is no confidence level. Give a number from 0.5 to below 1, such as 0.95.")
    return float(level)


def draws_of(draws: int, level: float) -> int:
    """Return a number of draws that is enough for both ends of the interval, or raise."""
    least = max(100, math.ceil(2 / (1 - level)))
    if isinstance(draws, bool) or not isinstance(draws, int) or draws < least:
        raise UsageError(f"draws={draws!r} is too few for level={level}. Give a whole number of {least} or more.")
    return draws


def understood(i_understand: Collection[str]) -> tuple[str, ...]:
    """Return the guardrails that the user overrides, or raise for one that does not exist or protects people."""
    named = (i_understand,) if isinstance(i_understand, str) else tuple(i_understand)
    ask(0, "gap", i_understand=named)
    return named


def responses_of(data: Any, verb: str) -> Responses:
    """Return `data` if it is Responses, or raise and say how to make them."""
    if isinstance(data, Responses):
        return data
    raise UsageError(
        f"{verb}() got a {type(data).__name__}. It takes Responses: sdt.read_responses(frame, instrument) makes them."
    )


def many_waves(responses: Responses, by: tuple[str, ...] = ()) -> str:
    """Return why answers of several waves cannot be pooled, or empty text.

    A person who answered twice would count as two people: in a mean, in its interval and in a minimum cell.
    """
    if "wave" in by or "wave" not in responses.people:
        return ""
    waves = sorted(map(str, pd.unique(responses.people["wave"].dropna())))
    if len(waves) < 2:
        return ""
    return (
        f"waves: the answers hold waves {', '.join(waves)}, and one person may be in more than one. "
        f"Choose one: responses.where(wave={waves[0]})."
    )
