"""What the gap plot and its sentences read: one row a scale, in panels that hold one kind of comparison each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sdtclimate.plots.rows import (
    ALL,
    NOTHING,
    Cut,
    Row,
    Shown,
    ends_of,
    pick,
    rows_of,
    shown_of,
    text_of,
    values_of,
)
from sdtclimate.plots.text import plain
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from sdtclimate.results.result import Result

GAPS: Final = ("gap_fav", "difference")
"""Statistics that set two sides beside each other."""
ORDER: Final = ("shared_referent", "own_view", "self_vs_other", "proxy")
TESTED: Final = ("shared_referent", "own_view")
"""Comparisons that a headline may speak of as a difference."""


@dataclass(frozen=True)
class GapRow:
    """One scale: what both sides said and the gap between them. PSWs are the first side."""

    scale: str
    title: str
    roles: tuple[str, str]
    names: tuple[str, str]
    first: Shown
    second: Shown
    gap: Shown
    tag: str

    @property
    def sides(self) -> tuple[tuple[str, str, Shown], ...]:
        """Role, word and mean of both sides."""
        return tuple(zip(self.roles, self.names, (self.first, self.second), strict=True))

    @property
    def both_known(self) -> bool:
        """Whether both means may be drawn."""
        return self.first.known and self.second.known

    @property
    def differs(self) -> bool:
        """Whether a headline may call this a difference."""
        return self.tag in TESTED and self.gap.known and self.gap.leaves_out_zero and self.gap.status != "not_estimable"


@dataclass(frozen=True)
class GapPanel:
    """Scales of one kind of comparison on one answer scale."""

    tag: str
    heading: str
    direction: str
    codes: tuple[int, ...]
    anchors: tuple[str, str]
    rows: tuple[GapRow, ...]
    reach: float

    @property
    def ends(self) -> tuple[float, float]:
        """Ends of the answer scale."""
        return float(min(self.codes)), float(max(self.codes))

    @property
    def beside(self) -> float:
        """Pixels that the intervals beside the gaps take, so that all gap numbers stand under each other."""
        if not any(row.gap.has_interval for row in self.rows):
            return 0.0
        return 92.0 if all(row.gap.digits == 1 for row in self.rows) else 110.0


def panels_of(result: Result, words: Labels, cut: Cut = ALL) -> list[GapPanel]:
    """Return the panels of a comparison of roles, in the order of what may be said about them."""
    rows = rows_of(result, cut, variant="", site="", wave="")
    chosen = values_of(rows, "scale")
    roles = roles_of(result)
    found: dict[tuple[int, tuple[int, ...]], list[GapRow]] = {}
    for scale in chosen:
        row = _row(scale, pick(rows, scale=scale), roles, words)
        if row is None:
            continue
        place = ORDER.index(row.tag) if row.tag in ORDER else len(ORDER)
        found.setdefault((place, codes_of(result, scale, words)), []).append(row)
    panels = [_panel(group, codes, words) for (_, codes), group in sorted(found.items(), key=lambda kv: kv[0][0])]
    seen: set[str] = set()
    for at, panel in enumerate(panels):
        if panel.heading in seen:
            panels[at] = replace(
                panel, heading=f"{panel.heading}, from {_code(panel.ends[0])} to {_code(panel.ends[1])}"
            )
        seen.add(panel.heading)
    return panels


def _code(value: float) -> str:
    return plain(value, 0)


def roles_of(result: Result) -> tuple[str, str]:
    """Return the two roles that are set beside each other, in the order of the result."""
    found = values_of(rows_of(result, statistic="mean"), "role")
    both = [*found, *(role for role in ("psw", "staff") if role not in found)]
    return both[0], both[1]


def codes_of(result: Result, scale: str, words: Labels) -> tuple[int, ...]:
    """Return the codes of a scale's answers, from the instrument and never from the data."""
    codes = tuple(sorted(words.answers.get(scale, {})))
    low, high = ends_of(result, scale)
    return codes or tuple(range(math.floor(low), math.ceil(high) + 1))


def _row(scale: str, rows: Sequence[Row], roles: tuple[str, str], words: Labels) -> GapRow | None:
    gap: Row = next((row for row in rows if row.get("statistic") in GAPS), {})
    tag = text_of(gap.get("comparability"))
    if not rows or tag == "single_form":
        return None
    means = {text_of(row.get("role")): shown_of(row) for row in rows if row.get("statistic") == "mean"}
    first, second = (means.get(role, NOTHING) for role in roles)
    shown = shown_of(gap) if gap else NOTHING
    return GapRow(
        scale,
        words.scale(scale),
        roles,
        (words.role(roles[0]), words.role(roles[1])),
        first,
        second,
        shown,
        tag,
    )


def _panel(rows: list[GapRow], codes: tuple[int, ...], words: Labels) -> GapPanel:
    tag = rows[0].tag
    psw, staff = rows[0].names
    headings = {
        "shared_referent": "The same service, seen by both",
        "own_view": "Views on sharing: own belief of each",
        "self_vs_other": "Own report, and others' report",
        "proxy": f"Own report of {psw}, and the impression of {staff}",
    }
    valenced = tag != "own_view"
    answers = words.answers.get(rows[0].scale, {})
    values = [abs(v) for row in rows for v in (row.gap.value, row.gap.low, row.gap.high) if math.isfinite(v)]
    return GapPanel(
        tag,
        headings.get(tag, f"{psw[:1].upper()}{psw[1:]} and {staff}"),
        f"right of 0: {staff} see it rosier" if valenced else f"right of 0: {staff} agree more",
        codes,
        (answers.get(min(codes), ""), answers.get(max(codes), "")),
        tuple(rows),
        max(1.0, math.ceil(2 * max(values, default=1.0)) / 2),
    )
