"""How one respondent's score came about, step by step, for the holder of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sdtclimate.core.errors import UsageError
from sdtclimate.core.terms import MISSING_CODES, NOT_APPLICABLE, NOT_PRESENTED
from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.composites import parts_needed
from sdtclimate.scoring.plan import ScaleRule, compile_plan
from sdtclimate.scoring.score import score
from sdtclimate.scoring.score_table import SCORE_REASONS


@dataclass(frozen=True)
class Explanation:
    """The steps from a person's answers to a score.

    Parameters
    ----------
    scale : str
    respondent : object
        Index label in ``Responses.people``.
    steps : tuple of str
        In the order of the rule.
    value : float
        The score, NaN where there is none.
    reason : str
        Why there is none; empty where there is one.

    Notes
    -----
    This shows a single person's answers. It is yours to guard; no report takes it.
    """

    scale: str
    respondent: object
    steps: tuple[str, ...]
    value: float
    reason: str

    def __str__(self) -> str:
        return "\n".join([f"{self.scale}, respondent {self.respondent}", *(f"  {step}" for step in self.steps)])

    def __repr__(self) -> str:
        return str(self)


def explain(responses: Responses, respondent: object, scale: str, instrument: Instrument | None = None) -> Explanation:
    """Explain one respondent's score on one scale.

    Parameters
    ----------
    responses : Responses
    respondent : object
        Index label in ``responses.people``.
    scale : str
        Id of a subscale or composite.
    instrument : Instrument, optional
        The one that `score` was given, if any.

    Raises
    ------
    UsageError
        If there is no such respondent or scale.
    """
    chosen = instrument or responses.instrument
    at = np.flatnonzero(responses.people.index == respondent)
    if at.size != 1:
        raise UsageError(f"respondent={respondent!r}: {at.size} people have this label in responses.people.index.")
    plan = compile_plan(chosen, [scale])
    # Scored with everybody else: a head count is that of the whole site.
    table = score(responses, chosen, scales=[*_with_parts(chosen, scale)])
    found = table.scales.index(scale)
    value = float(table.values[found, at[0]])
    reason = SCORE_REASONS[int(table.reason_codes[found, at[0]])]
    composite = chosen.composites.get(scale)
    if composite is not None:
        scores = {part: float(table.of(part)[at[0]]) for part in composite.parts}
        scores |= {item: _answer(responses, item, int(at[0])) for item in composite.items}
        steps = _composite_steps(composite, scores)
    else:
        answers = {
            item: int(responses.codes[responses.item_ids.index(item), at[0]])
            if item in responses.item_ids
            else NOT_PRESENTED
            for item in plan.rules[0].items
        }
        steps = _subscale_steps(plan.rules[0], list(answers.values()))
    steps.append(f"no score: {reason}" if reason else f"score {value:.4f}")
    if table.short_form[found, at[0]]:
        steps.append("marked short_form: the form lacked an item")
    return Explanation(scale, respondent, tuple(steps), value, reason)


def _answer(responses: Responses, item: str, at: int) -> float:
    """Return the answer to an item or field of an index, NaN where there is none."""
    if item in responses.item_ids:
        code = int(responses.codes[responses.item_ids.index(item), at])
        return float("nan") if code in MISSING_CODES else float(code)
    known = item in responses.fields and responses.fields[item].notna().iloc[at]
    return float(responses.fields[item].iloc[at]) if known else float("nan")


def _with_parts(instrument: Instrument, scale: str) -> tuple[str, ...]:
    composite = instrument.composites.get(scale)
    return (scale,) if composite is None else (scale, *composite.parts)


def _subscale_steps(rule: ScaleRule, answers: Sequence[int]) -> list[str]:
    steps, turned_answers = [], []
    for item, turned, answer in zip(rule.items, rule.turned, answers, strict=True):
        if answer in MISSING_CODES:
            steps.append(f"{item}: {answer} {MISSING_CODES[answer]}")
            continue
        turned_answers.append(rule.ends - answer if turned else answer)
        how = f", turned {rule.low} + {rule.high} - {answer} = {turned_answers[-1]}" if turned else ""
        steps.append(f"{item}: {answer}{how}")
    applicable = rule.k - sum(answer in (NOT_APPLICABLE, NOT_PRESENTED) for answer in answers)
    steps.append(f"applicable {applicable} of {rule.k}, needed {rule.applicable_needed}")
    if applicable >= rule.applicable_needed:
        steps.append(
            f"answered {len(turned_answers)} of {applicable} applicable, needed {rule.answered_needed[applicable]}"
        )
    if turned_answers:
        steps.append(f"mean of answered {sum(turned_answers)} / {len(turned_answers)}")
    return steps


def _composite_steps(composite: Composite, scores: dict[str, float]) -> list[str]:
    steps = [f"{part}: {'no score' if np.isnan(value) else format(value, '.4f')}" for part, value in scores.items()]
    if composite.items:
        return [*(step.replace("no score", "no answer").replace(".0000", "") for step in steps), _index_step(composite)]
    weights = f" with weights {', '.join(format(w, 'g') for w in composite.weights)}" if composite.weights else ""
    there = sum(not np.isnan(value) for value in scores.values())
    return [
        *steps,
        f"{composite.rule} of parts{weights}: {there} of {len(scores)} there, needed {parts_needed(composite)}",
    ]


def _index_step(composite: Composite) -> str:
    codes = f" of answers {', '.join(map(str, composite.codes))}" if composite.codes else ""
    above = f" of {', '.join(composite.of)} in the sum of all" if composite.of else ""
    return f"{composite.rule}{codes}{above}: needed {parts_needed(composite)} of {len(composite.items)} items"
