"""Who is in the studies, and what was done to them, as the recipe says."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.scoring.score import score
from sdtclimate.synthetic.answers import ALL_ITEMS
from sdtclimate.synthetic.designs import DESIGNS, SUITE
from sdtclimate.synthetic.presentation import ASKED, NEEDS_ORDER, PAGES
from sdtclimate.synthetic.simulate import simulate
from sdtclimate.synthetic.study import SyntheticStudy, make_study


@pytest.fixture(scope="module")
def field() -> SyntheticStudy:
    return make_study("field")


@pytest.fixture(scope="module")
def bendor() -> SyntheticStudy:
    return make_study("bendor")


@pytest.mark.parametrize(
    ("name", "sites", "psw", "staff", "directors"),
    [("bendor", 4, 13, 29, 0), ("field", 24, 165, 476, 44), ("calib", 240, 1650, 4760, 440)],
)
def test_sizes(name: str, sites: int, psw: int, staff: int, directors: int) -> None:
    design = DESIGNS[name]
    assert design.n_sites == sites
    assert (sum(design.psw), sum(design.staff), sum(design.directors)) == (psw, staff, directors)


def test_bendor_sites(bendor: SyntheticStudy) -> None:
    people = bendor.people
    table = people.groupby(["site", "role"]).size().unstack()
    assert table["psw"].tolist() == [1, 2, 4, 6]
    assert table["staff"].tolist() == [5, 6, 8, 10]
    assert bendor.sites["n_psw"].tolist() == [1, 2, 4, 6]
    assert (bendor.sites["invited_staff"] >= table["staff"].to_numpy()).all()
    assert not bendor.roster.trained.any()


def test_bendor_trips_the_head_count_at_two_sites(bendor: SyntheticStudy) -> None:
    frame = score(bendor.responses()).frame
    hidden = frame[frame["nc_cs__reason"] == "below_headcount"]
    assert Counter(hidden["site"]) == {"S01": 5, "S02": 6}
    assert set(hidden["role"]) == {"staff"}
    assert frame["sc_ap__reason"].isin(["", "too_few_answered"]).all()


def test_nobody_in_bendor_is_wholly_blank(bendor: SyntheticStudy) -> None:
    answered = (bendor.responses().codes > 0).sum(axis=0)
    assert (answered >= 20).all()


def test_field_sites(field: SyntheticStudy) -> None:
    people, sites = field.people, field.sites
    forms = people[people["role"] == "psw"].groupby("site").size()
    assert sorted(forms) == list(DESIGNS["field"].psw)
    assert (sites["n_psw"].to_numpy() >= forms.to_numpy()).all()
    assert sites["n_psw"].sum() > 165
    assert Counter(people[people["role"] == "director"].groupby("site").size()) == {1: 8, 2: 12, 3: 4}
    assert field.roster.trained.sum() == 12
    assert people["respondent"].is_unique


def test_careless_counts(field: SyntheticStudy, bendor: SyntheticStudy) -> None:
    def counts(study: SyntheticStudy, role: str) -> dict[str, int]:
        kinds = study.careless.kind[study.roster.of(role)]
        return dict(Counter(kind for kind in kinds if kind))

    assert counts(field, "staff") == {"straight": 19, "random": 19, "speeder": 10}
    assert counts(field, "psw") == {"random": 3, "fatigue": 3}
    assert counts(field, "director") == {}
    assert counts(bendor, "staff") == {"straight": 1, "random": 1, "speeder": 1}
    assert counts(bendor, "psw") == {"random": 1, "fatigue": 1}


def test_careless_people_answer_as_told(field: SyntheticStudy) -> None:
    column = {item: place for place, item in enumerate(ALL_ITEMS)}
    for person in np.flatnonzero(field.careless.kind == "straight"):
        assert len(set(field.careless.codes[person])) == 1
    for person in np.flatnonzero(field.careless.kind == "fatigue"):
        given = field.careless.codes[person, [column[item] for item in ASKED["psw"]]]
        assert len(set(given[32:])) == 1
        np.testing.assert_array_equal(given[:33], field.complete[person, [column[i] for i in ASKED["psw"][:33]]])
    usual = np.isin(field.careless.kind.astype(str), ["", "speeder"])
    np.testing.assert_array_equal(field.careless.codes[usual], field.complete[usual])
    items = np.array([len(ASKED[role]) for role in field.roster.role])
    seconds = field.careless.duration / items
    assert (seconds[field.careless.kind == "speeder"] < 1.9).all()
    assert np.median(seconds[field.careless.kind == ""]) == pytest.approx(5.5, rel=0.1)


def test_items_are_asked_in_mixed_order() -> None:
    assert [item[3:5] for item in PAGES["needs_core"][:6]] == list(NEEDS_ORDER)
    assert PAGES["support_climate"][:6] == ("sc_lm1", "sc_ap1", "sc_rr1", "sc_pn1", "sc_se1", "sc_rc1")
    suite = load_instrument(SUITE)
    assert sorted(ASKED["psw"]) == sorted(suite.scored_items)
    for role in ("staff", "director"):
        form = [item.id for item in suite.items_of_form(role) if not item.is_field]
        assert sorted(ASKED[role]) == sorted(form)


def test_dont_know_falls_with_months_beside_psws(field: SyntheticStudy) -> None:
    responses = field.responses(load_instrument("needs_core")).where(role="staff")
    unsure = (responses.codes == -94).mean(axis=0)
    contact = field.fields["rp_st_contact_months"].iloc[field.roster.of("staff")].to_numpy(float, na_value=np.nan)
    few, many = unsure[contact <= 6].mean(), unsure[contact > 24].mean()
    assert few > 0.22
    assert many < 0.14
    assert unsure.mean() == pytest.approx(0.20, abs=0.03)
    assert not (field.responses().where(role="psw").codes == -94).any()


def test_share_of_staff_with_proxy_scores() -> None:
    responses = simulate("needs_core", design="calib", rng=5).where(role="staff")
    frame = score(responses).frame
    scales = [f"nc_{side}" for side in NEEDS_ORDER]
    # The blueprint prints .74 and .25 for "don't know" alone; blank cells take a little more.
    assert frame[scales].notna().mean().mean() == pytest.approx(0.72, abs=0.03)
    assert frame[scales].notna().all(axis=1).mean() == pytest.approx(0.23, abs=0.03)


def test_old_form_and_empty_forms(field: SyntheticStudy) -> None:
    frame = score(field.responses()).frame
    old = frame["form_version"] == "0.1"
    assert set(frame.loc[old, "site"]) == {"S03", "S09", "S15", "S21"}
    assert set(frame.loc[old, "sc_rr__reason"]) <= {"short_form", "too_few_answered"}
    assert not (frame.loc[~old, "sc_rr__reason"] == "short_form").any()
    responses = field.responses()
    empty = ((responses.codes == -91) | (responses.codes == -95)).all(axis=0)
    gone = responses.people[empty]
    assert sorted(gone["role"]) == ["psw", "staff"]
    assert set(gone["site"]) == {"S24"}
    assert field.fields.loc[gone.index].isna().all().all()


def test_two_in_a_hundred_cells_are_blank(field: SyntheticStudy) -> None:
    responses = field.responses()
    kept = responses.codes[:, (responses.codes > 0).any(axis=0)]
    given = (kept > 0) | (kept == -91)
    assert (kept == -91).sum() / given.sum() == pytest.approx(0.02, abs=0.003)


def test_fields_follow_the_recipe() -> None:
    study = make_study("calib")
    fields, roster = study.fields, study.roster
    # The last site's first PSW gave an empty form back.
    psw = np.array([person for person in roster.of("psw") if fields["rp_paid"].notna()[person]])
    others = np.flatnonzero(roster.role != "psw")
    assert len(psw) == 1649
    assert fields["rp_paid"].iloc[psw].mean() == pytest.approx(0.95, abs=0.02)
    designated = study.latents.designated[psw]
    assert designated.mean() == pytest.approx(0.60, abs=0.05)
    assert (fields["rp_role_type"].iloc[psw][designated] == 1).all()
    required = fields["rp_required_share"].iloc[psw].astype(int).to_numpy()
    shares = np.bincount(required[designated], minlength=3) / designated.sum()
    np.testing.assert_allclose(shares, [0.10, 0.40, 0.50], atol=0.05)
    tasks = fields[[name for name in fields if name.startswith("rp_task_")]].iloc[psw]
    assert (tasks.sum(axis=1) == 100).all()
    np.testing.assert_allclose(tasks.mean().astype(float), np.array([4, 2, 2, 1, 1, 1]) * 100 / 11, atol=2)
    assert fields["rp_tenure_months"].dropna().between(1, 180).all()
    assert fields["rp_st_contact_months"].dropna().between(0, 120).all()
    assert fields["rp_role_type"].iloc[others].isna().all()
    assert fields["rp_profession"].iloc[psw].isna().all()
    known = load_instrument("role_profile")
    for name in fields:
        if name.startswith("rp_") and known.answer_scales[known.items[name].answer_scale].kind == "choice":
            codes = known.answer_scales[known.items[name].answer_scale].codes
            assert set(fields[name].dropna().astype(int)) == set(codes)


def test_unknown_study_and_contradictions() -> None:
    with pytest.raises(UsageError, match="Did you mean field"):
        make_study("fields")
    with pytest.raises(UsageError, match="has its own sizes"):
        simulate("bendor", n=5)
    with pytest.raises(UsageError, match="names two studies"):
        simulate("bendor", design="field")
