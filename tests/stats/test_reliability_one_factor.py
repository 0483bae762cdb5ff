"""The one-factor model by maximum likelihood: exact where it can be worked out, honest where it fails."""

from __future__ import annotations

import numpy as np
import pytest

from sdtclimate.stats.reliability import omega_total
from sdtclimate.stats.reliability.estimate import estimate
from sdtclimate.stats.reliability.one_factor_ml import CONVERGED, HEYWOOD, NO_FACTOR, SINGULAR, fit_one_factor
from sdtclimate.stats.reliability.registry import COEFFICIENTS

OMEGA = COEFFICIENTS["omega_total"]


def implied(loadings: np.ndarray, uniquenesses: np.ndarray) -> np.ndarray:
    return np.outer(loadings, loadings) + np.diag(uniquenesses)


@pytest.mark.parametrize("k", [3, 4, 6, 12, 30])
def test_an_exact_model_is_found_again(k: int) -> None:
    loadings, uniquenesses = np.linspace(0.3, 2, k), np.linspace(2, 0.4, k)
    model = fit_one_factor(implied(loadings, uniquenesses))
    assert model.outcome == CONVERGED
    assert model.loadings == pytest.approx(loadings, rel=1e-9)
    assert model.uniquenesses == pytest.approx(uniquenesses, rel=1e-9)
    assert model.discrepancy == pytest.approx(0, abs=1e-12)


def test_three_items_have_a_closed_form() -> None:
    cov = np.array([[2.0, 0.8, 0.6], [0.8, 3.0, 0.9], [0.6, 0.9, 1.5]])
    loadings = np.sqrt(np.array([0.8 * 0.6 / 0.9, 0.8 * 0.9 / 0.6, 0.6 * 0.9 / 0.8]))
    common = loadings.sum() ** 2
    assert OMEGA.of(cov) == pytest.approx(common / (common + (np.diag(cov) - loadings**2).sum()), abs=1e-12)


def test_an_item_that_runs_against_the_others_has_a_negative_loading() -> None:
    loadings = np.array([1.0, 1.0, 1.0, -0.5])
    model = fit_one_factor(implied(loadings, np.ones(4)))
    assert model.loadings == pytest.approx(loadings, rel=1e-9)
    assert OMEGA.of(implied(loadings, np.ones(4))) == pytest.approx(2.5**2 / (2.5**2 + 4), abs=1e-12)


def test_the_gradient_is_zero_at_the_solution() -> None:
    rng = np.random.default_rng(2)
    cov = np.cov((rng.standard_normal((60, 1)) * 0.8 + rng.standard_normal((60, 7))).T)
    model = fit_one_factor(cov)
    sigma = implied(model.loadings, model.uniquenesses)
    inverse = np.linalg.inv(sigma)
    slope = inverse @ (sigma - cov) @ inverse
    assert np.abs(2 * slope @ model.loadings).max() < 1e-9
    assert np.abs(np.diag(slope)).max() < 1e-9


def test_a_heywood_case_is_named_and_gives_no_number() -> None:
    cov = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.7], [0.9, 0.7, 1.0]])
    assert fit_one_factor(cov).outcome == HEYWOOD
    found = estimate(OMEGA, cov, 200, interval="logit")
    assert found.status == "not_estimable"
    assert found.reason.startswith("heywood:")
    assert np.isnan(found.value)
    assert np.isnan(omega_total.with_error(cov, 200)).all()


def test_an_item_twice_is_singular() -> None:
    cov = implied(np.ones(3), np.ones(3))
    twice = cov[np.ix_([0, 1, 2, 2], [0, 1, 2, 2])]
    assert fit_one_factor(twice).outcome == SINGULAR
    assert estimate(OMEGA, twice, 200, interval="logit").reason.startswith("singular:")


def test_items_that_share_no_factor_have_no_omega() -> None:
    pair = np.eye(5)
    pair[0, 1] = pair[1, 0] = 0.5
    for cov in (np.eye(5) * 2, pair):
        assert fit_one_factor(cov).outcome == NO_FACTOR
        assert estimate(OMEGA, cov, 200, interval="logit").reason.startswith("no_factor:")


def test_each_matrix_of_a_stack_goes_its_own_way() -> None:
    good = implied(np.array([1.0, 0.8, 1.2]), np.ones(3))
    bad = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.7], [0.9, 0.7, 1.0]])
    flat = np.ones((3, 3))
    constant = good.copy()
    constant[0], constant[:, 0] = 0, 0
    model = fit_one_factor(np.array([good, bad, flat, constant, good]))
    assert model.outcome.tolist() == [CONVERGED, HEYWOOD, SINGULAR, SINGULAR, CONVERGED]
    assert np.isnan(model.loadings[1:4]).all()
    assert model.loadings[0] == pytest.approx(model.loadings[4])
