"""The rule of blueprint 2.2, worked by hand: each reason for missing once."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from factories import make_instrument, make_responses
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.model import AnswerScale, Instrument
from sdtclimate.scoring.plan import at_least, compile_plan
from sdtclimate.scoring.score import score
from sdtclimate.scoring.score_table import SCORE_REASONS, ScoreTable

FOUR = {"rel": ["a", "b", "c", "d"]}


def scored(answers: list[list[int]], instrument: Instrument) -> ScoreTable:
    codes = np.array(answers, dtype=np.int8).T
    return score(make_responses(instrument, roles=("psw",) * len(answers), codes=codes))


def reason(table: ScoreTable, person: int, scale: int = 0) -> str:
    return SCORE_REASONS[int(table.reason_codes[scale, person])]


@pytest.mark.parametrize(
    ("answers", "value", "pomp", "why"),
    [
        ([4, 5, 2, -93], 13 / 3, 250 / 3, ""),
        ([4, -92, -92, -92], math.nan, math.nan, "mostly_not_applicable"),
        ([4, 5, -92, -92], math.nan, math.nan, "mostly_not_applicable"),
        ([4, 5, -91, -93], math.nan, math.nan, "too_few_answered"),
    ],
)
def test_worked_checks_of_the_blueprint(answers: list[int], value: float, pomp: float, why: str) -> None:
    instrument = make_instrument(FOUR, reverse={"rel": ["c", "d"]})
    table = scored([answers], instrument)
    np.testing.assert_allclose(table.of("rel"), [value], rtol=1e-15)
    np.testing.assert_allclose(table.frame["rel__pomp"], [pomp], rtol=1e-15)
    assert table.frame["rel__reason"].tolist() == [why]


# Four items, d reversed on 1 to 5; 3 answered are needed, and 3 applicable. Worked by hand.
TWELVE = [
    ([4, 5, 2, 1], (4 + 5 + 2 + 5) / 4, 4, ""),
    ([4, 5, 2, -91], 11 / 3, 3, ""),
    ([4, 5, -91, -91], math.nan, 2, "too_few_answered"),
    ([4, -92, -92, -92], math.nan, 1, "mostly_not_applicable"),
    ([4, 5, 2, -92], 11 / 3, 3, ""),
    ([4, 5, -92, -93], math.nan, 2, "too_few_answered"),
    ([-95, -95, -95, -95], math.nan, 0, "not_presented"),
    ([4, -95, 2, 1], 11 / 3, 3, "short_form"),
    ([-93, -93, -93, -93], math.nan, 0, "too_few_answered"),
    ([-94, 4, 5, 3], 12 / 3, 3, ""),
    ([-96, 1, 1, 5], 1.0, 3, ""),
    ([-95, -92, -95, -95], math.nan, 0, "mostly_not_applicable"),
]


def test_twelve_respondents() -> None:
    table = scored([answers for answers, *_ in TWELVE], make_instrument(FOUR))
    np.testing.assert_allclose(table.of("rel"), [value for _, value, *_ in TWELVE], rtol=1e-15)
    assert table.answered[0].tolist() == [count for _, _, count, _ in TWELVE]
    assert table.frame["rel__reason"].tolist() == [why for *_, why in TWELVE]
    assert table.short_form[0].tolist() == [why == "short_form" for *_, why in TWELVE]


@pytest.mark.parametrize(("k", "needed"), [(4, 3), (5, 4), (6, 5)])
def test_items_needed_when_all_apply(k: int, needed: int) -> None:
    items = [f"i{n}" for n in range(k)]
    rows = [[3] * answered + [-91] * (k - answered) for answered in range(k + 1)]
    table = scored(rows, make_instrument({"s": items}, reverse={}))
    assert np.isnan(table.of("s")).tolist() == [answered < needed for answered in range(k + 1)]


def test_not_applicable_lowers_what_is_needed() -> None:
    # 6 items, 2 do not apply: 4 applicable, ceil(.75 * 4) = 3 needed. 4 do not apply: 2 < max(3, ceil(6 / 2)).
    instrument = make_instrument({"s": ["a", "b", "c", "d", "e", "f"]}, reverse={})
    rows = [[1, 2, 3, -91, -92, -92], [1, 2, -91, -91, -92, -92], [1, 2, -92, -92, -92, -92]]
    table = scored(rows, instrument)
    assert table.of("s")[0] == 2.0
    assert [reason(table, person) for person in range(3)] == ["", "too_few_answered", "mostly_not_applicable"]


def test_a_decimal_share_does_not_ask_one_item_more() -> None:
    assert at_least(0.55, 20) == 11
    assert at_least(0.75, 4) == 3
    assert at_least(0.8, 6) == 5
    assert at_least(0.0, 6) == 0


def test_an_item_the_responses_lack_counts_as_not_presented() -> None:
    instrument = make_instrument(FOUR)
    full = make_responses(
        instrument, roles=("psw",) * 3, codes=np.array([[4, 4, 4], [5, 5, 5], [2, 2, -91], [1, 1, 1]])
    )
    without_d = replace(full, item_ids=("a", "b", "c"), codes=full.codes[:3])
    table = score(without_d)
    np.testing.assert_allclose(table.of("rel"), [11 / 3, 11 / 3, np.nan])
    assert table.frame["rel__reason"].tolist() == ["short_form", "short_form", "too_few_answered"]


def test_an_item_that_a_skip_rule_left_out_makes_no_short_form() -> None:
    instrument = replace(make_instrument(FOUR), skip=({"if": "a == 1", "set": ["d"], "to": -95},))
    table = scored([[1, 5, 2, -95], [4, -95, 2, 1]], instrument)
    assert table.short_form[0].tolist() == [False, True]


def test_scores_do_not_depend_on_order_or_type() -> None:
    instrument = make_instrument()
    responses = make_responses(instrument)
    codes = responses.codes.copy()
    codes[0, ::3], codes[5, ::4], codes[2, ::5] = -91, -92, -95
    base = score(replace(responses, codes=codes))
    rows = np.random.default_rng(3).permutation(len(responses))
    turned = replace(
        responses,
        codes=np.ascontiguousarray(codes[::-1][:, rows]).astype(np.int32),
        item_ids=responses.item_ids[::-1],
        people=responses.people.iloc[rows],
    )
    moved = score(turned)
    np.testing.assert_array_equal(moved.values, base.values[:, rows])
    np.testing.assert_array_equal(moved.reason_codes, base.reason_codes[:, rows])
    np.testing.assert_array_equal(moved.short_form, base.short_form[:, rows])


def test_wide_answer_scales_and_negative_codes() -> None:
    for low, high in [(0, 100), (-3, 3), (1, 127), (0, 1000)]:
        instrument = make_instrument({"s": ["a", "b", "c"]}, reverse={"s": ["c"]}, low=low, high=high)
        codes = np.array([[high, low], [high, low], [low, high]], dtype=np.int16)
        table = score(make_responses_wide(instrument, codes))
        assert table.of("s").tolist() == [high, low]
        assert table.frame["s__pomp"].tolist() == [100.0, 0.0]


def make_responses_wide(instrument: Instrument, codes: np.ndarray):
    kind = np.int8 if codes.max() <= 127 else np.int16
    made = make_responses(instrument, roles=("psw",) * codes.shape[1], codes=np.ones_like(codes))
    return replace(made, codes=codes.astype(kind))


def test_scales_are_chosen_by_name() -> None:
    responses = make_responses()
    assert score(responses, scales=["bb"]).scales == ("bb",)
    with pytest.raises(UsageError, match=r"Did you mean bb\?"):
        score(responses, scales=["bbb"])


def test_a_scale_without_order_is_refused() -> None:
    instrument = make_instrument(FOUR)
    answers = AnswerScale("answers", "choice", (1, 2, 3, 4, 5), {})
    with pytest.raises(UsageError, match="of kind choice"):
        compile_plan(replace(instrument, answer_scales={"answers": answers}))


def test_wrong_data_is_named() -> None:
    with pytest.raises(UsageError, match="score\\(\\) got a list"):
        score([[1, 2]], make_instrument())  # type: ignore[arg-type]
