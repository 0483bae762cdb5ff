"""The block program against the rule written out item by item in exact arithmetic."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_instrument
from sdtclimate.scoring import array
from sdtclimate.scoring.plan import ScaleRule, compile_plan
from sdtclimate.scoring.score_table import SCORE_REASONS

CODES = [1, 2, 3, 4, 5, -91, -92, -93, -94, -95, -96]


def by_hand(
    answers: list[int], turned: list[bool], min_items: int, share: Fraction, apply: Fraction
) -> tuple[float, str]:
    k = len(answers)
    applicable = sum(a not in (-92, -95) for a in answers)
    given_answers = [6 - a if t else a for a, t in zip(answers, turned, strict=True) if a > 0]
    if all(a == -95 for a in answers):
        return math.nan, "not_presented"
    if applicable < max(min_items, math.ceil(k * apply)):
        return math.nan, "mostly_not_applicable"
    if len(given_answers) < max(min_items, math.ceil(share * applicable)):
        return math.nan, "too_few_answered"
    return float(Fraction(sum(given_answers), len(given_answers))), ""


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 9).flatmap(
        lambda k: st.tuples(
            st.lists(st.lists(st.sampled_from(CODES), min_size=k, max_size=k), min_size=1, max_size=12),
            st.lists(st.booleans(), min_size=k, max_size=k),
            st.integers(1, 4),
            st.sampled_from(["0.75", "0.8", "0.5", "1"]),
            st.sampled_from(["0.5", "0.75", "0"]),
        )
    )
)
def test_agrees_with_the_rule(drawn: tuple[list[list[int]], list[bool], int, str, str]) -> None:
    people, turned, min_items, share, apply = drawn
    items = [f"i{n}" for n in range(len(turned))]
    instrument = make_instrument({"s": items}, reverse={"s": [i for i, t in zip(items, turned, strict=True) if t]})
    subscale = replace(
        instrument.subscales["s"], min_items=min_items, min_answered=float(share), min_applicable=float(apply)
    )
    plan = compile_plan(replace(instrument, subscales={"s": subscale}))
    out = array.run(np.array(people, dtype=np.int8).T.copy(), items, plan.rules)
    expected = [by_hand(answers, turned, min_items, Fraction(share), Fraction(apply)) for answers in people]
    np.testing.assert_array_equal(out.values[0], [value for value, _ in expected])
    assert [SCORE_REASONS[r] for r in out.reasons[0]] == [why for _, why in expected]


def test_blocks_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    rules = compile_plan(make_instrument()).rules
    items = [item for rule in rules for item in rule.items]
    codes = rng.choice(np.array(CODES, dtype=np.int8), size=(8, 1000))
    whole = array.run(codes, items, rules)
    monkeypatch.setattr(array, "BLOCK", 37)
    parts = array.run(codes, items, rules)
    for one, other in zip(vars(whole).values(), vars(parts).values(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_nobody_and_nothing() -> None:
    rules = compile_plan(make_instrument()).rules
    assert array.run(np.empty((0, 0), np.int8), [], rules).values.shape == (2, 0)
    nothing = array.run(np.empty((0, 3), np.int8), [], rules)
    assert np.isnan(nothing.values).all()
    assert {SCORE_REASONS[r] for r in nothing.reasons.ravel()} == {"not_presented"}


def test_sums_of_many_items_do_not_overflow() -> None:
    items = [f"i{n}" for n in range(60)]
    rules = compile_plan(make_instrument({"s": items}, reverse={"s": items[::2]})).rules
    assert isinstance(rules[0], ScaleRule)
    codes = np.full((60, 2), 5, dtype=np.int8)
    codes[::2, 0] = 1
    assert array.run(codes, items, rules).values.tolist() == [[5.0, 3.0]]
