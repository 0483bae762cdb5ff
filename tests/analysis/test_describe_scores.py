"""`describe_scores`: numbers by hand, who is told of, and what is not told."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from factories import make_instrument, make_responses
from sdtclimate.analysis.describe_scores import describe_scores
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.scoring.score import score

SITES = ["a", "b", "c", "d"] * 5 + ["a", "b", "c"] * 10


def with_composite(instrument: Instrument) -> Instrument:
    both = Composite("both", {"en": "Both"}, "mean", ("aa", "bb"), require=2, range=(1.0, 5.0))
    return replace(instrument, composites={"both": both})


def row(frame: pd.DataFrame, **wanted: object) -> pd.Series:
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, wanted
    return frame.iloc[0]


def test_worked_by_hand() -> None:
    instrument = make_instrument({"aa": ["aa1", "aa2", "aa3"]}, reverse={"aa": ["aa3"]})
    codes = np.array([[1, 2, 3, 4, 5] * 2, [1, 2, 3, 4, 5] * 2, [5, 4, 3, 2, 1] * 2])
    found = describe_scores(make_responses(instrument, roles=["psw"] * 10, codes=codes)).frame
    mean, sd = math.sqrt(20 / 9), math.sqrt(20 / 9)
    assert row(found, statistic="mean").estimate == 3
    assert row(found, statistic="sd").estimate == pytest.approx(sd)
    half = 2.2621571627409915 * mean / math.sqrt(10)
    assert row(found, statistic="mean").ci_low == pytest.approx(3 - half)
    pomp = row(found, statistic="pomp")
    assert pomp.estimate == 50
    assert pomp.ci_high == pytest.approx(50 + half * 25)
    assert (pomp.n, pomp.k, pomp.n_dropped) == (10, 3, 0)


def test_people_without_a_score_are_counted_and_named_by_reason() -> None:
    responses = make_responses(seed=2)
    codes = responses.codes.copy()
    codes[0:3, 0], codes[0:4, 1], codes[0:4, 25] = -91, -92, -95
    result = describe_scores(replace(responses, codes=codes))
    assert row(result.frame, scale="aa", role="psw", statistic="mean").n == 18
    assert row(result.frame, scale="aa", role="psw", statistic="mean").n_dropped == 2
    assert row(result.frame, scale="bb", role="psw", statistic="mean").n_dropped == 0
    text = " ".join(note.text for note in result.notes)
    assert "PSWs without a score: aa 2 (mostly does not apply 1, too few answers 1)." in text
    assert "staff without a score: aa 1 (not asked 1)." in text
    assert result.provenance.n_out == 50


def test_sites_lie_under_the_totals() -> None:
    result = describe_scores(make_responses(sites=SITES), by=("role", "site"))
    totals = [cell for cell in result.cells if not cell.family]
    assert len(totals) == 2 * 2 * 3
    assert not any(side.grouped for cell in totals for side in cell.sides)
    below = [cell for cell in result.cells if cell.family]
    assert {cell.family for cell in below} == {"site"}
    assert all(cell.sides[0].grouped and cell.sides[0].site for cell in below)
    at_site = row(result.frame, scale="aa", role="psw", site="a", statistic="mean")
    assert at_site.reason == "G1: Means only. Fewer than 10 PSWs."
    assert math.isnan(at_site.ci_low)
    assert math.isnan(at_site.n_dropped)
    assert row(result.frame, scale="aa", role="psw", site="a", statistic="sd").status == "not_estimable"
    assert row(result.frame, scale="aa", role="staff", site="a", statistic="sd").status == "ok"


def test_below_five_there_is_nothing() -> None:
    result = describe_scores(make_responses(roles=["psw"] * 4 + ["staff"] * 12))
    psw = result.frame[result.frame.role == "psw"]
    assert psw.estimate.isna().all()
    assert psw.reason.str.startswith("G0").all()
    assert psw.n_dropped.isna().all()
    assert result.status == "caution"
    assert {"G0", "G2"} <= {note.id for note in result.notes}
    only = describe_scores(make_responses(roles=["psw"] * 3))
    assert only.status == "not_estimable"
    assert only.reason.startswith("G0")


def test_pooled_spread_is_that_within_sites_and_roles() -> None:
    responses = make_responses(sites=SITES)
    scores = score(responses).of("aa")
    frame = pd.DataFrame({"x": scores, "role": responses.people.role, "site": SITES})
    groups = frame.groupby(["role", "site"]).x
    expected = math.sqrt(groups.apply(lambda x: ((x - x.mean()) ** 2).sum()).sum() / (groups.size() - 1).sum())
    cell = describe_scores(responses).cells[0]
    assert cell.pooled_sd == pytest.approx(expected, rel=1e-12)
    assert (cell.low, cell.high) == (1, 5)
    assert cell.sides[0].mean == pytest.approx(scores[:20].mean())
    few = describe_scores(make_responses(roles=["psw"] * 7, sites=["a"] * 7)).cells[0]
    assert math.isnan(few.pooled_sd)


def test_composite_in_groups_needs_one_set_of_people() -> None:
    responses = make_responses(with_composite(make_instrument()), sites=SITES)
    found = describe_scores(responses, by=("role", "site")).frame
    assert (found[(found.scale == "both") & (found.statistic == "mean")].status != "not_estimable").all()
    codes = responses.codes.copy()
    codes[:4, 25] = -91  # one staff member has no score on aa
    found = describe_scores(replace(responses, codes=codes), by=("role", "site"))
    staff = found.frame[(found.frame.scale == "both") & (found.frame.role == "staff") & (found.frame.site != "")]
    assert staff.reason.str.startswith("one_set").all()
    assert found.frame[(found.frame.scale == "both") & (found.frame.role == "psw")].estimate.notna().any()
    total = row(found.frame, scale="both", role="staff", site="", statistic="mean")
    assert total.n == 29
    assert total.status == "ok"


@pytest.mark.parametrize(("staff", "told"), [(20, True), (31, False)])
def test_composite_of_all_must_not_give_a_few_peoples_parts(staff: int, told: bool) -> None:
    """n composites from the sums of the parts leave bb of one person: within n x .05 / .5, or n x .005 / .5."""
    responses = make_responses(with_composite(make_instrument()), roles=["psw"] * 12 + ["staff"] * staff)
    codes = responses.codes.copy()
    codes[:4, 25] = -91
    found = describe_scores(replace(responses, codes=codes))
    total = row(found.frame, scale="both", role="staff", statistic="mean")
    assert (total.status == "ok", total.n) == (told, staff - 1)
    assert total.reason.startswith("one_set") != told
    assert math.isnan(found.shown().query("scale == 'both' and role == 'staff'").estimate.iloc[0]) != told
    assert row(found.frame, scale="both", role="psw", statistic="mean").status == "ok"


def test_notes_do_not_count_fewer_than_five_with_a_score() -> None:
    responses = make_responses(roles=["psw"] * 12 + ["staff"] * 14)
    codes = responses.codes.copy()
    codes[:4, :9] = -91  # three PSWs have a score on aa
    codes[4:, :2] = -91  # ten on bb
    result = describe_scores(replace(responses, codes=codes))
    assert row(result.shown(), scale="aa", role="psw", statistic="mean").n == "<5"
    (said,) = [note.text for note in result.notes if note.id == "dropped"]
    assert "aa" not in said
    assert "bb 2" in said


def test_impressions_of_few_psws_are_pooled_only() -> None:
    instrument = make_instrument(comparability="proxy")
    forms = {**instrument.forms, "staff": replace(instrument.forms["staff"], min_headcount=3, min_headcount_site=5)}
    responses = make_responses(replace(instrument, forms=forms), sites=SITES)
    sites = pd.DataFrame({"site": ["a", "b", "c", "d"], "n_psw": [4, 6, 6, 6]})
    found = describe_scores(replace(responses, sites=sites), by=("role", "site"))
    hidden = found.frame[(found.frame.role == "staff") & (found.frame.site == "a")]
    assert hidden.reason.str.startswith("headcount").all()
    assert hidden.estimate.isna().all()
    assert not any(character.isdigit() for character in hidden.reason.iloc[0])
    assert found.frame[(found.frame.role == "psw") & (found.frame.site == "a")].estimate.notna().any()
    shown = found.shown()
    at = (shown.role == "staff") & (shown.site == "a")
    assert (shown[at].suppressed == "primary").all()
    others = shown[(shown.role == "staff") & shown.site.isin(["b", "c"]) & (shown.statistic == "mean")]
    assert (others.suppressed == "complementary").any()  # or a's mean could be worked out


def test_people_without_a_site_lie_under_the_total_too() -> None:
    sites: list[str | None] = [*SITES]
    sites[20:26] = [None] * 6
    found = describe_scores(make_responses(sites=sites), by="site")  # type: ignore[arg-type]
    assert row(found.frame, scale="aa", role="staff", site="not given", statistic="mean").n == 6


@pytest.mark.parametrize("seed", [0, 1])
def test_row_order_and_dtype_change_no_bit(seed: int) -> None:
    responses = make_responses(sites=SITES, seed=seed)
    order = np.random.default_rng(seed).permutation(len(responses))
    people = responses.people.iloc[order].astype({"site": "category"})
    shuffled = replace(responses, codes=responses.codes[:, order].astype(np.int64), people=people)
    one = describe_scores(responses, by=("role", "site"))
    other = describe_scores(shuffled, by=("role", "site"))
    pd.testing.assert_frame_equal(one.frame, other.frame, check_exact=True)
    assert one.cells == other.cells


def test_without_roles_everybody_is_one_group() -> None:
    responses = make_responses(roles=["psw"] * 12)
    alone = replace(responses, people=responses.people.drop(columns=["role", "form"]))
    found = describe_scores(alone)
    assert found.status == "ok"
    assert "role" not in found.frame
    assert found.notes[0].text.startswith("respondents: n = 12")


def test_roles_are_never_pooled() -> None:
    responses = make_responses(sites=SITES)
    assert set(describe_scores(responses, by=None).frame.role) == {"psw", "staff"}
    with pytest.raises(UsageError, match="Choose one"):
        describe_scores(replace(responses, people=responses.people.assign(ward=1)), by=("site", "ward"))


def test_waves_are_never_pooled() -> None:
    responses = make_responses()
    twice = replace(responses, people=responses.people.assign(wave=[1, 2] * 25))
    found = describe_scores(twice)
    assert found.status == "not_estimable"
    assert found.reason.startswith("waves:")
    assert len(found.frame) == len(found.cells) == 0
    assert set(describe_scores(twice, by=("role", "wave")).frame.wave) == {1, 2}
    assert describe_scores(twice.where(wave=1)).status == "ok"


def test_constant_scores_and_no_scores() -> None:
    codes = np.full((8, 24), 3)
    codes[:4, :12] = -91
    responses = make_responses(roles=["psw"] * 12 + ["staff"] * 12, codes=codes)
    found = describe_scores(responses).frame
    assert row(found, scale="aa", role="psw", statistic="mean").reason.startswith("G0")
    assert row(found, scale="aa", role="psw", statistic="mean").n == 0
    assert row(found, scale="bb", role="psw", statistic="sd").estimate == 0


def test_scores_given_must_be_of_these_people() -> None:
    responses = make_responses()
    table = score(responses)
    part = responses.where(role="psw")
    pd.testing.assert_frame_equal(describe_scores(part, scores=table).frame, describe_scores(part).frame)
    with pytest.raises(UsageError, match="lacks some of the 50 respondents"):
        describe_scores(responses, scores=score(part))


def test_wrong_calls() -> None:
    responses = make_responses()
    with pytest.raises(UsageError, match="Did you mean aa"):
        describe_scores(responses, scale="aaa")
    with pytest.raises(UsageError, match="column about people"):
        describe_scores(responses, by="sight")
    with pytest.raises(UsageError, match="level=95"):
        describe_scores(responses, level=95)
    with pytest.raises(UsageError, match="got a DataFrame"):
        describe_scores(responses.items)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Two at most"):
        describe_scores(responses, by=("role", "site", "form"))


def test_high_sensitivity_goes_into_every_cell() -> None:
    instrument = make_instrument()
    risky = replace(instrument.subscales["aa"], sensitivity="high")
    found = describe_scores(make_responses(replace(instrument, subscales={**instrument.subscales, "aa": risky})))
    assert {cell.sensitivity for cell in found.cells} == {"high", "normal"}
