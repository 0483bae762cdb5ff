"""`compare_groups`: how groups of people who filled in the same form differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from sdtclimate.analysis.grouping import NOT_GIVEN, PeopleGroup, grouping_of
from sdtclimate.analysis.guarded import guarded_mean, notice, size_notes, without_interval
from sdtclimate.analysis.inputs import provenance_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import level_of, many_waves, responses_of, understood
from sdtclimate.analysis.pooled_only import HIDDEN_AT_SITE, PooledOnly
from sdtclimate.analysis.scored import ONE_SET, Scored, one_set, scored, scores_of, wanted_scales
from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import Estimate
from sdtclimate.core.registry import nearest
from sdtclimate.disclosure.cells import Cell, Side, What
from sdtclimate.disclosure.policy import Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.group_comparison import GroupComparisonResult
from sdtclimate.results.note import Note
from sdtclimate.results.rows import Rows
from sdtclimate.rules.guardrails import Ability, ask
from sdtclimate.scoring.score_table import ScoreTable
from sdtclimate.stats.effects.difference import welch
from sdtclimate.stats.effects.hedges_g import hedges_g
from sdtclimate.stats.effects.mean import mean_t


def compare_groups(
    responses: Responses,
    by: str = "country",
    *,
    scale: str | Sequence[str] | None = None,
    reference: object = None,
    levels: Sequence[object] | None = None,
    scores: ScoreTable | None = None,
    level: float = 0.95,
    i_understand: Collection[str] = (),
    policy: Policy | None = None,
) -> GroupComparisonResult:
    """Compare groups of people who filled in the same form.

    Parameters
    ----------
    responses : Responses
        Of one role: ``responses.where(role="psw")``. PSWs and staff are set beside each other by `compare_roles`.
    by : str
        A column about people.
    scale : str or sequence of str, optional
        Subscales and composites; all by default.
    reference : optional
        The group that the others are compared with; by default the first of `levels`, else the largest.
    levels : sequence, optional
        Order of the groups; must name all that occur.
    scores : ScoreTable, optional
        Scores of these respondents, if they are already there.
    level : float
        Confidence level.
    i_understand : collection of str
        Guardrails (G2 to G6) that you override; recorded.
    policy : Policy, optional
        Minimum cells; may be raised.

    Returns
    -------
    GroupComparisonResult
        ``mean`` of each group with Student's t interval; ``difference`` = group - reference in scale units, with
        Welch's t interval; ``hedges_g`` with its interval from the noncentral t distribution.

    Raises
    ------
    UsageError
        For several roles, an unknown column, scale or group, or ``by="wave"``.

    Notes
    -----
    People are the units; sites do not enter. People without the column or without a score are left out. Differences
    need 30 people in all (G2) and 5 in the smaller group, intervals and g 10. A difference between groups is no gap:
    it has no rosier side. Checked against R 4.2 (``t.test``, effectsize 0.8.3) to 1e-8.

    References
    ----------
    Welch (1947), doi:10.1093/biomet/34.1-2.28; Hedges (1981), doi:10.3102/10769986006002107.
    """
    answers, level = responses_of(responses, "compare_groups"), level_of(level)
    _one_form(answers, by)
    overrides = understood(i_understand)
    table = scores_of(answers, scores)
    names = wanted_scales(table.instrument, table.scales, scale)
    found = [group for group in grouping_of(answers, by).groups if group.grouped]
    given = [group for group in found if group.keys[by] != NOT_GIVEN]
    groups = _ordered(given, by, levels)
    first = _reference(groups, by, reference, levels)
    rows = Rows(("scale", by))
    result = GroupComparisonResult(
        rows.frame().rename(columns=str),
        provenance=provenance_of(
            answers,
            n_out=int(sum(group.rows.size for group in groups)),
            overrides=overrides,
            scale=names,
            by=[by],
            reference=None if first is None else str(first.keys[by]),
            level=level,
        ),
        policy=policy or Policy(),
        by=() if by == "site" else (by,),
        labels=labels_of(answers),
    )
    refused = many_waves(answers) or _one_group(groups, by)
    if refused or first is None:
        return replace(result, status="not_estimable", reason=refused, offers=("describe_scores",))
    known = {name: scored(answers, table, name) for name in table.scales}
    pooled = PooledOnly(answers)
    for name in names:
        one = known[name]
        total = int(sum(one.has_score(group.rows).size for group in groups))
        if not total:
            continue
        same = "" if one_set(one, known, (group.rows for group in groups)) else ONE_SET
        job = _Job(one, first, total, level, overrides)
        for group in groups:
            why_not = pooled.why_scale(name, group) or same
            against = why_not or pooled.why_scale(name, first)
            for row in (_mean(job, group, why_not), *_differences(job, group, against)):
                rows.add(
                    {"scale": name, by: group.keys[by]}, row.statistic, row.estimate, row.cell, variant=row.variant
                )
    status, reason = rows.verdict()
    left_out = int(sum(group.rows.size for group in found)) - int(sum(group.rows.size for group in groups))
    return replace(
        result,
        frame=rows.frame(),
        cells=tuple(rows.cells),
        status=status,
        reason=reason,
        notes=(
            *size_notes([(groups[0].who, len(answers))], part=answers.is_part),
            Note("reference", "Differences are group minus {reference}.", {"reference": first.keys[by]}),
            *((Note("no_key", "People without {by} are in no group.", {"by": by}),) if left_out else ()),
            notice("N3"),
            *((notice("N8"),) if by == "site" else ()),
        ),
    )


@dataclass(frozen=True, eq=False)
class _Job:
    one: Scored
    reference: PeopleGroup
    total: int
    level: float
    i_understand: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    statistic: str
    variant: str
    estimate: Estimate
    cell: Cell


def _side(one: Scored, group: PeopleGroup) -> Side:
    mean = mean_t(one.values[group.rows]).value
    return group.side(one.members(group.rows), mean)


def _cell(job: _Job, what: What, sides: tuple[Side, ...], group: PeopleGroup, why_not: str) -> Cell:
    one = job.one
    sensitivity = HIDDEN_AT_SITE if why_not else one.sensitivity
    return Cell(what, sides, one.low, one.high, sensitivity, one.pooled_sd, family=group.family, parts=one.parts)


def _mean(job: _Job, group: PeopleGroup, why_not: str) -> _Row:
    estimate = replace(mean_t(job.one.values[group.rows], level=job.level), k=job.one.k)
    if why_not:
        estimate = Estimate.impossible(why_not, n=estimate.n, k=job.one.k, level=job.level)
    else:
        estimate = guarded_mean(estimate, who=group.who, i_understand=job.i_understand)
    return _Row("mean", "", estimate, _cell(job, "mean", (_side(job.one, group),), group, why_not))


def _differences(job: _Job, group: PeopleGroup, why_not: str) -> Iterator[_Row]:
    """Yield the difference from the reference in scale units and in standard deviations, as far as n bears them."""
    if group is job.reference:
        return
    one, variant = job.one, str(next(iter(job.reference.keys.values())))
    sides = _side(one, job.reference), _side(one, group)
    n, smaller = sides[0].n + sides[1].n, min(sides[0].n, sides[1].n)

    def refused(ability: Ability, people: int) -> str:
        verdict = ask(people, ability, who=group.who, i_understand=job.i_understand)
        return verdict.reason if verdict.status == "not_estimable" else ""

    first, second = one.values[job.reference.rows], one.values[group.rows]
    too_few = refused("subgroups", job.total)
    no = why_not or (f"{too_few} Subgroups are not compared below 30 people." if too_few else "")
    no_difference, no_interval = no or refused("gap", smaller), no or refused("interval", smaller)
    if no_difference:
        difference = Estimate.impossible(no_difference, n=n, k=one.k, level=job.level)
    else:
        difference = replace(welch(first, second, level=job.level), k=one.k)
        difference = without_interval(difference).with_caution(no_interval) if no_interval else difference
    yield _Row("difference", variant, difference, _cell(job, "gap", sides, group, why_not))
    if no_interval:
        size = Estimate.impossible(no_interval, n=n, k=one.k, level=job.level)
    else:
        size = replace(hedges_g(first, second, level=job.level), k=one.k)
    yield _Row("hedges_g", variant, size, _cell(job, "test", sides, group, why_not))


def _one_form(responses: Responses, by: object) -> None:
    if not isinstance(by, str):
        raise UsageError(f"by={by!r} is no column. compare_groups() takes one: by='country'.")
    if by == "role":
        raise UsageError(
            "by='role' sets PSWs beside staff: use compare_roles(). compare_groups() stays within one form."
        )
    if by == "wave":
        raise UsageError("by='wave' compares the same people at two times, which are no two groups.")
    if len(responses.roles) > 1:
        raise UsageError(
            f"The answers hold {', '.join(responses.roles)}, who filled in different forms. "
            f"Choose one: responses.where(role='{responses.roles[0]}'), or --where role={responses.roles[0]}."
        )


def _ordered(groups: Sequence[PeopleGroup], by: str, levels: Sequence[object] | None) -> list[PeopleGroup]:
    if levels is None:
        return list(groups)
    place = {str(value): at for at, value in enumerate(levels)}
    unknown = [str(group.keys[by]) for group in groups if str(group.keys[by]) not in place]
    if unknown:
        guess = nearest(unknown[0], place)
        hint = f" Did you mean {unknown[0]!r} where it says {guess!r}?" if guess else ""
        raise UsageError(f"levels= lacks {', '.join(map(repr, unknown))}, which occur in {by}.{hint}")
    return sorted(groups, key=lambda group: place[str(group.keys[by])])


def _reference(
    groups: Sequence[PeopleGroup], by: str, reference: object, levels: Sequence[object] | None
) -> PeopleGroup | None:
    if not groups:
        return None
    if reference is None:
        return groups[0] if levels is not None else max(groups, key=lambda group: group.rows.size)
    named = {str(group.keys[by]): group for group in groups}
    if str(reference) not in named:
        guess = nearest(str(reference), named)
        hint = f" Did you mean {guess!r}?" if guess else ""
        raise UsageError(f"reference={reference!r} does not occur in {by}. Groups: {', '.join(named)}.{hint}")
    return named[str(reference)]


def _one_group(groups: Sequence[PeopleGroup], by: str) -> str:
    if len(groups) > 1:
        return ""
    found = f"only {groups[0].keys[by]}" if groups else "nothing"
    return f"one_group: {by} holds {found}; a comparison needs two groups"
