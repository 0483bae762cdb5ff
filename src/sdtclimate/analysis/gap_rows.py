"""The rows of a gap: both means and the gap between them, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sdtclimate.analysis.gap_estimates import (
    T_OVER_SITES,
    Pair,
    described,
    over_people,
    over_sites,
    signed,
    within_one_site,
)
from sdtclimate.analysis.gap_scales import GapScale
from sdtclimate.analysis.grouping import PeopleGroup
from sdtclimate.analysis.guarded import guarded_mean, without_interval
from sdtclimate.analysis.pooled_only import HIDDEN_AT_SITE
from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.policy import Policy
from sdtclimate.rules.guardrails import ask
from sdtclimate.stats.effects.mean import mean_t

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class GapSettings:
    """What all scales of one call share."""

    level: float
    draws: int
    seed: int
    i_understand: tuple[str, ...]
    policy: Policy


@dataclass(frozen=True, eq=False)
class GapRow:
    """One row: of a role (its mean) or of both (the gap)."""

    role: str
    statistic: str
    variant: str
    estimate: Estimate
    cell: Cell
    sides: tuple[float, float, float]


def gap_rows(
    scale: GapScale,
    groups: tuple[PeopleGroup, PeopleGroup],
    sites: npt.NDArray[np.int64],
    settings: GapSettings,
    why_not: str = "",
) -> Iterator[GapRow]:
    """Yield both means and the gap of one scale, for two groups of people.

    The means are of everybody with a score, as they stand elsewhere in a report: two means of nearly the same people
    would single out the others. A gap over sites tells of the people at sites with both roles.

    Parameters
    ----------
    scale : GapScale
    groups : PSWs first
    sites : int array
        Site of each respondent, -1 where none is known.
    settings : GapSettings
    why_not : str
        Why these groups may not be told of, beginning with an id.
    """
    one = scale.one
    used = one.has_score(groups[0].rows), one.has_score(groups[1].rows)
    first, second = used
    pair = Pair(one.values[first], one.values[second], sites[first], sites[second])
    paired = pair.is_paired and not groups[0].grouped
    means = [_mean(scale, group, rows, settings, why_not) for group, rows in zip(groups, used, strict=True)]
    compared = tuple(side for side, _ in means)
    if paired:
        inside = [rows[np.isin(sites[rows], pair.shared)] for rows in used]
        compared = tuple(_side(scale, group, rows) for group, rows in zip(groups, inside, strict=True))
    cell = Cell(
        "gap",
        compared,
        one.low,
        one.high,
        HIDDEN_AT_SITE if why_not else one.sensitivity,
        one.pooled_sd,
        paired=paired,
        family=groups[0].family,
        valence=one.valence if _has_valence(scale) else 1,
        parts=one.parts,
    )
    for group, rows, (side, mean) in zip(groups, used, means, strict=True):
        own = replace(cell, what="mean", sides=(side,), paired=False, valence=1)
        counts = (NAN, float(rows.size), NAN) if group is groups[1] else (float(rows.size), NAN, NAN)
        yield GapRow(group.role, "mean", "", mean, own, counts)
    counts = (float(first.size), float(second.size), float(len(pair.shared)))
    statistic = "gap_fav" if _has_valence(scale) else "difference"
    for variant, estimate in _gaps(scale, groups, pair, settings, why_not).items():
        yield GapRow("", statistic, variant, estimate, cell, counts)


def _has_valence(scale: GapScale) -> bool:
    return scale.comparison.valenced and scale.one.valence in (1, -1)


def _mean(
    scale: GapScale, group: PeopleGroup, rows: Rows, settings: GapSettings, why_not: str
) -> tuple[Side, Estimate]:
    found = mean_t(scale.one.values[rows], level=settings.level)
    mean = guarded_mean(replace(found, k=scale.one.k), who=group.who)
    if why_not:
        mean = Estimate.impossible(why_not, n=int(rows.size), k=scale.one.k, level=settings.level)
    return _side(scale, group, rows), mean


def _side(scale: GapScale, group: PeopleGroup, rows: Rows) -> Side:
    return group.side(scale.one.members(rows), mean_t(scale.one.values[rows]).value)


def _gaps(
    scale: GapScale,
    groups: tuple[PeopleGroup, PeopleGroup],
    pair: Pair,
    settings: GapSettings,
    why_not: str,
) -> dict[str, Estimate]:
    """Return the gap and the intervals beside it, as far as the smaller group bears them."""
    sizes = (pair.first.size, pair.second.size)
    n, who = int(sum(sizes)), groups[int(sizes[1] < sizes[0])].who
    verdict = ask(min(sizes), "gap", who=who, i_understand=settings.i_understand)
    refused = why_not or (verdict.reason if verdict.status == "not_estimable" else "")
    if refused:
        return {"": Estimate.impossible(refused, n=n, k=scale.one.k, level=settings.level)}
    interval = ask(min(sizes), "interval", who=who, i_understand=settings.i_understand)
    if pair.is_paired:
        found = dict(
            over_sites(pair, scale=scale.one.scale, draws=settings.draws, seed=settings.seed, level=settings.level)
        )
        if not scale.comparison.tested:
            found.pop(T_OVER_SITES)
    elif groups[0].grouped:
        found = {"": within_one_site(pair, level=settings.level)}
    else:
        found = {"": over_people(pair, level=settings.level)}
    valence = scale.one.valence if _has_valence(scale) else 1
    answer = {}
    for variant, estimate in found.items():
        gap = replace(signed(estimate, valence), n=n, k=scale.one.k)
        if not scale.comparison.tested:
            gap = described(gap, scale.comparison.tag)
        if interval.status == "not_estimable":
            gap = without_interval(gap).with_caution(interval.reason)
        answer[variant] = gap
    return answer
