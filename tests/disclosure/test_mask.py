import numpy as np
import pandas as pd
import pytest

from sdtclimate.core.errors import UsageError
from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.mask import protect_frame
from sdtclimate.disclosure.policy import Policy
from sheets_factory import described, make_study, row

NUMBERS = ["estimate", "se", "ci_low", "ci_high"]


def people(n, start=0):
    return frozenset(range(start, start + n))


def one(what, n, estimate=3.234567, *, role="psw", grouped=True, sensitivity="normal", site="", policy=None, **more):
    side = Side(people(n), role, grouped, site, estimate)
    statistic = more.pop("statistic", "mean")
    frame = pd.DataFrame([row(statistic, estimate, n, role=role, site=site, se=0.2, ci_low=2.8, ci_high=3.7, **more)])
    cell = Cell(what, (side,), 1.0, 5.0, sensitivity, 0.8)
    return protect_frame(frame, [cell], policy or Policy()).iloc[0]


def test_frames_without_cells_are_shown_as_they_are():
    frame = pd.DataFrame({"statistic": ["kmo"], "estimate": [0.8123456]})
    shown = protect_frame(frame, (), Policy())
    assert shown["estimate"].tolist() == [0.8123456]
    assert shown["suppressed"].tolist() == [""]


def test_the_frame_given_is_not_changed():
    frame, cells = described(make_study({"psw": [1, 2, 4, 6]}))
    before = frame.copy(deep=True)
    protect_frame(frame, cells, Policy())
    pd.testing.assert_frame_equal(frame, before)


def test_cells_must_match_rows():
    frame, cells = described(make_study({"psw": [6, 7]}))
    with pytest.raises(ValueError, match="cells for"):
        protect_frame(frame, cells[:-1], Policy())


@pytest.mark.parametrize(("role", "least"), [("psw", 5), ("staff", 5), ("director", 5), ("user", 10), ("", 5)])
def test_minimum_by_role(role, least):
    below, at = one("mean", least - 1, role=role), one("mean", least, role=role)
    assert below["suppressed"] == "primary"
    assert below[NUMBERS].isna().all()
    assert below["reason"] == f"hidden: fewer than {least} people"
    assert below["status"] == "not_estimable"
    assert at["suppressed"] == "rounded"
    assert at["estimate"] > 0


def test_a_raised_minimum_holds_and_a_lowered_one_is_refused():
    assert one("mean", 7, policy=Policy({"psw": 8}))["suppressed"] == "primary"
    with pytest.raises(UsageError, match="not lowered"):
        Policy({"psw": 4})


def test_high_sensitivity_needs_ten_and_is_never_by_site():
    assert one("mean", 9, sensitivity="high")["suppressed"] == "primary"
    assert one("mean", 10, sensitivity="high")["estimate"] == 3.2
    by_site = one("mean", 40, sensitivity="high", site="north")
    assert by_site["suppressed"] == "primary"
    assert by_site["reason"] == "hidden: not shown by site"


def test_status_and_method_of_a_hidden_row_tell_nothing():
    shown = one("mean", 3, status="caution", reason="constant: all 3 answered alike", method="t, 2 degrees of freedom")
    assert (shown["status"], shown["method"]) == ("not_estimable", "")
    assert "constant" not in shown["reason"]


@pytest.mark.parametrize("what", ["spread", "share", "coefficient", "test", "structure"])
def test_detail_needs_ten(what):
    assert one(what, 9, 0.8)["suppressed"] == "primary"
    assert one(what, 9, 0.8)["reason"] == "hidden: fewer than 10 people"
    assert one(what, 10, 0.8)["estimate"] == pytest.approx(0.8)


def test_means_of_items_need_ten():
    assert one("mean", 9, item="aa1")["suppressed"] == "primary"
    assert one("mean", 10, item="aa1")["estimate"] == 3.2


def test_precision_by_n():
    small, middle, large = one("mean", 9), one("mean", 29), one("mean", 30)
    assert (small["estimate"], middle["estimate"], large["estimate"]) == (3.0, 3.2, 3.23)
    assert (small["suppressed"], middle["suppressed"], large["suppressed"]) == ("rounded", "rounded", "")
    assert np.isnan(small["se"])
    assert (small["ci_low"], small["ci_high"]) == (2.5, 3.5)  # 1.96 x 0.8 / 3 = 0.52
    assert small["method"] == "spread of the whole study"
    # arms 0.43 and 0.47 become 0.4 and 0.5 around 3.2
    assert (middle["ci_low"], middle["ci_high"]) == (2.8, 3.7)


def test_small_means_look_alike_whatever_their_spread():
    constant = one("mean", 6, 3.0, reason="constant: all answered 3", status="caution")
    spread = one("mean", 6, 3.1, reason="G1: Means only. Fewer than 10 PSWs.", status="caution")
    assert constant[NUMBERS].equals(spread[NUMBERS])
    assert constant["reason"] == ""
    assert spread["reason"] == "G1: Means only. Fewer than 10 PSWs."


def test_n_is_a_band_for_groups_and_exact_for_all_sites_together():
    assert one("mean", 12)["n"] == "10-19"
    assert one("mean", 12, grouped=False)["n"] == 12
    assert one("mean", 3, grouped=False)["n"] == "<5"


def test_what_a_group_lost_is_never_told():
    assert one("mean", 12, n_dropped=2)["n_dropped"] is None
    assert one("mean", 12, grouped=False, n_dropped=2)["n_dropped"] == 2
    assert one("mean", 3, grouped=False, n_dropped=2)["n_dropped"] is None


def test_counts_within_a_group_are_hidden():
    assert one("count", 40, 3.0)["suppressed"] == "primary"
    assert one("count", 40, 3.0, grouped=False)["estimate"] == 3.0


def test_pomp_comes_from_the_rounded_mean():
    for n, mean, pomp in ((6, 3.2, 50), (12, 3.24, 55), (40, 3.246, 56)):
        shown = one("mean", n, 25 * (mean - 1), statistic="pomp")
        assert shown["estimate"] == pomp
    ends = pd.DataFrame([row("pomp", 55.0, 6)])
    cell = Cell("mean", (Side(people(6), "psw", True),), 0.0, 100.0)
    assert protect_frame(ends, [cell], Policy())["estimate"].tolist() == [50]


def test_shares_are_whole_percent():
    assert one("share", 13, 3 / 13)["estimate"] == 0.23


def test_spread_is_cut_like_the_mean():
    assert one("spread", 12, 0.8765)["estimate"] == 0.9
    assert one("spread", 30, 0.8765)["estimate"] == 0.88


def test_coefficients_are_cut_below_thirty_and_for_groups():
    assert one("coefficient", 12, 0.81234, grouped=False)["estimate"] == 0.81
    assert one("coefficient", 40, 0.81234, grouped=False)["estimate"] == 0.81234
    assert one("coefficient", 40, 0.81234)["estimate"] == 0.81


def test_further_numbers_follow_the_same_people():
    assert np.isnan(one("test", 40, 2.0, df=39.0)["df"])
    assert one("test", 40, 2.0, df=39.0, grouped=False)["df"] == 39
    assert one("test", 40, 2.0, p=0.0412345)["p"] == 0.041
    assert np.isnan(one("mean", 7, weight=0.1234)["weight"])


def gap(n_psw, n_staff, psw=3.2, staff=3.9, *, valence=1, paired=False, grouped=True, statistic="gap_fav"):
    sides = (
        Side(people(n_psw), "psw", grouped, "", psw),
        Side(people(n_staff, 1000), "staff", grouped, "", staff),
    )
    estimate = valence * (staff - psw)
    made = row(statistic, estimate, n_psw + n_staff, se=0.2, ci_low=estimate - 0.44, ci_high=estimate + 0.44)
    frame = pd.DataFrame([made | {"n_psw": n_psw, "n_staff": n_staff, "n_sites": 12}])
    cell = Cell("gap", sides, 1.0, 5.0, paired=paired, valence=valence)
    return protect_frame(frame, [cell], Policy()).iloc[0]


def test_gap_is_the_difference_of_rounded_means():
    shown = gap(12, 40, 3.24, 3.917)
    assert shown["estimate"] == 0.72  # 3.92 - 3.2
    assert (shown["ci_low"], shown["ci_high"]) == (0.32, 1.12)
    assert (shown["n_psw"], shown["n_staff"], shown["n_sites"]) == ("10-19", "20-49", 12)
    assert gap(12, 40, 3.24, 3.917, valence=-1)["estimate"] == -0.72


def test_gap_with_a_small_side_is_words_alone():
    shown = gap(6, 40)
    assert shown[NUMBERS].isna().all()
    assert shown["words"] == "somewhat rosier"  # 3.9 - 3.0
    assert shown["suppressed"] == "rounded"
    assert gap(6, 40, valence=-1)["words"] == "somewhat less rosy"
    assert gap(6, 40, statistic="difference")["words"] == "somewhat higher"


def test_gap_needs_both_sides():
    for sizes in ((4, 40), (40, 4)):
        shown = gap(*sizes)
        assert shown["suppressed"] == "primary"
        assert shown["words"] == ""
        assert shown["n_sites"] is None


def test_paired_gap_is_rounded_by_the_smaller_side():
    assert gap(12, 40, 3.24, 3.917, paired=True)["estimate"] == 0.7
    assert gap(31, 40, 3.24, 3.917, paired=True, grouped=False)["estimate"] == 0.68


@pytest.mark.parametrize("dtype", ["float64", "Float64", "object"])
def test_dtypes_make_no_difference(dtype):
    frame, cells = described(make_study({"psw": [1, 2, 4, 6], "staff": [5, 6, 8, 10]}))
    plain = protect_frame(frame, cells, Policy())
    other = protect_frame(frame.astype(dict.fromkeys(NUMBERS, dtype)), cells, Policy())
    pd.testing.assert_frame_equal(plain, other)


def test_row_order_makes_no_difference():
    frame, cells = described(make_study({"psw": [1, 2, 4, 6, 7, 12], "staff": [5, 6, 8, 10, 2, 3]}))
    shown = protect_frame(frame, cells, Policy())
    order = np.random.default_rng(5).permutation(len(frame))
    turned = protect_frame(frame.iloc[order], [cells[i] for i in order], Policy())
    pd.testing.assert_frame_equal(turned.sort_index(), shown)
