"""`facts_of_results`: what results know of a study by themselves, for a report that is given nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sdtclimate.core.terms import ROLE_LABELS, ROLES
from sdtclimate.plots.rows import rows_of, values_of
from sdtclimate.reports.facts import ReportFacts, RoleFacts, ScaleGroup
from sdtclimate.results.labels import InstrumentFacts
from sdtclimate.results.result import Result
from sdtclimate.rules.comparability import COMPARISONS

UNASKED: Final = "not stated"
OF_SCALES: Final = ("describe_scores", "describe_items", "gap", "reliability", "group_comparison", "missingness")
"""Kinds of results whose rows are about scales."""


def facts_of_results(results: Sequence[Result]) -> ReportFacts:
    """Return the facts that results bring along: questionnaires, names, roles, versions; no counts of who was asked."""
    known = [result.labels for result in results]
    instruments = _instruments(results)
    there = {role for result in results for role in values_of(rows_of(result), "role")}
    terms: dict[str, str] = {}
    for labels in known:
        terms |= labels.terms
    return ReportFacts(
        title=_title(instruments),
        instruments=instruments,
        roles=tuple(
            RoleFacts(role, ROLE_LABELS.get(role, role))
            for role in (*ROLES, *sorted(there - set(ROLES)))
            if role in there
        ),
        terms=terms,
        coproduction=UNASKED,
        versions=dict(results[0].provenance.versions),
        scale_titles={scale: title for labels in known for scale, title in labels.scales.items()},
        scale_groups=_groups(results, instruments),
        items={item: wording for labels in known for item, wording in labels.items.items()},
        answers={scale: answers for labels in known for scale, answers in labels.answers.items()},
        minimum=min(result.policy.minimum_of(role) for result in results for role in there or {""}),
    )


def _instruments(results: Sequence[Result]) -> tuple[InstrumentFacts, ...]:
    """Return each questionnaire once; one that has no labels by what the provenance knows of it."""
    found: dict[str, InstrumentFacts] = {}
    for result in results:
        made = result.provenance
        for one in result.labels.instruments:
            found.setdefault(one.id, one)
        if made.instrument and not result.labels.instruments:
            found.setdefault(
                made.instrument,
                InstrumentFacts(made.instrument, version=made.instrument_version, hash=made.instrument_hash),
            )
    there = {scale for result in results for scale in values_of(rows_of(result), "scale")}
    used = [one for one in found.values() if not one.scales or there & {one.id, *one.scales}]
    return tuple(used or found.values())


def _groups(results: Sequence[Result], instruments: Sequence[InstrumentFacts]) -> tuple[ScaleGroup, ...]:
    """Return the scales by questionnaire and by how two forms may be set beside each other, composites apart."""
    scored = [result for result in results if result.kind in OF_SCALES]
    there = dict.fromkeys(scale for result in scored for scale in values_of(rows_of(result), "scale"))
    composites = {scale for result in results for scale in result.labels.composites}
    tags = {
        str(row.get("scale")): str(row.get("comparability") or "")
        for result in results
        if result.kind == "gap"
        for row in rows_of(result, site="")
    }
    groups: list[ScaleGroup] = []
    for one in instruments:
        for made in (False, True):
            own = [scale for scale in one.scales if scale in there and (scale in composites) == made]
            for tag in dict.fromkeys([*COMPARISONS, *(tags.get(scale, "") for scale in own)]):
                chosen = tuple(scale for scale in own if tags.get(scale, "") == tag)
                if chosen:
                    groups.append(ScaleGroup(one.name, chosen, "" if tag == "single_form" else tag, made))
    placed = {scale for group in groups for scale in group.scales}
    rest = tuple(scale for scale in there if scale not in placed)
    return (*groups, ScaleGroup("", rest)) if rest else tuple(groups)


def _title(instruments: Sequence[InstrumentFacts]) -> str:
    names = _joined([one.name for one in instruments])
    return names if any(one.title for one in instruments) else f"Report on {names}" if names else "Report"


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
