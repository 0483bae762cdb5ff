"""Sites: one name each, the list, and the head counts below which impressions are not scored."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import drawn
from sdtclimate.core.errors import ReadingError, UsageError
from sdtclimate.responses.responses import Responses

NEEDS = sdt.load_instrument("needs_core")
CLIMATE = sdt.load_instrument("climate")


def psw(sites: list[object]) -> pd.DataFrame:
    return pd.DataFrame(drawn(NEEDS, "psw", len(sites))).assign(site=sites)


def staff(sites: list[object]) -> pd.DataFrame:
    return pd.DataFrame(drawn(NEEDS, "staff", len(sites))).assign(site=sites)


def read(one: list[object], other: list[object], **options: object) -> Responses:
    return sdt.read_responses({"psw": psw(one), "staff": staff(other)}, NEEDS, **options)  # type: ignore[arg-type]


def scored(responses: Responses) -> dict[object, bool]:
    """Whether staff impressions are scored, by site."""
    theirs = (responses.people["form"] == "staff").to_numpy()
    there = (responses.codes[:, theirs] != -95).all(axis=0)
    return dict(zip(responses.people["site"][theirs], there.tolist(), strict=True))


def test_spellings_of_one_site_are_one_site_and_said() -> None:
    got = read(["North", "NORTH ", "North", "centre"], ["north", "Centre"])
    assert sorted(set(got.people["site"])) == ["Centre", "North"]
    assert 'site: "NORTH" (1 row) is read as North' in got.ledger.remarks


def test_many_spellings_are_one_remark() -> None:
    got = read([f"s{at}" for at in range(6)], [f"S{at}" for at in range(6)] * 2)
    assert set(got.people["site"]) == {f"S{at}" for at in range(6)}
    assert [remark for remark in got.ledger.remarks if remark.startswith("site:")] == [
        'site: 6 names in other writing (6 rows) are read: "s0" as S0, "s1" as S1, "s2" as S2, "s3" as S3 and 2 more'
    ]


def test_a_list_gives_the_names_and_refuses_others(tmp_path: Path) -> None:
    (tmp_path / "sites.csv").write_text("site,n_psw,invited_psw\nnorth,7,7\ncentre,6,6\nsouth,2,2\n")
    path = tmp_path / "sites.csv"
    got = read(["North", "centre"], ["NORTH", "south"], sites=path)
    assert set(got.people["site"]) == {"north", "centre", "south"}
    assert got.sites is not None
    assert got.sites["n_psw"].tolist() == [7, 6, 2]
    with pytest.raises(ReadingError) as caught:
        read(["North House"] * 2, ["North House", "south"], sites=path)
    text = str(caught.value)
    assert "1 site is not in sites.csv. Nothing was read. Known: centre, north, south." in text
    assert '"North House" (frame for psw, 2 rows; frame for staff, 1 row) is not in sites.csv.' in text
    assert 'If it is one of these: site_names={"north": ["North House"]}' in text
    said = {"north": ["North House"]}
    assert set(read(["North House"], ["south"], sites=path, site_names=said).people["site"]) == {"north", "south"}


def test_site_names_without_a_list_and_with_a_wrong_one() -> None:
    got = read(["House N", "north"], ["North"], site_names={"north": ["House N"]})
    assert set(got.people["site"]) == {"north"}
    with pytest.raises(UsageError, match=r"site_names: nroth is not in the site list. Did you mean north"):
        read(["north"], ["north"], sites={"north": 5}, site_names={"nroth": ["House N"]})


@pytest.mark.parametrize(
    "sites",
    [
        {"north": 3, "south": 2},
        {"site": ["north", "south"], "n_psw": [3, 2]},
        pd.DataFrame({"site": ["north", "south"], "n_psw": [3.0, 2.0]}),
    ],
)
def test_impressions_are_scored_from_three_on_the_payroll(sites: object) -> None:
    got = read(["north"], ["north", "south"], sites=sites)
    assert scored(got) == {"north": True, "south": False}
    assert (
        "staff: 30 impressions of PSWs are not scored at 1 site: fewer than 3 PSWs on the payroll" in got.ledger.remarks
    )
    assert (got.codes[:, 0] > 0).all()


def test_without_a_list_the_forms_that_came_back_count_and_that_is_said() -> None:
    got = read(["north"] * 3 + ["south"] * 2, ["north", "south", "east"])
    assert scored(got) == {"north": True, "south": False, "east": False}
    assert got.ledger.remarks[-1] == (
        "staff: 30 impressions of PSWs are not scored at 2 sites: fewer than 3 PSW forms came back; "
        "a site list gives the head counts (sites=, --sites)"
    )


def test_a_site_missing_from_the_counts_falls_back_on_its_forms() -> None:
    got = read(["north"] * 3, ["north"], sites=pd.DataFrame({"site": ["north"], "n_psw": [None]}))
    assert scored(got) == {"north": True}


def test_shared_items_of_a_package_are_scored_all_the_same() -> None:
    frames = {form: pd.DataFrame(drawn(CLIMATE, form, 2)).assign(site="north") for form in ("psw", "staff")}
    got = sdt.read_responses(frames, CLIMATE, sites={"north": 2})
    theirs = (got.people["form"] == "staff").to_numpy()
    own = [item for item in got.item_ids if item.startswith("sc_")]
    proxies = [item for item in got.item_ids if item.startswith("nc_")]
    assert (got.codes[got.positions(own)][:, theirs] > 0).all()
    assert (got.codes[got.positions(proxies)][:, theirs] == -95).all()


def test_faults_of_a_list_come_all_at_once() -> None:
    bad = pd.DataFrame({"site": ["north", "north", None], "n_psw": [3, "many", 2]})
    with pytest.raises(ReadingError) as caught:
        read(["north"], ["north"], sites=bad)
    text = str(caught.value)
    assert "the site list has 3 faults" in text
    assert "n_psw is 'many'" in text
    assert "north occurs twice" in text
    assert "no site is named" in text
    with pytest.raises(ReadingError, match="has no column site"):
        read(["north"], ["north"], sites=pd.DataFrame({"place": ["x"]}))
