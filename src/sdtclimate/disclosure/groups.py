"""The groups of people that sheets tell of, gathered by what was measured."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from sdtclimate.disclosure.cells import Side
from sdtclimate.disclosure.policy import OWN_SPREAD_FROM
from sdtclimate.disclosure.primary import is_hidden_group
from sdtclimate.disclosure.rounding import step_of
from sdtclimate.disclosure.sheet import Sheet, Variable

Members = frozenset[int]
Level = Literal["mean", "detail"]
"""Means and gaps add up over groups; so do the sums behind spreads and shares, which need 10 people."""

ADDITIVE: Final[dict[str, Level]] = {"mean": "mean", "gap": "mean", "spread": "detail", "share": "detail"}
NO_FAMILY: Final = "groups"


@dataclass(eq=False)
class Group:
    """One set of people with a number for a variable.

    Parameters
    ----------
    members : frozenset of int
    minimum : int
        Fewest people that may be shown at this level.
    hidden : bool
        Hidden for itself.
    label : tuple of str
        Role, site and the values of ``by``: settles ties, and ties the items of a group to its scale.
    families : set of str
        Empty for a total.
    site : str
    role : str
    means : dict variant -> float
        True mean in scale units, one a variant of the score.
        NaN where the analysis did not give it.
    ends : tuple of float
    order : int
        Place of its first row.
    published : bool
        Whether any of its rows has a number. What an analysis does not tell (staff impressions where PSWs are few)
        must not be worked out either.
    """

    members: Members
    minimum: int
    hidden: bool
    label: tuple[str, ...]
    order: int
    site: str = ""
    role: str = ""
    families: set[str] = field(default_factory=set)
    means: dict[str, float] = field(default_factory=dict)
    ends: tuple[float, float] = (math.nan, math.nan)
    published: bool = False

    @property
    def n(self) -> int:
        """Distinct people."""
        return len(self.members)


@dataclass(frozen=True)
class PairedGap:
    """A published mean over sites of paired differences: no mean of a group, but one more equation about the sites."""

    sides: tuple[Side, Side]
    estimate: float
    step: float
    variant: str


def pair_members(sides: Sequence[Side]) -> Members:
    """Return the people of both sides: stands for a paired gap among what is hidden."""
    return frozenset[int]().union(*(side.members for side in sides))


@dataclass(eq=False)
class Topic:
    """All groups with a number for one variable at one level, and for one statistic where it is no mean."""

    variable: Variable
    level: Level
    groups: dict[Members, Group] = field(default_factory=dict)
    gaps: list[PairedGap] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)


Key = tuple[Variable, Level, str]


def key_of(sheet: Sheet, row: int) -> Key | None:
    """Return the topic that a row belongs to, or None where its numbers do not add up over groups."""
    level = ADDITIVE.get(sheet.cells[row].what)
    if level is None:
        return None
    detail = f"{sheet.text(row, 'statistic')}|{sheet.text(row, 'variant')}" if level == "detail" else ""
    return sheet.variable(row), level, detail


def gather(sheets: Sequence[Sheet]) -> dict[Key, Topic]:
    """Return the topics of the sheets; a group that occurs twice is one. Means come before the gaps made from them."""
    topics: dict[Key, Topic] = {}
    rows = [(sheet, row) for sheet in sheets for row in range(len(sheet.cells))]
    rows.sort(key=lambda entry: entry[0].cells[entry[1]].what == "gap")
    for order, (sheet, row) in enumerate(rows):
        key, cell = key_of(sheet, row), sheet.cells[row]
        if key is None:
            continue
        topic = topics.setdefault(key, Topic(key[0], key[1]))
        topic.parts |= set(cell.parts)
        variant = _variant(sheet, row, topic)
        if not cell.paired:
            for place, side in enumerate(cell.sides):
                if side.members:
                    _add(topic, sheet, row, place, order, variant)
        elif len(cell.sides) == 2 and math.isfinite(estimate := sheet.number(row, "estimate")):
            topic.gaps.append(PairedGap((cell.sides[0], cell.sides[1]), estimate, step_of(cell.n), variant))
    for topic in topics.values():
        for group in topic.groups.values():
            group.hidden = group.hidden or not group.published
    return topics


def _add(topic: Topic, sheet: Sheet, row: int, place: int, order: int, variant: str) -> None:
    cell = sheet.cells[row]
    side = cell.sides[place]
    minimum = sheet.policy.minimum_of(side.role, cell.sensitivity)
    hidden = is_hidden_group(side, cell, sheet.policy)
    if topic.level == "detail" or sheet.text(row, "item"):
        minimum = max(minimum, OWN_SPREAD_FROM)
        hidden = hidden or side.n < minimum
    group = topic.groups.setdefault(side.members, Group(side.members, minimum, hidden, sheet.label(row, place), order))
    group.minimum, group.hidden = max(group.minimum, minimum), group.hidden or hidden
    group.site, group.role = group.site or side.site, group.role or side.role
    group.published = group.published or math.isfinite(sheet.number(row, "estimate"))
    if side.grouped:
        group.families.add(cell.family or NO_FAMILY)
    if topic.level == "mean":
        told = sheet.in_scale_units(row, "estimate") if cell.what == "mean" else math.nan
        mean = told if math.isfinite(told) else side.mean
        ends = sheet.ends(row)
        if math.isfinite(ends[1] - ends[0]):
            group.ends = ends
        group.means.setdefault(variant, mean)
        if math.isfinite(mean) and not math.isfinite(group.means[variant]):
            group.means[variant] = mean


def _variant(sheet: Sheet, row: int, topic: Topic) -> str:
    """Scores that differ (without flagged items, shrunken) are different numbers of the same people.

    The variant of a gap is a score's only where means of that variant are there; else it names a method.
    """
    statistic, variant = sheet.text(row, "statistic"), sheet.text(row, "variant")
    if sheet.cells[row].what == "gap":
        known = {name for group in topic.groups.values() for name in group.means}
        return f"{variant}|" if f"{variant}|" in known else "|"
    return f"{variant}|" + ("" if statistic in ("", "mean", "pomp") else statistic)
