"""Factorability against psych and definitions in R; laws; input that cannot bear it."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdtclimate.stats.adapters.factor_analyzer import cross_check
from sdtclimate.stats.factorability.bartlett import bartlett
from sdtclimate.stats.factorability.eigen import component_eigenvalues, factor_eigenvalues
from sdtclimate.stats.factorability.empirical_kaiser import empirical_kaiser_reference
from sdtclimate.stats.factorability.kmo import kmo
from sdtclimate.stats.factorability.map_test import minimum_average_partial
from sdtclimate.stats.factorability.matrix import fault_of
from sdtclimate.stats.factorability.parallel import parallel_analysis, suggested
from sdtclimate.stats.sample.moments import moments_of
from validate.cases import data_of, load_cases
from validate.run import DEFAULT_CASES

CASES = {case["case"]: case for case in load_cases(DEFAULT_CASES, ["factorability"])}


def answers(n: int = 200, k: int = 6, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.clip(np.round(3 + rng.standard_normal((n, 1)) + 0.9 * rng.standard_normal((n, k))), 1, 5)


@pytest.mark.parametrize("name", CASES)
def test_closed_forms_agree_with_psych(name: str) -> None:
    case = CASES[name]
    frame, expected = data_of(case, DEFAULT_CASES), case["expected"]
    moments = moments_of(frame.to_numpy(dtype=float), list(frame.columns))
    measure, test = kmo(moments.correlation), bartlett(moments.correlation, moments.n)
    assert measure.overall == pytest.approx(expected["kmo"], rel=1e-10)
    assert measure.items == pytest.approx(list(expected["msa"].values()), rel=1e-10)
    assert test.chi2 == pytest.approx(expected["bartlett"]["chi2"], rel=1e-10)
    assert test.df == expected["bartlett"]["df"]
    assert np.log(test.p) == pytest.approx(np.log(expected["bartlett"]["p"]), rel=1e-9) if test.p else True
    values = component_eigenvalues(moments.correlation)
    assert values == pytest.approx(expected["eigenvalues"], abs=1e-12)
    assert factor_eigenvalues(moments.correlation) == pytest.approx(expected["eigenvalues_smc_reduced"], abs=1e-12)
    assert empirical_kaiser_reference(values, moments.n) == pytest.approx(
        expected["empirical_kaiser"]["reference"], rel=1e-10
    )
    partial = minimum_average_partial(moments.correlation)
    assert partial.squared == pytest.approx(expected["map"]["squared"], rel=1e-8)
    assert partial.fourth == pytest.approx(expected["map"]["fourth"], rel=1e-8)
    assert partial.suggests_squared == expected["map_suggests"]["squared"]
    assert partial.suggests_fourth == expected["map_suggests"]["fourth"]


def test_factor_analyzer_gives_the_same() -> None:
    rows = answers()
    moments = moments_of(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        other = cross_check(rows)
    assert kmo(moments.correlation).overall == pytest.approx(other.kmo, rel=1e-10)
    assert kmo(moments.correlation).items == pytest.approx(other.kmo_items, rel=1e-10)
    assert bartlett(moments.correlation, moments.n).chi2 == pytest.approx(other.chi2, rel=1e-10)


def test_random_eigenvalues_do_not_depend_on_how_they_are_drawn() -> None:
    """From the Wishart distribution as from raw data: the same mean within Monte Carlo error."""
    n, k = 25, 5
    fast = parallel_analysis(n, k, draws=4000, seed=1)
    rng = np.random.default_rng(2)
    raw = np.array([np.linalg.eigvalsh(np.corrcoef(rng.standard_normal((n, k)).T))[::-1] for _ in range(4000)])
    assert np.abs(fast.components.mean - raw.mean(axis=0)).max() < 5 * np.sqrt(2) * fast.components.se.max()
    assert np.abs(fast.components.q95 - np.quantile(raw, 0.95, axis=0)).max() < 0.03


def test_parallel_analysis_repeats_itself() -> None:
    first, again, other = (parallel_analysis(80, 7, draws=50, seed=seed) for seed in (5, 5, 6))
    assert np.array_equal(first.components.mean, again.components.mean)
    assert not np.array_equal(first.components.mean, other.components.mean)
    assert first.components.mean.sum() == pytest.approx(7)


def test_parallel_analysis_with_fewer_people_than_items() -> None:
    found = parallel_analysis(6, 9, draws=20)
    assert found.factors is None
    assert found.components.mean.sum() == pytest.approx(9)


def test_suggested_stops_at_the_first_that_is_not_above() -> None:
    assert suggested(np.array([3.0, 0.9, 1.2]), np.array([1.3, 1.1, 1.0])) == 1
    assert suggested(np.array([0.5, 0.4]), np.array([1.0, 1.0])) == 0
    assert suggested(np.array([2.0, 2.0]), np.array([1.0, 1.0])) == 2


@given(
    shift=st.lists(st.integers(-5, 5), min_size=6, max_size=6),
    scale=st.sampled_from([0.25, 1.0, 3.0, 10.0]),
    order=st.permutations(range(6)),
    turned=st.lists(st.booleans(), min_size=6, max_size=6),
    seed=st.integers(0, 50),
)
@settings(max_examples=40, deadline=None)
def test_laws(shift: list[int], scale: float, order: list[int], turned: list[bool], seed: int) -> None:
    """Shift, scale, sign, item order and row order change no KMO, no test, no eigenvalue."""
    rows = answers(60, 6, seed)
    plain = moments_of(rows)
    other = rows[::-1][:, order] * scale * np.where(turned, -1.0, 1.0) + np.array(shift)
    moved = moments_of(other)
    first, second = kmo(plain.correlation), kmo(moved.correlation)
    assert second.overall == pytest.approx(first.overall, rel=1e-10)
    assert second.items == pytest.approx(first.items[order], rel=1e-10)
    assert bartlett(moved.correlation, 60).chi2 == pytest.approx(bartlett(plain.correlation, 60).chi2, rel=1e-9)
    assert component_eigenvalues(moved.correlation) == pytest.approx(component_eigenvalues(plain.correlation))
    assert 0 <= first.overall <= 1


@pytest.mark.parametrize(
    ("spoil", "identity", "named"),
    [
        (lambda x: np.column_stack([x, np.full(len(x), 4.0)]), "constant", "item7"),
        (lambda x: np.column_stack([x, x[:, 1]]), "identical", "item2 and item7"),
        (lambda x: np.column_stack([x, 6 - x[:, 1]]), "identical", "item2 and item7"),
        (lambda x: np.column_stack([x, x[:, 0] + x[:, 1]]), "singular", "item1, item2, item7"),
        (lambda x: x[:5], "too_few", "items (6)"),
    ],
)
def test_what_has_no_inverse_is_named(spoil, identity: str, named: str) -> None:
    moments = moments_of(spoil(answers()))
    measure, test = kmo(moments.correlation, n=moments.n), bartlett(moments.correlation, moments.n)
    for found in (measure, test):
        assert found.status == "not_estimable"
        assert found.reason.startswith(identity)
        assert named in found.reason
    assert np.isnan(measure.overall)
    assert np.isnan(measure.items).all()
    assert np.isnan(test.chi2)


def test_contradicting_correlations_are_indefinite() -> None:
    matrix = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1.0]])
    assert kmo(matrix).reason.startswith("indefinite")
    assert fault_of(matrix).startswith("indefinite")


def test_items_without_any_correlation() -> None:
    assert kmo(np.eye(4)).reason.startswith("uncorrelated")
    assert bartlett(np.eye(4), 50).p == pytest.approx(1.0)


def test_moments_are_exact_for_whole_numbers() -> None:
    rows = answers(501, 4)
    order = np.random.default_rng(0).permutation(501)
    assert np.array_equal(moments_of(rows).covariance, moments_of(rows[order]).covariance)
    assert moments_of(rows).covariance == pytest.approx(np.cov(rows.T))
    assert moments_of(rows + 1e9).covariance == pytest.approx(np.cov(rows.T), rel=1e-7)
    real = rows * 0.1 + 1000
    assert moments_of(real).covariance == pytest.approx(np.cov(real.T), rel=1e-9)


def test_moments_count_what_they_drop() -> None:
    rows = answers(10, 3)
    rows[[2, 5], [0, 1]] = np.nan
    found = moments_of(rows)
    assert (found.n, found.n_dropped) == (8, 2)
    assert np.isnan(moments_of(rows[:1]).covariance).all()
    assert moments_of(np.full((4, 2), 0.1)).constant == ("item1", "item2")
