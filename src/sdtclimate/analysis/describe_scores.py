"""`describe_scores`: means, spread and POMP of every scale, for each role and the groups below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sdtclimate.analysis.grouping import PeopleGroup, grouping_of
from sdtclimate.analysis.guarded import guarded_mean, notice, size_notes
from sdtclimate.analysis.inputs import provenance_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import level_of, many_waves, responses_of
from sdtclimate.analysis.pooled_only import HIDDEN_AT_SITE, PooledOnly
from sdtclimate.analysis.scored import ONE_SET, Scored, exposes_few, one_set, scored, scores_of, wanted_scales
from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.disclosure.cells import Cell
from sdtclimate.disclosure.policy import FLOOR_OTHER as FEWEST
from sdtclimate.disclosure.policy import Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.describe_scores import DescribeScoresResult
from sdtclimate.results.note import Note
from sdtclimate.results.rows import Rows
from sdtclimate.rules.guardrails import ask
from sdtclimate.scoring.score_table import SCORE_REASONS, ScoreTable
from sdtclimate.stats.effects.mean import mean_t
from sdtclimate.stats.effects.spread import sd_of

WORDS = {
    "not_presented": "not asked",
    "mostly_not_applicable": "mostly does not apply",
    "too_few_answered": "too few answers",
    "part_missing": "a part without a score",
    "below_headcount": "too few PSWs at the site",
}


def describe_scores(
    responses: Responses,
    *,
    scale: str | Sequence[str] | None = None,
    by: str | Sequence[str] | None = "role",
    scores: ScoreTable | None = None,
    policy: Policy | None = None,
    level: float = 0.95,
) -> DescribeScoresResult:
    """Describe the scores of each role, and of the groups below it.

    Parameters
    ----------
    responses : Responses
    scale : str or sequence of str, optional
        Subscales and composites; all by default.
    by : str or sequence of str
        One or two columns about people. Rows for all of a role always come first; ``("role", "site")`` adds sites.
        Without roles the default is everybody.
    scores : ScoreTable, optional
        Scores of these respondents, if they are already there.
    policy : Policy, optional
        Minimum cells; may be raised.
    level : float
        Confidence level of the interval of a mean.

    Returns
    -------
    DescribeScoresResult
        ``mean``: in scale units, with Student's t interval from its own spread, n - 1 degrees of freedom, people as
        units. ``sd``: n - 1. ``pomp``: 100 (mean - low) / (high - low).

    Raises
    ------
    UsageError
        For an unknown scale or column, or more than two keys.

    Notes
    -----
    People without a score on a scale are left out of it and counted in ``n_dropped``, for all sites together; the
    notes give the reasons. No mean below 5 people (G0), no interval and no spread below 10 (G1). Where groups are
    smaller than all sites together, a composite is shown only if everybody with a score on one of its parts has one
    on all: else three means at a time would give one person's score. Answers of several waves are not pooled.
    The mean's interval was checked against R 4.2 (``t.test``).
    """
    answers, level = responses_of(responses, "describe_scores"), level_of(level)
    grouping = grouping_of(answers, by)
    table = scores_of(answers, scores)
    names = wanted_scales(table.instrument, table.scales, scale)
    rows = Rows(keys=("scale", *grouping.by), extra=("n_dropped",))
    policy, labels, waves = policy or Policy(), labels_of(answers), many_waves(answers, grouping.by)
    provenance = provenance_of(answers, n_out=0, scale=names, by=list(grouping.by), level=level)
    if waves:
        return DescribeScoresResult(
            rows.frame(), status="not_estimable", reason=waves, provenance=provenance, policy=policy, labels=labels
        )
    pooled, used, dropped = PooledOnly(answers), np.zeros(len(answers), dtype=bool), []
    known = {name: scored(answers, table, name) for name in table.scales}
    for name in names:
        one = known[name]
        used |= ~np.isnan(one.values)
        whole = {
            role: one_set(one, known, (g.rows for g in grouping.groups if g.grouped and g.role == role))
            for role in {group.role for group in grouping.groups}
        }
        for group in grouping.groups:
            if not one.was_asked(group.rows).size:
                continue
            fewest = policy.minimum_of(group.role, one.sensitivity)
            apart = not whole[group.role] if group.grouped else exposes_few(one, known, group.rows, fewest)
            why_not = ONE_SET if apart else ""
            why_not = pooled.why_scale(name, group) or why_not
            for statistic, estimate, cell, extra in _of_group(one, group, why_not, level):
                rows.add({"scale": name, **group.keys}, statistic, estimate, cell, extra=extra)
            if not group.banded and one.has_score(group.rows).size >= FEWEST:
                dropped.append((group, name, _reasons(one, group)))
    status, reason = rows.verdict()
    totals = [group for group in grouping.groups if not group.grouped]
    notes = [
        *size_notes(((group.who, group.rows.size) for group in totals), part=answers.is_part),
        *_dropped_notes(totals, dropped),
        notice("N6"),
        *((notice("N3"),) if len(totals) < len(grouping.groups) else ()),
        *((notice("N8"),) if "site" in grouping.by else ()),
    ]
    return DescribeScoresResult(
        rows.frame(),
        tuple(rows.cells),
        status,
        reason,
        notes=tuple(notes),
        provenance=replace(provenance, n_out=int(used.sum())),
        policy=policy,
        by=tuple(name for name in grouping.by if name not in ("role", "site", "wave")),
        labels=labels,
    )


def _of_group(
    one: Scored, group: PeopleGroup, why_not: str, level: float
) -> Iterator[tuple[str, Estimate, Cell, dict[str, object]]]:
    """Yield mean, spread and POMP of one group on one scale, each with its cell."""
    there = one.has_score(group.rows)
    values, members = one.values[there], one.members(there)
    found = mean_t(values, level=level)
    low, high = one.low, one.high
    if why_not:
        mean = Estimate.impossible(why_not, n=found.n, k=one.k, level=level)
    else:
        mean = guarded_mean(replace(found, k=one.k), who=group.who)
    side = group.side(members, found.value)

    def cell(what: str) -> Cell:
        return Cell(
            what,  # type: ignore[arg-type]
            (side,),
            low,
            high,
            HIDDEN_AT_SITE if why_not else one.sensitivity,
            one.pooled_sd,
            family=group.family,
            parts=one.parts,
        )

    told = not group.banded and group.rows.size >= FEWEST
    extra: dict[str, object] = {"n_dropped": group.rows.size - there.size if told else NAN}
    yield "mean", mean, cell("mean"), extra
    spread = ask(found.n, "distribution", who=group.who)
    if why_not or spread.status == "not_estimable":
        sd = Estimate.impossible(why_not or spread.reason, n=found.n, k=one.k, level=level)
    else:
        sd = Estimate(sd_of(values), level=level, n=found.n, k=one.k, method="n - 1")
    yield "sd", sd, cell("spread"), extra
    yield "pomp", _pomp(mean, low, high), cell("mean"), extra


def _pomp(mean: Estimate, low: float, high: float) -> Estimate:
    factor = 100 / (high - low)
    return replace(
        mean,
        value=(mean.value - low) * factor,
        se=mean.se * factor,
        ci_low=(mean.ci_low - low) * factor,
        ci_high=(mean.ci_high - low) * factor,
    )


def _reasons(one: Scored, group: PeopleGroup) -> Counter[str]:
    return Counter(SCORE_REASONS[code] for code in one.reasons[group.rows] if code)


def _dropped_notes(
    totals: Sequence[PeopleGroup], dropped: Sequence[tuple[PeopleGroup, str, Counter[str]]]
) -> tuple[Note, ...]:
    """Say how many of all sites together have no score, and why; nothing where fewer than 5 people have one."""
    notes = []
    for group in totals:
        counts = {
            name: {WORDS.get(reason, reason): n for reason, n in sorted(found.items())}
            for of, name, found in dropped
            if of is group and found
        }
        parts = [
            f"{name} {sum(found.values())} ({', '.join(f'{reason} {n}' for reason, n in found.items())})"
            for name, found in counts.items()
        ]
        if parts:
            values = {"who": group.who, "list": "; ".join(parts), "counts": counts}
            notes.append(Note("dropped", "{who} without a score: {list}.", values))
    return tuple(notes)
