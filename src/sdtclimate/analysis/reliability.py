"""`reliability`: how consistently the answers tell people apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from sdtclimate.analysis.inputs import ScaleData, provenance_of, scales_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import many_waves
from sdtclimate.analysis.reliability_groups import Asked, asked_groups
from sdtclimate.analysis.reliability_options import ReliabilityOptions, keys_of, options_of
from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import Estimate
from sdtclimate.core.terms import KEY_COLUMNS
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.cells import Cell
from sdtclimate.disclosure.policy import Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.note import Note
from sdtclimate.results.reliability import LISTWISE, ReliabilityResult, clustered_note, keying_note
from sdtclimate.results.rows import Rows
from sdtclimate.rules.guardrails import SITES_FOR_INFERENCE, Verdict, ask
from sdtclimate.stats.reliability.coefficient import Coefficient
from sdtclimate.stats.reliability.estimate import FROM_DRAWS
from sdtclimate.stats.reliability.estimates import Drawing, Wanted, coefficients_of, items_of
from sdtclimate.stats.reliability.registry import COEFFICIENTS

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data
    from sdtclimate.core.random import Rng

FEW_SITES: Final = f"sites: fewer than {SITES_FOR_INFERENCE} sites, too few to count sites; people as units"
OFFERS: Final = ("means by scale: describe_scores(...)",)


@dataclass
class _Found:
    """What has been put down so far."""

    rows: Rows
    keying: dict[str, Note] = field(default_factory=dict)
    guards: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    overridden: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)


def reliability(
    data: Data,
    *,
    scale: str | Sequence[str] | None = None,
    by: str | Sequence[str] | None = None,
    coefficients: str | Sequence[str] = ("alpha", "omega_total"),
    interval: str = "auto",
    level: float = 0.95,
    units: str = "respondent",
    draws: int = 2000,
    missing: str = "listwise",
    levels: Sequence[object] | None = None,
    item_statistics: bool = True,
    i_understand: str | Sequence[str] = (),
    policy: Policy | None = None,
    rng: Rng = 0,
    progress: bool | None = None,
) -> ReliabilityResult:
    """Return the reliability of each scale, for everybody and for each group.

    Parameters
    ----------
    data : Responses, DataFrame or array, n respondents x k items
        A bare frame is one scale whose answers are taken as they are; it has no groups.
    scale : str or sequence of str, optional
        Subscales; all reflective ones by default. Formative scales and single questions have no reliability here.
    by : str or sequence of str, optional
        One or two columns about people: ``"role"``, ``"country"``.
    coefficients : str or sequence of str
        Names in `COEFFICIENTS`; docs/coefficients.md says when to use which, and an unknown name is answered with
        all of them. A scale of two items gets ``"spearman_brown"`` besides.
    interval : {"auto", "feldt", "logit", "delta", "fisher", "bootstrap", "bca"}
        ``"auto"``: the first that is defined for the coefficient: Feldt's for alpha, normal theory on the logit scale
        for omega; a bootstrap where ``units="site"``.
    level : float
        Confidence level.
    units : {"respondent", "site"}
        Who is drawn again by ``"bootstrap"`` and ``"bca"``. Fewer than 10 sites are not drawn: then people are, and
        the row says so.
    draws : int
        Bootstrap draws.
    missing : {"listwise"}
        Respondents who answered every item of the scale are used.
    levels : sequence, optional
        Order of the groups.
    item_statistics : bool
        Whether to add alpha without each item and each item's correlation with the rest.
    i_understand : str or sequence of str
        Guardrails that are overridden: ``"G2"``.
    policy : Policy, optional
        Minimum cells; may be raised.
    rng : int or Generator
        Seed of the bootstrap. Neither the order of rows or columns nor the name of a site changes a draw.
    progress : bool, optional
        A bar on long work.

    Returns
    -------
    ReliabilityResult
        Unitless numbers of at most 1. A row without a number says why in ``reason``: ``G0`` to ``G2`` (too few
        people), ``few_items``, ``many_items``, ``constant``, ``zero_variance``, ``singular``, ``heywood``,
        ``no_factor``, ``no_convergence``, ``empty``, ``proxy`` or ``self_vs_other`` (answers about different people),
        ``headcount``, ``leaders``.

    Raises
    ------
    UsageError
        If an argument, scale or column does not exist or fit.

    Notes
    -----
    alpha is refused below 10 respondents and cautious below 30, omega is refused below 30. Checked against psych
    2.2.9 and lavaan 0.6-14; formulas and sources stand with each coefficient in `sdtclimate.stats.reliability`. Which
    coefficient when: McNeish, D. (2018). Psychological Methods, 23, 412-433. doi:10.1037/met0000144
    """
    keys = keys_of(data, by)
    options = options_of(
        coefficients,
        interval=interval,
        level=level,
        units=units,
        draws=draws,
        missing=missing,
        i_understand=i_understand,
        rng=rng,
        item_statistics=item_statistics,
        progress=progress,
    )
    chosen = [one for one in scales_of(data, scale=scale) if one.k or scale is not None]
    found = _Found(Rows(keys=("scale", "item", *keys), extra=("n_dropped",)))
    waves = many_waves(data, keys) if isinstance(data, Responses) else ""
    for group in () if waves else asked_groups(data, chosen, keys, levels):
        _add_group(found, group, options)
    status, reason = found.rows.verdict()
    return ReliabilityResult(
        found.rows.frame(),
        tuple(found.rows.cells),
        status,
        waves or reason,
        OFFERS if status == "not_estimable" else (),
        (*_guard_notes(found), *found.keying.values(), *_notes_on_data(data, chosen, keys, options)),
        provenance_of(
            data,
            n_out=len(found.used),
            seed=options.seed,
            overrides=sorted(found.overridden),
            scale=[one.scale for one in chosen],
            by=list(keys),
            coefficients=list(options.wanted),
            interval=interval,
            level=options.level,
            units=units,
            draws=options.draws,
            missing=missing,
        ),
        policy or Policy(),
        tuple(key for key in keys if key not in KEY_COLUMNS),
        labels=labels_of(data),
    )


def _add_group(found: _Found, group: Asked, options: ReliabilityOptions) -> None:
    complete, people = group.data.complete(), group.people
    n, k = complete.n, complete.k
    wanted = options.for_items(k)
    verdicts = {name: _verdict(n, coefficient, group, options) for name, (coefficient, _) in wanted.items()}
    able = {} if group.refusal else {n_: wanted[n_] for n_ in wanted if verdicts[n_].status != "not_estimable"}
    drawing, few_sites = _drawing(complete, able, options)
    estimates = coefficients_of(complete.values, able, level=options.level, drawing=drawing) if able else {}
    side = people.side(frozenset(complete.ids.tolist()))
    cell = Cell("coefficient", (side,), sensitivity=complete.sensitivity, family=people.family)
    extra = {"n_dropped": group.data.n - n}
    for name, (_, interval) in wanted.items():
        if name in able:
            estimate = _cautioned(estimates[name], verdicts[name], few_sites if interval in FROM_DRAWS else "")
        else:
            reason = group.refusal or verdicts[name].reason
            estimate = Estimate.impossible(reason, n=n, k=k, level=options.level)
        found.rows.add({"scale": complete.scale, **people.keys}, name, estimate, cell, extra=extra)
        if not group.refusal:
            _remember(found, verdicts[name], group, n)
    if able:
        found.used |= side.members
    if able and options.item_statistics:
        # Alpha without an item is an alpha: who bears the one with a word beside it bears the other so.
        _add_items(
            found, complete, group, cell, extra, options.level, _verdict(n, COEFFICIENTS["alpha"], group, options)
        )


def _verdict(n: int, coefficient: Coefficient, group: Asked, options: ReliabilityOptions) -> Verdict:
    return ask(
        n,
        coefficient.guardrail,
        who=group.people.who,
        n_or_band=n_band(n) if group.people.banded else None,
        i_understand=options.i_understand,
    )


def _drawing(complete: ScaleData, able: Wanted, options: ReliabilityOptions) -> tuple[Drawing, str]:
    """Return who is drawn, and what must be said where sites were wanted and are too few."""
    people = Drawing(options.draws, options.seed, None, options.progress)
    if not options.by_site or not able:
        return people, ""
    site = complete.people.get("site", pd.Series(np.nan, index=complete.people.index))
    if bool(site.isna().any()):
        raise UsageError(
            f'units="site": {int(site.isna().sum())} respondents have no site. Name the column of sites in '
            'people={"site": ...}, set these respondents aside with keep(), or give units="respondent".'
        )
    numbers, names = pd.factorize(site)
    if len(names) < SITES_FOR_INFERENCE:
        return people, FEW_SITES
    return replace(people, unit=np.asarray(numbers, dtype=np.intp)), ""


def _cautioned(estimate: Estimate, verdict: Verdict, few_sites: str) -> Estimate:
    """Return the estimate with the guardrail's word first."""
    if estimate.status == "not_estimable":
        return estimate
    said = (verdict.reason if verdict.status == "caution" else "", estimate.reason, few_sites)
    reason = "; ".join(text for text in said if text)
    return replace(estimate, status="caution", reason=reason) if reason else estimate


def _add_items(
    found: _Found,
    complete: ScaleData,
    group: Asked,
    cell: Cell,
    extra: Mapping[str, object],
    level: float,
    verdict: Verdict,
) -> None:
    dropped, rest = items_of(complete.values, level=level)
    for statistic, estimates in (("alpha_if_dropped", dropped), ("item_rest", rest)):
        for item, estimate in zip(complete.items, estimates, strict=True):
            keys = {"scale": complete.scale, "item": item, **group.people.keys}
            found.rows.add(keys, statistic, _cautioned(estimate, verdict, ""), cell, extra=extra)
    if group.people.banded:
        return  # a note passes no policy, and says nothing of a group that may yet be hidden
    reverse = complete.subscale.reverse if complete.subscale else ()
    for item, estimate in zip(complete.items, rest, strict=True):
        if estimate.value < 0 and item not in found.keying:
            found.keying[item] = keying_note(
                item,
                complete.scale,
                estimate.value,
                reverse=item in reverse,
                clear=estimate.ci_high < 0,
                where=f"{group.where}: " if group.people.keys else "",
            )


def _remember(found: _Found, verdict: Verdict, group: Asked, n: int) -> None:
    """Keep one message a group and guardrail, that of the scale with the fewest people."""
    found.overridden |= {verdict.overridden} - {""}
    at = (group.where, verdict.guardrail)
    if verdict.reason and (at not in found.guards or n < found.guards[at][0]):
        found.guards[at] = (n, verdict.reason.removeprefix(f"{verdict.guardrail}: "))


def _guard_notes(found: _Found) -> Iterator[Note]:
    for (where, guardrail), (_, text) in found.guards.items():
        yield Note(guardrail, "{where}: {text}", {"where": where, "text": text})


def _notes_on_data(
    data: Data, scales: Sequence[ScaleData], keys: tuple[str, ...], options: ReliabilityOptions
) -> Iterator[Note]:
    yield LISTWISE
    if not isinstance(data, Responses):
        yield Note("bare", "A bare table: its columns are the items, taken as they are.")
        return
    absent = [item for one in scales if one.subscale for item in one.subscale.items if item not in one.items]
    if absent:
        yield Note("absent", "Not in these answers: {items}.", {"items": ", ".join(absent)})
    if len(data.roles) > 1 and "role" not in keys:
        names = ", ".join(data.roles)
        yield Note("pooled", "These answers hold several roles, taken together: {roles}.", {"roles": names})
    n_sites = int(data.people["site"].nunique()) if "site" in data.people else 0
    if n_sites > 1 and not options.by_site:
        yield clustered_note(enough_sites=n_sites >= SITES_FOR_INFERENCE)
