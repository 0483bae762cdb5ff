"""`screen`: which forms look careless. Flags, with the cut-off and its source; nobody is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.analysis.grouping import PeopleGroup, grouping_of
from sdtclimate.analysis.inputs import provenance_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.options import responses_of
from sdtclimate.analysis.scored import scores_of
from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import Estimate
from sdtclimate.core.registry import lookup
from sdtclimate.core.terms import NOT_PRESENTED
from sdtclimate.disclosure.cells import Cell
from sdtclimate.disclosure.policy import FLOOR_OTHER, Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.note import Note
from sdtclimate.results.rows import Rows
from sdtclimate.results.screening import ScreeningResult
from sdtclimate.scoring.score_table import ScoreTable
from sdtclimate.stats.careless.index import CarelessIndex, Sheet
from sdtclimate.stats.careless.registry import INDICES
from sdtclimate.stats.effects.spread import mean_of

FLAGGED: Final = "flagged"
DEFAULT: Final = ("longstring", "irv", "seconds_per_item")


def screen(
    responses: Responses,
    *,
    indices: Sequence[str] = DEFAULT,
    flag_when: int = 2,
    cutoffs: Mapping[str, float] | None = None,
    order: Sequence[str] | None = None,
    scores: ScoreTable | None = None,
    policy: Policy | None = None,
) -> ScreeningResult:
    """Flag forms that look as if they were filled in without reading.

    Parameters
    ----------
    responses : Responses
    indices : sequence of str
        ``longstring``: longest run of equal answers; ``irv``: spread of the person's own answers;
        ``seconds_per_item``: needs ``people["duration"]``; ``mahalanobis``: needs three complete forms an item.
    flag_when : int
        How many indices must object before a form is flagged.
    cutoffs : mapping of index to float, optional
        Your own cut-offs, printed as yours.
    order : sequence of str, optional
        Items in the order in which they were asked; default is the order of ``responses.item_ids``.
    scores : ScoreTable, optional
        Scores of these respondents, if they are already there; used to say how far the flagged forms move a mean.
    policy : Policy, optional
        Minimum cells; may be raised.

    Returns
    -------
    ScreeningResult
        Counts by role and index; ``.flags`` and ``.evidence`` hold single persons and go into no report.

    Raises
    ------
    UsageError
        For an unknown index or item, or more indices demanded than used.

    Notes
    -----
    Nothing is deleted: ``responses.keep(~screened.flags, why="screened")`` does that, and the ledger says so. Each
    role is judged on the items of its own form. An index that cannot judge a form does not object to it. By default
    two indices must object, so that quick people who answer sensibly are not flagged. Random answers are found by
    ``mahalanobis`` only. The note on the largest change of a mean gives a band, never the change: that times n would
    be a person's score (blueprint 3.2d).
    """
    answers = responses_of(responses, "screen")
    chosen = [lookup(INDICES, name, what="careless index", argument="indices") for name in dict.fromkeys(indices)]
    own = _cutoffs(cutoffs or {}, chosen)
    if isinstance(flag_when, bool) or not isinstance(flag_when, int) or not 1 <= flag_when <= max(1, len(chosen)):
        raise UsageError(f"flag_when={flag_when!r}: give a whole number from 1 to {len(chosen)}, the indices used.")
    places = answers.positions(order if order is not None else answers.item_ids)
    rows = Rows(("role",), ScreeningResult.extra_columns())
    evidence = {index.id: np.full(len(answers), np.nan) for index in chosen}
    objections = np.zeros(len(answers), dtype=np.int64)
    grouping = grouping_of(answers, "role")
    for group in grouping.groups:
        sheet = _sheet(answers, places, group)
        for index in chosen:
            refused = index.refuses(sheet)
            values = np.full(group.rows.size, np.nan) if refused else index.value(sheet)
            hit = index.flagged(values, own.get(index.id))
            evidence[index.id][group.rows] = values
            objections[group.rows] += hit
            count = _counted(refused, int((~np.isnan(values)).sum()), int(hit.sum()), sheet.answers.shape[1])
            extra = {"cutoff": index.cutoff_text(own.get(index.id)), "source": _source(index, own)}
            _put(rows, answers, group, index.id, count, hit, extra)
        both = objections[group.rows] >= flag_when
        count = _counted("", group.rows.size, int(both.sum()), sheet.answers.shape[1])
        _put(rows, answers, group, FLAGGED, count, both, {"cutoff": f"at least {flag_when} of the indices"})
    flags = pd.Series(objections >= flag_when, index=answers.people.index, name="flagged")
    return ScreeningResult(
        rows.frame(),
        tuple(rows.cells),
        notes=_notes(answers, flags, grouping.groups, scores),
        provenance=provenance_of(
            answers,
            n_out=len(answers),
            indices=[index.id for index in chosen],
            flag_when=flag_when,
            cutoffs={index.id: own.get(index.id, index.cutoff) for index in chosen},
        ),
        policy=policy or Policy(),
        labels=labels_of(answers),
        flags=flags,
        evidence=pd.DataFrame(evidence, index=answers.people.index),
    )


def _counted(refused: str, n: int, flagged: int, k: int) -> Estimate:
    if refused:
        return Estimate.impossible(refused, n=n, k=k)
    return Estimate(float(flagged), n=n, k=k, method="count of people")


def _put(
    rows: Rows,
    responses: Responses,
    group: PeopleGroup,
    variant: str,
    count: Estimate,
    hit: npt.NDArray[np.bool_],
    extra: Mapping[str, object],
) -> None:
    """Put down one count. It tells of the people counted; where none is, of all who were looked at."""
    told = hit if hit.any() else np.ones(group.rows.size, dtype=bool)
    cell = Cell("count", (group.side(_ids(responses, group.rows[told])),))
    rows.add(group.keys, "flagged", count, cell, variant=variant, extra=extra)


def _sheet(responses: Responses, places: npt.NDArray[np.intp], group: PeopleGroup) -> Sheet:
    """Return a role's answers to the items of its form, in the order asked."""
    codes = responses.codes[np.ix_(places, group.rows)]
    on_form = (codes != NOT_PRESENTED).any(axis=1)
    answers = codes[on_form].T.astype(np.float64)
    answers[responses.is_missing[np.ix_(places, group.rows)][on_form].T] = np.nan
    if "duration" not in responses.people:
        return Sheet(answers)
    seconds = pd.to_numeric(responses.people["duration"].iloc[group.rows], errors="coerce")
    return Sheet(answers, seconds.to_numpy(dtype=np.float64, na_value=np.nan))


def _ids(responses: Responses, rows: npt.NDArray[np.intp]) -> frozenset[int]:
    return frozenset(responses.people.index.to_numpy(dtype=np.int64)[rows].tolist())


def _cutoffs(cutoffs: Mapping[str, float], chosen: Sequence[CarelessIndex]) -> dict[str, float]:
    known = {index.id: index for index in chosen}
    for name, value in cutoffs.items():
        lookup(known, name, what="index used here", argument="cutoffs")
        if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
            raise UsageError(f"cutoffs: {name}={value!r} is no number.")
    return {name: float(value) for name, value in cutoffs.items()}


def _source(index: CarelessIndex, own: Mapping[str, float]) -> str:
    return index.source.split("; cut-off")[0] + "; cut-off: set by the analyst" if index.id in own else index.source


def _notes(
    responses: Responses, flags: pd.Series[bool], groups: Sequence[PeopleGroup], scores: ScoreTable | None
) -> tuple[Note, ...]:
    """Say by how much at most the flagged forms move any mean of a role, as a band."""
    if not bool(flags.any()):
        return (Note("screened_none", "No form was flagged."),)
    table, flagged, largest = scores_of(responses, scores), flags.to_numpy(dtype=bool), 0.0
    for group in groups:
        kept = group.rows[~flagged[group.rows]]
        if min(kept.size, group.rows.size) < FLOOR_OTHER:
            continue
        for values in table.values:
            change = mean_of(values[group.rows]) - mean_of(values[kept])
            largest = max(largest, abs(change) if np.isfinite(change) else 0.0)
    band = next((f"by {limit} or more" for limit in ("0.05", "0.10") if largest < float(limit)), "")
    moved = f"moves no mean {band}" if band else "moves at least one mean by 0.10 or more"
    return (Note("screened_moved", "Flagged forms were kept. Leaving them out {moved}.", {"moved": moved}),)
