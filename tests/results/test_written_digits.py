"""Decimals as shown: one where the policy rounded, two beside it where it did not."""

from __future__ import annotations

import pandas as pd
import pytest

import pages
from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.draw import plot
from sdtclimate.results.digits import digits_of
from sdtclimate.results.labels import Labels
from sdtclimate.results.result import MOST_ROWS, Result

MEANS = {("sc_ap", "psw"): 3.8, ("sc_ap", "staff"): 4.1734}


def test_each_row_goes_by_its_own_people() -> None:
    result = pages.make_scores(MEANS, sizes={"psw": 13, "staff": 60})
    shown = result.shown().set_index(["role", "statistic"])
    assert digits_of(shown.loc[("psw", "mean")]) == 1
    assert digits_of(shown.loc[("staff", "mean")]) == 2
    text = result.table().to_text()
    assert "3.8 " in text
    assert "3.80" not in text
    assert "4.17" in text
    alt = plot(result, words=pages.WORDS).alt
    assert "PSWs 3.8 [3.3, 4.3], staff 4.17 [3.95, 4.39]" in alt


def test_half_points_have_one_decimal() -> None:
    result = pages.make_scores({("sc_ap", "psw"): 3.6, ("sc_ap", "staff"): 3.1}, sizes={"psw": 7, "staff": 60})
    assert "PSWs 3.5 [" in plot(result, words=pages.WORDS).alt
    assert "3.50" not in result.table().to_text()


def test_a_gap_is_as_coarse_as_its_coarser_side() -> None:
    result = pages.make_gap({"sc_ap": (3.8, 4.1734, 1)}, sizes={"psw": 13, "staff": 60})
    alt = plot(result, words=pages.WORDS).alt
    assert "PSWs 3.8, staff 4.17, gap +0.4 [" in alt
    assert "0.37" not in result.table().to_text()


def test_scales_stand_with_id_and_title() -> None:
    result = pages.make_scores()
    assert "sc_ap: " not in result.table().to_text()
    named = pages.make_scores()
    object.__setattr__(named, "labels", Labels(pages.TITLES | {"nc_af": "A title " * 20}))
    stub = [str(row[0]) for row in named.table().rows]
    assert "sc_ap: Appreciation and respect" in stub
    assert max(map(len, stub)) < 60


def test_a_very_long_result_shows_its_first_rows() -> None:
    long = Result(pd.DataFrame({"scale": [f"s{i}" for i in range(1000)], "statistic": "mean", "estimate": 1.0}))
    assert len(long.table().rows) == 1000
    assert f"The first {MOST_ROWS} of 1000 rows" in long._repr_html_()
    assert "s299" in str(long)
    assert "s300" not in str(long)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("zero_variance: the sum is the same", "no variation: the sum is the same"),
        ("few_sites: people as units; G2: n = 13: wide", "few sites: people as units; G2: n = 13: wide"),
        ("some_new_id: so", "some new id: so"),
        ("hidden: fewer than 5 people", "hidden: fewer than 5 people"),
        ("G3: Structure cannot be tested", "G3: Structure cannot be tested"),
        ("", ""),
    ],
)
def test_reasons_are_read_as_words(reason: str, words: str) -> None:
    assert reason_words(reason) == words


def test_the_id_of_a_reason_stays_in_the_data() -> None:
    frame = pd.DataFrame(
        [pages.row(scale="aa", statistic="alpha", status="not_estimable", reason="zero_variance: all the same")]
    )
    result = Result(frame, status="not_estimable", reason="zero_variance: all the same")
    assert "not estimable: no variation: all the same" in result.table().to_text()
    assert result.to_dict()["rows"][0]["reason"] == "zero_variance: all the same"
