"""Genuine files that nobody here wrote, through the same door."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from sdtclimate.core.errors import CodeError, ReadingError

DATA = Path(__file__).parents[1] / "data"
PLAY = DATA / "open_play" / "survey_biweekly.csv.gz"
COUNTRY = {"country": {"file": str(DATA / "open_play" / "pid_country.csv"), "key": "pid", "column": "country"}}
TEACHERS = ["Choose", "Decide", "Task", "Listen", "Help", "Accept", "Understand"]


def test_open_play_over_all_waves_lists_skipped_blocks_and_repeats() -> None:
    got = sdt.read_responses(PLAY, "bangs18", people=COUNTRY)
    assert got.ledger.n_in == 7038
    assert got.ledger.counts() == {"empty": 513, "duplicate": 31}
    assert got.ledger.holds() == {"empty": 513, "duplicate": 98}
    assert len(got) == 7038 - 513 - 31
    assert got.ledger.adds_up()
    assert any(
        "98 rows repeat a person and wave (by pid); the last complete one is kept" in r for r in got.ledger.remarks
    )
    assert any("111 of 1973 keys (186 rows) have no match in pid_country.csv" in r for r in got.ledger.remarks)
    assert got.people["country"].isna().any()
    assert set(got.people["country"].dropna()) == {"US", "UK"}
    assert got.ledger.personal == ("pid",)


def test_what_is_kept_can_be_changed() -> None:
    assert len(sdt.read_responses(PLAY, "bangs18", duplicates="keep")) == 7038 - 513
    assert len(sdt.read_responses(PLAY, "bangs18", empty="keep")) == 7038 - 98
    assert len(sdt.read_responses(PLAY, "bangs18", empty="keep", duplicates="keep")) == 7038
    with pytest.raises(ReadingError, match="98 rows repeat a person"):
        sdt.read_responses(PLAY, "bangs18", duplicates="error")


def test_open_play_first_wave_holds_the_same_codes_as_the_file() -> None:
    got = sdt.read_responses(PLAY, "bangs18", where={"wave": 1})
    assert got.ledger.counts() == {"filtered": 5183, "empty": 176, "duplicate": 22}
    raw = pd.read_csv(PLAY)
    mine = raw.iloc[got.line_of - 2]
    np.testing.assert_array_equal(got.codes.T, mine[[f"bangs_{i}" for i in range(1, 19)]].to_numpy())
    np.testing.assert_array_equal(got.people["duration"], mine["survey_duration"])
    assert not mine.duplicated("pid").any()
    # The row that stands is the last of those with answers.
    first = raw[(raw["wave"] == 1) & raw["bangs_1"].notna()]
    assert sorted(first.drop_duplicates("pid", keep="last").index + 2) == sorted(got.line_of)


def test_teachers_are_one_unnamed_scale_and_nothing_is_turned_twice() -> None:
    got = sdt.read_responses(DATA / "autonomy_support_teachers.csv", items=TEACHERS, answers=(1, 5))
    raw = pd.read_csv(DATA / "autonomy_support_teachers.csv")
    np.testing.assert_array_equal(got.codes.T, raw[TEACHERS].to_numpy())
    assert got.instrument.subscales["scale"].reverse == ()
    assert got.ledger.extra == ("Teacher",)
    by_teacher = sdt.read_responses(
        DATA / "autonomy_support_teachers.csv", items=TEACHERS, answers=(1, 5), people={"teacher": "Teacher"}
    )
    assert by_teacher.people["teacher"].nunique() == 14


@pytest.mark.parametrize("kind", ["insights2016", "legacy"])
def test_a_qualtrics_pair_of_test_answers(kind: str) -> None:
    path = DATA / "qualtrics" / f"matrix_single_{kind}.csv"
    items = ["Q2_1", "Q2_2", "Q2_3"]
    with pytest.raises(ReadingError, match=r'all 5 rows are previews or tests of the survey.*previews="keep"'):
        sdt.read_responses(path, items=items, answers=(1, 5))
    got = sdt.read_responses(path, items=items, answers=(1, 5), previews="keep")
    assert got.codes.tolist() == [[3, 4, 2, 4, 3], [4, 4, 3, 2, 3], [4, 3, 1, 2, 1]]
    assert len(got.ledger.personal) >= 6


def test_the_pair_holds_the_same_answers_under_other_names() -> None:
    new, old = (
        sdt.read_responses(
            DATA / "qualtrics" / f"matrix_single_{kind}.csv",
            items=["a", "b", "c"],
            answers=(1, 4),
            previews="keep",
            columns=dict(zip("abc", names, strict=True)),
        )
        for kind, names in [
            ("insights2016", ["Q3_question_one", "Q3_question_two", "Q3_question_three"]),
            ("legacy", ["question_one (column 17)", "question_two (column 18)", "question_three (column 19)"]),
        ]
    )
    np.testing.assert_array_equal(new.codes, old.codes)
    assert new.data_hash == old.data_hash


def test_a_heading_that_occurs_three_times_is_asked_for() -> None:
    with pytest.raises(ReadingError, match='3 columns are called question_one: "question_one \\(column 17\\)"'):
        sdt.read_responses(
            DATA / "qualtrics" / "matrix_single_legacy.csv",
            items=["question_one", "Q2_1", "Q2_2"],
            answers=(1, 5),
            previews="keep",
        )


@pytest.mark.parametrize("kind", ["insights2016", "legacy"])
def test_negative_recodes_are_errors_until_they_are_declared(kind: str) -> None:
    path = DATA / "qualtrics" / f"no_basis_negative_codes_{kind}.csv"
    items = ["Q4_1", "Q4_2", "Q4_3", "Q4_4"]
    with pytest.raises(CodeError) as caught:
        sdt.read_responses(path, items=items, answers=(1, 3), previews="keep")
    text = str(caught.value)
    assert "27 cells: -2, -1 are no codes of answers (1 to 3). The data hold -2, -1, 1, 2, 3." in text
    assert "If they mean no answer: missing_map={-2: -91, -1: -91}." in text
    assert "Reasons for a missing answer: -91 left blank, -92 does not apply to me" in text
    got = sdt.read_responses(
        path, items=items, answers=(1, 3), previews="keep", missing_map={-1: "dont_know", -2: "not_applicable"}
    )
    assert set(np.unique(got.codes)) == {-94, -92, 1, 2, 3}
    assert (got.codes == -94).sum() == 14
    assert (got.codes == -92).sum() == 13
