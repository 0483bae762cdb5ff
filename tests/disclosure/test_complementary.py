import numpy as np
import pandas as pd
import pytest

from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.complementary import cover
from sdtclimate.disclosure.mask import protect_frame
from sdtclimate.disclosure.policy import Policy
from sdtclimate.disclosure.sheet import Sheet
from sheets_factory import compared, described, make_study, row


def shown_of(frame, cells, policy=None):
    return protect_frame(frame, cells, policy or Policy())


def seen(shown, role="psw", statistic="mean"):
    rows = shown[shown["role"].eq(role) & shown["statistic"].eq(statistic)]
    return {site: value for site, value in zip(rows["site"], rows["estimate"], strict=True) if not np.isnan(value)}


@pytest.mark.parametrize("seed", range(8))
def test_bendor_shows_exactly_one_psw_site_in_half_points(seed):
    shown = shown_of(*described(make_study({"psw": [1, 2, 4, 6], "staff": [5, 6, 8, 10]}, seed=seed)))
    psw = seen(shown)
    assert set(psw) == {"", "site03"}
    assert (2 * psw["site03"]).is_integer()
    assert 1.5 <= psw["site03"] <= 4.5
    assert set(seen(shown, "staff")) == {"", "site00", "site01", "site02", "site03"}


def test_three_sites_of_the_first_journey():
    """6, 5 and 2 PSWs: one shown, two hidden, one under the minimum and one to cover it."""
    shown = shown_of(*described(make_study({"psw": [6, 5, 2]}, seed=3)))
    means = shown[shown["statistic"].eq("mean")].set_index("site")["suppressed"]
    assert means.to_dict() == {"": "rounded", "site00": "rounded", "site01": "complementary", "site02": "primary"}


def test_two_sites_of_which_one_is_small_are_both_hidden():
    assert set(seen(shown_of(*described(make_study({"psw": [11, 2]}, seed=1))))) == {""}


def test_without_a_total_nothing_needs_cover():
    shown = shown_of(*described(make_study({"psw": [6, 5, 2]}, seed=3), pooled=False))
    assert set(seen(shown)) == {"site00", "site01"}


def test_a_tie_hides_the_lower_site():
    shown = shown_of(*described(make_study({"psw": [7, 7, 7, 2]}, seed=4)))
    assert set(seen(shown)) == {"", "site01", "site02"}


def test_all_of_a_hidden_group_is_hidden_on_that_scale():
    frame, cells = described(make_study({"psw": [11, 12, 30, 2]}, seed=4))
    shown = shown_of(frame, cells)
    assert shown.loc[shown["site"].eq("site00"), "suppressed"].eq("complementary").all()
    assert shown.loc[shown["site"].eq("site00"), ["estimate", "se", "ci_low", "ci_high"]].isna().all(axis=None)


def test_spreads_of_seven_people_cannot_be_worked_out():
    """A spread needs 10 people: with one site of 7 under a shown total, the next smallest site's goes too."""
    shown = shown_of(*described(make_study({"psw": [7, 12, 15, 20]}, seed=2)))
    assert set(seen(shown)) == {"", "site00", "site01", "site02", "site03"}
    assert set(seen(shown, statistic="sd")) == {"", "site02", "site03"}


def test_sets_that_differ_by_few_people_are_not_both_shown():
    people = frozenset(range(40))
    sides = [Side(people, "psw", False, "", 3.2), Side(people - {3, 5}, "psw", False, "", 3.3)]
    frame = pd.DataFrame([row("mean", 3.2, 40, role="psw"), row("mean", 3.3, 38, role="psw", variant="kept")])
    shown = shown_of(frame, [Cell("mean", (side,), 1.0, 5.0) for side in sides])
    assert shown["suppressed"].tolist() == ["", "complementary"]
    far = [sides[0], Side(frozenset(range(30)), "psw", False, "", 3.3)]
    assert shown_of(frame, [Cell("mean", (side,), 1.0, 5.0) for side in far])["suppressed"].tolist() == ["", ""]


def test_the_audit_hides_more_where_two_hidden_sites_would_be_pinned_down():
    """2 and 20 people are hidden: the total leaves the 20 too little room, so that a third site goes."""
    frame, cells = described(make_study({"psw": [2, 20, 40, 60]}, seed=6))
    assert set(seen(shown_of(frame, cells))) == {"", "site03"}


def test_the_audit_hides_the_total_last():
    """All 48 answer 1: a total of 1.00 would tell what the hidden 4 said, whatever else is hidden."""
    shown = shown_of(*described(make_study({"psw": [40, 4, 4]}, centre=-20)))
    means = shown[shown["statistic"].eq("mean")].set_index("site")["suppressed"]
    assert means.to_dict() == {
        "": "complementary",
        "site00": "complementary",
        "site01": "primary",
        "site02": "primary",
    }


def test_what_an_analysis_does_not_tell_is_covered_too():
    """A row without a number (staff impressions of few PSWs) under a shown total is a hidden group."""
    frame, cells = described(make_study({"staff": [12, 14, 20]}, seed=2))
    quiet = frame["site"].eq("site00")
    frame.loc[quiet, ["estimate", "se", "ci_low", "ci_high"]] = np.nan
    frame.loc[quiet, ["status", "reason"]] = ["not_estimable", "headcount: pooled only"]
    shown = shown_of(frame, cells)
    assert "site01" not in seen(shown, "staff")
    assert set(shown.loc[quiet, "reason"]) == {"headcount: pooled only"}


def test_people_without_a_site_count_as_one_more_hidden_part():
    frame, cells = described(make_study({"psw": [6, 8, 9, 20]}, seed=2))
    keep = ~frame["site"].eq("site00")  # nobody lists the six
    shown = shown_of(frame[keep], [c for c, k in zip(cells, keep, strict=True) if k])
    assert set(seen(shown)) == {"", "site01", "site02", "site03"}
    few, few_cells = described(make_study({"psw": [3, 8, 9, 20]}, seed=2))
    keep = ~few["site"].eq("site00")
    shown = shown_of(few[keep], [c for c, k in zip(few_cells, keep, strict=True) if k])
    assert set(seen(shown)) == {"", "site02", "site03"}


def test_scales_are_looked_at_one_by_one():
    first, cells = described(make_study({"psw": [6, 7, 8]}, seed=1))
    second, more = described(make_study({"psw": [4, 7, 8]}, seed=1))
    both = pd.concat([first, second.assign(scale="bb")], ignore_index=True)
    shown = shown_of(both, [*cells, *more])
    assert set(seen(shown[shown["scale"].eq("aa")])) == {"", "site00", "site01", "site02"}
    assert set(seen(shown[shown["scale"].eq("bb")])) == {"", "site02"}


def test_a_group_hidden_on_a_scale_is_hidden_on_its_items_and_coefficients():
    frame, cells = described(make_study({"psw": [2, 12, 14, 40]}, seed=6))
    side = Side(frozenset(range(2, 13)), "psw", True, "site01", 3.0)  # one of the twelve left an item out
    more = pd.DataFrame(
        [
            row("mean", 3.0, 11, role="psw", site="site01", item="aa1"),
            row("alpha", 0.8, 11, role="psw", site="site01"),
        ]
    )
    extra = [Cell("mean", (side,), 1.0, 5.0, family="site"), Cell("coefficient", (side,), family="site")]
    shown = shown_of(pd.concat([frame, more], ignore_index=True), [*cells, *extra])
    assert shown["suppressed"].tolist()[-2:] == ["complementary", "complementary"]


def test_joint_cover_hides_the_same_sites_in_every_frame():
    study = make_study({"psw": [6, 5, 2, 9], "staff": [10, 12, 14, 16]}, seed=2)
    totals = Sheet(*described(study, sites=False), Policy())
    sites = Sheet(*described(study, pooled=False), Policy())
    gaps = Sheet(*compared(study), Policy())
    hidden = cover([totals, sites, gaps])
    assert hidden[0] == frozenset()
    assert set(sites.frame.iloc[sorted(hidden[1])]["site"]) == {"site01"}
    assert set(gaps.frame.iloc[sorted(hidden[2])]["site"]) == {"site01"}
    assert cover([sites])[0] == frozenset()


def test_sheets_of_other_data_do_not_meet():
    study = make_study({"psw": [6, 5, 2, 9]}, seed=2)
    totals = Sheet(*described(study, sites=False), Policy(), source="one")
    sites = Sheet(*described(study, pooled=False), Policy(), source="two")
    assert cover([totals, sites]) == (frozenset(), frozenset())


def test_a_group_covered_on_a_part_is_hidden_on_the_composite():
    """Beside the other parts a composite of 30 people would give the covered part, and with it the hidden group.

    On aa the four of the first site stand at the end of the scale: the three of the next could not be lower, so that
    the large sites must cover them. On bb nothing needs it.
    """
    sizes = {"site00": 4, "site01": 3, "site02": 30, "site03": 31}
    means = {"aa": (5.0, 3.0, 3.2, 3.4), "bb": (3.0, 3.0, 3.2, 3.4), "both": (4.0, 3.0, 3.2, 3.4)}
    start = np.cumsum([0, *sizes.values()])
    people = {site: frozenset(range(start[i], start[i + 1])) for i, site in enumerate(sizes)}
    rows, cells = [], []
    for scale, of_site in means.items():
        total = float(np.average(of_site, weights=list(sizes.values())))
        for site, mean in (("", total), *zip(sizes, of_site, strict=True)):
            side = Side(people[site] if site else frozenset(range(68)), "psw", bool(site), site, mean)
            rows.append(row("mean", mean, side.n, role="psw", site=site, scale=scale))
            parts = ("aa", "bb") if scale == "both" else ()
            cells.append(Cell("mean", (side,), 1.0, 5.0, pooled_sd=0.8, family="site" if site else "", parts=parts))
    for order in (range(15), range(14, -1, -1)):
        shown = shown_of(pd.DataFrame([rows[i] for i in order]), [cells[i] for i in order])
        covered = shown[shown["suppressed"].eq("complementary")]
        assert set(zip(covered["scale"], covered["site"], strict=True)) == {
            (scale, site) for scale in ("aa", "both") for site in ("site02", "site03")
        }
