"""A whole report, page and `results.json` together, in the hands of a reader who knows the payroll."""

from __future__ import annotations

import itertools
import json
import re

import numpy as np
import pandas as pd
import pytest

from sdtclimate.core.errors import UsageError
from sdtclimate.study.facts import facts_of
from whole_study import Attacker, run, write_study

JOURNEY = ((6, 5, 2), (13, 10, 6))
BANDS = {"<5", "5-9", "10-19", "20-49", "50+"}


def means(out, role, *, site=None):
    rows = out.rows("describe_scores", "gap")
    rows = rows[(rows["statistic"] == "mean") & (rows["role"] == role)]
    local = rows["site"].fillna("") != ""
    return rows[~local] if site is None else rows[rows["site"] == site]


@pytest.fixture(scope="module")
def journey(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("journey")
        write_study(patch, folder, *JOURNEY, seed=7)
        return run(folder)


def test_one_site_is_shown_and_two_are_hidden(journey):
    said = [line for line in journey.summary.lines if "by site" in line]
    assert said == [
        "Protecting  by site, PSWs: 1 shown, 2 hidden (one under the minimum, one to cover it)",
        "            by site, staff: 3 shown, none hidden",
    ]
    for site in ("S02", "S03"):
        rows = journey.rows()
        rows = rows[(rows["role"] == "psw") & (rows["site"] == site)]
        assert len(rows)
        assert rows[["estimate", "se", "ci_low", "ci_high"]].isna().all(axis=None)
        assert set(rows["n"]) <= BANDS


def test_no_two_groups_of_psws_differ_by_a_few(journey):
    """The needs gap sets all PSWs beside the staff of two sites, and not those of the two sites."""
    for _, rows in means(journey, "psw").groupby("scale"):
        assert set(rows["n"]) == {13}
        assert rows["estimate"].nunique() == 1
    gap = journey.rows("gap")
    needs = gap[(gap["scale"] == "nc_cs") & (gap["statistic"] == "mean")].set_index("role")["n"]
    assert needs["psw"] == 13
    assert needs["staff"] <= 23
    assert gap["reason"].str.contains("people as units; 3 sites are too few to count sites").any()
    assert set(gap["variant"]) == {""}


def test_nothing_counts_one_to_four_people_of_a_group(journey):
    small = re.compile(r"\b(?:one|two|three|four|[1-4]) (?:PSWs?|staff|people|persons?|respondents?|forms?)\b", re.I)
    assert not small.findall(journey.text)


SIZES = [
    JOURNEY,
    ((1, 2, 4, 6), (5, 6, 8, 10)),
    ((12, 11, 10, 3), (20, 18, 9, 4)),
    ((5, 5, 5), (12, 9, 7)),
    ((9,), (14,)),
    ((3,) * 12, (6,) * 12),
    ((30, 4, 5, 12), (40, 6, 33, 3)),
]


@pytest.mark.parametrize(("psw", "staff"), SIZES)
def test_no_hidden_group_is_worked_out_from_all_that_goes_out(psw, staff, tmp_path, monkeypatch):
    write_study(monkeypatch, tmp_path, psw, staff, seed=sum(psw))
    out = run(tmp_path, page=False)
    for role, part in itertools.product(("psw", "staff"), out.summary.instrument.parts):
        assert Attacker(out, role, part).found() == []


def test_a_composite_of_thirty_does_not_give_one_persons_parts(tmp_path, monkeypatch):
    """36 PSWs, one without one of the parts: n composites from the sums of the parts leave their other parts."""
    write_study(monkeypatch, tmp_path, (12, 11, 10, 3), (20, 18, 9, 4), (1, 1, 1, 0), seed=5)
    out = run(tmp_path, page=False)
    needs = out.summary.instrument.parts[0]
    attacker = Attacker(out, "psw", needs)
    told = means(out, "psw").groupby("scale")["estimate"].first()
    parts = {name: set(np.flatnonzero(~np.isnan(attacker.scores[name]))) for name in attacker.scores}
    left = {}
    for name, composite in needs.composites.items():
        left[name] = set().union(*(parts[part] for part in composite.parts)) - parts[name]
        for person in left[name] if told.notna()[name] else ():
            assert all(attacker.is_open(part, [person]) for part in composite.parts if person in parts[part])
    assert any(left.values())
    assert told[[name for name in needs.subscales if name in told]].notna().all()


def test_the_means_beside_a_gap_over_sites_are_those_of_everybody(tmp_path, monkeypatch):
    """Three sites have too few PSWs for staff impressions: the gap leaves their six PSWs out, the means do not."""
    write_study(monkeypatch, tmp_path, (2, 2, 2, *(5,) * 11), (6,) * 14, seed=4)
    out = run(tmp_path, page=False)
    gap = out.rows("gap")
    needs = gap[(gap["scale"] == "nc_cs") & (gap["statistic"] == "gap_fav")]
    assert needs["n_sites"].eq(11).all()
    for _, rows in means(out, "psw").groupby("scale"):
        assert rows["estimate"].nunique(dropna=False) == 1
        assert rows["n"].nunique() == 1
    assert (means(out, "psw")["suppressed"] != "complementary").all()


def test_a_filter_makes_a_group_of_all(tmp_path, monkeypatch):
    """`--where site=S01`: to a reader "all" are a site: only a band is told, and no leader is rated."""
    write_study(monkeypatch, tmp_path, (12, 5, 2), (23, 10, 6), seed=7)
    out = run(tmp_path, where={"site": "S01"})
    rows = out.rows()
    assert set(rows["n"].dropna()) <= BANDS
    assert rows["n_dropped"].isna().all()
    assert rows.loc[rows["scale"].isin(["sc_lm", "climate_index"]), "estimate"].isna().all()
    assert rows.loc[rows["scale"].eq("sc_ap") & rows["statistic"].eq("mean"), "estimate"].notna().any()
    for result in out.document["results"].values():
        assert {result["provenance"]["n_in"], result["provenance"]["n_out"]} <= BANDS | {0}
        assert not any(re.search(r"\b(n = |of )?(12|23|35)\b(?!-)", note["text"]) for note in result["notes"])
    assert all(role[key] == "" for role in out.document["meta"]["roles"] for key in ("invited", "answered", "scored"))
    assert not re.search(r"\b(12|23) (of \d+ )?(PSWs|staff)\b|psw\.csv", out.text)
    assert any("n = 10-19" in line for line in out.summary.lines)


def test_a_filter_by_role_or_wave_leaves_everybody(tmp_path, monkeypatch):
    write_study(monkeypatch, tmp_path, (12, 5, 2), (13, 10, 6), seed=7)
    out = run(tmp_path, page=False, where={"wave": "1"})
    assert not out.summary.responses.is_part
    assert not out.summary.responses.where(role="psw").is_part
    assert out.summary.responses.where(site="S01", role="psw").is_part
    assert means(out, "psw")["n"].max() == 19


def test_three_directors_are_counted_nowhere(tmp_path, monkeypatch):
    write_study(monkeypatch, tmp_path, (6, 5, 4), (13, 10, 6), (1, 1, 1), seed=5)
    out = run(tmp_path, forms=("psw", "staff", "director"))
    rows = out.rows()
    directors = rows[rows["role"] == "director"]
    assert len(directors)
    assert directors["estimate"].isna().all()
    assert set(directors["n"].dropna()) <= {"<5"}
    assert "Too few directors to show results without risking identification." in out.text
    assert "fewer than 5 directors" in out.text
    for result in out.document["results"].values():  # 47 in all, of whom 15 and 29 are told
        assert result["provenance"]["n_in"] == "20-49"
        assert result["provenance"]["n_out"] in BANDS | {0}
    facts = facts_of(study_of(out), out.summary.responses, out.summary.scores)
    assert [row.source for row in facts.flow] == ["psw.csv", "staff.csv"]
    assert "director.csv" not in out.text


def study_of(out):
    from sdtclimate.study.file import Study

    assert out.summary.responses is not None
    return Study(exports=(), instrument=())


def grouped(folder, **columns):
    path = folder / "psw.csv"
    people = pd.read_csv(path)
    for name, values in columns.items():
        people[name] = values(people) if callable(values) else values
    people.to_csv(path, index=False)


def test_of_a_group_no_reasons_are_told(tmp_path, monkeypatch):
    write_study(monkeypatch, tmp_path, (13, 12, 9), (3, 3, 3), seed=5)
    grouped(tmp_path, team=["a"] * 18 + ["b"] * 9 + ["c"] * 5 + ["d"] * 2)
    out = run(tmp_path, page=False, forms=("psw",), people={"team": "team"}, by="team")
    missing = out.rows("missingness", "describe_items")
    missing = missing[missing["statistic"] == "missing"]
    local = missing["team"].fillna("") != ""
    assert missing.loc[~local & (missing["kind"] == "missingness"), "estimate"].notna().all()
    assert missing.loc[local & (missing["variant"] != "any"), "estimate"].isna().all()
    told = missing[local & (missing["variant"] == "any") & (missing["team"] == "a")]
    assert told["estimate"].notna().any()
    items = missing[missing["kind"] == "describe_items"]
    assert (
        items.groupby("item")["variant"].nunique().max() == items.groupby(["item", "team"])["variant"].nunique().min()
    )
    hidden = out.rows("describe_scores", "group_comparison")
    hidden = hidden[(hidden["team"] == "d") & (hidden["statistic"] == "mean")]
    assert hidden["estimate"].isna().all()
    assert set(hidden["n"]) == {"<5"}


def test_a_town_with_one_site_is_that_site(tmp_path, monkeypatch):
    """Under another name a site is still a site: nobody there is told of what would rate its one leader."""
    write_study(monkeypatch, tmp_path, (13, 12, 9), (3, 3, 3), seed=5)
    grouped(tmp_path, town=lambda people: people["site"].map({"S01": "North", "S02": "South", "S03": "East"}))
    out = run(tmp_path, page=False, forms=("psw",), people={"town": "town"}, by="town")
    rows = out.rows()
    local = rows[(rows["town"].fillna("") != "") & rows["scale"].isin(["sc_lm", "climate_index"])]
    assert len(local)
    assert local["estimate"].isna().all()
    assert rows.loc[(rows["town"] == "North") & (rows["scale"] == "sc_ap"), "estimate"].notna().any()


def test_a_column_of_single_values_makes_no_groups(tmp_path, monkeypatch):
    write_study(monkeypatch, tmp_path, (13, 12, 9), (3, 3, 3), seed=5)
    grouped(tmp_path, age=list(range(20, 54)))
    with pytest.raises(UsageError, match=r"by='age' makes 34 groups, each of fewer than 5 people") as caught:
        run(tmp_path, page=False, forms=("psw",), people={"age": "age"}, by="age")
    assert not re.search(r"\b(2[1-9]|3[0-35-9]|4\d|5[0-3])\b", str(caught.value))


def test_results_hold_nothing_about_rows_of_people(journey):
    text = json.dumps(journey.document)
    people = journey.summary.responses.people
    assert "respondent" not in people or not any(str(name) in text for name in people["respondent"])
    assert "psw-001" not in text + journey.page
