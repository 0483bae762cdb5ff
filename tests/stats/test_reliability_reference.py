"""Every reliability case of the reference, at the tolerances of its README."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sdtclimate.stats.reliability.one_factor_ml import CONVERGED, fit_one_factor
from validate.cases import data_of, load_cases
from validate.compare import compare, leaves, tolerance_of
from validate.families import reliability as family

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
CASES = load_cases(REFERENCE, ["reliability"])
FEWEST_FIELDS = {"two_items": 68}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_case_of_the_reference(case: dict[str, Any]) -> None:
    computed = family.align(case, family.fields(case, data_of(case, REFERENCE)))
    wrong, held = [], 0
    for path, expected in leaves(case["expected"]):
        if path in computed:
            held += 1
            tolerance = tolerance_of(case, path)
            outcome = family.compare(case, path, expected, computed[path])
            outcome = outcome or compare(expected, computed[path], tolerance, path=path)
            wrong += [] if outcome.agrees else [f"{path}: {outcome.text}"]
    assert not wrong, "\n".join(wrong)
    assert held >= FEWEST_FIELDS.get(case["case"], 90)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_where_lavaan_and_we_differ_our_solution_fits_better(case: dict[str, Any]) -> None:
    """lavaan's optimiser stops when it is near: its loadings are up to 1.6e-6 from the minimum of the discrepancy."""
    theirs = case["expected"].get("omega_ml")
    if theirs is None:
        assert case["expected"]["n_items"] == 2
        return
    rows = data_of(case, REFERENCE).dropna().to_numpy(dtype=float)
    cov = np.cov(rows.T, bias=True)
    model = fit_one_factor(cov)
    assert model.outcome == CONVERGED
    loadings, uniquenesses = (np.array(list(theirs[name].values())) for name in ("loadings", "uniquenesses"))
    ours = discrepancy(cov, model.loadings, model.uniquenesses)
    assert ours <= discrepancy(cov, loadings, uniquenesses)
    assert float(model.discrepancy) == pytest.approx(ours, abs=1e-12)


def discrepancy(cov: np.ndarray, loadings: np.ndarray, uniquenesses: np.ndarray) -> float:
    implied = np.outer(loadings, loadings) + np.diag(uniquenesses)
    logs = np.linalg.slogdet(implied)[1] - np.linalg.slogdet(cov)[1]
    return float(logs + np.trace(cov @ np.linalg.inv(implied)) - len(cov))
