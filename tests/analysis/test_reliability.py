"""`reliability`: rows, guardrails, reasons, cells and messages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from factories import make_instrument, make_responses
from sdtclimate.core.errors import UsageError
from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.results.reliability import ReliabilityResult
from sdtclimate.stats.intervals.feldt import feldt_interval
from sdtclimate.stats.reliability.registry import COEFFICIENTS


def frame_of(n: int = 200, k: int = 4, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    x = np.clip(np.round(3 + rng.standard_normal((n, 1)) + 0.8 * rng.standard_normal((n, k))), 1, 5)
    return pd.DataFrame(x, columns=[f"q{i + 1}" for i in range(k)])


def row(result: ReliabilityResult, statistic: str, **keys: object) -> pd.Series:
    frame = result.frame
    for name, value in {"item": "", **keys, "statistic": statistic}.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def note(result: ReliabilityResult, name: str) -> list[str]:
    return [one.text for one in result.notes if one.id == name]


def test_a_bare_frame_is_one_scale() -> None:
    frame = frame_of()
    before = frame.copy()
    result = sdt.reliability(frame)
    pd.testing.assert_frame_equal(frame, before)
    alpha = row(result, "alpha", scale="scale")
    assert alpha["estimate"] == pytest.approx(COEFFICIENTS["alpha"].of(np.cov(frame.T)), abs=1e-12)
    assert (alpha["ci_low"], alpha["ci_high"]) == pytest.approx(feldt_interval(alpha["estimate"], 200, 4), abs=1e-12)
    assert (alpha["n"], alpha["k"], alpha["n_dropped"], alpha["method"]) == (200, 4, 0, "Feldt")
    omega = row(result, "omega_total", scale="scale")
    assert omega["method"] == "normal theory, logit scale"
    assert omega["ci_low"] < omega["estimate"] < omega["ci_high"] < 1
    assert (result.status, result.reason, result.kind) == ("ok", "", "reliability")
    assert len(result.cells) == len(result.frame) == 2 + 2 * 4
    assert note(result, "bare")
    assert all(statistic in STATISTIC_LABELS for statistic in result.frame["statistic"])


def test_numbers_depend_on_the_answers_alone() -> None:
    frame = frame_of(k=5)
    rng = np.random.default_rng(0)
    coefficients = tuple(name for name in COEFFICIENTS if name != "spearman_brown")
    options = {"coefficients": coefficients, "interval": "bootstrap", "draws": 200}
    wanted = sdt.reliability(frame, **options).frame.set_index(["statistic", "item"])
    others = {
        "rows": frame.iloc[rng.permutation(len(frame))],
        "columns": frame[frame.columns[::-1]],
        "nullable": frame.astype("Int64"),
        "float32": frame.astype("float32"),
        "index": frame.set_index(pd.Index([f"p{i}" for i in range(len(frame))])),
    }
    for name, other in others.items():
        found = sdt.reliability(other, **options).frame.set_index(["statistic", "item"]).loc[wanted.index]
        columns = ["estimate", "se", "ci_low", "ci_high", "n", "k"]
        pd.testing.assert_frame_equal(found[columns], wanted[columns], rtol=1e-11, obj=name)
    array = sdt.reliability(frame.to_numpy(), **options).frame
    assert array["estimate"].to_numpy() == pytest.approx(wanted["estimate"].to_numpy(), abs=1e-12)


def test_reverse_keyed_items_are_turned_once() -> None:
    responses = make_responses(roles=("psw",) * 60)
    turned = responses.items[["aa1", "aa2", "aa3", "aa4"]].assign(aa4=lambda d: 6 - d["aa4"])
    result = sdt.reliability(responses, scale="aa")
    assert row(result, "alpha")["estimate"] == pytest.approx(COEFFICIENTS["alpha"].of(np.cov(turned.T)), abs=1e-12)
    assert not note(result, "keying")


def test_everybody_and_each_role() -> None:
    result = sdt.reliability(make_responses(roles=("psw",) * 40 + ("staff",) * 50), by="role")
    alphas = result.frame[(result.frame["statistic"] == "alpha") & (result.frame["scale"] == "aa")]
    assert alphas["role"].tolist() == ["", "psw", "staff"]
    assert alphas["n"].tolist() == [90, 40, 50]
    assert result.frame.columns[:5].tolist() == ["scale", "item", "role", "statistic", "variant"]
    sides = [result.cells[at].sides[0] for at in alphas.index]
    assert [(side.n, side.role, side.grouped) for side in sides] == [
        (90, "", False),
        (40, "psw", False),
        (50, "staff", False),
    ]
    assert result.cells[0].what == "coefficient"
    assert result.shown()["n"].tolist() == result.frame["n"].tolist()


def test_one_role_is_not_told_twice() -> None:
    result = sdt.reliability(make_responses(roles=("psw",) * 40), by="role")
    assert set(result.frame["role"]) == {"psw"}


def test_a_column_that_is_no_role_makes_groups_with_bands() -> None:
    responses = make_responses(roles=("psw",) * 60)
    people = responses.people.assign(country=["A"] * 25 + ["B"] * 31 + ["C"] * 4)
    result = sdt.reliability(replace(responses, people=people), by="country", levels=("B", "A", "C"))
    assert result.by == ("country",)
    alphas = result.frame[(result.frame["statistic"] == "alpha") & (result.frame["scale"] == "aa")]
    assert alphas["country"].tolist() == ["", "B", "A", "C"]
    assert [result.cells[at].sides[0].grouped for at in alphas.index] == [False, True, True, True]
    assert "n = 20-49" in row(result, "alpha", scale="aa", country="A")["reason"]
    assert row(result, "alpha", scale="aa", country="C")["reason"].startswith("G0")
    shown = result.shown()
    assert "25" not in set(map(str, shown["n"]))
    assert shown.loc[alphas.index, "n"].tolist() == [60, "20-49", "20-49", "<5"]
    assert [one.text for one in result.notes if one.id == "G2"] == [
        "country A: n = 20-49: intervals are wide; treat as a case description. Factor analysis refused."
    ]


@pytest.mark.parametrize(
    ("n", "alpha", "omega"),
    [(4, "G0", "G0"), (9, "G1", "G1"), (10, "caution", "G2"), (29, "caution", "G2"), (30, "ok", "ok")],
)
def test_guardrails(n: int, alpha: str, omega: str) -> None:
    result = sdt.reliability(frame_of(n, seed=3))
    for statistic, wanted in (("alpha", alpha), ("omega_total", omega)):
        found = row(result, statistic)
        if wanted in ("ok", "caution"):
            assert found["status"] == wanted
            assert np.isfinite(found["estimate"])
        else:
            assert found["status"] == "not_estimable"
            assert found["reason"].startswith(wanted)
            assert np.isnan(found["estimate"])
    if alpha == "caution":
        assert row(result, "alpha")["reason"].startswith(f"G2: n = {n}: intervals are wide")
        assert row(result, "item_rest", item="q1")["status"] == "caution"
    if n < 10:
        assert result.status == "not_estimable"
        assert len(result.frame) == 2
        assert result.offers


def test_an_override_is_recorded_and_printed() -> None:
    frame = frame_of(20, seed=7)
    for understood in ("G2", ("G2",)):
        result = sdt.reliability(frame, i_understand=understood)
        omega = row(result, "omega_total")
        assert omega["status"] == "caution"
        assert "Overridden by the user." in omega["reason"]
        assert result.provenance.overrides == ("G2",)
    with pytest.raises(UsageError, match="G1 cannot be overridden"):
        sdt.reliability(frame, i_understand="G1")


def test_listwise_counts_those_who_began() -> None:
    frame = frame_of(100)
    frame.iloc[:7, 1] = np.nan
    frame.iloc[7:10] = np.nan
    result = sdt.reliability(frame)
    assert set(result.frame["n"]) == {90}
    assert set(result.frame["n_dropped"]) == {7}
    assert note(result, "listwise")


def test_two_items_get_spearman_brown() -> None:
    result = sdt.reliability(frame_of(k=2))
    assert row(result, "alpha")["status"] == "ok"
    assert row(result, "omega_total")["reason"] == "few_items: 2 items; it takes 3 or more"
    found = row(result, "spearman_brown")
    r = frame_of(k=2).corr().iloc[0, 1]
    assert found["estimate"] == pytest.approx(2 * r / (1 + r), abs=1e-12)
    assert found["ci_low"] < found["estimate"] < found["ci_high"]
    assert row(result, "alpha_if_dropped", item="q1")["reason"].startswith("few_items")
    assert row(result, "item_rest", item="q1")["estimate"] == pytest.approx(r, abs=1e-12)


def test_one_item_is_refused() -> None:
    result = sdt.reliability(frame_of(k=1))
    assert result.status == "not_estimable"
    assert row(result, "alpha")["reason"] == "few_items: 1 item; it takes 2 or more"
    assert row(result, "item_rest", item="q1")["reason"].startswith("few_items")


def test_spearman_brown_is_for_two_items() -> None:
    result = sdt.reliability(frame_of(), coefficients="spearman_brown")
    assert row(result, "spearman_brown")["reason"] == "many_items: 4 items; it is defined for 2 at most"


def test_a_constant_item() -> None:
    result = sdt.reliability(frame_of().assign(q2=3.0))
    alpha = row(result, "alpha")
    assert alpha["status"] == "caution"
    assert alpha["reason"].startswith("constant:")
    assert row(result, "omega_total")["reason"].startswith("constant:")
    assert row(result, "item_rest", item="q2")["reason"].startswith("constant:")
    assert row(result, "item_rest", item="q1")["status"] == "ok"
    assert np.isfinite(row(result, "alpha_if_dropped", item="q2")["estimate"])


def test_one_answer_everywhere() -> None:
    result = sdt.reliability(frame_of() * 0 + 3)
    assert result.status == "not_estimable"
    assert row(result, "alpha")["reason"].startswith("zero_variance:")


def test_nobody_answered() -> None:
    result = sdt.reliability(frame_of() * np.nan)
    assert row(result, "alpha")["reason"] == "empty: nobody answered an item of this scale"
    assert sdt.reliability(frame_of().iloc[:0]).status == "not_estimable"


def test_fewer_people_than_items() -> None:
    result = sdt.reliability(frame_of(n=30, k=35))
    assert row(result, "alpha")["status"] == "ok"
    assert row(result, "omega_total")["reason"].startswith("singular:")


def test_items_that_run_against_each_other() -> None:
    frame = frame_of()
    result = sdt.reliability(frame.assign(q1=6 - frame["q1"], q2=6 - frame["q2"]))
    alpha = row(result, "alpha")
    assert alpha["estimate"] < 0
    assert alpha["status"] == "caution"
    assert alpha["reason"].startswith("negative:")


def test_a_heywood_case_leaves_the_other_rows() -> None:
    rng = np.random.default_rng(8)
    root = np.linalg.cholesky(np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.7], [0.9, 0.7, 1.0]]))
    result = sdt.reliability(pd.DataFrame(rng.standard_normal((300, 3)) @ root.T, columns=list("abc")))
    assert row(result, "omega_total")["reason"].startswith("heywood:")
    assert row(result, "alpha")["status"] == "ok"
    assert result.status == "caution"


def test_an_item_stored_reversed_already_is_named() -> None:
    responses = make_responses(roles=("psw",) * 80)
    codes = responses.codes.copy()
    codes[3] = 6 - codes[3]
    result = sdt.reliability(replace(responses, codes=codes), by="role")
    r = row(result, "item_rest", scale="aa", item="aa4")["estimate"]
    said = f"{r:.2f}".replace("-0.", "-.")
    assert note(result, "keying") == [
        f"PSWs: aa4 is declared reversed and correlates {said} with the rest of aa. "
        "It looks as if it is stored reversed already. Nothing was turned."
    ]


def test_a_weak_negative_item_is_told_without_a_verdict() -> None:
    frame = frame_of(60, seed=5)
    rng = np.random.default_rng(3)
    while True:
        noise = np.round(3 + rng.standard_normal(60))
        result = sdt.reliability(frame.assign(q4=noise))
        if -0.2 < row(result, "item_rest", item="q4")["estimate"] < 0:
            break
    (said,) = note(result, "keying")
    assert said.startswith("q4 is not declared reversed and correlates -.")
    assert said.endswith("This may be chance; look at its wording and key. Nothing was turned.")


def test_notes_say_nothing_of_a_group_that_may_be_hidden() -> None:
    responses = make_responses(roles=("psw",) * 60)
    codes = responses.codes.copy()
    codes[0, :12] = 6 - codes[0, :12]
    people = responses.people.assign(country=["A"] * 12 + ["B"] * 48)
    result = sdt.reliability(replace(responses, codes=codes, people=people), by="country")
    assert row(result, "item_rest", scale="aa", item="aa1", country="A")["estimate"] < 0
    assert not note(result, "keying")


def test_answers_about_different_people_are_not_taken_together() -> None:
    responses = make_responses(make_instrument(comparability="proxy"), roles=("psw",) * 40 + ("staff",) * 50)
    result = sdt.reliability(responses)
    assert result.status == "not_estimable"
    assert row(result, "alpha", scale="aa")["reason"].startswith("proxy: PSWs' own report vs staff impression")
    by_role = sdt.reliability(responses, by="role")
    assert set(by_role.frame["role"]) == {"psw", "staff"}
    assert by_role.status == "ok"


def test_several_roles_together_are_told() -> None:
    result = sdt.reliability(make_responses(roles=("psw",) * 40 + ("staff",) * 50))
    assert note(result, "pooled") == ["These answers hold several roles, taken together: psw, staff."]


def test_waves_are_not_pooled() -> None:
    responses = make_responses(roles=("psw",) * 80)
    two = replace(responses, people=responses.people.assign(wave=[1] * 40 + [2] * 40))
    assert sdt.reliability(two).reason.startswith("waves:")
    result = sdt.reliability(two, by="wave", scale="aa")
    assert result.frame.loc[result.frame["statistic"] == "alpha", "wave"].tolist() == [1, 2]
    assert not any(cell.sides[0].grouped for cell in result.cells)


def test_bootstrap_over_sites() -> None:
    responses = make_responses(roles=("psw",) * 120, sites=[f"s{i % 12}" for i in range(120)])
    result = sdt.reliability(responses, scale="aa", interval="bootstrap", units="site", draws=400, rng=7)
    assert row(result, "alpha")["method"] == "percentile bootstrap, 400 draws of sites"
    assert result.provenance.seed == 7
    assert not note(result, "clustered")
    auto = sdt.reliability(responses, scale="aa", units="site", draws=400, rng=7)
    assert row(auto, "omega_total")["ci_low"] == row(result, "omega_total")["ci_low"]
    renamed = replace(responses, people=responses.people.assign(site=[f"z{-i % 12}" for i in range(120)]))
    other = sdt.reliability(renamed, scale="aa", interval="bootstrap", units="site", draws=400, rng=7)
    assert row(other, "alpha")["ci_low"] == row(result, "alpha")["ci_low"]


def test_few_sites_are_not_drawn() -> None:
    responses = make_responses(roles=("psw",) * 60, sites=[f"s{i % 3}" for i in range(60)])
    result = sdt.reliability(responses, scale="aa", units="site", draws=200)
    alpha = row(result, "alpha")
    assert alpha["status"] == "caution"
    assert alpha["reason"] == "sites: fewer than 10 sites, too few to count sites; people as units"
    assert alpha["method"] == "percentile bootstrap, 200 draws of respondents"
    assert "too few sites" in note(sdt.reliability(responses, scale="aa"), "clustered")[0]


def test_impressions_of_few_peers_are_told_for_all_sites_only() -> None:
    instrument = make_instrument(comparability="proxy")
    staff = replace(instrument.forms["staff"], min_headcount=3, min_headcount_site=5)
    instrument = replace(instrument, forms={**instrument.forms, "staff": staff})
    sites = ["n"] * 5 + ["c"] * 4 + ["s"] * 2 + ["n"] * 30 + ["c"] * 30 + ["s"] * 30
    responses = make_responses(instrument, roles=("psw",) * 11 + ("staff",) * 90, sites=sites)
    payroll = pd.DataFrame({"site": ["n", "c", "s"], "n_psw": [5, 4, 2]})
    result = sdt.reliability(replace(responses, sites=payroll), scale="aa", by=("role", "site"))
    assert row(result, "alpha", role="staff", site="n")["status"] == "ok"
    assert row(result, "alpha", role="staff", site="c")["reason"].startswith("headcount:")
    assert result.frame[(result.frame["role"] == "staff") & (result.frame["site"] == "s")].empty
    assert not any(set(range(71, 101)) & cell.sides[0].members for cell in result.cells)


def test_only_reflective_scales() -> None:
    instrument = make_instrument()
    formative = replace(instrument.subscales["bb"], type="F")
    instrument = replace(instrument, subscales={**instrument.subscales, "bb": formative})
    responses = make_responses(instrument, roles=("psw",) * 40)
    assert set(sdt.reliability(responses).frame["scale"]) == {"aa"}
    with pytest.raises(UsageError, match="'bb' is no subscale"):
        sdt.reliability(responses, scale="bb")


def test_a_scale_without_its_columns() -> None:
    responses = make_responses(roles=("psw",) * 40)
    half = replace(responses, item_ids=responses.item_ids[:3], codes=responses.codes[:3])
    result = sdt.reliability(half)
    assert set(result.frame["scale"]) == {"aa"}
    assert set(result.frame.loc[result.frame["item"] == "", "k"]) == {3}
    assert note(result, "absent") == ["Not in these answers: aa4."]
    assert row(sdt.reliability(half, scale="bb"), "alpha")["reason"].startswith("empty:")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"coefficients": "alfa"}, "'alfa' is no coefficient. Did you mean alpha?"),
        ({"coefficients": ()}, "coefficients= is empty"),
        ({"interval": "felt"}, "Did you mean 'feldt'?"),
        (
            {"interval": "feldt"},
            "interval='feldt' is not defined for omega_total. It has: logit, delta, bootstrap, bca",
        ),
        (
            {"coefficients": "alpha", "interval": "feldt", "units": "site"},
            "draws sites; interval='feldt' draws nothing",
        ),
        ({"units": "person"}, "units='person' is not allowed"),
        ({"missing": "pairwise"}, "missing='pairwise' is not allowed"),
        ({"level": 95}, "level=95 is no confidence level"),
        ({"draws": 10}, "draws=10 is too few"),
        ({"rng": -1}, "rng=-1 is below 0"),
        ({"by": "role"}, "by='role' needs Responses"),
        ({"scale": "aa"}, "A bare frame is one unnamed scale"),
        ({"units": "site"}, "200 respondents have no site"),
    ],
)
def test_a_wrong_call_says_what_is_allowed(options: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        sdt.reliability(frame_of(), **options)  # type: ignore[arg-type]
    assert said in str(raised.value)


def test_an_unknown_option_is_an_error() -> None:
    with pytest.raises(TypeError, match="bys"):
        sdt.reliability(frame_of(), bys="role")  # type: ignore[call-arg]


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"'rol' is no column about people\. Did you mean role"):
        sdt.reliability(make_responses(), by="rol")
