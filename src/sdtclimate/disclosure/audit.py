"""Can a hidden mean be worked out? Linear programming over all that is published (blueprint 3.3, step iii)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.disclosure.groups import Group, Members, PairedGap, Topic, pair_members
from sdtclimate.disclosure.policy import OWN_SPREAD_FROM
from sdtclimate.disclosure.rounding import implied_interval, round_to

PROTECTED_SHARE: Final = 0.1
"""A hidden mean must be able to move by this share of the scale, .4 on 1 to 5, both ways or to the scale's end."""
TOLERANCE: Final = 1e-7

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """What a reader knows: ``low <= weights . means <= high``; weights over the atoms."""

    weights: Vector
    low: float
    high: float


def exposed(topic: Topic, hidden: set[Members]) -> Iterator[Group]:
    """Yield the hidden groups whose mean the published numbers pin down too closely.

    Groups are looked at from the smallest on. The unknowns are the means of the atoms: the people whom all groups
    treat alike. The reader is taken to know the exact size of every group, and the exact mean of
    every total of 10 people or more.
    """
    for variant in sorted({variant for group in topic.groups.values() for variant in group.means}):
        groups = [group for group in topic.groups.values() if _bounded(group)]
        unknown = [group for group in groups if group.members in hidden and variant in group.means]
        public = [group for group in groups if group.members not in hidden and math.isfinite(_mean(group, variant))]
        gaps = [gap for gap in topic.gaps if gap.variant == variant and pair_members(gap.sides) not in hidden]
        candidates = [
            group
            for group in unknown
            if any(not group.members.isdisjoint(known.members) for known in public)
            or any(not group.members.isdisjoint(side.members) for gap in gaps for side in gap.sides)
        ]
        if not candidates:
            continue
        space: _Space | None = None
        for group in sorted(candidates, key=lambda g: (g.n, g.label, g.order)):
            if _can_trade(group, unknown, public, gaps, variant):
                continue
            space = space or _Space(groups, public, gaps, variant)
            if not _is_free(group, group.means[variant], *space.range_of(group)):
                yield group


def _bounded(group: Group) -> bool:
    return math.isfinite(group.ends[1] - group.ends[0])


def _mean(group: Group, variant: str) -> float:
    return group.means.get(variant, math.nan)


def _is_free(group: Group, mean: float, least: float, most: float) -> bool:
    """Whether the mean can move enough; without a true mean the whole range must be as wide."""
    low, high = group.ends
    room = PROTECTED_SHARE * (high - low) - TOLERANCE
    if not math.isfinite(mean):
        return most - least >= 2 * room
    down = mean - least >= room or least <= low + TOLERANCE
    up = most - mean >= room or most >= high - TOLERANCE
    return down and up


def _can_trade(group: Group, unknown: list[Group], public: list[Group], gaps: list[PairedGap], variant: str) -> bool:
    """Whether hidden groups inside the same published ones can balance the move: then no program need be solved.

    From the true answers the group moves by the protected share, and the others move back by as much in all: every
    published mean stays what it is, to the last digit. Where a gap over sites is published the plain sum of the
    moves must balance too, since each site counts alike there.
    """
    mean, (low, high) = group.means[variant], group.ends
    sets = [known.members for known in public] + [side.members for gap in gaps for side in gap.sides]
    place = _place(group.members, sets)
    if not math.isfinite(mean) or place is None:
        return False
    over_sites = any(place[len(public) :])
    if over_sites and not group.site:
        return False
    taken, others = set(group.members), list[Group]()
    for other in unknown:
        fits = math.isfinite(other.means[variant]) and (bool(other.site) or not over_sites)
        if fits and taken.isdisjoint(other.members) and _place(other.members, sets) == place:
            taken |= other.members
            others.append(other)
    room = PROTECTED_SHARE * (high - low)
    return all(
        _balances(group.n, move, [(o.n, abs(o.means[variant] - end)) for o in others], over_sites=over_sites)
        for move, end in ((min(room, high - mean), low), (min(room, mean - low), high))
    )


def _place(members: Members, sets: list[Members]) -> tuple[bool, ...] | None:
    """Return in which sets a group lies, or None if it lies in one partly."""
    place = tuple(members <= published for published in sets)
    if any(not inside and not members.isdisjoint(known) for inside, known in zip(place, sets, strict=True)):
        return None
    return place


def _balances(n: int, move: float, others: list[tuple[int, float]], *, over_sites: bool) -> bool:
    """Whether moves back of the others, each up to its room, can add up to ``n * move`` people and one ``move``."""
    sums = []
    for largest_first in (True, False):
        left, total = n * move, 0.0
        for size, room in sorted(others, reverse=largest_first):
            step = min(room, left / size)
            left, total = left - size * step, total + step
        if left > TOLERANCE:
            return False
        sums.append(total)
    return not over_sites or sums[0] <= move <= sums[1]


class _Space:
    """All means that agree with what is published."""

    def __init__(self, groups: list[Group], public: list[Group], gaps: list[PairedGap], variant: str) -> None:
        self.groups = groups
        signatures: dict[int, int] = {}
        for place, group in enumerate(groups):
            for person in group.members:
                signatures[person] = signatures.get(person, 0) | (1 << place)
        self.sizes = Counter(signatures.values())
        self.atoms = sorted(self.sizes)
        self.place = {id(group): place for place, group in enumerate(groups)}
        self.low = min(group.ends[0] for group in groups)
        self.high = max(group.ends[1] for group in groups)
        known = [*(self._of_group(group, variant) for group in public), *self._of_gaps(gaps, variant)]
        self.matrix = np.array([sign * fact.weights for fact in known for sign in (1.0, -1.0)])
        self.limits = np.array([limit for fact in known for limit in (fact.high, -fact.low)])

    def weights_of(self, group: Group) -> Vector:
        """Return the share of each atom in a group."""
        bit = 1 << self.place[id(group)]
        return np.array([self.sizes[atom] / group.n if atom & bit else 0.0 for atom in self.atoms])

    def range_of(self, group: Group) -> tuple[float, float]:
        """Return the least and the greatest mean that the group can have."""
        from scipy.optimize import linprog

        goal = self.weights_of(group)
        found = []
        for sign in (1.0, -1.0):
            answer = linprog(
                sign * goal, A_ub=self.matrix, b_ub=self.limits, bounds=(self.low, self.high), method="highs"
            )
            if answer.status != 0 or answer.fun is None:
                return math.inf, -math.inf
            found.append(sign * float(answer.fun))
        return found[0], found[1]

    def _of_group(self, group: Group, variant: str) -> Known:
        """A total counts as known exactly where its answers by item may be shown beside its n."""
        mean, weights = group.means[variant], self.weights_of(group)
        if not group.families and group.n >= OWN_SPREAD_FROM:
            return Known(weights, mean - TOLERANCE, mean + TOLERANCE)
        return Known(weights, *implied_interval(mean, group.n, *group.ends))

    def _of_gaps(self, gaps: list[PairedGap], variant: str) -> Iterator[Known]:
        for gap in gaps:
            sides = [self._mean_over_sites(side.members, side.role, variant) for side in gap.sides]
            if sides[0] is None or sides[1] is None:
                continue
            (first, first_value), (second, second_value) = sides[0], sides[1]
            for sign in (1.0, -1.0):
                if math.isclose(sign * (second_value - first_value), gap.estimate, abs_tol=1e-6):
                    shown = round_to(gap.estimate, gap.step)
                    yield Known(sign * (second - first), shown - gap.step / 2, shown + gap.step / 2)
                    break

    def _mean_over_sites(self, members: Members, role: str, variant: str) -> tuple[Vector, float] | None:
        """Return the unweighted mean over the sites that make up a side, as weights, and its true value."""
        sites = [
            group
            for group in self.groups
            if group.site and group.role == role and group.members <= members and math.isfinite(_mean(group, variant))
        ]
        if not sites or sum(group.n for group in sites) != len(members):
            return None
        if len(frozenset[int]().union(*(group.members for group in sites))) != len(members):
            return None
        weights: Vector = np.sum([self.weights_of(group) for group in sites], axis=0) / len(sites)
        return weights, math.fsum(group.means[variant] for group in sites) / len(sites)
