"""Rotations against GPArotation and stats in R; laws; more than one minimum."""

from __future__ import annotations

import numpy as np
import pytest

from sdtclimate.stats.factor.gradient_projection import descend, polish, rotated
from sdtclimate.stats.factor.oblimin import oblimin, quartimin
from sdtclimate.stats.factor.registry import ROTATIONS
from validate.cases import load_cases
from validate.families.efa import ROTATIONS as NAMES
from validate.run import DEFAULT_CASES

SOLUTIONS = [
    (f"{case['case']}-{kind}-{key}-{name}", np.array(found["loadings_unrotated"]["values"]), name, expected)
    for case in load_cases(DEFAULT_CASES, ["efa"])
    for kind in ("pearson", "polychoric")
    for key, found in case["expected"].get(kind, {}).items()
    if isinstance(found, dict) and "fit" in found
    for name, expected in (found.get("rotations") or {}).items()
]


@pytest.mark.parametrize(("loadings", "name", "expected"), [s[1:] for s in SOLUTIONS], ids=[s[0] for s in SOLUTIONS])
def test_rotations_agree(loadings: np.ndarray, name: str, expected: dict) -> None:
    found = ROTATIONS[NAMES[name]](loadings, 1, 0)
    assert found.converged
    assert found.loadings == pytest.approx(np.array(expected["loadings"]["values"]), abs=1e-5)
    if expected.get("phi"):
        assert found.phi == pytest.approx(np.array(expected["phi"]["values"]), abs=1e-5)
    assert found.sums_of_squares == pytest.approx(expected["ss_loadings"], abs=1e-5)
    if isinstance(expected.get("criterion"), float):
        assert found.criterion == pytest.approx(expected["criterion"], abs=1e-8)


def test_known_simple_structure_comes_back() -> None:
    pattern = np.kron(np.eye(2), np.array([[0.9], [0.7], [0.5], [0.6]]))
    turn = np.array([[1.0, np.cos(1.2)], [0.0, np.sin(1.2)]])
    found = oblimin(pattern @ turn.T, starts=8)
    assert found.loadings == pytest.approx(pattern, abs=1e-7)
    assert found.phi[0, 1] == pytest.approx(np.cos(1.2), abs=1e-7)
    assert found.criterion == pytest.approx(0, abs=1e-12)
    assert found.structure == pytest.approx(pattern @ found.phi, abs=1e-7)


@pytest.mark.parametrize("name", [name for name in ROTATIONS if name != "none"])
def test_rotation_keeps_what_is_reproduced(name: str) -> None:
    loadings = np.random.default_rng(3).uniform(-0.6, 0.6, (10, 3))
    found = ROTATIONS[name](loadings, 6, 0)
    assert found.loadings @ found.phi @ found.loadings.T == pytest.approx(loadings @ loadings.T, abs=1e-9)
    assert np.diagonal(found.phi) == pytest.approx(np.ones(3))
    assert (np.diff(found.sums_of_squares) <= 1e-12).all()
    assert (found.loadings.sum(axis=0) > 0).all()
    assert found.sums_of_squares.sum() == pytest.approx((loadings**2).sum())


@pytest.mark.parametrize("name", ROTATIONS)
def test_one_factor_stays_as_it_is(name: str) -> None:
    loadings = np.array([[0.8], [0.7], [0.6]])
    found = ROTATIONS[name](loadings, 5, 0)
    assert found.loadings == pytest.approx(loadings)
    assert found.phi.tolist() == [[1.0]]


@pytest.mark.parametrize(("name", "seed"), [("oblimin_kaiser", 5), ("geomin", 2), ("geomin", 3)])
def test_more_starts_never_give_a_larger_criterion(name: str, seed: int) -> None:
    """Loadings without simple structure have several minima, and the identity may lead to a poorer one."""
    loadings = np.random.default_rng(seed).uniform(-0.7, 0.7, (15, 4))
    one, many = ROTATIONS[name](loadings, 1, 0), ROTATIONS[name](loadings, 30, 0)
    assert many.criterion <= one.criterion + 1e-12
    assert many.identity_criterion == pytest.approx(one.criterion, abs=1e-10)
    assert (many.starts, one.starts, one.distinct) == (30, 1, 1)
    assert many.distinct > 1


def test_random_starts_find_what_the_identity_misses() -> None:
    found = [ROTATIONS["geomin"](np.random.default_rng(s).uniform(-0.7, 0.7, (15, 4)), 30, 0) for s in range(4)]
    assert any(one.criterion < one.identity_criterion - 1e-8 for one in found)


def test_same_seed_same_solution() -> None:
    loadings = np.random.default_rng(5).uniform(-0.7, 0.7, (9, 4))
    first, again = oblimin(loadings, seed=3), oblimin(loadings, seed=3)
    assert np.array_equal(first.loadings, again.loadings)


def test_item_order_turns_rows_only() -> None:
    loadings = np.random.default_rng(6).uniform(-0.2, 0.8, (9, 3))
    order = np.random.default_rng(7).permutation(9)
    assert oblimin(loadings[order]).loadings == pytest.approx(oblimin(loadings).loadings[order], abs=1e-8)


def test_an_item_without_loadings_does_no_harm() -> None:
    loadings = np.vstack([np.random.default_rng(8).uniform(-0.2, 0.8, (6, 2)), np.zeros((1, 2))])
    for name in ROTATIONS:
        assert np.isfinite(ROTATIONS[name](loadings, 4, 0).loadings).all()


def test_gradient_is_that_of_the_criterion() -> None:
    loadings = np.random.default_rng(9).uniform(-0.7, 0.7, (6, 3))
    value, slope = quartimin(loadings)
    step = np.zeros_like(loadings)
    step[2, 1] = 1e-6
    numeric = (quartimin(loadings + step)[0] - quartimin(loadings - step)[0]) / 2e-6
    assert slope[2, 1] == pytest.approx(float(numeric), rel=1e-6)
    assert float(value) > 0


def test_polish_ends_where_nothing_slopes() -> None:
    loadings = np.random.default_rng(10).uniform(-0.2, 0.8, (9, 3))
    turns, values, slopes = descend(loadings, np.eye(3)[None], quartimin)
    turn, value, slope = polish(loadings, turns[0], quartimin)
    assert slope < 1e-9 < slopes[0]
    assert value <= values[0] + 1e-12
    assert quartimin(rotated(loadings, turn))[0] == pytest.approx(value)
