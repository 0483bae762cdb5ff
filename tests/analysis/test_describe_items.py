"""`describe_items`: shares by hand, categories from the instrument, nothing of fewer than ten."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from factories import make_instrument, make_responses
from sdtclimate.analysis.describe_items import describe_items
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.model import Composite

ONE = make_instrument({"aa": ["aa1", "aa2", "aa3"]}, reverse={"aa": ["aa3"]})


def responses_of(first: list[int], roles: list[str] | None = None):
    codes = np.full((3, len(first)), 4)
    codes[0] = first
    return make_responses(ONE, roles=roles or ["psw"] * len(first), codes=codes)


def part(frame: pd.DataFrame, item: str, statistic: str) -> dict[str, float]:
    rows = frame[(frame["item"] == item) & (frame.statistic == statistic)]
    return dict(zip(rows.variant, rows.estimate, strict=True))


def test_shares_worked_by_hand() -> None:
    found = describe_items(responses_of([1, 1, 2, 2, 2, 5, 5, 5, 5, 5, -91, -93, -95])).frame
    assert part(found, "aa1", "share") == {"1": 0.2, "2": 0.3, "3": 0.0, "4": 0.0, "5": 0.5}
    assert part(found, "aa1", "mean") == {"": pytest.approx(3.3)}
    missing = part(found, "aa1", "missing")
    assert missing["blank"] == pytest.approx(1 / 12)
    assert missing["prefer_not"] == pytest.approx(1 / 12)
    assert missing["not_presented"] == pytest.approx(1 / 13)
    assert found[(found["item"] == "aa1") & (found.statistic == "share")].n.eq(10).all()


def test_reverse_keyed_items_are_told_as_answered() -> None:
    assert part(describe_items(responses_of([3] * 10)).frame, "aa3", "mean") == {"": 4.0}


def test_categories_come_from_the_instrument() -> None:
    found = describe_items(responses_of([3] * 12)).frame
    assert list(part(found, "aa1", "share")) == ["1", "2", "3", "4", "5"]
    assert sum(part(found, "aa1", "share").values()) == 1


def test_nothing_of_fewer_than_ten() -> None:
    found = describe_items(responses_of([3] * 9 + [4] * 10, ["psw"] * 9 + ["staff"] * 10))
    psw = found.frame[found.frame.role == "psw"]
    assert psw.estimate.isna().all()
    assert psw.reason.str.startswith("G1").all()
    assert found.frame[found.frame.role == "staff"].estimate.notna().all()
    shown = found.shown()
    assert shown[shown.role == "psw"].estimate.isna().all()


def test_nine_who_answered_of_twelve_asked() -> None:
    found = describe_items(responses_of([3] * 9 + [-91] * 3)).frame
    first = found[found["item"] == "aa1"]
    assert first[first.statistic == "share"].estimate.isna().all()
    assert part(found, "aa1", "missing")["blank"] == 0.25


def test_items_that_a_role_was_not_asked_have_no_rows() -> None:
    responses = make_responses()
    codes = responses.codes.copy()
    codes[0, 20:] = -95
    found = describe_items(replace(responses, codes=codes)).frame
    assert set(found[found["item"] == "aa1"].role) == {"psw"}


def test_an_item_stands_once_and_under_its_first_scale() -> None:
    instrument = make_instrument({"aa": ["x1", "x2", "x3"], "bb": ["x1", "x2", "x3", "y1"]}, reverse={})
    codes = np.full((7, 12), 3)
    responses = make_responses(instrument, roles=["psw"] * 12, codes=codes)
    responses = replace(responses, item_ids=("x1", "x2", "x3", "y1"), codes=codes[:4])
    found = describe_items(responses).frame
    assert dict(zip(found["item"], found.scale, strict=True)) == {"x1": "aa", "x2": "aa", "x3": "aa", "y1": "bb"}
    assert set(describe_items(responses, scale="bb").frame["item"]) == {"x1", "x2", "x3", "y1"}


def test_wrong_calls() -> None:
    both = Composite("both", {"en": "Both"}, "mean", ("aa",))
    responses = replace(responses_of([3] * 10), instrument=replace(ONE, composites={"both": both}))
    with pytest.raises(UsageError, match="composite of scores and has no items"):
        describe_items(responses, scale="both")
    with pytest.raises(UsageError, match="Did you mean aa"):
        describe_items(responses, scale="aab")


def test_row_order_changes_nothing() -> None:
    responses = make_responses()
    order = np.random.default_rng(0).permutation(50)
    shuffled = replace(responses, codes=responses.codes[:, order], people=responses.people.iloc[order])
    one, other = describe_items(responses), describe_items(shuffled)
    pd.testing.assert_frame_equal(one.frame, other.frame, check_exact=True)
    people = [[(cell.what, [side.members for side in cell.sides]) for cell in found.cells] for found in (one, other)]
    assert people[0] == people[1]
