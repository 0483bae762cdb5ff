"""Alpha of six real scales, against psych, from a plain reading of the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sdtclimate as sdt

FOLDER = Path(__file__).resolve().parents[1] / "data" / "open_play"
ITEMS = [f"bangs_{i}" for i in range(1, 19)]
SCALES = {name: ITEMS[3 * at : 3 * at + 3] for at, name in enumerate(("as", "af", "cs", "cf", "rs", "rf"))}
EXPECTED: dict[str, Any] = json.loads((FOLDER / "alpha_bangs18.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wave() -> pd.DataFrame:
    """Wave 1; of one person's rows the last with all 18 answered, else the last with the most answered."""
    survey = pd.read_csv(FOLDER / "survey_biweekly.csv.gz")
    survey = survey[survey["wave"] == 1]
    assert len(survey) == EXPECTED["rows_in_wave"] == 1855
    answered = survey[ITEMS].notna().sum(axis=1)
    kept = survey.assign(answered=answered).sort_values(["pid", "answered"], kind="stable").groupby("pid").tail(1)
    return kept.merge(pd.read_csv(FOLDER / "pid_country.csv"), on="pid", how="left")


def test_people_are_those_of_the_reference(wave: pd.DataFrame) -> None:
    assert len(wave) == EXPECTED["people"] == 1795
    assert int((wave["answered"] == 0).sum()) == EXPECTED["not_answered"]
    assert int(wave["country"].isna().sum()) == EXPECTED["without_country"]


@pytest.mark.parametrize("group", ["", "UK", "US"])
@pytest.mark.parametrize("scale", SCALES)
def test_alpha_of_a_scale(wave: pd.DataFrame, scale: str, group: str) -> None:
    rows = wave if not group else wave[wave["country"] == group]
    wanted = EXPECTED["overall"][scale] if not group else EXPECTED["by_country"][group][scale]
    frame = sdt.reliability(rows[SCALES[scale]], coefficients="alpha").frame
    alpha = frame[frame["statistic"] == "alpha"].iloc[0]
    assert alpha["n"] == wanted["n"]
    assert alpha["estimate"] == pytest.approx(wanted["alpha"], rel=1e-10)
    assert alpha["ci_low"] == pytest.approx(wanted["feldt_lower"], rel=1e-10)
    assert alpha["ci_high"] == pytest.approx(wanted["feldt_upper"], rel=1e-10)
    for statistic in ("alpha_if_dropped", "item_rest"):
        found = frame.loc[frame["statistic"] == statistic, "estimate"].tolist()
        assert found == pytest.approx(wanted[statistic], rel=1e-10)
