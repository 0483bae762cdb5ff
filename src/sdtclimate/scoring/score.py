"""`score`: from answers to scores, by the one rule that the instrument declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.loader import Source, load_instrument
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.array import run
from sdtclimate.scoring.composites import ScaleScores, combine
from sdtclimate.scoring.fields import field_scores
from sdtclimate.scoring.frame import codes_of_frame, people_of_frame
from sdtclimate.scoring.headcount import below_headcount
from sdtclimate.scoring.plan import Plan, compile_plan
from sdtclimate.scoring.score_table import SCORE_REASONS, ScoreTable


def score(
    data: Responses | pd.DataFrame,
    instrument: Source | Sequence[Source] | None = None,
    *,
    scales: Sequence[str] | None = None,
    missing_map: Mapping[object, object] | None = None,
    absent: Sequence[str] = (),
) -> ScoreTable:
    """Score answers on the scales of an instrument.

    Parameters
    ----------
    data : Responses, or DataFrame of n respondents x items
        A bare frame has one column an item, named by its id, that holds declared codes or reserved codes (-91 to
        -96); an empty cell is -91. Columns ``role``, ``form``, ``site``, ``wave`` and ``duration`` go along.
    instrument : Instrument, or what `load_instrument` takes, optional
        Needed for a bare frame. With Responses it may be a part of the instrument they were read with.
    scales : sequence of str, optional
        Ids of subscales and composites; all by default.
    missing_map : mapping, optional
        Only for a bare frame: foreign codes or texts to reasons for missing, ``{-99: -91}``.
    absent : sequence of str
        Only for a bare frame: items that were not asked. They count as not presented (-95).

    Returns
    -------
    ScoreTable
        In the unit of the scale, unrounded; NaN with a reason where there is no score.

    Raises
    ------
    UsageError
        For a wrong kind of data, an unknown scale, or a bare frame without an instrument.
    MappingError
        If an item has no column.
    CodeError
        If a cell holds a code that the instrument does not declare; all are named at once.
    UsageError
        If the keys of a measure are not confirmed: nothing is scored by guesses.

    Notes
    -----
    A reverse-keyed answer is low + high - x. With k items, applicable are k less those answered -92 (does not
    apply) or -95 (not presented). In this order: all -95 gives ``not_presented``; applicable below
    max(min_items, ceil(k min_applicable)) gives ``mostly_not_applicable``; answered below
    max(min_items, ceil(min_answered applicable)) gives ``too_few_answered``; else the score is the mean of the
    answered items. Nothing is imputed. A composite without enough parts has the reason of its parts where they
    share one, else ``part_missing``; for indices of answers see `scoring.composites.combine`. A score from a form
    that lacked an item is marked ``short_form``.
    Proxy scales are not scored where the site list names fewer PSWs than the form asks for (``below_headcount``).
    Scores do not depend on the order of rows or columns or on dtypes.

    Examples
    --------
    >>> import pandas as pd
    >>> import sdtclimate as sdt
    >>> answers = pd.DataFrame({"nb_rs2": [4], "nb_rs3": [5], "nb_rf1": [2], "nb_rf3": [-93]})
    >>> table = sdt.score(answers, "needs_brief", scales=["brief_rel"])
    >>> float(table.of("brief_rel")[0].round(4))
    4.3333
    """
    chosen = _instrument(data, instrument)
    plan = compile_plan(chosen, scales)
    if isinstance(data, Responses):
        _only_for_frames(missing_map=missing_map, absent=absent)
        _same_codes(data, chosen, plan)
        item_ids, codes, people = data.item_ids, data.codes, data.people
        hidden = below_headcount(data, chosen)
    elif isinstance(data, pd.DataFrame):
        item_ids, codes = codes_of_frame(data, chosen, plan.items, missing_map=missing_map, absent=absent)
        people, hidden = people_of_frame(data), {}
    else:
        raise UsageError(f"score() got a {type(data).__name__}. It takes Responses or a pandas DataFrame of codes.")
    scored = run(codes, item_ids, plan.rules)
    rows = {
        rule.scale: ScaleScores(scored.values[at], scored.answered[at], scored.reasons[at], scored.short_form[at])
        for at, rule in enumerate(plan.rules)
    }
    for scale, few in hidden.items():
        if scale in rows:
            _hide(rows[scale], few)
    for field in plan.fields:
        rows[field] = field_scores(field, data, people, chosen)
    for composite in plan.composites:
        rows[composite.id] = combine(composite, rows)
    kept = [rows[name] for name in plan.scales]
    if plan.scales == tuple(rule.scale for rule in plan.rules):
        return ScoreTable(
            chosen, plan.scales, scored.values, scored.answered, scored.reasons, scored.short_form, people
        )
    size = (len(kept), codes.shape[1])
    return ScoreTable(
        chosen,
        plan.scales,
        np.array([row.values for row in kept], np.float64).reshape(size),
        np.array([row.answered for row in kept], np.int8).reshape(size),
        np.array([row.reasons for row in kept], np.int8).reshape(size),
        np.array([row.short_form for row in kept], np.bool_).reshape(size),
        people,
    )


def _instrument(data: object, instrument: Source | Sequence[Source] | None) -> Instrument:
    if instrument is not None:
        return load_instrument(instrument)
    if isinstance(data, Responses):
        return data.instrument
    raise UsageError('score() needs an instrument for a bare frame: score(frame, "support_climate").')


def _only_for_frames(**given: object) -> None:
    for name, value in given.items():
        if value:
            raise UsageError(f"{name}= is for a bare frame. Give it to read_responses, which made these responses.")


def _same_codes(data: Responses, instrument: Instrument, plan: Plan) -> None:
    """Refuse to score answers by an instrument that gives their codes another meaning."""
    if instrument is data.instrument:
        return
    read = data.instrument
    for item in plan.items:
        if item not in data.item_ids:
            continue
        meant = read.answer_scales[read.items[item].answer_scale].codes
        asked = instrument.answer_scales[instrument.items[item].answer_scale].codes
        if meant != asked:
            raise UsageError(
                f"{item} was read with codes {meant[0]} to {meant[-1]} ({read.id}), but {instrument.id} declares "
                f"{asked[0]} to {asked[-1]}. Read the answers with {instrument.id}."
            )
    if plan.items and not set(plan.items) & set(data.item_ids):
        raise UsageError(f"These responses hold no item of {instrument.id}. They were read with {read.id}.")


def _hide(row: ScaleScores, few: npt.NDArray[np.bool_]) -> None:
    row.values[few] = np.nan
    row.reasons[few] = SCORE_REASONS.index("below_headcount")
    row.short_form[few] = False
