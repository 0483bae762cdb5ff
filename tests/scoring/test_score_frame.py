"""A bare frame of codes: whatever its dtype, the same scores; whatever is wrong, named."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from factories import make_instrument, make_responses
from sdtclimate.core.errors import CodeError, MappingError, UsageError
from sdtclimate.scoring.score import score


@pytest.fixture
def answers() -> pd.DataFrame:
    responses = make_responses(sites=["north"] * 25 + ["south"] * 25)
    frame = pd.DataFrame(responses.codes.T, columns=list(responses.item_ids))
    frame.iloc[3, 0], frame.iloc[7, 2], frame.iloc[9, 5] = -91, -92, -95
    frame["role"], frame["e_mail"] = responses.people["role"].to_numpy(), "someone@example.org"
    return frame


DTYPES = ["int8", "int64", "float32", "float64", "Int64", "Float64", "object", "str", "string", "category"]


@pytest.mark.parametrize("dtype", DTYPES)
def test_same_scores_from_any_dtype(answers: pd.DataFrame, dtype: str) -> None:
    instrument = make_instrument()
    base = score(answers, instrument)
    items = list(instrument.items)
    other = answers.copy()
    other[items] = other[items].astype(dtype)
    before = other.copy()
    table = score(other[other.columns[::-1]], instrument)
    np.testing.assert_array_equal(table.values, base.values)
    np.testing.assert_array_equal(table.reason_codes, base.reason_codes)
    pd.testing.assert_frame_equal(other, before)


def test_agrees_with_responses(answers: pd.DataFrame) -> None:
    instrument = make_instrument()
    codes = answers[list(instrument.items)].to_numpy().T
    responses = make_responses(instrument, codes=codes)
    np.testing.assert_array_equal(score(answers, instrument).values, score(responses).values)


def test_people_go_along_and_nothing_personal(answers: pd.DataFrame) -> None:
    frame = score(answers, make_instrument()).frame
    assert list(frame.columns)[:2] == ["role", "aa"]
    assert "e_mail" not in frame


def test_empty_cells_are_blank(answers: pd.DataFrame) -> None:
    instrument = make_instrument()
    holes = answers.astype(dict.fromkeys(instrument.items, "float64"))
    holes.loc[0, ["aa1", "aa2"]] = np.nan
    holes["bb1"] = holes["bb1"].astype(object)
    holes.loc[0, "bb1"] = None
    holes.loc[1, "bb1"] = "  "
    table = score(holes, instrument)
    assert np.isnan(table.of("aa")[0])
    assert table.answered[:, 0].tolist() == [2, 3]
    assert table.answered[1, 1] == 3


def test_undeclared_codes_are_named_all_at_once(answers: pd.DataFrame) -> None:
    answers.loc[[0, 1, 2], "aa1"] = 7
    answers["bb2"] = answers["bb2"].astype(object)
    answers.loc[4, "bb2"] = "Agree"
    answers.loc[5, "bb3"] = -99
    with pytest.raises(CodeError) as caught:
        score(answers, make_instrument())
    text = str(caught.value)
    assert "3 answers that tiny does not declare. Nothing was scored." in text
    assert "aa1  holds 7 (3 rows). Allowed: 1 to 5, and -91 to -96." in text
    assert "bb2  holds 'Agree' (1 row)" in text
    assert "read_responses" in text
    assert "bb3  holds -99 (1 row)" in text


def test_fractions_and_infinities_are_no_codes(answers: pd.DataFrame) -> None:
    answers = answers.astype({"aa1": float, "aa2": float})
    answers.loc[0, "aa1"], answers.loc[1, "aa2"] = 3.5, np.inf
    with pytest.raises(CodeError, match=r"holds 3\.5") as caught:
        score(answers, make_instrument())
    assert len(caught.value.faults) == 2


def test_foreign_codes_are_mapped_when_told(answers: pd.DataFrame) -> None:
    instrument = make_instrument()
    base = score(answers, instrument)
    foreign = answers.astype(dict.fromkeys(instrument.items, object))
    items = list(instrument.items)
    foreign[items] = foreign[items].map(lambda code: {-91: -99, -92: "N/A"}.get(code, code))
    table = score(foreign, instrument, missing_map={-99: -91, "N/A": "not_applicable"})
    np.testing.assert_array_equal(table.values, base.values)
    numbers = answers.replace({-91: -99})
    np.testing.assert_array_equal(score(numbers, instrument, missing_map={-99: -91}).values, base.values)
    with pytest.raises(UsageError, match=r"missing_map: -99 is mapped to -5\. Known reasons: -91 blank"):
        score(numbers, instrument, missing_map={-99: -5})


def test_missing_columns_are_named_with_the_nearest(answers: pd.DataFrame) -> None:
    instrument = make_instrument()
    lacking = answers.drop(columns="aa2").rename(columns={"bb1": "bb_1"})
    with pytest.raises(MappingError) as caught:
        score(lacking, instrument)
    text = str(caught.value)
    assert "6 of 8 items found among 9 columns. Nothing was scored." in text
    assert "Rename bb_1 to bb1 if it is the same question." in text
    assert 'Not asked: absent=["aa2"].' in text
    table = score(answers.drop(columns="aa2"), instrument, absent=["aa2"])
    assert set(table.frame["aa__reason"]) <= {"short_form", "too_few_answered", "mostly_not_applicable"}
    assert score(lacking, instrument, scales=["bb"], absent=["bb1"]).scales == ("bb",)
    with pytest.raises(UsageError, match="no item of these scales"):
        score(answers, instrument, absent=["zz9"])


def test_two_columns_of_one_name(answers: pd.DataFrame) -> None:
    twice = pd.concat([answers, answers[["aa1"]]], axis=1)
    with pytest.raises(MappingError, match="Two columns have this name"):
        score(twice, make_instrument())


def test_an_instrument_is_needed(answers: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="needs an instrument for a bare frame"):
        score(answers)


def test_options_of_reading_are_refused_for_responses() -> None:
    with pytest.raises(UsageError, match="read_responses"):
        score(make_responses(), missing_map={-99: -91})


def test_empty_frame_has_no_scores(answers: pd.DataFrame) -> None:
    table = score(answers.iloc[:0], make_instrument())
    assert len(table) == 0
    assert list(table.frame.columns)[:3] == ["role", "aa", "aa__pomp"]
