"""`cover`: which further groups must be hidden so that a hidden one cannot be worked out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from sdtclimate.disclosure.audit import exposed
from sdtclimate.disclosure.groups import Group, Key, Members, Topic, gather, key_of, pair_members
from sdtclimate.disclosure.primary import primary_reason
from sdtclimate.disclosure.sheet import Sheet, Variable

Label = tuple[str, ...]


def cover(sheets: Sequence[Sheet]) -> tuple[frozenset[int], ...]:
    """Return, for each sheet, the positions of the rows to hide beyond those hidden for themselves.

    Parameters
    ----------
    sheets : sequence of Sheet
        Everything that is seen together. Sheets of one ``source`` number people alike.

    Notes
    -----
    For each variable (scale, item, wave), in this order (blueprint 3.3):

    1. A group that differs from a larger or earlier published one by 1 to min - 1 people is hidden.
    2. Under a published total the hidden groups are none, or at least two with at least min people in all (people
       in no group count as one more); else the next smallest shown group is hidden (ties: the lower label), until
       it is true.
    3. From everything that stays published, each number within its rounding interval (a total exactly: its n is
       printed, and answers by item may give it), the mean of each hidden group must be able to move by 10 % of the
       scale both ways, or to the end of the scale. Else the next smallest is hidden and 2 is looked at again. When
       only the total is left it goes too, but never for a group that is large enough and hidden as cover alone.

    Spreads and shares need 10 people, so that for them steps 1 and 2 are taken with a minimum of 10. A group
    hidden on a scale is hidden on the scale's items too; one that is covered on a part of a composite is hidden on the
    composite, which would give the part away beside the other parts. Nothing here depends on the order of rows.
    """
    topics = gather(sheets)
    hidden: dict[Key, set[Members]] = {}
    labels: dict[Variable, set[Label]] = {}
    covered: dict[Variable, set[Label]] = {}
    depth = _depths(topics)
    for key, topic in sorted(topics.items(), key=lambda e: (bool(e[0][0][2]), e[0][1] != "mean", depth[e[0][0]])):
        variable, level, _ = key
        whole = (variable[0], variable[1], "", variable[3])
        named = labels.get(variable, set()) | labels.get(whole, set())
        given = {g.members for g in topic.groups.values() if g.families and g.label in named}
        made_of = [covered.get(_part_of(variable, part), set()) for part in topic.parts]
        given |= {g.members for g in topic.groups.values() if any(g.label in names for names in made_of)}
        found = _settle(topic, given)
        hidden[key] = found
        if level == "mean":
            groups = [topic.groups[members] for members in found]
            covered.setdefault(variable, set()).update(group.label for group in groups if not group.hidden)
        if level == "mean":
            labels.setdefault(variable, set()).update(
                topic.groups[members].label for members in found if topic.groups[members].families
            )
    return tuple(frozenset(_rows(sheet, hidden, labels)) for sheet in sheets)


def _part_of(variable: Variable, part: str) -> Variable:
    return (variable[0], part, variable[2], variable[3])


def _depths(topics: Mapping[Key, Topic]) -> dict[Variable, int]:
    """Return for each variable how many times its numbers were made of others: parts come before their composites."""
    parts: dict[Variable, set[Variable]] = {}
    for (variable, _, _), topic in topics.items():
        parts.setdefault(variable, set()).update(_part_of(variable, part) for part in topic.parts)
    depths: dict[Variable, int] = {}

    def depth(variable: Variable) -> int:
        if variable not in depths:
            depths[variable] = 0
            depths[variable] = max((1 + depth(part) for part in parts.get(variable, ())), default=0)
        return depths[variable]

    for variable in parts:
        depth(variable)
    return depths


def _rows(sheet: Sheet, hidden: dict[Key, set[Members]], labels: dict[Variable, set[Label]]) -> Iterator[int]:
    """Yield the rows of hidden groups that have a number and are not hidden for themselves already."""
    for row, cell in enumerate(sheet.cells):
        if primary_reason(sheet, row) or not math.isfinite(sheet.number(row, "estimate")):
            continue
        key, named = key_of(sheet, row), labels.get(sheet.variable(row), ())
        members = hidden.get(key, ()) if key is not None else ()
        people = [pair_members(cell.sides)] if cell.paired else [side.members for side in cell.sides]
        by_name = any(side.grouped and sheet.label(row, place) in named for place, side in enumerate(cell.sides))
        if by_name or any(group in members for group in people):
            yield row


def _settle(topic: Topic, given: set[Members]) -> set[Members]:
    """Return the members of all hidden groups of a topic."""
    hidden = given | {group.members for group in topic.groups.values() if group.hidden}
    hidden |= _too_alike(topic, hidden)
    while True:
        more = _next_under_totals(topic, hidden)
        if more is None and topic.level == "mean":
            more = _next_by_audit(topic, hidden)
        if more is None:
            return hidden
        hidden = hidden | {more}


def _too_alike(topic: Topic, hidden: set[Members]) -> set[Members]:
    """Step 1: groups that differ from a published one by too few people, either way."""
    published: list[Group] = []
    refused: set[Members] = set()
    for group in sorted(topic.groups.values(), key=lambda g: (bool(g.families), -g.n, g.label, g.order)):
        if group.members in hidden:
            continue
        if any(_differ_by_few(group, other) for other in published):
            refused.add(group.members)
        else:
            published.append(group)
    return refused


def _differ_by_few(one: Group, other: Group) -> bool:
    minimum = max(one.minimum, other.minimum)
    common = len(one.members & other.members)
    return any(0 < n - common < minimum for n in (one.n, other.n))


def _next_under_totals(topic: Topic, hidden: set[Members]) -> Members | None:
    """Step 2: the next group to hide, or None when every published total covers enough."""
    families = _families(topic)
    for total in topic.groups.values():
        if total.members in hidden:
            continue
        for family in families.values():
            under = [group for group in family if group.members < total.members]
            shown = [group for group in under if group.members not in hidden]
            covered = [group for group in under if group.members in hidden]
            rest = total.members.difference(*(group.members for group in shown))
            if under and rest and not _is_cover(rest, covered, total):
                return _smallest(shown) or total.members
    return None


def _is_cover(rest: Members, covered: Sequence[Group], total: Group) -> bool:
    unnamed = rest.difference(*(group.members for group in covered))
    parts = len(covered) + bool(unnamed)
    return len(rest) >= total.minimum and (not covered or parts >= 2)


def _next_by_audit(topic: Topic, hidden: set[Members]) -> Members | None:
    """Step 3: the next to hide because a hidden mean could be worked out too closely."""
    shown = [group for group in topic.groups.values() if group.members not in hidden]
    for victim in exposed(topic, hidden):
        siblings = [g for g in shown if g.families & victim.families and _have_one_total(g, victim, shown)]
        if siblings:
            return _smallest(siblings)
        if victim.hidden:
            near = frozenset[int]().union(*(g.members for g in shown if g.members & victim.members))
            gaps = [pair_members(gap.sides) for gap in topic.gaps]
            return _smallest([g for g in shown if g.members & near]) or next((g for g in gaps if g not in hidden), None)
    return None


def _have_one_total(one: Group, other: Group, shown: Sequence[Group]) -> bool:
    return any(one.members < total.members and other.members & total.members for total in shown)


def _families(topic: Topic) -> dict[str, list[Group]]:
    families: dict[str, list[Group]] = {}
    for group in topic.groups.values():
        for name in group.families:
            families.setdefault(name, []).append(group)
    return families


def _smallest(groups: Sequence[Group]) -> Members | None:
    found = min(groups, key=lambda group: (group.n, group.label, group.order), default=None)
    return None if found is None else found.members
