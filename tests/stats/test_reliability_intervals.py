"""Intervals: against R, against hand work, and (slow) by how often they hold the truth."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from sdtclimate.stats.intervals.draws import bca_interval, percentile_interval
from sdtclimate.stats.intervals.feldt import feldt_interval
from sdtclimate.stats.intervals.fisher import fisher_interval
from sdtclimate.stats.intervals.wald import logit_interval, wald_interval
from sdtclimate.stats.reliability import alpha, omega_total
from sdtclimate.stats.reliability.estimate import Draws, estimate
from sdtclimate.stats.reliability.registry import COEFFICIENTS
from sdtclimate.stats.sample.moments import moments_of


def test_feldt_agrees_with_r() -> None:
    # 1 - (1 - .8) * qf(c(.975, .025), n - 1, (n - 1) * 4), R 4.2.2
    wanted = {
        13: (0.554383878957641, 0.930489742389935),
        30: (0.659168752228881, 0.894107347442240),
        100: (0.730558204179339, 0.855886748665993),
    }
    for n, ends in wanted.items():
        assert feldt_interval(0.8, n, 5) == pytest.approx(ends, abs=1e-10)


def test_feldt_takes_stacks_and_keeps_what_has_no_value() -> None:
    low, high = feldt_interval([0.8, np.nan, 1.0], 30, 5, level=0.9)
    assert low[0] < 0.8 < high[0]
    assert np.isnan([low[1], high[1]]).all()
    assert (low[2], high[2]) == (1, 1)


def test_fisher_agrees_with_r() -> None:
    # tanh(atanh(.5) + c(-1, 1) * qnorm(.975) / sqrt(27)), R 4.2.2
    assert fisher_interval(0.5, 30) == pytest.approx((0.170431365111800, 0.728958556388355), abs=1e-10)
    assert np.isnan(fisher_interval(0.5, 3)).all()
    low, high = fisher_interval([1.0, -1.0], 30)
    assert low.tolist() == [1, -1]
    assert high.tolist() == [1, -1]


def test_normal_theory_on_both_scales() -> None:
    assert wald_interval(0.8, 0.05) == pytest.approx((0.8 - 1.959963984540054 * 0.05, 0.8 + 1.959963984540054 * 0.05))
    low, high = logit_interval(0.8, 0.05)
    reach = 1.959963984540054 * 0.05 / 0.16
    assert np.log(np.array([low, high]) / (1 - np.array([low, high]))) == pytest.approx(
        [np.log(4) - reach, np.log(4) + reach]
    )
    assert np.isnan(logit_interval(1.0, 0.05)).all()
    assert logit_interval(0.97, 0.05)[1] < 1 < wald_interval(0.97, 0.05)[1]


def test_percentiles_leave_out_draws_without_a_value() -> None:
    draws = np.concatenate([np.arange(101.0), [np.nan] * 5])
    assert percentile_interval(draws, level=0.9) == pytest.approx((5, 95))
    assert np.isnan(percentile_interval(draws[:50])).all()


def test_bca_without_bias_and_acceleration_is_the_percentile() -> None:
    draws, jackknife = np.arange(-100.0, 101), np.array([-1.0, 1, -1, 1])
    assert bca_interval(0.0, draws, jackknife) == pytest.approx(percentile_interval(draws), abs=1e-9)


def test_bca_by_hand() -> None:
    # 60 of 100 draws lie below the estimate: z0 = qnorm(.6). Jackknife 0, 0, 3: d = 1, 1, -2, a = -6 / (6 * 6^1.5).
    draws, jackknife = np.arange(100.0), np.array([0.0, 0.0, 3.0])
    z0, a = 0.2533471031357997, -6 / (6 * 6**1.5)
    inner = [z0 + z for z in (-1.959963984540054, 1.959963984540054)]
    share = [NormalDist().cdf(z0 + x / (1 - a * x)) for x in inner]
    assert bca_interval(59.5, draws, jackknife) == pytest.approx(np.quantile(draws, share), abs=1e-9)
    assert np.isnan(bca_interval(-1.0, draws, jackknife)).all()


def test_two_items_take_fishers_interval_stepped_up() -> None:
    cov = np.array([[4.0, 3.0], [3.0, 9.0]])
    found = estimate(COEFFICIENTS["spearman_brown"], cov, 30, interval="fisher")
    low, high = fisher_interval(0.5, 30)
    assert found.value == pytest.approx(2 / 3)
    assert (found.ci_low, found.ci_high) == pytest.approx((2 * low / (1 + low), 2 * high / (1 + high)))


def test_draws_without_a_value_are_told() -> None:
    cov = moments_of(np.random.default_rng(1).standard_normal((30, 4)) + 2).covariance
    values = np.concatenate([np.linspace(0.1, 0.4, 900), np.full(100, np.nan)])
    found = estimate(COEFFICIENTS["alpha"], cov, 30, interval="bootstrap", draws=Draws(values, np.empty(0)))
    assert "draws: 10 % of the draws have no value" in found.reason
    none = estimate(COEFFICIENTS["alpha"], cov, 30, interval="bootstrap", draws=Draws(values[-100:], np.empty(0)))
    assert "interval: too few of the draws have a value" in none.reason
    assert np.isnan(none.ci_low)


@pytest.mark.prove
@pytest.mark.parametrize(("k", "n"), [(4, 30), (6, 30), (5, 100)])
def test_intervals_hold_the_truth_about_as_often_as_they_say(k: int, n: int) -> None:
    """2,000 normal samples of a one-factor population; four standard errors of a share of .95 are .019."""
    rng = np.random.default_rng(20 + k + n)
    loadings = np.linspace(0.6, 0.8, k)
    errors = np.sqrt(1 - loadings**2)
    cov = np.outer(loadings, loadings) + np.diag(errors**2)
    omega = COEFFICIENTS["omega_total"].of(cov)
    held = {"logit": 0, "feldt": 0}
    fitted = 0
    true_alpha = COEFFICIENTS["alpha"].of(cov)
    for _ in range(2000):
        x = rng.standard_normal((n, 1)) * loadings + rng.standard_normal((n, k)) * errors
        sample = moments_of(x).covariance
        low, high = feldt_interval(float(alpha.value(sample)), n, k)
        held["feldt"] += low < true_alpha < high
        value, se = omega_total.with_error(sample, n)
        if np.isfinite(value):
            fitted += 1
            low, high = logit_interval(value, se)
            held["logit"] += low < omega < high
    assert fitted > 1800  # the others are Heywood cases, which get no number
    assert abs(held["feldt"] / 2000 - 0.95) < 0.02
    assert abs(held["logit"] / fitted - 0.95) < 0.025
