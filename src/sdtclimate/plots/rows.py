"""Rows of a shown frame as small things that plots and sentences read: a number, its interval, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sdtclimate.core.palette import Look, look_of
from sdtclimate.core.terms import ROLES
from sdtclimate.plots.text import MINUS, plain, signed
from sdtclimate.plots.words import Words

if TYPE_CHECKING:
    import pandas as pd

    from sdtclimate.results.result import Result

HIDDEN: Final = ("primary", "complementary")
"""Marks of `suppressed` on rows whose number may not be seen."""


@dataclass(frozen=True)
class Shown:
    """One number as it may be shown.

    Parameters
    ----------
    value, low, high : float
        NaN where there is none.
    words : str
        What stands in place of a number that may be told in words only.
    hidden : bool
        Whether a number exists and may not be seen.
    n : str
        ``"165"``, a band, or empty.
    """

    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    words: str = ""
    hidden: bool = False
    n: str = ""
    status: str = "ok"
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number to draw."""
        return math.isfinite(self.value)

    @property
    def has_interval(self) -> bool:
        """Whether both ends of an interval are known."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def leaves_out_zero(self) -> bool:
        """Whether the interval lies wholly on one side of zero."""
        return self.has_interval and (self.low > 0 or self.high < 0)

    @property
    def why_not(self) -> str:
        """What stands in the place of a number that is not there."""
        if self.hidden:
            return "hidden"
        return self.words or ("not estimable" if self.status == "not_estimable" else "no answers")


NOTHING: Final = Shown(status="absent")


def shown_of(row: Mapping[str, Any]) -> Shown:
    """Return a row of a shown frame."""
    return Shown(
        value=_number(row.get("estimate")),
        low=_number(row.get("ci_low")),
        high=_number(row.get("ci_high")),
        words=_text(row.get("words")),
        hidden=_text(row.get("suppressed")) in HIDDEN,
        n=n_text(row.get("n")),
        status=_text(row.get("status")) or "ok",
        reason=_text(row.get("reason")),
    )


def records(frame: pd.DataFrame, **wanted: object) -> list[dict[str, Any]]:
    """Return the rows that have the wanted values, each as a mapping; a sequence of values means any of them."""
    chosen = frame
    for column, value in wanted.items():
        if column not in chosen.columns:
            return []
        allowed = list(value) if isinstance(value, list | tuple | set) else [value]
        chosen = chosen[chosen[column].isin(allowed)]
    return [{str(key): value for key, value in row.items()} for row in chosen.to_dict("records")]


def in_order(values: Iterable[object]) -> list[str]:
    """Return the distinct texts in the order in which they come; what is empty is left out."""
    return list(dict.fromkeys(text for text in map(_text, values) if text))


def column_of(frame: pd.DataFrame, name: str) -> list[str]:
    """Return the distinct values of a column as text, in order; none where the column is missing."""
    return in_order(frame[name]) if name in frame.columns else []


@dataclass(frozen=True)
class Group:
    """A group of people: the columns that name it, what it is called and how it is drawn."""

    key: tuple[tuple[str, str], ...]
    label: str
    look: Look

    @property
    def role(self) -> str:
        """Its role, or empty."""
        return dict(self.key).get("role", "")


def groups_of(result: Result, frame: pd.DataFrame, words: Words) -> list[Group]:
    """Return the groups that divide the rows, roles in their standing order; one group without a name if none do."""
    columns = [name for name in dict.fromkeys(("role", "site", "wave", *result.by)) if column_of(frame, name)]
    keys = list(dict.fromkeys(tuple((c, _text(row.get(c))) for c in columns) for row in records(frame)))
    keys.sort(key=lambda key: ROLES.index(dict(key).get("role", "")) if dict(key).get("role") in ROLES else len(ROLES))
    return [
        Group(key, _group_label(key, words), look_of(dict(key).get("role") or "/".join(v for _, v in key), at))
        for at, key in enumerate(keys)
    ]


def of_group(rows: Sequence[Mapping[str, Any]], group: Group) -> list[Mapping[str, Any]]:
    """Return the rows of a group."""
    return [row for row in rows if all(_text(row.get(column)) == value for column, value in group.key)]


def _group_label(key: tuple[tuple[str, str], ...], words: Words) -> str:
    parts = [words.role(value) if column == "role" else value for column, value in key if value]
    return ", ".join(parts) or words.people


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in ("<NA>", "NaT"):
        return ""
    return str(value)


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan


def n_text(value: object) -> str:
    """Return n as it may be printed: a whole number, or a band with a dash."""
    text = _text(value)
    try:
        return str(int(float(text)))
    except ValueError:
        return text.replace("-", "\u2013")


def digits_for(values: Iterable[float]) -> int:
    """Return 1 where all numbers are whole tenths, as the policy rounds them below 30 people; else 2."""
    finite = [v for v in values if math.isfinite(v)]
    return 1 if finite and all(abs(v * 10 - round(v * 10)) < 1e-9 for v in finite) else 2


def interval_text(shown: Shown, digits: int, *, sign: bool = False, leading_zero: bool = True) -> str:
    """Return ``[low, high]`` or nothing."""
    if not shown.has_interval:
        return ""
    ends = (
        (signed(shown.low, digits), signed(shown.high, digits))
        if sign
        else (
            plain(shown.low, digits, leading_zero=leading_zero),
            plain(shown.high, digits, leading_zero=leading_zero),
        )
    )
    return f"[{ends[0]}, {ends[1]}]"


__all__ = [
    "HIDDEN",
    "MINUS",
    "NOTHING",
    "Group",
    "Shown",
    "column_of",
    "digits_for",
    "groups_of",
    "in_order",
    "interval_text",
    "n_text",
    "of_group",
    "records",
    "shown_of",
]
