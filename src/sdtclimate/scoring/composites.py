"""Scores made of scores: means, weighted sums and differences of subscales and of other composites."""

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
Weights = tuple[float, ...]
PART_MISSING: Final = SCORE_REASONS.index("part_missing")


@dataclass(frozen=True, eq=False)
class ScaleScores:
    """Scores of all respondents on one scale."""

    values: FloatArray
    answered: npt.NDArray[np.int8]
    reasons: npt.NDArray[np.int8]
    short_form: npt.NDArray[np.bool_]


def _mean(parts: FloatArray, _weights: Weights) -> FloatArray:
    there = ~np.isnan(parts)
    total = np.zeros(parts.shape[1])
    for part, has in zip(parts, there, strict=True):  # one order of adding, whatever the length of the arrays
        total += np.where(has, part, 0.0)
    mean: FloatArray = np.divide(total, np.maximum(there.sum(axis=0), 1))
    return mean


def _weighted(parts: FloatArray, weights: Weights) -> FloatArray:
    total = np.zeros(parts.shape[1])
    for weight, part in zip(weights, parts, strict=True):
        total += weight * part
    return total


def _difference(parts: FloatArray, _weights: Weights) -> FloatArray:
    first, second = parts
    difference: FloatArray = np.subtract(first, second)
    return difference


RULES: Final[dict[str, Callable[[FloatArray, Weights], FloatArray]]] = {
    "mean": _mean,
    "weighted": _weighted,
    "difference": _difference,
}


def parts_needed(composite: Composite) -> int:
    """Return how many parts must have a score: ``require`` of a mean, all of anything else."""
    if composite.rule == "mean" and composite.require:
        return composite.require
    return len(composite.parts)


def combine(composite: Composite, parts: Mapping[str, ScaleScores]) -> ScaleScores:
    """Score one composite from the scores of its parts.

    Parameters
    ----------
    composite : Composite
        With rule ``mean`` of the parts that have a score, ``weighted`` sum, or ``difference`` first - second.
    parts : mapping of scale id to ScaleScores

    Returns
    -------
    ScaleScores
        `answered` counts parts with a score. Without a score the reason is that of the parts where all lack
        one for the same reason, else ``part_missing``. A composite of a short-form part is short-form.
    """
    rule = lookup(RULES, composite.rule, what="rule of a composite", argument="rule")
    used = [parts[name] for name in composite.parts]
    values = np.array([part.values for part in used])
    answered = (~np.isnan(values)).sum(axis=0).astype(np.int8)
    short = np.any([part.short_form for part in used], axis=0)
    reasons = np.zeros(answered.shape, dtype=np.int8)
    lacking = answered < parts_needed(composite)
    causes = np.array([part.reasons for part in used])
    alike = (causes == causes[0]).all(axis=0) & (causes[0] > 0)
    reasons[lacking] = np.where(alike, causes[0], PART_MISSING)[lacking]
    return ScaleScores(np.where(lacking, np.nan, rule(values, composite.weights)), answered, reasons, short & ~lacking)
