"""Rows of a shown frame as small things that plots and sentences read: a number, its interval, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from sdtclimate.core.palette import INK, Look, look_of
from sdtclimate.core.terms import KEY_COLUMNS, ROLES, STATISTIC_COLUMNS
from sdtclimate.plots.text import TIED, plain, signed
from sdtclimate.results.digits import digits_of
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from sdtclimate.results.result import Result

HIDDEN: Final = ("primary", "complementary")
"""Marks of `suppressed` on rows whose number may not be seen."""
FEW: Final = 10
"""Below this many people a mean is shown to the nearest half point, and no nearer than that to an end of the scale."""
BELOW: Final = "\u2264"
ABOVE: Final = "\u2265"
TOTAL: Final = Look(INK, INK, "#AEB4BA", "h", "-", "")
"""All people together, where groups of them stand beside."""
Row = Mapping[str, Any]
_READ: WeakKeyDictionary[Result, dict[Cut, tuple[Row, ...]]] = WeakKeyDictionary()
"""Rows of results that were read before, by part: a result never changes, and a report reads each part many times."""


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
    digits : int
        Decimals of a number in scale units.
    """

    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    words: str = ""
    hidden: bool = False
    n: str = ""
    status: str = "ok"
    reason: str = ""
    digits: int = 2

    @property
    def known(self) -> bool:
        """Whether there is a number to draw."""
        return math.isfinite(self.value)

    @property
    def has_interval(self) -> bool:
        """Whether both ends of an interval are known."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def few(self) -> bool:
        """Whether fewer than 10 people stand behind it, so that a mean is told to the nearest half point."""
        return self.n == "5\u20139" or (self.n.isdigit() and int(self.n) < FEW)

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


@dataclass(frozen=True)
class Cut:
    """Which part of a result is drawn or told: some scales, some roles; None means all.

    `whole` names the columns that must be empty: with ``("site", "country")`` the rows of all people together.
    """

    scales: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    whole: tuple[str, ...] = ()

    def holds(self, row: Row) -> bool:
        """Whether a row belongs to this part. A row of no role in particular belongs to every choice of roles."""
        role = row.get("role", "")
        return (
            (self.scales is None or row.get("scale", "") in self.scales)
            and (self.roles is None or role in self.roles or not role)
            and not any(row.get(column) for column in self.whole)
        )


ALL: Final = Cut()


def shown_of(row: Row) -> Shown:
    """Return a row of a shown frame."""
    return Shown(
        value=_number(row.get("estimate")),
        low=_number(row.get("ci_low")),
        high=_number(row.get("ci_high")),
        words=text_of(row.get("words")),
        hidden=text_of(row.get("suppressed")) in HIDDEN,
        n=n_text(row.get("n")),
        status=text_of(row.get("status")) or "ok",
        reason=text_of(row.get("reason")),
        digits=digits_of(row),
    )


def rows_of(result: Result, cut: Cut = ALL, **wanted: object) -> list[Row]:
    """Return what may be shown of a part of a result row by row, keys as text; `wanted` as in `pick`."""
    parts = _READ.setdefault(result, {})
    if ALL not in parts:
        parts[ALL] = _all_rows(result)
    if cut not in parts:
        parts[cut] = tuple(filter(cut.holds, parts[ALL]))
    return pick(parts[cut], **wanted)


def _all_rows(result: Result) -> tuple[Row, ...]:
    frame = result.shown()
    names = [str(name) for name in frame.columns]
    keys = {*KEY_COLUMNS, *STATISTIC_COLUMNS, *result.by}
    columns = [frame[name].tolist() for name in frame.columns]
    columns = [[*map(text_of, c)] if name in keys else c for name, c in zip(names, columns, strict=True)]
    return tuple(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def pick(rows: Iterable[Row], **wanted: object) -> list[Row]:
    """Return the rows whose keys are as wanted; a list or tuple means any of its values, an empty text no value."""
    chosen = list(rows)
    for column, value in wanted.items():
        allowed = set(value) if isinstance(value, list | tuple | set) else {value}
        chosen = [row for row in chosen if row.get(column, "") in allowed]
    return chosen


def values_of(rows: Iterable[Row], name: str) -> list[str]:
    """Return the distinct values of a key as text, in the order in which they come; what is empty is left out."""
    return list(dict.fromkeys(text for text in (text_of(row.get(name)) for row in rows) if text))


def level_of(rows: Iterable[Row]) -> str:
    """Return the confidence level of intervals as per cent, empty where there are none."""
    levels = [_number(row.get("level")) for row in rows if math.isfinite(_number(row.get("ci_low")))]
    return f"{100 * max(levels):g}" if levels and math.isfinite(max(levels)) else ""


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


def groups_of(result: Result, rows: Sequence[Row], words: Labels) -> list[Group]:
    """Return the groups that divide the rows, roles in their standing order; one group of everybody if none do."""
    columns = [name for name in dict.fromkeys(("role", "site", "wave", *result.by)) if values_of(rows, name)]
    keys = list(dict.fromkeys(tuple((column, text_of(row.get(column))) for column in columns) for row in rows))
    keys.sort(key=_standing)
    named = [key for key in keys if any(value for _, value in key)]
    return [
        Group(key, _group_label(key, words, alone=len(keys) == 1), _look(key, named) if named else look_of("", 0))
        for key in keys
    ]


def _look(key: tuple[tuple[str, str], ...], named: Sequence[tuple[tuple[str, str], ...]]) -> Look:
    """Return how a group is drawn: by its role, else by its place among the named ones, so in each figure alike."""
    if key not in named:
        return TOTAL
    at = named.index(key)
    return look_of(dict(key).get("role") or str(at), at)


def of_group(rows: Iterable[Row], group: Group) -> list[Row]:
    """Return the rows of a group."""
    return [row for row in rows if all(row.get(column, "") == value for column, value in group.key)]


def ends_of(result: Result, scale: str) -> tuple[float, float]:
    """Return the ends of the scale that the means of `scale` lie on, as the analysis was told them; 1 and 5 if not."""
    for row, cell in zip(rows_of(result), result.cells, strict=False):
        if (
            text_of(row.get("scale")) == scale
            and cell.what in ("mean", "gap")
            and text_of(row.get("statistic")) != "pomp"
            and math.isfinite(cell.high - cell.low)
        ):
            return cell.low, cell.high
    return 1.0, 5.0


def _standing(key: tuple[tuple[str, str], ...]) -> int:
    role = dict(key).get("role", "")
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _group_label(key: tuple[tuple[str, str], ...], words: Labels, *, alone: bool) -> str:
    parts = [words.role(value) if column == "role" else value for column, value in key if value]
    return ", ".join(parts) or (words.people if alone else "all")


def text_of(value: object) -> str:
    """Return a key as text; empty where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return "" if text in ("<NA>", "NaT") else text


def _number(value: object) -> float:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value)
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan


def n_text(value: object) -> str:
    """Return n as it may be printed: a whole number, or a band with a dash."""
    text = text_of(value)
    try:
        return str(int(float(text)))
    except ValueError:
        return text.replace("-", "\u2013")


def span_of(ns: Sequence[str]) -> str:
    """Return the counts of several rows in one: ``"60"``, ``"58 to 60"``, or the bands where there are no counts."""
    counted = [n for n in ns if n.isdigit()]
    if not counted:
        return " or ".join(dict.fromkeys(ns))
    ns = counted
    low, high = min(map(int, ns)), max(map(int, ns))
    return str(low) if low == high else f"{low}{TIED}to{TIED}{high}"


def mean_text(shown: Shown, ends: tuple[float, float], *, short: bool = False) -> str:
    """Return a mean; of fewer than 10 people near an end of the scale as ``"1.5 or below"``, short ``"<= 1.5"``."""
    text = plain(shown.value, shown.digits)
    below, above = shown.value <= ends[0] + 0.5, shown.value >= ends[1] - 0.5
    if not shown.few or not (below or above):
        return text
    if short:
        return f"{BELOW if below else ABOVE}{TIED}{text}"
    return f"{text} or {'below' if below else 'above'}"


def gap_text(shown: Shown) -> str:
    """Return a difference with its sign."""
    return signed(shown.value, shown.digits)


def interval_text(shown: Shown, digits: int | None = None, *, sign: bool = False, leading_zero: bool = True) -> str:
    """Return ``[low, high]`` or nothing; with the decimals of the number itself unless others are given."""
    if not shown.has_interval:
        return ""
    digits = shown.digits if digits is None else digits
    if sign:
        return f"[{signed(shown.low, digits)}, {signed(shown.high, digits)}]"
    low, high = (plain(end, digits, leading_zero=leading_zero) for end in (shown.low, shown.high))
    return f"[{low}, {high}]"
