"""The verb: what it finds, says, refuses and hides."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from factories import make_instrument, make_responses
from sdtclimate.analysis.dimensionality import CRITERIA, dimensionality
from sdtclimate.core.errors import UsageError
from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.results.dimensionality import DimensionalityResult

STAFF = ("staff",) * 220
QUICK = {"draws": 40, "starts": 4, "progress": False}


def of(result: DimensionalityResult, statistic: str, **keys: object) -> pd.DataFrame:
    rows = result.frame[result.frame["statistic"] == statistic]
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    return rows


@pytest.fixture(scope="module")
def found() -> DimensionalityResult:
    return dimensionality(make_responses(roles=STAFF), **QUICK)


def test_two_scales_are_two_factors(found: DimensionalityResult) -> None:
    assert found.status == "ok"
    assert of(found, "n_factors", variant="used")["estimate"].item() == 2
    loadings = found.loadings()
    assert list(loadings.index) == [f"{scale}{i}" for scale in ("aa", "bb") for i in range(1, 5)]
    own = loadings[["F1", "F2"]].abs().to_numpy().argmax(axis=1)
    assert len(set(own[:4])) == len(set(own[4:])) == 1
    assert own[0] != own[4]
    assert (loadings[["F1", "F2"]].max(axis=1) > 0.5).all(), "reverse keys are turned before"
    assert found.scale_of == {item: item[:2] for item in loadings.index}


def test_the_frame_is_tidy_and_complete(found: DimensionalityResult) -> None:
    assert set(found.frame["statistic"]) == {
        "kmo", "msa", "bartlett", "determinant", "smc", "eigenvalue", "parallel_mean", "parallel_q95",
        "kaiser_reference", "average_partial", "n_factors", "loading", "communality", "uniqueness", "ss_loadings",
        "factor_correlation", "rotation", "fit",
    }  # fmt: skip
    assert len(found.cells) == len(found.frame)
    assert (found.frame["n"] == 220).all()
    assert (found.frame["role"] == "staff").all()
    assert {cell.what for cell in found.cells} == {"structure"}
    assert set(of(found, "n_factors")["variant"]) == {*CRITERIA.values(), "used"}
    assert of(found, "bartlett")["df"].item() == 28
    assert found.provenance.seed == 0
    assert found.provenance.settings["rotation"] == "oblimin"


def test_scree_and_suggestions_come_from_what_may_be_shown(found: DimensionalityResult) -> None:
    scree = found.scree()
    assert list(scree.columns) == ["factor", "eigenvalue", "parallel_mean", "parallel_q95"]
    assert scree["factor"].tolist() == list(range(1, 9))
    assert scree["eigenvalue"].sum() == pytest.approx(8)
    assert found.scree("factors")["eigenvalue"].sum() < 8
    assert set(found.suggested()["n_factors"]) == {2}


def test_it_can_be_read_and_stored(found: DimensionalityResult) -> None:
    text = str(found)
    assert "loadings (minres, oblimin)" in text
    assert "KMO" in text
    assert "Complete answers of 220 respondents; 0 with a missing answer left out." in text
    assert "<table" in found._repr_html_()
    assert json.dumps(found.to_dict())
    assert "frozenset" not in repr(found), "members are nobody's business"


def test_one_scale_one_item_list_and_an_instrument(found: DimensionalityResult) -> None:
    answers = make_responses(roles=STAFF)
    one = dimensionality(answers, "aa", **QUICK)
    assert set(one.frame["scale"]) == {"aa"}
    assert list(one.loadings().columns) == ["F1", "communality"]
    some = dimensionality(answers, items=["bb1", "bb2", "aa1", "aa3"], n_factors=1, **QUICK)
    assert list(some.loadings().index) == ["bb1", "bb2", "aa1", "aa3"]
    whole = dimensionality(answers, "tiny", **QUICK)
    pd.testing.assert_frame_equal(whole.frame, found.frame)


def test_a_bare_frame_is_taken_as_it_is() -> None:
    frame = make_responses(roles=STAFF).items
    result = dimensionality(frame, **QUICK)
    assert set(result.frame["scale"]) == {"scale"}
    assert "bare" in [note.id for note in result.notes]
    array = dimensionality(frame.to_numpy(), **QUICK)
    assert of(array, "kmo")["estimate"].item() == of(result, "kmo")["estimate"].item()
    assert sdt.dimensionality is dimensionality


def test_rows_and_columns_may_come_in_any_order() -> None:
    frame = make_responses(roles=STAFF).items
    plain = dimensionality(frame, n_factors=2, **QUICK)
    rows = dimensionality(frame.sample(frac=1, random_state=1), n_factors=2, **QUICK)
    pd.testing.assert_frame_equal(plain.frame, rows.frame)
    columns = dimensionality(frame[frame.columns[::-1]], n_factors=2, **QUICK)
    assert np.allclose(columns.loadings().loc[frame.columns], plain.loadings(), atol=1e-8)
    assert np.allclose(columns.scree(), plain.scree())


def test_listwise_deletion_is_counted() -> None:
    frame = make_responses(roles=STAFF).items
    frame.iloc[:7, 0] = np.nan
    frame.iloc[10:13, :] = np.nan
    result = dimensionality(frame, n_factors=2, **QUICK)
    assert (result.frame["n"] == 210).all()
    note = next(note for note in result.notes if note.id == "listwise")
    assert note.text == "Complete answers of 210 respondents; 7 with a missing answer left out."


def test_groups_have_their_own_structure() -> None:
    answers = make_responses(roles=("psw",) * 60 + ("staff",) * 90)
    result = dimensionality(answers, by="role", **QUICK)
    assert result.groups == ("role",)
    assert list(result.loadings().index.names) == ["role", "item"]
    assert result.status == "caution"
    assert {note.id for note in result.notes} == {"G3", "listwise"}
    alone = dimensionality(answers.where(role="staff"), **QUICK)
    mine = of(result, "kmo", role="staff")["estimate"].item()
    assert mine == of(alone, "kmo")["estimate"].item()


def test_of_a_group_nothing_is_told_from_which_n_follows() -> None:
    answers = make_responses(roles=STAFF, sites=["a", "b"] * 110)
    result = dimensionality(answers, by="site", n_factors=2, **QUICK)
    told = set(result.frame["statistic"]) | set(result.frame["variant"])
    assert not told & {"determinant", "parallel_mean", "bic", "objective", "rmsea", "kaiser_reference"}
    assert set(result.shown()["n"]) == {"50+"}
    assert "110" not in " ".join(note.text for note in result.notes)
    assert all(side.grouped and side.site in "ab" for cell in result.cells for side in cell.sides)


@pytest.mark.parametrize(
    ("n", "guardrail", "status"),
    [(3, "G0", "not_estimable"), (8, "G1", "not_estimable"), (29, "G2", "not_estimable"), (30, "G3", "caution"),
     (120, "G4", "caution"), (250, "", "ok")],
)  # fmt: skip
def test_guardrails(n: int, guardrail: str, status: str) -> None:
    result = dimensionality(make_responses(roles=("staff",) * n), n_factors=2, **QUICK)
    assert result.status == status
    assert result.reason.startswith(guardrail)
    assert bool(result.offers) is (status == "not_estimable")
    if status == "not_estimable":
        assert result.frame["estimate"].isna().all()
        assert result.loadings().empty
        assert result.scree().empty
        assert result.suggested().empty
        assert "not estimable" in str(result)
    if n < 5:
        assert not any(str(n) in note.text for note in result.notes)


def test_a_refusal_can_be_overridden_and_stays_on_the_result() -> None:
    answers = make_responses(roles=("staff",) * 25)
    result = dimensionality(answers, n_factors=2, i_understand=("G2",), **QUICK)
    assert result.status == "caution"
    assert "Overridden by the user" in result.reason
    assert result.provenance.overrides == ("G2",)
    with pytest.raises(UsageError, match="G0 cannot be overridden"):
        dimensionality(answers, i_understand=("G0",))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda f: f.assign(aa2=3), "constant: aa2 has the same answer from everybody"),
        (lambda f: f.assign(bb4=f["aa1"]), "identical: aa1 and bb4 correlate perfectly"),
        (lambda f: f.assign(bb4=f["aa1"] + f["bb1"]), "singular: aa1, bb1, bb4 follow from each other"),
        (lambda f: f[["aa1", "aa2"]], "few_items: 2 items"),
        (lambda f: f[["aa1"]], "few_items: 1 item;"),
        (lambda f: pd.DataFrame(np.random.default_rng(len(f)).integers(1, 6, (35, 40))).add_prefix("q"),
         "too_few: no more respondents than items (40)"),
    ],
)  # fmt: skip
def test_answers_that_cannot_bear_it_say_why(spoil, reason: str) -> None:
    result = dimensionality(spoil(make_responses(roles=STAFF).items), n_factors=1, **QUICK)
    assert result.status == "not_estimable"
    assert result.reason.startswith(reason)
    assert result.loadings().empty
    assert str(result)


def test_dependent_items_still_have_eigenvalues() -> None:
    frame = make_responses(roles=STAFF).items
    result = dimensionality(frame.assign(bb4=frame["aa1"]), **QUICK)
    assert result.scree()["eigenvalue"].sum() == pytest.approx(8)


def test_nobody_answered() -> None:
    frame = make_responses(roles=STAFF).items * np.nan
    result = dimensionality(frame, **QUICK)
    assert result.status == "not_estimable"
    assert result.offers


def test_uncorrelated_items_have_no_factor() -> None:
    codes = np.random.default_rng(2).integers(1, 6, (8, 400))
    result = dimensionality(make_responses(roles=("staff",) * 400, codes=codes), **QUICK)
    assert result.status == "caution"
    assert result.reason.startswith("no_factor")
    assert of(result, "n_factors", variant="used")["estimate"].item() == 0
    assert result.scree()["eigenvalue"].notna().all()


def test_too_many_factors_are_refused_and_the_rest_stays() -> None:
    result = dimensionality(make_responses(roles=STAFF), n_factors=5, **QUICK)
    assert result.reason.startswith("df: 5 factors of 8 items")
    assert result.loadings().empty
    assert of(result, "kmo")["estimate"].notna().all()


def test_heywood_case_is_told_with_its_item() -> None:
    matrix = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1.0]])
    rows = np.random.default_rng(1).standard_normal((500, 3))
    rows = (rows - rows.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(rows.T))).T
    frame = pd.DataFrame(rows @ np.linalg.cholesky(matrix).T, columns=["a", "b", "c"])
    result = dimensionality(frame, n_factors=1, **QUICK)
    assert result.status == "caution"
    assert result.reason.startswith("heywood: the uniqueness of a is")
    assert of(result, "communality", item="a")["status"].item() == "caution"
    assert of(result, "communality", item="b")["status"].item() == "ok"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"method": "minress"}, "Did you mean minres"),
        ({"rotation": "oblimn"}, "Did you mean oblimin"),
        ({"n_factors": "paralel"}, "Did you mean parallel"),
        ({"n_factors": 0}, "n_factors=0"),
        ({"n_factors": True}, "n_factors=True"),
        ({"draws": 0}, "Give draws"),
        ({"draws": -1}, "draws=-1"),
        ({"starts": 0}, "starts=0"),
        ({"correlation": "polychoric"}, "'pearson'"),
        ({"missing": "pairwise"}, "'listwise'"),
        ({"scale": "ab"}, "is no subscale"),
        ({"items": ["aa9"]}, "Did you mean aa"),
        ({"items": ["aa1", "aa1"]}, "named twice"),
        ({"items": "aa1"}, "Give a list"),
        ({"by": "sex"}, "column about people"),
        ({"rng": -1}, "rng=-1"),
    ],
)
def test_wrong_calls(wrong: dict, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        dimensionality(make_responses(roles=STAFF), **wrong)


def test_the_data_stay_as_they_are() -> None:
    frame = make_responses(roles=STAFF).items
    before = frame.copy()
    dimensionality(frame, n_factors=2, **QUICK)
    pd.testing.assert_frame_equal(frame, before)


def test_overlapping_scales_hold_each_item_once() -> None:
    instrument = make_instrument({"aa": ["a1", "a2", "a3", "a4"], "bb": ["a1", "a2", "b3", "b4"]}, reverse={})
    codes = make_responses(roles=STAFF).codes[:6]
    answers = make_responses(instrument, roles=STAFF, codes=np.vstack([codes, codes[:2]]))
    answers = type(answers)(instrument, ("a1", "a2", "a3", "a4", "b3", "b4"), codes, answers.people, answers.ledger)
    result = dimensionality(answers, n_factors=1, **QUICK)
    assert list(result.loadings().index) == ["a1", "a2", "a3", "a4", "b3", "b4"]


def test_every_statistic_has_a_name_to_be_read(found: DimensionalityResult) -> None:
    assert set(found.frame["statistic"]) <= set(STATISTIC_LABELS)


def test_numpy_whole_numbers_are_whole_numbers() -> None:
    result = dimensionality(make_responses(roles=STAFF), n_factors=np.int64(2), **QUICK)
    assert result.criterion == "given"
    assert of(result, "n_factors", variant="used")["estimate"].item() == 2


def test_a_package_asks_which_instrument() -> None:
    first, second = (make_instrument({name: [f"{name}{i}" for i in range(1, 5)]}, reverse={}) for name in ("aa", "bb"))
    whole = make_instrument(reverse={})
    package = replace(whole, parts=(replace(first, id="one"), replace(second, id="two")))
    answers = make_responses(package, roles=STAFF)
    with pytest.raises(UsageError, match=r"2 instruments \(one, two\)"):
        dimensionality(answers, **QUICK)
    one = dimensionality(answers, "two", n_factors=1, **QUICK)
    assert list(one.loadings().index) == ["bb1", "bb2", "bb3", "bb4"]
    assert set(one.frame["scale"]) == {"bb"}
    assert set(dimensionality(answers, ["one", "two"], n_factors=1, **QUICK).frame["scale"]) == {"tiny"}
