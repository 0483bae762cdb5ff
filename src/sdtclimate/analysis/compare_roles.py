"""`compare_roles`: how PSWs and staff see the same things, scale by scale."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sdtclimate.analysis.gap_rows import GapRow, GapSettings, gap_rows
from sdtclimate.analysis.gap_scales import GapScale, gap_scales
from sdtclimate.analysis.grouping import NOT_GIVEN, PeopleGroup, grouping_of
from sdtclimate.analysis.guarded import notice, size_notes
from sdtclimate.analysis.inputs import provenance_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import draws_of, level_of, many_waves, responses_of, understood
from sdtclimate.analysis.pooled_only import PooledOnly
from sdtclimate.analysis.scored import ONE_SET, codes_of, exposes_few, one_set, scores_of, wanted_scales
from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.core.random import seed_of
from sdtclimate.core.registry import lookup, one_of
from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.core.work import run_blocks
from sdtclimate.disclosure.cells import Cell
from sdtclimate.disclosure.policy import Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.gap import GapResult
from sdtclimate.results.note import Note
from sdtclimate.results.rows import Rows
from sdtclimate.rules.comparability import COMPARISONS
from sdtclimate.scoring.score_table import ScoreTable

if TYPE_CHECKING:
    from sdtclimate.core.random import Rng

SITE_WEIGHTS = (
    "The gap gives every site with both groups the same weight; it is not the difference of the two means beside it, "
    "which count people."
)
UNTESTED = (
    "Whether both groups understood the questions alike was not tested here (invariance); a difference in perception "
    "can in part be a difference in how the questions were read."
)


def compare_roles(
    responses: Responses,
    *,
    scale: str | Sequence[str] | None = None,
    roles: tuple[str, str] = ("psw", "staff"),
    by: str | None = None,
    scores: ScoreTable | None = None,
    draws: int = 2000,
    level: float = 0.95,
    i_understand: Collection[str] = (),
    policy: Policy | None = None,
    rng: Rng = 0,
    progress: bool | None = None,
) -> GapResult:
    """Set what PSWs say beside what staff say, on every scale that both were asked.

    Parameters
    ----------
    responses : Responses
    scale : str or sequence of str, optional
        Subscales and composites; all by default.
    roles : tuple of two str
        PSWs first. ``("psw", "director")`` sets directors beside them.
    by : {None, "site"}
        ``"site"`` adds a gap for each site.
    scores : ScoreTable, optional
        Scores of these respondents, if they are already there.
    draws : int
        Draws of the bootstrap over sites.
    level : float
        Confidence level.
    i_understand : collection of str
        Guardrails (G2 to G6) that you override; recorded.
    policy : Policy, optional
        Minimum cells; may be raised.
    rng : int or numpy Generator
        Seed of the draws. Each scale has its own stream; neither the order of rows nor the name of a site matters.
    progress : bool, optional
        Whether to show a bar.

    Returns
    -------
    GapResult
        ``gap_fav`` = v x (mean staff - mean PSW) in scale units, v = -1 where a high score is bad for PSWs
        (frustration, tension, risk): positive where staff see it rosier. ``difference`` = staff - PSW for views,
        which have no valence. Beside it the means of both.

    Raises
    ------
    UsageError
        For an unknown scale, role or option.

    Notes
    -----
    *Ten or more sites with both roles*: the gap is the mean over sites of mean staff - mean PSW at the site, each
    site alike, with a studentised bootstrap over sites; ``variant`` = "t over sites" is Student's t with sites - 1
    degrees of freedom. *Fewer*: the difference of the two means of people, with Welch's t from the spread within
    these sites (`stats.effects.difference.welch_within`); people are the units, and the row says so.
    Means, ``n_psw`` and ``n_staff`` are of everybody with a score, also at sites without the other role.

    Only items asked on both forms are scored. Proxy scales and leaders' reports on themselves are described: no
    interval, no test. A scale that only one form asks is not compared. Answers to all items of a scale are needed as
    in `score`; nobody else is left out. Bands G0 to G2 go by the smaller group. A gap is not an error of either side.

    Coverage of the 95 % interval at 24 sites was simulated (``make prove``); Welch's interval was checked against
    R 4.2 ``t.test``. Bootstrap-t: Efron and Tibshirani (1993), chapter 12.5; Davison and Hinkley (1997),
    doi:10.1017/CBO9780511802843.
    """
    answers, level = responses_of(responses, "compare_roles"), level_of(level)
    pair = _roles(answers, roles)
    settings = GapSettings(level, draws_of(draws, level), seed_of(rng), understood(i_understand), policy or Policy())
    if by is not None:
        one_of(by, ["site"], argument="by")
    table = scores_of(answers, scores)
    names = wanted_scales(table.instrument, table.scales, scale)
    groups = grouping_of(answers, ("role", by) if by else "role").groups
    rows = Rows(("scale", "role", by) if by else ("scale", "role"), GapResult.extra_columns(), sides=True)
    provenance = provenance_of(
        answers,
        n_out=0,
        seed=settings.seed,
        overrides=settings.i_understand,
        scale=names,
        roles=list(pair),
        by=[by] if by else [],
        draws=draws,
        level=level,
    )
    refused = many_waves(answers) or _lacking(answers, pair)
    if refused:
        return GapResult(
            rows.frame(),
            status="not_estimable",
            reason=refused,
            offers=("describe_scores",),
            provenance=provenance,
            policy=settings.policy,
            labels=labels_of(answers),
        )
    whole = _both(groups, pair, "")
    scales = gap_scales(answers, table, list(table.scales), pair)
    sites = _sites(answers)
    compared = [name for name in names if scales[name].comparison.allowed]
    pooled, known = PooledOnly(answers), {name: scale.one for name, scale in scales.items()}

    def why_not(name: str, both: tuple[PeopleGroup, PeopleGroup]) -> str:
        return next((reason for group in both if (reason := pooled.why_scale(name, group))), "")

    def few_of(name: str) -> str:
        one = known[name]
        fewest = {group.role: settings.policy.minimum_of(group.role, one.sensitivity) for group in whole}
        return ONE_SET if any(exposes_few(one, known, group.rows, fewest[group.role]) for group in whole) else ""

    found = run_blocks(
        lambda name: list(gap_rows(scales[name], whole, sites, settings, why_not(name, whole) or few_of(name))),
        compared,
        label="Comparing roles",
        progress=progress,
    )
    of_scale = dict(zip(compared, found, strict=True))
    local = [_both(groups, pair, site) for site in _shared_sites(groups, pair)]
    for name in names:
        one = scales[name]
        _put(rows, one, of_scale.get(name) or [_single_form(one, whole, level)], "")
        if name not in of_scale:
            continue
        same = "" if one_set(one.one, known, (group.rows for both in local for group in both)) else ONE_SET
        for both in local:
            _put(rows, one, gap_rows(one, both, sites, settings, why_not(name, both) or same), both[0].site)
    status, reason = rows.verdict()
    used = [scales[name].one.has_score(group.rows) for name in compared for group in whole]
    return GapResult(
        rows.frame(),
        tuple(rows.cells),
        status,
        reason,
        offers=("describe_scores",) if status == "not_estimable" else (),
        notes=(*_notes(whole, [scales[name] for name in names], by), *_unit_notes(rows)),
        provenance=replace(provenance, n_out=len(np.unique(np.concatenate(used))) if used else 0),
        policy=settings.policy,
        labels=labels_of(answers),
    )


def _roles(responses: Responses, roles: Sequence[str]) -> tuple[str, str]:
    """Return two different roles that exist in the instrument or the answers, or raise."""
    if isinstance(roles, str) or len(roles) != 2 or roles[0] == roles[1]:
        raise UsageError(f"roles={roles!r} names no two roles. Give two, PSWs first: roles=('psw', 'staff').")
    informants = [form.informant for form in responses.instrument.forms.values()]
    known = {role: role for role in (*informants, *responses.roles)}
    first, second = (lookup(known, role, what="role", argument="roles") for role in roles)
    return first, second


def _lacking(responses: Responses, roles: tuple[str, str]) -> str:
    """Return why there is no gap when one of the roles did not answer, or empty text."""
    if not responses.roles:
        return "no_role: the answers name no role, so that nothing can be set beside each other"
    gone = [role for role in roles if role not in responses.roles]
    words = " and ".join(ROLE_LABELS.get(role, role) for role in gone)
    return f"one_role: there are no answers of {words}; a gap needs both" if gone else ""


def _sites(responses: Responses) -> npt.NDArray[np.int64]:
    """Return a number for each respondent's site; -1 where none is known."""
    if "site" not in responses.people:
        return np.full(len(responses), -1, dtype=np.int64)
    known = responses.people["site"].notna().to_numpy(dtype=bool)
    return np.where(known, codes_of(responses.people, "site"), -1)


def _both(groups: Sequence[PeopleGroup], roles: tuple[str, str], site: str) -> tuple[PeopleGroup, PeopleGroup]:
    found = {g.role: g for g in groups if g.grouped == bool(site) and (not site or g.site == site)}
    return found[roles[0]], found[roles[1]]


def _shared_sites(groups: Sequence[PeopleGroup], roles: tuple[str, str]) -> list[str]:
    first, second = ({g.site for g in groups if g.grouped and g.role == role} for role in roles)
    return sorted(first & second - {NOT_GIVEN})


def _single_form(scale: GapScale, groups: tuple[PeopleGroup, PeopleGroup], level: float) -> GapRow:
    """Return the row of a scale that only one form asks: named, and not compared."""
    reason = f"single_form: {scale.comparison.label}, so that it is not compared"
    sizes = tuple(float(scale.one.has_score(group.rows).size) for group in groups)
    sides = tuple(group.side(scale.one.members(group.rows)) for group in groups if scale.one.members(group.rows))
    cell = Cell("gap", sides, scale.one.low, scale.one.high, scale.one.sensitivity)
    estimate = Estimate.impossible(reason, n=int(sum(sizes)), k=scale.one.k, level=level)
    return GapRow("", "gap_fav", "", estimate, cell, (sizes[0], sizes[1], NAN))


def _put(rows: Rows, scale: GapScale, found: Iterable[GapRow], site: str) -> None:
    for row in found:
        rows.add(
            {"scale": scale.one.scale, "role": row.role, "site": site},
            row.statistic,
            row.estimate,
            row.cell,
            variant=row.variant,
            extra={"comparability": scale.comparison.tag},
            sides=row.sides,
        )


def _unit_notes(rows: Rows) -> tuple[Note, ...]:
    """Say what the intervals count: sites, or people where sites are too few."""
    notes = [Note("site_weights", SITE_WEIGHTS)] if any(cell.paired for cell in rows.cells) else []
    cautions = [str(record["reason"]).split("; G")[0] for record in rows.records]
    few = {reason for reason in cautions if reason.startswith(("few_sites", "no_sites"))}
    if few:
        name, _, text = max(sorted(few), key=cautions.count).partition(": ")
        notes.append(Note(name, "{text}.", {"text": text}))
    return tuple(notes)


def _notes(groups: tuple[PeopleGroup, PeopleGroup], scales: Sequence[GapScale], by: str | None) -> tuple[Note, ...]:
    """Return what must stand beside the gaps: sizes, what each comparison is called, and what was left out."""
    notes = [*size_notes(((group.who, group.rows.size) for group in groups), part=groups[0].part), notice("N4")]
    tags = {scale.comparison.tag for scale in scales}
    for tag, comparison in COMPARISONS.items():
        if tag in tags:
            named = ", ".join(scale.one.scale for scale in scales if scale.comparison.tag == tag)
            notes.append(Note(tag, "{scales}: {label}.", {"scales": named, "label": comparison.label}))
    if "proxy" in tags:
        notes.append(notice("N5"))
    if any(scale.comparison.tested for scale in scales):
        notes.append(Note("invariance_untested", UNTESTED))
    shortened = ", ".join(scale.one.scale for scale in scales if scale.shortened and scale.comparison.allowed)
    if shortened:
        notes.append(Note("common_items", "{scales}: only items that both forms ask.", {"scales": shortened}))
    return (*notes, *((notice("N3"), notice("N8")) if by else ()))
