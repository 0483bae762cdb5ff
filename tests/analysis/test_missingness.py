"""`missingness`: shares of cells by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories import make_responses
from sdtclimate.analysis.missingness import missingness


def test_worked_by_hand() -> None:
    responses = make_responses()
    codes = responses.codes.copy()
    codes[0, :5] = -91  # aa: 5 of 20 PSWs blank on one of 4 items
    codes[1, 0] = -93
    codes[:4, 19] = -95  # and one was not given aa at all
    found = missingness(replace(responses, codes=codes)).frame
    psw = found[(found.scale == "aa") & (found.role == "psw")].set_index("variant")
    assert psw.estimate["blank"] == pytest.approx(5 / 76)
    assert psw.estimate["prefer_not"] == pytest.approx(1 / 76)
    assert psw.estimate["any"] == pytest.approx(6 / 76)
    assert psw.estimate["not_presented"] == pytest.approx(4 / 80)
    assert (psw.n["blank"], psw.n["not_presented"], psw.k["blank"]) == (19, 20, 4)
    assert found[(found.scale == "bb") & (found.variant == "any")].estimate.eq(0).all()


def test_an_item_that_is_not_on_the_form_does_not_count() -> None:
    responses = make_responses()
    codes = responses.codes.copy()
    codes[0, 20:] = -95
    staff = missingness(replace(responses, codes=codes)).frame.query("scale == 'aa' and role == 'staff'")
    assert staff.k.eq(3).all()
    assert staff.estimate.eq(0).all()


def test_nothing_of_fewer_than_ten() -> None:
    result = missingness(make_responses(roles=["psw"] * 9 + ["staff"] * 10))
    assert result.frame[result.frame.role == "psw"].reason.str.startswith("G1").all()
    assert result.frame[result.frame.role == "staff"].estimate.notna().all()
    assert [note.id for note in result.notes] == ["G1", "G2", "N12"]


def test_all_missing() -> None:
    responses = make_responses()
    codes = responses.codes.copy()
    codes[:] = -91
    found = missingness(replace(responses, codes=codes)).frame
    assert found[found.variant.isin(["blank", "any"])].estimate.eq(1).all()
    gone = missingness(replace(responses, codes=codes - 4))
    assert gone.status == "not_estimable"
    assert len(gone.frame) == 0
