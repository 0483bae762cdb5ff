"""`compare_roles`: the sign, the people, the interval, the words, and every way in which there is no gap."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from factories import make_instrument, make_responses
from sdtclimate.analysis.compare_roles import compare_roles
from sdtclimate.analysis.describe_scores import describe_scores
from sdtclimate.core.errors import UsageError
from sdtclimate.core.random import stream
from sdtclimate.instrument.model import Composite, Form, Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.score import score
from sdtclimate.stats.effects.difference import welch, welch_within
from sdtclimate.stats.resampling.sites import site_mean_bootstrap_t, site_mean_t

LETTERS = "abcdefghijkl"


def many_sites(instrument: Instrument | None = None, *, seed: int = 1) -> Responses:
    """Forty PSWs and eighty staff at twelve sites."""
    sites = [*(LETTERS * 3 + LETTERS[:4]), *(LETTERS * 6 + LETTERS[4:])]
    return make_responses(instrument, roles=["psw"] * 40 + ["staff"] * 80, sites=sites, seed=seed)


def few_sites(instrument: Instrument | None = None, *, psw: int = 13, staff: int = 29) -> Responses:
    sites = [*("abc" * 20)[:psw], *("abc" * 20)[:staff]]
    return make_responses(instrument, roles=["psw"] * psw + ["staff"] * staff, sites=sites)


def gap(result, scale: str = "aa", variant: str = "", site: str = "") -> pd.Series:
    frame = result.frame[result.frame.statistic.isin(["gap_fav", "difference"])]
    frame = frame[(frame.scale == scale) & (frame.variant == variant)]
    frame = frame[frame.site == site] if "site" in frame else frame
    assert len(frame) == 1
    return frame.iloc[0]


def mean(result, role: str, scale: str = "aa") -> pd.Series:
    frame = result.frame[(result.frame.statistic == "mean") & (result.frame.role == role)]
    frame = frame[frame.scale == scale]
    frame = frame[frame.site == ""] if "site" in frame else frame
    assert len(frame) == 1
    return frame.iloc[0]


def test_gap_over_sites_is_the_mean_of_site_differences() -> None:
    responses = many_sites()
    people = responses.people.assign(x=score(responses).of("aa"))
    by_site = people.pivot_table(index="site", columns="role", values="x", aggfunc="mean")
    units = (by_site.staff - by_site.psw).to_numpy()
    found = gap(compare_roles(responses, rng=7))
    assert found.statistic == "gap_fav"
    assert found.estimate == pytest.approx(units.mean(), rel=1e-12)
    expected = site_mean_bootstrap_t(units, draws=2000, rng=stream(7, "compare_roles", "aa"))
    assert (found.ci_low, found.ci_high) == pytest.approx((expected.ci_low, expected.ci_high), rel=1e-9)
    beside, t = gap(compare_roles(responses, rng=7), variant="t over sites"), site_mean_t(units)
    assert (beside.ci_low, beside.ci_high) == pytest.approx((t.ci_low, t.ci_high), rel=1e-10)
    assert (found.n_psw, found.n_staff, found.n_sites, found.n) == (40, 80, 12, 120)


def test_low_valence_turns_sign_and_interval() -> None:
    up = gap(compare_roles(many_sites()))
    down = gap(compare_roles(many_sites(make_instrument(valence={"aa": -1}))))
    assert down.estimate == -up.estimate
    assert (down.ci_low, down.ci_high) == (-up.ci_high, -up.ci_low)
    cell = next(c for c in compare_roles(many_sites(make_instrument(valence={"aa": -1}))).cells if c.what == "gap")
    assert cell.valence == -1


def test_means_are_of_the_same_people() -> None:
    responses = few_sites()
    result = compare_roles(responses)
    found, psw, staff = gap(result), mean(result, "psw"), mean(result, "staff")
    assert found.estimate == pytest.approx(staff.estimate - psw.estimate, rel=1e-12)
    assert (psw.n, staff.n) == (found.n_psw, found.n_staff) == (13, 29)
    cells = result.cells[:3]
    assert cells[2].sides[0].members == cells[0].sides[0].members
    assert cells[2].sides[1].mean == staff.estimate
    assert not cells[2].paired


def test_few_sites_count_people_and_say_so() -> None:
    responses = few_sites()
    x, site = score(responses).of("aa"), np.unique(responses.people.site, return_inverse=True)[1]
    found = gap(compare_roles(responses))
    expected = welch_within(x[:13], x[13:], first_sites=site[:13], second_sites=site[13:])
    assert (found.ci_low, found.ci_high) == pytest.approx((expected.ci_low, expected.ci_high), rel=1e-12)
    assert found.status == "caution"
    assert found.reason == "few_sites: people as units; 3 sites are too few to count sites"
    assert "these sites only" in found.method
    assert len(compare_roles(responses).frame) == 6  # no second interval


def test_one_site_and_no_site() -> None:
    one = make_responses(roles=["psw"] * 12 + ["staff"] * 14, sites=["a"] * 26)
    assert "1 site is too few to count sites" in gap(compare_roles(one)).reason
    none = make_responses(roles=["psw"] * 12 + ["staff"] * 14)
    found, x = gap(compare_roles(none)), score(none).of("aa")
    assert found.reason == "no_sites: people as units; the answers name no sites"
    assert found.ci_low == pytest.approx(welch(x[:12], x[12:]).ci_low, rel=1e-12)
    assert found.n_sites == 0


def test_sites_with_one_role_only() -> None:
    apart = make_responses(roles=["psw"] * 12 + ["staff"] * 14, sites=["a"] * 12 + ["b"] * 14)
    result = compare_roles(apart)
    assert gap(result).reason.startswith("no_shared_site")
    assert mean(result, "psw").status == "ok"
    mixed = many_sites()
    people = mixed.people.copy()
    people.loc[people.index[:6], "site"] = "z"  # six PSWs where no staff answered
    result = compare_roles(replace(mixed, people=people))
    assert "site_weights" in {note.id for note in result.notes}
    assert [cell.sides[0].n for cell in result.cells[:3]] == [40, 80, 34]  # the means count all, the gap shared sites


@pytest.mark.parametrize("elsewhere", [0, 2, 6])
def test_means_are_of_everybody_with_a_score(elsewhere: int) -> None:
    """So that they are the means of `describe_scores`: two of nearly the same people would single out the others."""
    responses = many_sites()
    people = responses.people.copy()
    people.loc[people.index[:elsewhere], "site"] = "z"
    moved = replace(responses, people=people)
    alone = describe_scores(moved)
    for role, n in (("psw", 40), ("staff", 80)):
        found, other = mean(compare_roles(moved), role), alone.frame
        there = other[(other.scale == "aa") & (other.role == role) & (other.statistic == "mean")].iloc[0]
        assert (found.n, found.estimate, found.ci_low) == (n, there.estimate, there.ci_low)


@pytest.mark.parametrize(("psw", "guardrail"), [(4, "G0"), (5, "G1"), (9, "G1")])
def test_small_groups(psw: int, guardrail: str) -> None:
    found = gap(compare_roles(few_sites(psw=psw)))
    assert guardrail in found.reason
    assert "PSWs" in found.reason
    assert math.isnan(found.ci_low)
    assert math.isnan(found.estimate) == (guardrail == "G0")


def test_small_groups_are_told_in_words() -> None:
    shown = compare_roles(few_sites(psw=7)).shown()
    row = shown[shown.statistic == "gap_fav"].iloc[0]
    assert math.isnan(row.estimate)
    assert row.words in {
        "about the same",
        "somewhat rosier",
        "somewhat less rosy",
        "clearly rosier",
        "clearly less rosy",
    }


def test_proxy_is_described_and_not_tested() -> None:
    for responses in (
        many_sites(make_instrument(comparability="proxy")),
        few_sites(make_instrument(comparability="proxy")),
    ):
        result = compare_roles(responses)
        found = gap(result)
        assert math.isfinite(found.estimate)
        assert math.isnan(found.ci_low)
        assert math.isnan(found.se)
        assert found.comparability == "proxy"
        assert "t over sites" not in set(result.frame.variant)
        notes = {note.id: note.text for note in result.notes}
        assert "PSWs' own report vs staff impression" in notes["proxy"]
        assert "N5" in notes
        assert "invariance_untested" not in notes


def test_views_have_no_rosier_side() -> None:
    instrument = make_instrument(comparability="own_view", valence={"aa": -1})
    found = gap(compare_roles(many_sites(instrument)))
    assert found.statistic == "difference"
    assert found.estimate == pytest.approx(gap(compare_roles(many_sites())).estimate)
    assert math.isfinite(found.ci_low)


def test_only_items_that_both_forms_ask() -> None:
    instrument = make_instrument()
    items = dict(instrument.items)
    items["aa1"] = replace(items["aa1"], text={"psw": {"en": "Only PSWs."}})
    responses = few_sites(replace(instrument, items=items))
    codes = responses.codes.copy()
    codes[0, 13:] = -95
    result = compare_roles(replace(responses, codes=codes))
    turned = np.vstack([codes[1:3], 6 - codes[3:4]]).mean(axis=0)
    assert gap(result).estimate == pytest.approx(turned[13:].mean() - turned[:13].mean())
    assert gap(result).k == 3
    assert "aa: only items that both forms ask." in [note.text for note in result.notes]


def test_scales_of_one_form_are_not_compared() -> None:
    instrument = make_instrument()
    items = {
        name: replace(item, text={"psw": {"en": "Only PSWs."}}) if name[:2] == "aa" else item
        for name, item in instrument.items.items()
    }
    both = Composite("both", {"en": "Both"}, "mean", ("aa", "bb"), require=2, range=(1, 5))
    responses = few_sites(replace(instrument, items=items, composites={"both": both}))
    codes = responses.codes.copy()
    codes[:4, 13:] = -95
    result = compare_roles(replace(responses, codes=codes))
    assert gap(result).reason.startswith("single_form")
    assert gap(result, "both").reason.startswith("single_form")
    assert gap(result, "bb").status == "caution"
    assert gap(result, "bb").reason.startswith("few_sites")
    assert not result.reason.startswith("single_form")
    items = {name: replace(item, comparability="single_form") for name, item in instrument.items.items()}
    assert compare_roles(few_sites(replace(instrument, items=items))).status == "not_estimable"


def test_the_weakest_item_names_the_comparison() -> None:
    instrument = make_instrument()
    items = {**instrument.items, "aa2": replace(instrument.items["aa2"], comparability="proxy")}
    both = Composite("both", {"en": "Both"}, "mean", ("aa", "bb"), require=2, range=(1, 5))
    result = compare_roles(few_sites(replace(instrument, items=items, composites={"both": both})))
    tags = dict(zip(result.frame.scale, result.frame.comparability, strict=True))
    assert tags == {"aa": "proxy", "bb": "shared_referent", "both": "proxy"}


def test_directors_on_themselves() -> None:
    instrument = make_instrument()
    items = {
        name: replace(
            item, text={**item.text, "director": {"en": "I."}}, comparability_by_form={"director": "self_vs_other"}
        )
        for name, item in instrument.items.items()
    }
    instrument = replace(instrument, items=items, forms={**instrument.forms, "director": Form("director", "director")})
    responses = make_responses(instrument, roles=["psw"] * 20 + ["director"] * 12)
    result = compare_roles(responses, roles=("psw", "director"))
    assert gap(result).comparability == "self_vs_other"
    assert math.isnan(gap(result).ci_low)
    assert mean(result, "director").n == 12


def test_by_site() -> None:
    responses = few_sites(psw=20, staff=40)  # 7, 7, 6 and 14, 13, 13
    result = compare_roles(responses, by="site")
    at = gap(result, site="a")
    assert math.isnan(at.ci_low)
    assert "G1" in at.reason
    cells = [c for c, site in zip(result.cells, result.frame.site, strict=True) if site]
    assert all(c.family == "site" and not c.paired and all(s.grouped and s.site for s in c.sides) for c in cells)
    x = score(responses).of("aa")
    here = (responses.people.site == "a").to_numpy()
    role = responses.people.role.to_numpy()
    assert at.estimate == pytest.approx(x[here & (role == "staff")].mean() - x[here & (role == "psw")].mean())
    big = make_responses(roles=["psw"] * 24 + ["staff"] * 24, sites=(["a"] * 12 + ["b"] * 12) * 2)
    at = gap(compare_roles(big, by="site"), site="a")
    assert math.isfinite(at.ci_low)
    assert "this site only" in at.method


def test_sites_of_few_psws_have_no_impressions_of_them() -> None:
    instrument = make_instrument(comparability="proxy")
    forms = {**instrument.forms, "staff": replace(instrument.forms["staff"], min_headcount_site=8)}
    result = compare_roles(few_sites(replace(instrument, forms=forms), psw=23, staff=30), by="site")
    assert math.isfinite(gap(result, site="a").estimate)
    assert gap(result, site="c").reason.startswith("headcount")
    assert result.shown().query("site == 'c' and statistic == 'gap_fav'").suppressed.eq("primary").all()


def test_names_and_order_change_no_bit() -> None:
    responses = many_sites()
    order = np.random.default_rng(0).permutation(len(responses))
    names = dict(zip(LETTERS, reversed(LETTERS), strict=True))
    people = responses.people.assign(site=responses.people.site.map(names).astype("category")).iloc[order]
    shuffled = replace(responses, codes=responses.codes[:, order], people=people)
    one, other = compare_roles(responses, rng=3), compare_roles(shuffled, rng=3)
    pd.testing.assert_frame_equal(one.frame, other.frame, check_exact=True)
    assert not one.frame.equals(compare_roles(responses, rng=4).frame)
    alone = compare_roles(responses, scale="bb", rng=3).frame.reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, one.frame[one.frame.scale == "bb"].reset_index(drop=True))


def test_constant_scores_have_no_interval() -> None:
    codes = np.full((8, 42), 3)
    codes[[3, 7]] = 3
    codes[:3, 13:], codes[3, 13:] = 4, 2
    responses = few_sites()
    found = gap(compare_roles(replace(responses, codes=codes)))
    assert found.estimate == 1
    assert "constant" in found.reason
    assert math.isnan(found.ci_low)
    paired = many_sites()
    codes = np.full((8, 120), 3)
    found = gap(compare_roles(replace(paired, codes=codes)))
    assert found.estimate == 0
    assert "constant" in found.reason


def test_all_missing() -> None:
    responses = few_sites()
    result = compare_roles(replace(responses, codes=np.full((8, 42), -91)))
    assert result.status == "not_estimable"
    assert result.offers == ("describe_scores",)
    assert result.frame.estimate.isna().all()


def test_one_role() -> None:
    result = compare_roles(make_responses(roles=["psw"] * 20))
    assert result.status == "not_estimable"
    assert result.reason == "one_role: there are no answers of staff; a gap needs both"
    assert len(result.frame) == 0
    nobody = make_responses(roles=["psw"] * 20)
    nobody = replace(nobody, people=nobody.people.drop(columns=["role"]))
    assert compare_roles(nobody).reason.startswith("no_role")
    assert compare_roles(
        replace(nobody, people=few_sites().people.iloc[:20].assign(wave=[1, 2] * 10))
    ).reason.startswith("waves")


def test_what_was_overridden_is_recorded() -> None:
    result = compare_roles(few_sites(), i_understand="G2", rng=11)
    assert result.provenance.overrides == ("G2",)
    assert result.provenance.seed == 11
    assert result.provenance.settings["draws"] == 2000
    assert result.provenance.n_out == 42


def test_wrong_calls() -> None:
    responses = few_sites()
    for roles in (("psw",), ("psw", "psw"), "psw"):
        with pytest.raises(UsageError, match="names no two roles"):
            compare_roles(responses, roles=roles)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Did you mean staff"):
        compare_roles(responses, roles=("psw", "staf"))
    with pytest.raises(UsageError, match="by='country' is not allowed"):
        compare_roles(responses, by="country")
    with pytest.raises(UsageError, match="draws=50"):
        compare_roles(responses, draws=50)
    with pytest.raises(UsageError, match="G0 and G1 protect people"):
        compare_roles(responses, i_understand=("G1",))
    with pytest.raises(UsageError, match="rng=-1"):
        compare_roles(responses, rng=-1)
    with pytest.raises(UsageError, match="Did you mean aa"):
        compare_roles(responses, scale="aaa")
    with pytest.raises(UsageError, match="column about people"):
        compare_roles(make_responses(), by="site")
