"""The scoring rule of an instrument, compiled once: which items, which turned, how many must be answered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.instrument.model import Composite, Instrument, Subscale
from sdtclimate.scoring.pomp import scale_range
from sdtclimate.scoring.score_table import SCORE_REASONS

SCORABLE = ("ordinal", "count")
"""Kinds of answer scale whose codes may be averaged."""


@dataclass(frozen=True)
class ScaleRule:
    """How one subscale is scored.

    Parameters
    ----------
    scale : str
    items : tuple of str, k items
    turned : tuple of bool
        Which items are reverse-keyed in this subscale: x' = low + high - x.
    low, high : int
        Lowest and highest declared code.
    applicable_needed : int
        Fewest applicable items (k less those answered -92 or -95).
    answered_needed : tuple of int
        Fewest answered items; the position is the number of applicable items.
    skippable : tuple of bool
        Items that a skip rule may set to -95: their absence tells nothing of the version of the form.
    """

    scale: str
    items: tuple[str, ...]
    turned: tuple[bool, ...]
    low: int
    high: int
    applicable_needed: int
    answered_needed: tuple[int, ...]
    skippable: tuple[bool, ...]

    @property
    def k(self) -> int:
        """Items of the subscale."""
        return len(self.items)

    @property
    def ends(self) -> int:
        """What a reverse-keyed answer is taken from."""
        return self.low + self.high

    @cached_property
    def reasons(self) -> npt.NDArray[np.int8]:
        """Reason code for each (applicable, answered), both 0 to k; 0 where there is a score."""
        table = np.zeros((self.k + 1, self.k + 1), dtype=np.int8)
        answered = np.arange(self.k + 1)
        for applicable, needed in enumerate(self.answered_needed):
            table[applicable, answered < needed] = SCORE_REASONS.index("too_few_answered")
        table[: self.applicable_needed] = SCORE_REASONS.index("mostly_not_applicable")
        return table


@dataclass(frozen=True)
class Plan:
    """All that is needed to score an instrument, without its words.

    Parameters
    ----------
    scales : tuple of str
        Subscales and composites that were asked for, in the order of the instrument.
    rules : tuple of ScaleRule
        Subscales to score, those that composites need among them.
    composites : tuple of Composite
        Composites to score, each after its parts.
    fields : tuple of str
        Descriptive fields that an index is made of.
    """

    scales: tuple[str, ...]
    rules: tuple[ScaleRule, ...]
    composites: tuple[Composite, ...]
    fields: tuple[str, ...] = ()

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Items that the plan reads, each once."""
        return tuple(dict.fromkeys(item for rule in self.rules for item in rule.items))


def compile_plan(instrument: Instrument, scales: Sequence[str] | None = None) -> Plan:
    """Compile the scoring rule of `instrument`, for all its scales or for those named.

    Parameters
    ----------
    instrument : Instrument
    scales : sequence of str, optional
        Ids of subscales and composites. The parts of a composite are scored with it but not returned.

    Raises
    ------
    UsageError
        If a scale does not exist, cannot be averaged, a composite is made of itself, or the keys of a measure are
        not confirmed.

    Notes
    -----
    Each item that an index is made of is a scale of one item: with a code, or the reason why there is none.
    """
    _refuse_unconfirmed(instrument, scales)
    known = {**instrument.subscales, **instrument.composites}
    names = list(known) if scales is None else [scales] if isinstance(scales, str) else list(scales)
    wanted = {name: lookup(known, name, what="scale", argument="scales") for name in names}
    subscales: dict[str, Subscale] = {}
    composites: dict[str, Composite] = {}
    for name in wanted:
        _gather(name, instrument, subscales, composites, ())
    skipped = _skip_targets(instrument)
    single = dict.fromkeys(item for composite in composites.values() for item in composite.items)
    return Plan(
        scales=tuple(name for name in known if name in wanted),
        rules=(
            *(_rule(instrument, subscale, skipped) for n, subscale in instrument.subscales.items() if n in subscales),
            *(_rule_of_one(instrument, item, skipped) for item in single if not instrument.items[item].is_field),
        ),
        composites=tuple(composites.values()),
        fields=tuple(item for item in single if instrument.items[item].is_field),
    )


def at_least(share: float, of: int) -> int:
    """Return the smallest whole number that is at least `share` of `of`; 0.55 of 20 is 11."""
    # The product of a decimal share and a count can miss a whole number by one rounding error.
    return math.ceil(round(share * of, 9))


def _rule(instrument: Instrument, subscale: Subscale, skipped: frozenset[str]) -> ScaleRule:
    answers = instrument.answer_scale_of(subscale.id)
    if answers.kind not in SCORABLE:
        raise UsageError(
            f"{subscale.id} cannot be scored: its answers ({answers.id}) are of kind {answers.kind}. "
            f"Scores are made of {' or '.join(SCORABLE)} answers."
        )
    if subscale.score != "mean":
        raise UsageError(f"{subscale.id} has score: {subscale.score}. Known: mean.")
    k = len(subscale.items)
    fewest = max(1, subscale.min_items)
    low, high = scale_range(instrument, subscale.id)
    return ScaleRule(
        scale=subscale.id,
        items=subscale.items,
        turned=tuple(item in subscale.reverse for item in subscale.items),
        low=int(low),
        high=int(high),
        applicable_needed=max(fewest, at_least(subscale.min_applicable, k)),
        answered_needed=tuple(max(fewest, at_least(subscale.min_answered, a)) for a in range(k + 1)),
        skippable=tuple(item in skipped for item in subscale.items),
    )


def _rule_of_one(instrument: Instrument, item: str, skipped: frozenset[str]) -> ScaleRule:
    answers = instrument.answer_scales[instrument.items[item].answer_scale]
    return ScaleRule(item, (item,), (False,), answers.low, answers.high, 1, (1, 1), (item in skipped,))


def _refuse_unconfirmed(instrument: Instrument, scales: Sequence[str] | None) -> None:
    if not instrument.unconfirmed or (scales is not None and instrument.parts):
        return
    said = ", ".join(f"{part.id} ({'; '.join(part.keys.unconfirmed)})" for part in instrument.unconfirmed)
    fix = "Score the others by naming them: scales=[…]." if instrument.parts else "Its answers can be read, not scored."
    raise UsageError(f"Keys that are not confirmed are not used for scoring. Not known for {said}. {fix}")


def _gather(
    name: str,
    instrument: Instrument,
    subscales: dict[str, Subscale],
    composites: dict[str, Composite],
    above: tuple[str, ...],
) -> None:
    if name in instrument.subscales:
        subscales[name] = instrument.subscales[name]
        return
    if name in above:
        raise UsageError(f"The composite {name} is made of itself: {' of '.join([*above, name])}.")
    if name in composites:
        return
    composite = lookup(instrument.composites, name, what="scale", argument="parts")
    for part in composite.parts:
        _gather(part, instrument, subscales, composites, (*above, name))
    composites[name] = composite


def _skip_targets(instrument: Instrument) -> frozenset[str]:
    targets: set[str] = set()
    for rule in instrument.skip:
        items = rule.get("set", ())
        targets.update(map(str, items) if isinstance(items, list | tuple) else [str(items)])
    return frozenset(targets)
