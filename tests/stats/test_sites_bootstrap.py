"""The interval of a mean over sites."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sdtclimate.core.random import stream
from sdtclimate.stats.resampling.sites import site_mean_bootstrap_t, site_mean_t

UNITS = np.array([0.2, -0.1, 0.5, 0.3, 0.0, 0.4, 0.1, 0.25, -0.2, 0.6, 0.15, 0.35])


def test_t_over_sites_worked_by_hand() -> None:
    found = site_mean_t([1.0, 2, 3, 4, 5])
    assert found.value == 3
    assert found.se == pytest.approx(math.sqrt(2.5 / 5))
    assert found.ci_low == pytest.approx(3 - 2.7764451051977987 * math.sqrt(0.5))
    assert found.n == 5


def test_bootstrap_t_against_a_plain_loop() -> None:
    found = site_mean_bootstrap_t(UNITS, draws=199, rng=stream(3, "loop"))
    ordered, rng = np.sort(UNITS), stream(3, "loop")
    m, mean, se = 12, ordered.mean(), ordered.std(ddof=1) / math.sqrt(12)
    t = []
    for row in rng.integers(0, m, size=(199, m)):
        sample = ordered[row]
        t.append((sample.mean() - mean) / (sample.std(ddof=1) / math.sqrt(m)))
    t.sort()
    assert found.ci_low == pytest.approx(mean - t[194] * se)  # rank 195 of 200 x .975
    assert found.ci_high == pytest.approx(mean - t[4] * se)


def test_order_of_sites_changes_no_bit() -> None:
    one = site_mean_bootstrap_t(UNITS, draws=500, rng=stream(0, "x"))
    other = site_mean_bootstrap_t(UNITS[::-1], draws=500, rng=stream(0, "x"))
    assert one == other


def test_blocks_of_memory_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = site_mean_bootstrap_t(UNITS, draws=300, rng=stream(0, "x"))
    monkeypatch.setattr("sdtclimate.stats.resampling.sites.BLOCK", 60)
    assert site_mean_bootstrap_t(UNITS, draws=300, rng=stream(0, "x")) == one


def test_close_to_t_where_sites_are_normal() -> None:
    units = np.random.default_rng(1).normal(0.3, 0.2, size=200)
    boot, t = site_mean_bootstrap_t(units, draws=4000, rng=stream(0, "n")), site_mean_t(units)
    assert boot.ci_low == pytest.approx(t.ci_low, abs=0.004)
    assert boot.ci_high == pytest.approx(t.ci_high, abs=0.004)


@pytest.mark.parametrize("units", [[0.5] * 12, [1 / 3 * 3, 1.0, 1.0]])
def test_sites_that_do_not_differ(units: list[float]) -> None:
    for found in (site_mean_bootstrap_t(units, draws=200, rng=stream(0)), site_mean_t(units)):
        assert found.status == "caution"
        assert found.reason.startswith("constant")
        assert math.isnan(found.ci_low)


def test_one_site_that_differs_has_no_false_interval() -> None:
    # A third of the draws hold equal values only: their t* is infinite, and so is the interval.
    found = site_mean_bootstrap_t([0.0] * 11 + [1.0], draws=500, rng=stream(0))
    assert found.status == "caution"
    assert math.isnan(found.ci_high)


def test_fewer_than_two_sites() -> None:
    assert site_mean_bootstrap_t([0.3], draws=200, rng=stream(0)).status == "not_estimable"
    assert site_mean_t([]).reason.startswith("sites")


def covered(times: int, *, sites: int, draws: int) -> float:
    """Return how often the 95 % interval holds the true mean of skewed site differences."""
    hits = 0
    for seed in range(times):
        rng = stream(seed, "coverage")
        units = 0.2 + 0.3 * (rng.gamma(4.0, 0.5, size=sites) - 2.0)  # skewness 1
        found = site_mean_bootstrap_t(units, draws=draws, rng=rng)
        hits += found.ci_low <= 0.2 <= found.ci_high
    return hits / times


def test_coverage_at_a_glance() -> None:
    assert 0.90 <= covered(250, sites=24, draws=399) <= 0.985


@pytest.mark.prove
def test_coverage_lies_between_93_and_97_percent() -> None:
    assert 0.93 <= covered(3000, sites=24, draws=1999) <= 0.97
