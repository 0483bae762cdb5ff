"""Indices of careless answering, against explicit R code on public data and numbers worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sdtclimate.stats.careless.index import Sheet
from sdtclimate.stats.careless.irv import response_variability
from sdtclimate.stats.careless.longstring import longest_run
from sdtclimate.stats.careless.mahalanobis import outlier_p, squared_distance
from sdtclimate.stats.careless.registry import INDICES
from sdtclimate.stats.careless.seconds import seconds_per_item

REFERENCE = Path(__file__).parents[1] / "reference"
CASES = [json.loads(path.read_text()) for path in sorted((REFERENCE / "expected").glob("careless__*.json"))]


def answers_of(case: dict) -> np.ndarray:
    frame = pd.read_csv(REFERENCE / "datasets" / case["input"]["dataset"])
    frame = frame.head(case["input"].get("head", len(frame)))
    assert len(frame) == case["n_rows"]
    return frame[case["input"]["vars"]].to_numpy(dtype=float)


def column(case: dict, name: str) -> np.ndarray:
    return np.array([np.nan if v is None else v for v in case["expected"]["first_rows"][name]], dtype=float)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("longstring", longest_run),
        ("irv", response_variability),
        ("mahalanobis_d2", squared_distance),
        ("mahalanobis_p", outlier_p),
    ],
)
def test_as_in_r(case: dict, name: str, function) -> None:
    expected, found = column(case, name), function(answers_of(case))
    np.testing.assert_allclose(found[: expected.size], expected, rtol=1e-9, atol=1e-12)
    summary = case["expected"]["summary"]
    at = summary["index"].index(name)
    assert np.nanmean(found) == pytest.approx(summary["mean"][at], rel=1e-9)
    assert np.isfinite(found).sum() == summary["n"][at]


def test_runs_worked_by_hand() -> None:
    answers = np.array([[1, 1, 1, 2, 2], [3, 3, np.nan, 3, 3], [1, 2, 3, 4, 5], [np.nan] * 5])
    assert longest_run(answers).tolist() == [3, 2, 1, 0]


def test_seconds_worked_by_hand() -> None:
    answers = np.array([[1, 2, 3, 4], [1, np.nan, np.nan, 2], [np.nan] * 4, [1, 2, 3, 4]])
    found = seconds_per_item(answers, np.array([20.0, 3.0, 50.0, 0.0]))
    np.testing.assert_array_equal(found, [5.0, 1.5, np.nan, np.nan])


def test_every_index_states_its_cutoff_and_source() -> None:
    for name, index in INDICES.items():
        assert index.id == name
        assert "doi:" in index.source
        assert "cut-off" in index.source
        assert index.cutoff_text()


def test_short_forms_are_not_judged() -> None:
    sheet = Sheet(np.ones((5, 9)))
    assert INDICES["longstring"].refuses(sheet).startswith("few_items")
    assert INDICES["irv"].refuses(sheet).startswith("few_items")
    assert INDICES["seconds_per_item"].refuses(sheet).startswith("no_duration")


def test_few_equal_answers_are_no_sign() -> None:
    answers = np.full((1, 20), np.nan)
    answers[0, :4] = 3.0
    assert np.isnan(INDICES["irv"].value(Sheet(answers))).all()
    assert not INDICES["irv"].flagged(np.array([np.nan])).any()


def test_mahalanobis_refuses_what_it_cannot_tell() -> None:
    rng = np.random.default_rng(0)
    few = Sheet(rng.integers(1, 6, size=(20, 10)).astype(float))
    assert INDICES["mahalanobis"].refuses(few).startswith("few_people")
    twice = rng.integers(1, 6, size=(100, 4)).astype(float)
    assert INDICES["mahalanobis"].refuses(Sheet(np.column_stack([twice, twice[:, 0]]))).startswith("singular")
    with_constant = np.column_stack([twice, np.full(100, 3.0)])
    np.testing.assert_allclose(squared_distance(with_constant), squared_distance(twice))
    assert np.isnan(squared_distance(np.full((5, 3), np.nan))).all()
