"""`missingness`: how many answers are missing, by scale, role and reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from sdtclimate.analysis.asked import Cells, items_by_scale
from sdtclimate.analysis.grouping import PeopleGroup, grouping_of
from sdtclimate.analysis.guarded import notice, size_notes
from sdtclimate.analysis.inputs import provenance_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import many_waves, responses_of
from sdtclimate.analysis.pooled_only import HIDDEN_AT_SITE, PooledOnly
from sdtclimate.analysis.scored import sensitivity_of
from sdtclimate.core.estimate import Estimate
from sdtclimate.core.terms import MISSING_CODES, NOT_PRESENTED
from sdtclimate.disclosure.cells import Cell, What
from sdtclimate.disclosure.policy import Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.missingness import MissingnessResult
from sdtclimate.results.rows import Rows
from sdtclimate.rules.guardrails import ask

BoolArray = npt.NDArray[np.bool_]
ANY = "any"


def missingness(
    responses: Responses,
    *,
    scale: str | Sequence[str] | None = None,
    by: str | Sequence[str] | None = "role",
    policy: Policy | None = None,
) -> MissingnessResult:
    """Say which share of the answers is missing, and why, for each scale and role.

    Parameters
    ----------
    responses : Responses
    scale : str or sequence of str, optional
        Subscales; all items by default.
    by : str or sequence of str
        One or two columns about people.
    policy : Policy, optional
        Minimum cells; may be raised.

    Returns
    -------
    MissingnessResult
        ``estimate`` is a proportion (0 to 1) of cells, people x items: of those presented, and for ``not_presented``
        of all. ``any`` joins all reasons but ``not_presented``. ``n`` counts people, ``k`` items.

    Raises
    ------
    UsageError
        For an unknown scale or column.

    Notes
    -----
    Only from 10 people on, and why only of all of a role: of a group the reasons are in the frame and are not shown.
    Whether a missing answer has to do with what it would have been cannot be told from
    these numbers (N12).
    """
    answers = responses_of(responses, "missingness")
    grouping = grouping_of(answers, by)
    chosen = items_by_scale(answers, scale)
    rows = Rows(keys=("scale", *grouping.by))
    policy, labels, waves = policy or Policy(), labels_of(answers), many_waves(answers, grouping.by)
    provenance = provenance_of(answers, n_out=len(answers), scale=list(chosen), by=list(grouping.by))
    if waves:
        return MissingnessResult(
            rows.frame(), status="not_estimable", reason=waves, provenance=provenance, policy=policy, labels=labels
        )
    pooled = PooledOnly(answers)
    for name, items in chosen.items():
        if not items:
            continue
        sensitivity = _sensitivity(answers, name, items)
        for group in grouping.groups:
            cells = Cells.of(answers, items, group)
            if not cells.presented.any():
                continue
            why_not = pooled.why_scale(name, group) if name else ""
            for reason, estimate, members in _of_scale(cells, group, why_not):
                level = HIDDEN_AT_SITE if why_not else sensitivity
                what: What = "count" if group.banded and reason != ANY else "share"
                cell = Cell(what, (group.side(members),), sensitivity=level, family=group.family)
                rows.add({"scale": name, **group.keys}, "missing", estimate, cell, variant=reason)
    status, reason = rows.verdict()
    totals = [group for group in grouping.groups if not group.grouped]
    return MissingnessResult(
        rows.frame(),
        tuple(rows.cells),
        status,
        reason,
        notes=(*size_notes(((group.who, group.rows.size) for group in totals), part=answers.is_part), notice("N12")),
        provenance=provenance,
        policy=policy,
        by=tuple(column for column in grouping.by if column not in ("role", "site", "wave")),
        labels=labels,
    )


def _of_scale(cells: Cells, group: PeopleGroup, why_not: str) -> Iterator[tuple[str, Estimate, frozenset[int]]]:
    """Yield each reason with the share of cells that it explains and the people it is a share of."""
    on_form = cells.presented.any(axis=1)
    codes, presented = cells.codes[on_form], cells.presented[on_form]
    given: BoolArray = np.asarray(presented.any(axis=0))
    everybody = np.ones(given.size, dtype=bool)
    wanted = [(word, codes == code, code == NOT_PRESENTED) for code, word in MISSING_CODES.items()]
    wanted.append((ANY, cells.missing[on_form] & presented, False))
    for word, hit, of_all in wanted:
        people = everybody if of_all else given
        n, k = int(people.sum()), int(on_form.sum())
        verdict = ask(n, "item_table", who=group.who)
        refused = why_not or (verdict.reason if verdict.status == "not_estimable" else "")
        base = hit.size if of_all else int(presented.sum())
        if refused:
            yield word, Estimate.impossible(refused, n=n, k=k), cells.members(people)
        else:
            share = float(hit.sum()) / base
            yield word, Estimate(share, n=n, k=k, method="share of cells"), cells.members(people)


def _sensitivity(responses: Responses, scale: str, items: Sequence[str]) -> str:
    if scale:
        return sensitivity_of(responses.instrument, scale)
    homes = [part for part in (responses.instrument.parts or (responses.instrument,)) if set(items) & set(part.items)]
    levels = [responses.instrument.items[item].sensitivity for item in items] + [part.sensitivity for part in homes]
    return "high" if "high" in levels else "normal"
