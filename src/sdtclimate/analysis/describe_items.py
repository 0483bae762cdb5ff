"""`describe_items`: how each item was answered, category by category."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sdtclimate.analysis.asked import Cells, items_by_scale
from sdtclimate.analysis.grouping import PeopleGroup, grouping_of
from sdtclimate.analysis.guarded import guarded_mean, notice, size_notes
from sdtclimate.analysis.inputs import provenance_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import many_waves, responses_of
from sdtclimate.analysis.pooled_only import HIDDEN_AT_SITE, PooledOnly
from sdtclimate.analysis.scored import home_of
from sdtclimate.core.estimate import Estimate
from sdtclimate.core.terms import MISSING_CODES, NOT_PRESENTED
from sdtclimate.disclosure.cells import Cell, What
from sdtclimate.disclosure.policy import Policy
from sdtclimate.instrument.model import AnswerScale, Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.results.describe_items import DescribeItemsResult
from sdtclimate.results.rows import Rows
from sdtclimate.rules.guardrails import ask
from sdtclimate.stats.effects.mean import mean_t

Codes = npt.NDArray[np.int64]
Row = tuple[str, str, Estimate, Cell]


def describe_items(
    responses: Responses,
    *,
    scale: str | Sequence[str] | None = None,
    by: str | Sequence[str] | None = "role",
    policy: Policy | None = None,
) -> DescribeItemsResult:
    """Describe how each item was answered, by role.

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
    DescribeItemsResult
        ``share``: proportion (0 to 1) of those who answered the item; one row for each code that the instrument
        declares, used or not. ``mean``: of the codes as answered, reverse-keyed items not turned, with Student's t
        interval. ``missing``: proportion without an answer, by reason; of all to whom the item was presented, and for
        ``not_presented`` of all.

    Raises
    ------
    UsageError
        For an unknown scale or column.

    Notes
    -----
    Nothing about an item is told of fewer than 10 people, and why answers are missing only of all of a role: of a
    group the reasons are in the frame and are not shown. Categories come from the instrument and never from the
    data: a code that nobody used has share 0.
    """
    answers = responses_of(responses, "describe_items")
    grouping = grouping_of(answers, by)
    chosen = items_by_scale(answers, scale)
    rows = Rows(keys=("scale", "item", *grouping.by))
    policy, labels, waves = policy or Policy(), labels_of(answers), many_waves(answers, grouping.by)
    provenance = provenance_of(answers, n_out=len(answers), scale=list(chosen), by=list(grouping.by))
    if waves:
        return DescribeItemsResult(
            rows.frame(), status="not_estimable", reason=waves, provenance=provenance, policy=policy, labels=labels
        )
    pooled, instrument = PooledOnly(answers), answers.instrument
    for name, items in chosen.items():
        # Of all people, not of the group: that a reason is listed must not tell that somebody gave it.
        reasons = [
            _reasons(instrument, item, answers.codes[at])
            for item, at in zip(items, answers.positions(items), strict=True)
        ]
        for group in grouping.groups:
            cells = Cells.of(answers, items, group)
            for at, item in enumerate(items):
                if not cells.presented[at].any():
                    continue
                why_not = pooled.why_item(item, name, group)
                found = _of_item(instrument, name, item, cells, at, group, why_not, reasons[at])
                for statistic, variant, estimate, cell in found:
                    rows.add({"scale": name, "item": item, **group.keys}, statistic, estimate, cell, variant=variant)
    status, reason = rows.verdict()
    totals = [group for group in grouping.groups if not group.grouped]
    return DescribeItemsResult(
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


def _of_item(
    instrument: Instrument,
    scale: str,
    item: str,
    cells: Cells,
    at: int,
    group: PeopleGroup,
    why_not: str,
    reasons: Sequence[int],
) -> Iterator[Row]:
    asked, codes = instrument.items[item], cells.codes[at]
    answer_scale = instrument.answer_scales[asked.answer_scale]
    sensitivity = HIDDEN_AT_SITE if why_not else _sensitivity(instrument, scale, item)
    answered = ~cells.missing[at]
    side = group.side(cells.members(answered))
    refused = why_not or _refused(int(answered.sum()), group)
    yield from _shares(
        codes[answered], answer_scale, refused, Cell("share", (side,), sensitivity=sensitivity, family=group.family)
    )
    yield _mean(codes[answered], answer_scale, refused, group, cells.members(answered), sensitivity)
    for reason in reasons:
        base = np.ones(codes.size, dtype=bool) if reason == NOT_PRESENTED else cells.presented[at]
        n = int(base.sum())
        what: What = "count" if group.banded else "share"
        cell = Cell(what, (group.side(cells.members(base)),), sensitivity=sensitivity, family=group.family)
        no = why_not or _refused(n, group)
        share = float(np.mean(codes[base] == reason))
        yield "missing", MISSING_CODES[reason], _share(share, n, no), cell


def _shares(codes: Codes, answer_scale: AnswerScale, refused: str, cell: Cell) -> Iterator[Row]:
    for code in answer_scale.codes:
        share = float(np.mean(codes == code)) if codes.size else float("nan")
        yield "share", str(code), _share(share, codes.size, refused), cell


def _share(value: float, n: int, refused: str) -> Estimate:
    if refused:
        return Estimate.impossible(refused, n=n)
    return Estimate(value, n=n, k=1, method="share of people")


def _mean(
    codes: Codes,
    answer_scale: AnswerScale,
    refused: str,
    group: PeopleGroup,
    members: frozenset[int],
    sensitivity: str,
) -> Row:
    found = Estimate.impossible(refused, n=codes.size, k=1) if refused else replace(mean_t(codes), k=1)
    mean = found if refused else guarded_mean(found, who=group.who)
    cell = Cell(
        "mean",
        (group.side(members, mean.value),),
        float(answer_scale.low),
        float(answer_scale.high),
        sensitivity,
        family=group.family,
    )
    return "mean", "", mean, cell


def _refused(n: int, group: PeopleGroup) -> str:
    verdict = ask(n, "item_table", who=group.who)
    return verdict.reason if verdict.status == "not_estimable" else ""


def _reasons(instrument: Instrument, item: str, codes: Codes) -> list[int]:
    """Return the reasons for missing that a form allows for this item, and any that occur, in their standing order."""
    asked = instrument.items[item]
    allowed = {code for name, form in instrument.forms.items() if name in asked.text for code in form.missing}
    allowed |= set(instrument.answer_scales[asked.answer_scale].missing) | {next(iter(MISSING_CODES))}
    return [code for code in MISSING_CODES if code in allowed or bool((codes == code).any())]


def _sensitivity(instrument: Instrument, scale: str, item: str) -> str:
    levels = [instrument.items[item].sensitivity]
    if scale:
        levels += [instrument.subscales[scale].sensitivity, home_of(instrument, scale).sensitivity]
    else:
        levels += [part.sensitivity for part in (instrument.parts or (instrument,)) if item in part.items]
    return "high" if "high" in levels else "normal"
