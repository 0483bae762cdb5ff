"""`screen`: who is flagged, by what, and that nobody is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from factories import make_instrument, make_responses
from sdtclimate.analysis.screen import screen
from sdtclimate.core.errors import UsageError
from sdtclimate.responses.responses import Responses

INSTRUMENT = make_instrument({"aa": [f"a{i}" for i in range(8)], "bb": [f"b{i}" for i in range(8)]})


def responses_of() -> Responses:
    """Seven staff who gave one answer throughout, six quick ones, one who did both."""
    responses = make_responses(INSTRUMENT)
    codes = responses.codes.copy()
    codes[:, 30:37] = 4
    seconds = np.full(50, 90.0)
    seconds[36:42] = 20.0
    return replace(responses, codes=codes, people=responses.people.assign(duration=seconds))


def counts(frame: pd.DataFrame, role: str) -> dict[str, float]:
    rows = frame[frame.role == role]
    return dict(zip(rows.variant, rows.estimate, strict=True))


def test_flags_need_two_indices() -> None:
    result = screen(responses_of())
    assert counts(result.frame, "staff") == {"longstring": 7, "irv": 7, "seconds_per_item": 6, "flagged": 7}
    assert list(result.flags[result.flags].index) == list(range(30, 37))
    assert result.flags.index.equals(responses_of().people.index)
    assert screen(responses_of(), flag_when=1).flags.sum() == 12
    assert list(screen(responses_of(), flag_when=3).flags.to_numpy().nonzero()[0]) == [36]


def test_nobody_is_left_out_until_asked() -> None:
    responses = responses_of()
    result = screen(responses)
    assert len(responses) == 50
    kept = responses.keep(~result.flags, why="screened")
    assert len(kept) == 43
    assert kept.ledger.counts() == {"screened": 7}


def test_small_counts_are_hidden() -> None:
    responses = responses_of()
    shown = screen(responses, flag_when=3).shown()
    staff = shown[shown.role == "staff"].set_index("variant")
    assert staff.estimate["longstring"] == 7
    assert np.isnan(staff.estimate["flagged"])
    assert "10" in staff.cutoff["longstring"]
    assert shown[shown.role == "psw"].estimate.eq(0).all()


def test_without_times_the_others_still_judge() -> None:
    responses = responses_of()
    result = screen(replace(responses, people=responses.people.drop(columns="duration")))
    rows = result.frame[result.frame.variant == "seconds_per_item"]
    assert rows.reason.str.startswith("no_duration").all()
    assert result.flags.sum() == 7


def test_order_of_the_items_counts() -> None:
    responses = make_responses(INSTRUMENT)
    codes = responses.codes.copy()
    codes[::2, 30], codes[1::2, 30] = 2, 4
    responses = replace(responses, codes=codes)
    ids = responses.item_ids
    assert screen(responses, indices=["longstring"], flag_when=1).evidence.longstring[30] == 1
    order = [*ids[::2], *ids[1::2]]
    assert screen(responses, indices=["longstring"], flag_when=1, order=order).evidence.longstring[30] == 8


def test_own_cutoffs_are_named_as_such() -> None:
    result = screen(responses_of(), cutoffs={"longstring": 17})
    row = result.frame[result.frame.variant == "longstring"].iloc[0]
    assert row.cutoff.startswith("at least 17 ")
    assert row.source.endswith("cut-off: set by the analyst")
    assert result.flags.sum() == 1
    assert result.provenance.settings["cutoffs"]["longstring"] == 17  # type: ignore[index]


def test_change_of_means_is_told_as_a_band() -> None:
    note = screen(responses_of()).notes[-1]
    assert note.id == "screened_moved"
    assert note.text.startswith("Flagged forms were kept. Leaving them out moves ")
    assert screen(make_responses(INSTRUMENT)).notes[0].id == "screened_none"


def test_each_role_is_judged_on_its_own_form() -> None:
    responses = responses_of()
    codes = responses.codes.copy()
    codes[8:, 20:] = -95
    result = screen(replace(responses, codes=codes))
    staff = result.frame[result.frame.role == "staff"].set_index("variant")
    assert staff.reason["longstring"].startswith("few_items")
    assert staff.k["seconds_per_item"] == 8
    assert result.frame[result.frame.role == "psw"].status.eq("ok").all()


def test_random_answers_are_found_by_distance() -> None:
    rng = np.random.default_rng(3)
    responses = make_responses(INSTRUMENT, roles=["psw"] * 200)
    codes = responses.codes.copy()
    codes[:, :3] = rng.choice([1, 5], size=(16, 3))
    result = screen(replace(responses, codes=codes), indices=["mahalanobis"], flag_when=1)
    assert result.flags[:3].all()
    assert result.flags[3:].mean() < 0.05


def test_wrong_calls() -> None:
    with pytest.raises(UsageError, match="Did you mean longstring"):
        screen(responses_of(), indices=["longstrings"])
    with pytest.raises(UsageError, match="from 1 to 1"):
        screen(responses_of(), indices=["irv"])
    with pytest.raises(UsageError, match="no index used here"):
        screen(responses_of(), cutoffs={"mahalanobis": 0.01})
    with pytest.raises(UsageError, match="is no number"):
        screen(responses_of(), cutoffs={"irv": "low"})  # type: ignore[dict-item]
    with pytest.raises(UsageError, match="not among these answers"):
        screen(responses_of(), order=["a0", "zz"])


def test_nobody_answered() -> None:
    responses = responses_of()
    codes = np.full_like(responses.codes, -91)
    result = screen(replace(responses, codes=codes), indices=["longstring", "irv", "seconds_per_item", "mahalanobis"])
    assert not result.flags.any()


def test_of_fewer_than_ten_it_is_not_told_how_many_are_flagged() -> None:
    """ "6 of 6 directors" would tell of each of them; so would "none of 6"."""
    few = responses_of()
    few = few.keep(np.isin(np.arange(50), [*range(20), *range(30, 36)]), why="screened")
    shown = screen(few).shown().set_index(["role", "variant"])
    assert screen(few).frame.query("role == 'staff' and variant == 'flagged'").estimate.item() == 6
    assert shown.loc["staff", "estimate"].isna().all()
    assert shown.loc[("psw", "flagged"), "estimate"] == 0
