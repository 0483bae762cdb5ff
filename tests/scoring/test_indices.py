"""Indices made straight of answers: values worked by hand, and every reason why there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from sdtclimate.core.errors import MappingError
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.columns import score_columns
from sdtclimate.scoring.explain import explain

PRACTICE = sdt.load_instrument("practice_profile")
SITUATIONS = PRACTICE.composites["breadth"].items
NAN = float("nan")


def practice(**answers: list[int]) -> pd.DataFrame:
    n = len(next(iter(answers.values())))
    return pd.DataFrame({item: answers.get(item.removeprefix("pp_"), [0] * n) for item in PRACTICE.items})


def test_share_of_situations() -> None:
    rows = [
        [1, 0, 4, 0, 0, 2, 0, 0],  # 3 of 8
        [1, 0, 4, 0, -92, -92, -92, -92],  # 2 of 4 that apply
        [1, 0, 4, -92, -92, -92, -92, -92],  # 3 apply, 4 are needed
        [1, 0, 4, 0, 0, 2, -91, -91],  # 6 of 8 answered, 6 needed
        [1, 0, 4, 0, 0, -91, -91, -93],  # 5 of 8
        [-95] * 8,
        [0] * 8,
    ]
    frame = practice(f_su=[0] * len(rows))
    frame[list(SITUATIONS)] = rows
    table = sdt.score(frame, "practice_profile", scales=["breadth"])
    np.testing.assert_allclose(table.of("breadth"), [3 / 8, 2 / 4, NAN, 3 / 6, NAN, NAN, 0])
    reasons = ["", "", "mostly_not_applicable", "", "too_few_answered", "not_presented", ""]
    assert table.frame["breadth__reason"].tolist() == reasons
    assert table.frame["breadth__answered"].tolist() == [8, 4, 3, 6, 5, 0, 8]


def test_a_form_that_lacks_a_situation_is_marked() -> None:
    frame = practice(f_su=[0])
    frame["pp_s_ward"] = -95
    assert sdt.score(frame, "practice_profile").frame["breadth__reason"].tolist() == ["short_form"]


def test_ratio_range_mean_and_single() -> None:
    frame = practice(
        f_su=[4, 1, 2, -91],
        f_st=[1, 1, 2, 0],
        f_di=[0, 1, 2, 0],
        i_own=[3, 0, -93, 1],
        i_su=[0, 0, 1, 1],
        i_staff=[2, 0, 1, 2],
        i_dir=[1, 0, 1, 0],
        h_want=[2, 0, -91, -95],
    )
    table = sdt.score(frame, "practice_profile")
    np.testing.assert_allclose(table.of("directed_share"), [3 / 6, NAN, NAN, 2 / 4])
    np.testing.assert_allclose(table.of("target_range"), [4, 0, 0, NAN])
    np.testing.assert_allclose(table.of("freq_mean"), [5 / 3, 1, 2, NAN])
    np.testing.assert_allclose(table.of("held_back"), [2, 0, NAN, NAN])
    shown = table.frame
    assert shown["directed_share__reason"].tolist() == ["", "mostly_not_applicable", "part_missing", ""]
    assert shown["target_range__reason"].tolist() == ["", "", "", "part_missing"]
    assert shown["held_back__reason"].tolist() == ["", "", "too_few_answered", "not_presented"]
    np.testing.assert_allclose(shown["directed_share__pomp"], [50, NAN, NAN, 50])


def test_depth_counts_those_it_was_asked_of() -> None:
    frame = practice(d_su=[3, 2, -95, 2], d_st=[-95, 1, -95, -91], d_di=[-95, 0, -95, -95])
    table = sdt.score(frame, "practice_profile", scales=["depth_mean"])
    np.testing.assert_allclose(table.of("depth_mean"), [3, 1, NAN, NAN])
    # -95 set by a skip rule is no shorter form.
    assert table.frame["depth_mean__reason"].tolist() == ["", "", "not_presented", "too_few_answered"]


def test_count_of_trained_parts() -> None:
    frame = pd.DataFrame({"tp_c_got": [2, 2, 1, 2], "tp_l_got": [2, 0, 1, -91], "tp_r_got": [2, 2, 0, 2]})
    table = sdt.score(frame, "training_profile")
    np.testing.assert_allclose(table.of("train_elements"), [3, 2, 0, NAN])
    with pytest.raises(MappingError, match="tp_r_got"):
        sdt.score(frame.drop(columns="tp_r_got"), "training_profile")


def test_an_index_of_a_field() -> None:
    frame = pd.DataFrame({"rp_task_admin": [20, None, -91, 0], "role": ["psw", "psw", "psw", "staff"]})
    table = sdt.score(frame, "role_profile")
    np.testing.assert_allclose(table.of("drift_pct"), [20, NAN, NAN, 0])
    gone = frame.assign(rp_task_admin=[20, None, 5, None])
    reasons = sdt.score(gone, "role_profile").frame["drift_pct__reason"].tolist()
    assert reasons == ["", "too_few_answered", "", "not_presented"]
    assert sdt.score(frame[["role"]], "role_profile").frame["drift_pct__reason"].tolist() == ["not_presented"] * 4


def test_fields_of_responses_are_read() -> None:
    answers = sdt.simulate("role_profile", n=30, rng=2)
    table = sdt.score(answers)
    wanted = answers.fields["rp_task_admin"].to_numpy(dtype=float, na_value=NAN)
    np.testing.assert_allclose(table.of("drift_pct"), wanted)
    assert np.isnan(wanted[(answers.people["role"] != "psw").to_numpy()]).all()


def test_scores_do_not_depend_on_the_order_of_rows_or_columns() -> None:
    answers = sdt.simulate("practice_profile", n=50, missing=0.1, rng=4)
    frame = pd.DataFrame(answers.codes.T, columns=list(answers.item_ids))
    turned = frame.iloc[::-1, ::-1].astype("Int64")
    one, other = sdt.score(frame, "practice_profile"), sdt.score(turned, "practice_profile")
    np.testing.assert_array_equal(one.values, other.values[:, ::-1])
    np.testing.assert_array_equal(one.reason_codes, other.reason_codes[:, ::-1])


def test_an_index_tells_how_it_came_about() -> None:
    answers: Responses = sdt.simulate("practice_profile", n=5, rng=1)
    told = explain(answers, answers.people.index[0], "directed_share")
    assert any("pp_i_staff, pp_i_dir in the sum of all" in step for step in told.steps)
    assert any("answers 1, 2, 3, 4" in step for step in explain(answers, 0, "breadth").steps)
    assert "drift_pct" in str(explain(sdt.simulate("role_profile", n=5, rng=1), 0, "drift_pct"))


def test_columns_of_indices() -> None:
    assert score_columns("training_profile") == [
        f"train_elements{suffix}" for suffix in ("", "__pomp", "__answered", "__reason")
    ]
