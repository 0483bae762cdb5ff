"""Bootstrap and jackknife of covariances: the numbers of plain resampling, and no order or name that matters."""

from __future__ import annotations

import numpy as np
import pytest

from sdtclimate.core.random import stream
from sdtclimate.stats.reliability.registry import COEFFICIENTS
from sdtclimate.stats.resampling.bootstrap import BLOCK_CELLS, LARGEST_BLOCK, Resampler
from sdtclimate.stats.resampling.content_order import respondent_order, row_keys, unit_numbers
from sdtclimate.stats.resampling.crossproducts import centred, covariances_of, unit_totals

WHOLE = {"cov": lambda cov: cov}
ALPHA = {"alpha": COEFFICIENTS["alpha"].value}


def answers(n: int = 60, k: int = 4, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.clip(np.round(3 + rng.standard_normal((n, 1)) + rng.standard_normal((n, k))), 1, 5)


def test_totals_give_the_covariance_back() -> None:
    x = answers() + 0.123 * np.arange(4)
    assert covariances_of(unit_totals(x).sum(axis=0), 4) == pytest.approx(np.cov(x.T), abs=1e-12)
    unit = np.arange(60) % 7
    totals = unit_totals(x, unit)
    assert totals.shape == (7, 1 + 4 + 10)
    assert totals[:, 0].tolist() == [9, 9, 9, 9, 8, 8, 8]
    assert covariances_of(totals.sum(axis=0), 4) == pytest.approx(np.cov(x.T), abs=1e-12)
    assert np.isnan(covariances_of(unit_totals(x)[0], 4)).all()


def test_whole_numbers_stay_whole() -> None:
    assert np.array_equal(centred(answers()), np.round(centred(answers())))
    assert centred(answers() + 0.5).mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-12)


def test_a_draw_is_the_covariance_of_the_drawn_rows() -> None:
    x = answers()
    drawn = Resampler.of(x).bootstrap(WHOLE, draws=3, seed=7)["cov"]
    ordered = x[respondent_order(x)]
    places = stream(7, "bootstrap", 0).integers(0, 60, size=(3, 60), dtype=np.int64)
    for found, rows in zip(drawn, places, strict=True):
        assert found == pytest.approx(np.cov(ordered[rows].T), abs=1e-12)


def test_a_draw_of_sites_takes_whole_sites() -> None:
    x, site = answers(), np.arange(60) % 12
    drawn = Resampler.of(x, site).bootstrap(WHOLE, draws=3, seed=7)["cov"]
    number = unit_numbers(x, site)
    places = stream(7, "bootstrap", 0).integers(0, 12, size=(3, 12), dtype=np.int64)
    for found, sites in zip(drawn, places, strict=True):
        rows = np.concatenate([np.flatnonzero(number == one) for one in sites])
        assert found == pytest.approx(np.cov(x[rows].T), abs=1e-12)


def test_the_jackknife_leaves_one_out() -> None:
    x = answers(20)
    found = Resampler.of(x).jackknife(ALPHA)["alpha"]
    plain = [COEFFICIENTS["alpha"].of(np.cov(np.delete(x, i, axis=0).T)) for i in respondent_order(x)]
    assert found == pytest.approx(plain, abs=1e-12)


def test_the_order_of_rows_changes_no_bit_and_that_of_columns_none_that_counts() -> None:
    x, site = answers(90, 6), np.arange(90) % 15
    rng = np.random.default_rng(3)
    rows, columns = rng.permutation(90), rng.permutation(6)
    for unit in (None, site):
        wanted = Resampler.of(x, unit).bootstrap(ALPHA, draws=300, seed=1)["alpha"]
        moved = Resampler.of(x[rows], None if unit is None else unit[rows])
        assert np.array_equal(moved.bootstrap(ALPHA, draws=300, seed=1)["alpha"], wanted)
        turned = Resampler.of(x[:, columns], unit).bootstrap(ALPHA, draws=300, seed=1)["alpha"]
        assert turned == pytest.approx(wanted, abs=1e-12)


def test_the_name_of_a_site_changes_nothing() -> None:
    x, site = answers(90, 6), np.arange(90) % 15
    wanted = Resampler.of(x, site).bootstrap(ALPHA, draws=200, seed=1)["alpha"]
    assert np.array_equal(Resampler.of(x, 99 - 3 * site).bootstrap(ALPHA, draws=200, seed=1)["alpha"], wanted)


def test_the_seed_changes_the_draws_and_their_number_adds_to_them() -> None:
    resampler = Resampler.of(answers())
    few = resampler.bootstrap(ALPHA, draws=1500, seed=1)["alpha"]
    many = resampler.bootstrap(ALPHA, draws=2500, seed=1)["alpha"]
    assert np.array_equal(few[:LARGEST_BLOCK], many[:LARGEST_BLOCK])
    assert not np.array_equal(few, resampler.bootstrap(ALPHA, draws=1500, seed=2)["alpha"])
    assert few.shape == (1500,)
    assert len(np.unique(few[:LARGEST_BLOCK])) > 900
    assert not np.array_equal(few[: 1500 - LARGEST_BLOCK], few[LARGEST_BLOCK:])


def test_a_large_sample_is_drawn_in_small_blocks() -> None:
    n = BLOCK_CELLS // 4
    x = np.random.default_rng(1).integers(1, 6, (n, 2)).astype(float)
    drawn = Resampler.of(x).bootstrap(WHOLE, draws=6, seed=1)["cov"]
    assert drawn.shape == (6, 2, 2)
    assert np.abs(drawn - np.cov(x.T)).max() < 0.03


def test_keys_tell_rows_apart_by_their_answers_alone() -> None:
    x = answers(300, 5)
    keys = row_keys(x)
    patterns = {tuple(row): set() for row in x.tolist()}
    for row, key in zip(x.tolist(), keys.tolist(), strict=True):
        patterns[tuple(row)].add(key)
    assert all(len(found) == 1 for found in patterns.values())
    assert len({key for found in patterns.values() for key in found}) == len(patterns)
    assert row_keys(np.array([[0.0, 1.0]])).tolist() == row_keys(np.array([[-0.0, 1.0]])).tolist()
