"""Scores made of scores (means, weighted sums, differences), and indices made straight of answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.registry import lookup
from sdtclimate.instrument.model import Composite
from sdtclimate.scoring.score_table import SCORE_REASONS

FloatArray = npt.NDArray[np.float64]
PART_MISSING: Final = SCORE_REASONS.index("part_missing")
NOT_PRESENTED: Final = SCORE_REASONS.index("not_presented")
NOT_APPLICABLE: Final = SCORE_REASONS.index("mostly_not_applicable")
TOO_FEW: Final = SCORE_REASONS.index("too_few_answered")
APPLICABLE: Final = 0.5
"""Share of the items of a share that must apply; as for subscales."""
ANSWERED: Final = 0.75
"""Share of the applicable items of a share that must be answered; as for subscales."""


@dataclass(frozen=True, eq=False)
class ScaleScores:
    """Scores of all respondents on one scale."""

    values: FloatArray
    answered: npt.NDArray[np.int8]
    reasons: npt.NDArray[np.int8]
    short_form: npt.NDArray[np.bool_]


def _mean(parts: FloatArray, _composite: Composite) -> FloatArray:
    there = ~np.isnan(parts)
    total = np.zeros(parts.shape[1])
    for part, has in zip(parts, there, strict=True):  # one order of adding, whatever the length of the arrays
        total += np.where(has, part, 0.0)
    mean: FloatArray = np.divide(total, np.maximum(there.sum(axis=0), 1))
    return mean


def _weighted(parts: FloatArray, composite: Composite) -> FloatArray:
    total = np.zeros(parts.shape[1])
    for weight, part in zip(composite.weights, parts, strict=True):
        total += weight * part
    return total


def _difference(parts: FloatArray, _composite: Composite) -> FloatArray:
    first, second = parts
    difference: FloatArray = np.subtract(first, second)
    return difference


def _count(parts: FloatArray, composite: Composite) -> FloatArray:
    counted: FloatArray = np.isin(parts, composite.codes).sum(axis=0).astype(np.float64)
    return counted


def _share(parts: FloatArray, composite: Composite) -> FloatArray:
    there = (~np.isnan(parts)).sum(axis=0)
    share: FloatArray = np.divide(_count(parts, composite), np.maximum(there, 1))
    return share


def _ratio(parts: FloatArray, composite: Composite) -> FloatArray:
    above = np.array([item in composite.of for item in composite.items])
    total = parts.sum(axis=0)
    ratio: FloatArray = np.divide(parts[above].sum(axis=0), total, out=np.full(total.shape, np.nan), where=total > 0)
    return ratio


def _range(parts: FloatArray, _composite: Composite) -> FloatArray:
    width: FloatArray = np.subtract(parts.max(axis=0), parts.min(axis=0))
    return width


RULES: Final[dict[str, Callable[[FloatArray, Composite], FloatArray]]] = {
    "mean": _mean,
    "weighted": _weighted,
    "difference": _difference,
    "count": _count,
    "share": _share,
    "ratio": _ratio,
    "range": _range,
}


def parts_needed(composite: Composite) -> int:
    """Return how many parts must be there: ``require`` of a mean and of a share, all of anything else."""
    if composite.rule in ("mean", "share") and composite.require:
        return composite.require
    return len(composite.parts or composite.items)


def combine(composite: Composite, parts: Mapping[str, ScaleScores]) -> ScaleScores:
    """Score one composite from the scores of its parts.

    Parameters
    ----------
    composite : Composite
        With rule ``mean`` of the parts that have a score, ``weighted`` sum, or ``difference`` first - second; of
        items ``mean``, ``count`` of answers among `codes`, ``share`` of the answered items whose answer is among
        `codes`, ``ratio`` (sum of the items under `of`) / (sum of all), or ``range`` highest - lowest answer.
    parts : mapping of scale or item id to ScaleScores

    Returns
    -------
    ScaleScores
        `answered` counts parts with a score. Without a score the reason is that of the parts where all lack
        one for the same reason, else ``part_missing``. A composite of a short-form part is short-form.

    Notes
    -----
    A share follows the rule of subscales: with k items, applicable are those without -92 and -95; fewer than
    max(require, ceil(k / 2)) of them give ``mostly_not_applicable``, fewer answered than
    max(require, ceil(.75 applicable)) give ``too_few_answered``. All other indices need all their items. A ratio of
    answers that are all 0 is no number: ``mostly_not_applicable``.
    """
    rule = lookup(RULES, composite.rule, what="rule of a composite", argument="rule")
    used = [parts[name] for name in (*composite.parts, *composite.items)]
    values = np.array([part.values for part in used])
    answered = (~np.isnan(values)).sum(axis=0).astype(np.int8)
    short = np.any([part.short_form for part in used], axis=0)
    causes = np.array([part.reasons for part in used])
    if composite.rule == "share":
        reasons = _reasons_of_share(composite, causes, answered)
        short |= (causes == NOT_PRESENTED).any(axis=0)
    else:
        reasons = np.zeros(answered.shape, dtype=np.int8)
        lacking = answered < parts_needed(composite)
        alike = (causes == causes[0]).all(axis=0) & (causes[0] > 0)
        reasons[lacking] = np.where(alike, causes[0], PART_MISSING)[lacking]
    made = np.where(reasons > 0, np.nan, rule(values, composite))
    reasons[np.isnan(made) & (reasons == 0)] = NOT_APPLICABLE
    return ScaleScores(made, answered, reasons, short & (reasons == 0))


def _reasons_of_share(
    composite: Composite, causes: npt.NDArray[np.int8], answered: npt.NDArray[np.int8]
) -> npt.NDArray[np.int8]:
    k, fewest = len(composite.items), parts_needed(composite)
    absent = (causes == NOT_PRESENTED).sum(axis=0)
    applicable = k - absent - (causes == NOT_APPLICABLE).sum(axis=0)
    reasons = np.zeros(answered.shape, dtype=np.int8)
    reasons[answered < np.maximum(fewest, np.ceil(ANSWERED * applicable))] = TOO_FEW
    reasons[applicable < max(fewest, np.ceil(APPLICABLE * k))] = NOT_APPLICABLE
    reasons[absent == k] = NOT_PRESENTED
    return reasons
