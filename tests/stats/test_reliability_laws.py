"""What must hold of every coefficient, whoever added it."""

from __future__ import annotations

import numpy as np
import pytest

from sdtclimate.stats.reliability.coefficient import Coefficient
from sdtclimate.stats.reliability.estimates import Drawing, coefficients_of
from sdtclimate.stats.reliability.registry import COEFFICIENTS
from sdtclimate.stats.sample.moments import moments_of

ALL = pytest.mark.parametrize("coefficient", list(COEFFICIENTS.values()), ids=list(COEFFICIENTS))


def answers(coefficient: Coefficient, *, n: int = 120, seed: int = 3) -> np.ndarray:
    """Whole numbers 1 to 5 that one factor makes, with a number of items that the coefficient takes."""
    k = coefficient.maximum_items or max(coefficient.minimum_items, 5)
    rng = np.random.default_rng(seed)
    loadings = np.linspace(0.6, 1.1, k)
    x = 3 + rng.standard_normal((n, 1)) * loadings + 0.8 * rng.standard_normal((n, k))
    return np.clip(np.round(x), 1, 5)


def cov(x: np.ndarray) -> np.ndarray:
    return moments_of(x).covariance


@ALL
def test_the_order_of_items_and_rows_changes_nothing(coefficient: Coefficient) -> None:
    x = answers(coefficient)
    rng = np.random.default_rng(1)
    moved = x[rng.permutation(len(x))][:, rng.permutation(x.shape[1])]
    assert coefficient.of(cov(moved)) == pytest.approx(coefficient.of(cov(x)), abs=1e-12)


@ALL
def test_a_shift_a_common_unit_and_a_common_turn_change_nothing(coefficient: Coefficient) -> None:
    x = answers(coefficient)
    wanted = coefficient.of(cov(x))
    assert coefficient.of(cov(x + np.arange(x.shape[1]) * 10)) == pytest.approx(wanted, abs=1e-11)
    assert coefficient.of(cov(x * 25)) == pytest.approx(wanted, abs=1e-11)
    assert coefficient.of(cov(6 - x)) == pytest.approx(wanted, abs=1e-11)


@ALL
def test_every_row_twice_changes_nothing(coefficient: Coefficient) -> None:
    x = answers(coefficient)
    assert coefficient.of(cov(np.repeat(x, 2, axis=0))) == pytest.approx(coefficient.of(cov(x)), abs=1e-11)


@ALL
def test_a_stack_gives_what_its_matrices_give(coefficient: Coefficient) -> None:
    singles = [cov(answers(coefficient, seed=seed)) for seed in range(6)]
    stack = np.array(singles).reshape(2, 3, *singles[0].shape)
    before = stack.copy()
    values = coefficient.value(stack)
    assert values.shape == (2, 3)
    assert values.ravel() == pytest.approx([coefficient.of(one) for one in singles], abs=1e-12)
    assert np.array_equal(stack, before)
    assert coefficient.value(stack[:0, 0]).shape == (0,)


@ALL
def test_a_value_is_at_most_one(coefficient: Coefficient) -> None:
    rng = np.random.default_rng(5)
    k = answers(coefficient).shape[1]
    stack = np.array([cov(rng.standard_normal((8, k)) @ rng.standard_normal((k, k))) for _ in range(200)])
    values = coefficient.value(stack)
    assert np.all(np.isnan(values) | (values <= 1 + 1e-12))


@ALL
def test_a_constant_item_gives_a_number_or_a_reason(coefficient: Coefficient) -> None:
    x = answers(coefficient)
    x[:, 0] = 4
    estimate = coefficients_of(x, {"it": (coefficient, coefficient.intervals[0])}, drawing=Drawing(draws=100))["it"]
    assert estimate.status in ("caution", "not_estimable")
    assert estimate.reason.startswith("constant")


@ALL
def test_one_answer_for_all_gives_a_reason(coefficient: Coefficient) -> None:
    x = np.full_like(answers(coefficient), 3)
    estimate = coefficients_of(x, {"it": (coefficient, coefficient.intervals[0])}, drawing=Drawing(draws=100))["it"]
    assert estimate.status == "not_estimable"
    assert estimate.reason.startswith("zero_variance")


@ALL
def test_fewer_people_than_items_give_a_number_or_a_reason(coefficient: Coefficient) -> None:
    x = answers(coefficient)
    x = x[: x.shape[1] - 1] if x.shape[1] > 2 else x[:2]
    wanted = {"it": (coefficient, coefficient.intervals[-1])}
    estimate = coefficients_of(x, wanted, drawing=Drawing(draws=100))["it"]
    assert np.isfinite(estimate.value) == (estimate.status != "not_estimable")
    assert bool(estimate.reason) == (estimate.status != "ok")


@ALL
def test_an_interval_is_named_only_where_it_is_defined(coefficient: Coefficient) -> None:
    name, named = coefficient.name, set(coefficient.intervals)
    if named & {"delta", "logit"}:
        assert coefficient.with_error is not None, f"{name}: delta and logit need with_error(cov, n)"
    if "feldt" in named:
        x = cov(answers(coefficient))
        same = coefficient.of(x) == pytest.approx(COEFFICIENTS["alpha"].of(x))
        assert same, f"{name}: Feldt's interval is that of alpha, and of no other coefficient"


@ALL
def test_the_bootstrap_comes_for_free(coefficient: Coefficient) -> None:
    x = answers(coefficient)
    for interval in ("bootstrap", "bca"):
        assert interval in coefficient.intervals
        estimate = coefficients_of(x, {"it": (coefficient, interval)}, drawing=Drawing(draws=400))["it"]
        assert estimate.ci_low < estimate.value < estimate.ci_high
        assert estimate.se > 0
        assert "400 draws of respondents" in estimate.method
