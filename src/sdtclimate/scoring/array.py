"""The scoring rule run on the matrix of codes, block by block so that the work stays in the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.core.terms import HIGHEST_RESERVED, NOT_APPLICABLE, NOT_PRESENTED
from sdtclimate.responses.responses import IntMatrix
from sdtclimate.scoring.plan import ScaleRule
from sdtclimate.scoring.score_table import SCORE_REASONS

BLOCK = 16_384
"""Respondents in a block: a row of codes, its mask and the sums fit into the first cache."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores of some scales: all arrays are scales x n. See `ScoreTable` for their meaning."""

    values: npt.NDArray[np.float64]
    answered: npt.NDArray[np.int8]
    reasons: npt.NDArray[np.int8]
    short_form: npt.NDArray[np.bool_]


def run(codes: IntMatrix, item_ids: Sequence[str], rules: Sequence[ScaleRule]) -> Scored:
    """Score every respondent on every scale.

    Parameters
    ----------
    codes : int array, k items x n respondents
        Declared codes, or reserved codes (-91 to -96) where an answer is missing.
    item_ids : sequence of str
        Rows of `codes`. An item of a rule that has no row counts as not presented (-95).
    rules : sequence of ScaleRule

    Returns
    -------
    Scored
        One row a rule.

    Notes
    -----
    Sums are exact whole numbers; the one rounding is that of the division at the end, so that no score
    depends on the order of items or respondents or on the type of the codes.
    """
    n = codes.shape[1]
    size = (len(rules), n)
    out = Scored(np.empty(size), np.empty(size, np.int8), np.zeros(size, np.int8), np.zeros(size, np.bool_))
    place = {item: row for row, item in enumerate(item_ids)}
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        for at, rule in enumerate(rules):
            _run_block(codes, place, rule, at, slice(start, stop), out)
    return out


def _run_block(codes: IntMatrix, place: Mapping[str, int], rule: ScaleRule, at: int, part: slice, out: Scored) -> None:
    present = [(place[item], turned) for item, turned in zip(rule.items, rule.turned, strict=True) if item in place]
    width = part.stop - part.start
    kind = _whole_number_type(rule)
    total, answer = np.zeros(width, kind), np.empty(width, kind)
    ends = kind(rule.ends)
    given = np.empty(width, np.bool_)
    one = given.view(np.int8)
    answered = out.answered[at, part]
    answered[:] = 0
    for row, turned in present:
        x = codes[row, part]
        np.greater(x, HIGHEST_RESERVED, out=given)
        np.add(answered, one, out=answered)
        if turned:
            np.subtract(ends, x, out=answer, casting="unsafe")
            np.multiply(answer, one, out=answer)
        else:
            np.multiply(x, one, out=answer, casting="unsafe")
        np.add(total, answer, out=total)
    values = out.values[at, part]
    np.divide(total, np.maximum(answered, np.int8(1)), out=values)
    # A rule may ask for more items than the scale has; then nobody has a score.
    complete = rule.k if rule.reasons[rule.k, rule.k] == 0 else rule.k + 1
    gaps = np.flatnonzero(answered < complete)
    if gaps.size:
        reasons, short = _reasons(codes, place, rule, part.start + gaps, answered[gaps])
        out.reasons[at, part][gaps] = reasons
        out.short_form[at, part][gaps] = short
        values[gaps[reasons > 0]] = np.nan


def _reasons(
    codes: IntMatrix,
    place: Mapping[str, int],
    rule: ScaleRule,
    people: npt.NDArray[np.intp],
    answered: npt.NDArray[np.int8],
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_]]:
    """Return the reason code of each of `people`, and whether a score rests on a form that lacks an item."""
    not_applicable = np.zeros(people.size, np.int16)
    not_presented = np.zeros(people.size, np.int16)
    lacking = np.zeros(people.size, np.bool_)
    for item, skippable in zip(rule.items, rule.skippable, strict=True):
        if item not in place:
            not_presented += 1
            lacking[:] = True
            continue
        x = codes[place[item]].take(people, mode="clip")
        not_applicable += x == NOT_APPLICABLE
        absent = x == NOT_PRESENTED
        not_presented += absent
        if not skippable:
            lacking |= absent
    reasons = rule.reasons[rule.k - not_applicable - not_presented, answered]
    reasons[not_presented == rule.k] = SCORE_REASONS.index("not_presented")
    return reasons, lacking & (reasons == 0)


def _whole_number_type(rule: ScaleRule) -> type[np.signedinteger]:
    """Return the smallest type that holds every sum of answers of a scale."""
    most = max(rule.k * max(abs(rule.low), abs(rule.high)), abs(rule.ends))
    return next(kind for kind in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(kind).max)
