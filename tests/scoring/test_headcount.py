"""Impressions of PSWs are not scored where they would be ratings of a named colleague (blueprint 3.4)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from factories import make_instrument, make_responses
from sdtclimate.instrument.model import Composite, Form, Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.score import score


def proxy(minimum: int = 3, comparability: str = "proxy") -> Instrument:
    made = make_instrument({"aa": ["aa1", "aa2", "aa3"]}, reverse={}, comparability=comparability)
    return replace(
        made,
        forms={"psw": Form("psw", "psw"), "staff": Form("staff", "staff", min_headcount=minimum)},
        composites={"cc": Composite("cc", {"en": "C"}, "mean", ("aa",), range=(1, 5))},
    )


def answers(instrument: Instrument, n_psw: dict[str, int], n_staff: int = 2) -> Responses:
    roles = [role for count in n_psw.values() for role in ("psw",) * count + ("staff",) * n_staff]
    sites = [site for site, count in n_psw.items() for _ in range(count + n_staff)]
    return make_responses(instrument, roles=roles, sites=sites, codes=np.full((3, len(roles)), 4))


def unscored(responses: Responses, scale: str = "aa") -> set[tuple[str, str]]:
    frame = score(responses).frame
    gone = frame[frame[f"{scale}__reason"] == "below_headcount"]
    assert gone[scale].isna().all()
    return set(zip(gone["role"], gone["site"], strict=True))


def listed(n_psw: dict[str, int]) -> pd.DataFrame:
    return pd.DataFrame({"site": list(n_psw), "n_psw": list(n_psw.values())})


def test_the_site_list_decides_whatever_came_back() -> None:
    returned = {"one": 1, "two": 2, "three": 3, "else": 1}
    responses = replace(answers(proxy(), returned), sites=listed({"one": 3, "two": 2, "three": 2, "nobody": 9}))
    assert unscored(responses) == {("staff", "two"), ("staff", "three")}
    assert unscored(responses, "cc") == {("staff", "two"), ("staff", "three")}
    assert unscored(responses.where(role="staff")) == {("staff", "two"), ("staff", "three")}


def test_without_a_site_list_reading_has_withheld_the_answers() -> None:
    assert unscored(answers(proxy(), {"one": 1, "two": 2})) == set()


def test_a_shared_object_is_scored_everywhere() -> None:
    for instrument in (proxy(comparability="shared_referent"), proxy(minimum=0)):
        responses = replace(answers(instrument, {"one": 1, "two": 2}), sites=listed({"one": 1, "two": 2}))
        assert unscored(responses) == set()


def test_sites_are_matched_by_their_text() -> None:
    responses = answers(proxy(), {"1": 1, "2": 2})
    responses.people["site"] = responses.people["site"].astype(int)
    sites = pd.DataFrame({"site": ["1", "2", None], "n_psw": [2, 3, 1]})
    frame = score(replace(responses, sites=sites)).frame
    assert set(frame.loc[frame["aa__reason"] == "below_headcount", "site"]) == {1}


def test_in_a_package_each_part_has_its_own_minimum() -> None:
    needs, climate = proxy(), make_instrument({"bb": ["bb1", "bb2", "bb3"]}, reverse={}, comparability="proxy")
    package = replace(
        climate,
        items={**needs.items, **climate.items},
        subscales={**needs.subscales, **climate.subscales},
        parts=(needs, climate),
    )
    responses = make_responses(package, roles=("psw", "staff"), sites=["one", "one"], codes=np.full((6, 2), 4))
    frame = score(replace(responses, sites=listed({"one": 1}))).frame
    assert frame["aa__reason"].tolist() == ["", "below_headcount"]
    assert frame["bb__reason"].tolist() == ["", ""]


def test_answers_withheld_in_reading_keep_the_reason() -> None:
    responses = answers(proxy(), {"one": 1})
    codes = responses.codes.copy()
    codes[:, 1:] = -95
    responses = replace(responses, codes=codes)
    assert score(responses).frame["aa__reason"].tolist() == ["", "not_presented", "not_presented"]
    known = score(replace(responses, sites=listed({"one": 1}))).frame
    assert known["aa__reason"].tolist() == ["", "below_headcount", "below_headcount"]
