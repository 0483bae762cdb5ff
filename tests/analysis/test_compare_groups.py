"""`compare_groups`: differences within one form, against R and by hand."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from factories import make_instrument, make_responses
from sdtclimate.analysis.compare_groups import compare_groups
from sdtclimate.core.errors import UsageError
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.score import score

REFERENCE = Path(__file__).parents[1] / "reference"


def responses_of(*sizes: int, names: str = "ABCDE") -> Responses:
    responses = make_responses(roles=["psw"] * sum(sizes))
    country = [name for name, size in zip(names, sizes, strict=False) for _ in range(size)]
    return replace(responses, people=responses.people.assign(country=country))


def row(frame: pd.DataFrame, country: object, statistic: str, scale: str = "aa") -> pd.Series:
    found = frame[(frame.scale == scale) & (frame.country == country) & (frame.statistic == statistic)]
    assert len(found) == 1
    return found.iloc[0]


def test_as_in_r() -> None:
    """Leadership items of 2,042 soldiers, staff and peers, as if they were two countries."""
    case = json.loads((REFERENCE / "expected" / "compare__tsig_role.json").read_text())
    frame = pd.read_csv(REFERENCE / "datasets" / "lead_climate.csv").dropna(subset=case["input"]["vars"])
    instrument = make_instrument({"aa": case["input"]["vars"]}, reverse={})
    responses = make_responses(
        instrument, roles=["psw"] * len(frame), codes=frame[case["input"]["vars"]].to_numpy(dtype=np.int8).T
    )
    responses = replace(responses, people=responses.people.assign(country=frame.role.to_numpy()))
    found = compare_groups(responses, reference="staff").frame
    expected = case["expected"]["two_groups"]
    difference, g = row(found, "peer", "difference"), row(found, "peer", "hedges_g")
    assert difference.estimate == pytest.approx(expected["difference"], rel=1e-9)
    assert [difference.ci_low, difference.ci_high] == pytest.approx(expected["welch"]["ci"], rel=1e-8)
    assert g.estimate == pytest.approx(expected["hedges_g"]["g"], rel=1e-9)
    assert [g.ci_low, g.ci_high] == pytest.approx(expected["hedges_g"]["ci_noncentral_times_J"], rel=1e-8)
    assert difference.variant == "staff"
    assert row(found, "peer", "mean").estimate == pytest.approx(expected["mean"][0], rel=1e-12)


def test_largest_group_is_the_reference() -> None:
    responses = responses_of(12, 20, 11)
    result = compare_groups(responses)
    x, country = score(responses).of("aa"), responses.people.country.to_numpy()
    found = row(result.frame, "A", "difference")
    assert found.variant == "B"
    assert found.estimate == pytest.approx(x[country == "A"].mean() - x[country == "B"].mean())
    assert set(result.frame[result.frame.country == "B"].statistic) == {"mean"}
    assert "gap_fav" not in set(result.frame.statistic)
    assert result.by == ("country",)
    assert all(side.grouped for cell in result.cells for side in cell.sides)


def test_levels_order_and_refer() -> None:
    result = compare_groups(responses_of(12, 20, 11), levels=["C", "A", "B"])
    assert list(dict.fromkeys(result.frame.country)) == ["C", "A", "B"]
    assert row(result.frame, "A", "difference").variant == "C"
    result = compare_groups(responses_of(12, 20, 11), levels=["C", "A", "B"], reference="A")
    assert row(result.frame, "C", "difference").variant == "A"


def test_small_groups() -> None:
    result = compare_groups(responses_of(30, 7, 4))
    small, tiny = row(result.frame, "B", "difference"), row(result.frame, "C", "difference")
    assert math.isfinite(small.estimate)
    assert math.isnan(small.ci_low)
    assert small.reason.startswith("G1")
    assert row(result.frame, "B", "hedges_g").status == "not_estimable"
    assert tiny.reason.startswith("G0")
    shown = result.shown()
    assert shown[shown.country == "C"].estimate.isna().all()
    assert set(shown[(shown.country == "A") & (shown.statistic == "mean")].n) == {"20-49"}


def test_few_people_in_all_are_not_divided() -> None:
    responses = responses_of(14, 12)
    found = row(compare_groups(responses).frame, "B", "difference")
    assert found.status == "not_estimable"
    assert found.reason.startswith("G2")
    assert found.reason.endswith("Subgroups are not compared below 30 people.")
    result = compare_groups(responses, i_understand=("G2",))
    assert math.isfinite(row(result.frame, "B", "difference").ci_low)
    assert result.provenance.overrides == ("G2",)


def test_people_without_the_column_are_in_no_group() -> None:
    responses = responses_of(20, 20)
    people = responses.people.copy()
    people.loc[people.index[:3], "country"] = None
    result = compare_groups(replace(responses, people=people))
    assert row(result.frame, "A", "mean").n == 17
    assert "People without country are in no group." in [note.text for note in result.notes]
    assert result.provenance.n_out == 37


def test_one_group_and_nothing() -> None:
    assert compare_groups(responses_of(40)).reason == "one_group: country holds only A; a comparison needs two groups"
    responses = responses_of(40)
    empty = replace(responses, people=responses.people.assign(country=np.nan))
    assert compare_groups(empty).status == "not_estimable"


def test_numbers_name_groups_too() -> None:
    responses = responses_of(20, 20)
    numbered = replace(responses, people=responses.people.assign(country=[10] * 20 + [9] * 20))
    assert list(dict.fromkeys(compare_groups(numbered).frame.country)) == [9, 10]
    assert row(compare_groups(numbered, reference=10).frame, 9, "difference").variant == "10"


def test_row_order_changes_no_bit() -> None:
    responses = responses_of(12, 20, 11)
    order = np.random.default_rng(0).permutation(len(responses))
    shuffled = replace(responses, codes=responses.codes[:, order], people=responses.people.iloc[order])
    pd.testing.assert_frame_equal(compare_groups(responses).frame, compare_groups(shuffled).frame, check_exact=True)


def test_constant_scores() -> None:
    responses = responses_of(20, 20)
    found = compare_groups(replace(responses, codes=np.full((8, 40), 3))).frame
    assert row(found, "B", "difference").reason.startswith("constant")
    assert row(found, "B", "hedges_g").reason.startswith("constant")


def test_wrong_calls() -> None:
    responses = responses_of(20, 20)
    with pytest.raises(UsageError, match=r"use compare_roles\(\)"):
        compare_groups(responses, by="role")
    with pytest.raises(UsageError, match="no two groups"):
        compare_groups(responses, by="wave")
    with pytest.raises(UsageError, match="Choose one"):
        compare_groups(make_responses(), by="form")
    with pytest.raises(UsageError, match="Did you mean country"):
        compare_groups(responses, by="county")
    with pytest.raises(UsageError, match="reference='Z' does not occur"):
        compare_groups(responses, reference="Z")
    with pytest.raises(UsageError, match="levels= lacks 'B'"):
        compare_groups(responses, levels=["A"])
    with pytest.raises(UsageError, match="takes one"):
        compare_groups(responses, by=["country", "form"])  # type: ignore[arg-type]
