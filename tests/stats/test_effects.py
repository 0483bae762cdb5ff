"""Means, differences and g, against R on public data and numbers worked by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sdtclimate.stats.effects.difference import welch, welch_within
from sdtclimate.stats.effects.hedges_g import correction, hedges_g
from sdtclimate.stats.effects.mean import mean_t
from sdtclimate.stats.effects.spread import is_constant, within_sd

REFERENCE = Path(__file__).parents[1] / "reference"
CASES = [
    case
    for path in sorted((REFERENCE / "expected").glob("compare__*.json"))
    if "two_groups" in (case := json.loads(path.read_text()))["expected"]
]


def two_groups(case: dict) -> tuple[np.ndarray, np.ndarray]:
    """Rebuild a case: the mean of the items on complete rows, for its two levels."""
    given = case["input"]
    frame = pd.read_csv(REFERENCE / "datasets" / given["dataset"])
    for column, kept in given.get("filter", {}).items():
        frame = frame[frame[column].isin(kept)]
    frame = frame.dropna(subset=[*given["vars"], *np.atleast_1d(given.get("notna", []))])
    for column in given.get("reverse", []):
        frame[column] = sum(given["range"]) - frame[column]
    score = frame[given["vars"]].mean(axis=1)
    group = frame[given["group"]]
    first, second = (score[group == level].to_numpy() for level in given["levels"])
    assert [first.size, second.size] == case["expected"]["two_groups"]["n"]
    return first, second


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_welch_as_in_r(case: dict) -> None:
    first, second = two_groups(case)
    expected = case["expected"]["two_groups"]
    found = welch(second, first)  # theirs is first minus second
    assert found.value == pytest.approx(expected["difference"], rel=1e-10)
    assert found.se == pytest.approx(expected["welch"]["se"], rel=1e-10)
    assert [found.ci_low, found.ci_high] == pytest.approx(expected["welch"]["ci"], rel=1e-9)
    assert found.status == "ok"


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_hedges_g_as_in_r(case: dict) -> None:
    first, second = two_groups(case)
    expected = case["expected"]["two_groups"]["hedges_g"]
    found = hedges_g(second, first)
    assert found.value == pytest.approx(expected["g"], rel=1e-10)
    assert [found.ci_low, found.ci_high] == pytest.approx(expected["ci_noncentral_times_J"], rel=1e-8)
    assert correction(first.size + second.size - 2) == pytest.approx(expected["J"], rel=1e-12)


def test_mean_worked_by_hand() -> None:
    found = mean_t([1, 2, 3, 4, np.nan])
    assert found.value == 2.5
    assert found.se == pytest.approx(math.sqrt(5 / 3) / 2)
    assert found.ci_high - found.value == pytest.approx(3.182446305284263 * math.sqrt(5 / 3) / 2)
    assert found.n == 4


def test_mean_of_nobody_and_of_one() -> None:
    assert mean_t([np.nan]).status == "not_estimable"
    assert mean_t([np.nan]).reason.startswith("no_score")
    alone = mean_t([3.0])
    assert alone.value == 3
    assert math.isnan(alone.ci_low)


def test_spread_within_groups_worked_by_hand() -> None:
    # squares within: (1, 3) 2; (2, 2, 5) 6; one alone 0: 8 over 3 degrees of freedom
    sd, df = within_sd([1, 3, 2, 2, 5, 9], [0, 0, 1, 1, 1, 2])
    assert df == 3
    assert sd == pytest.approx(math.sqrt(8 / 3))


def test_spread_within_groups_of_one_each() -> None:
    sd, df = within_sd([1.0, 2.0], [0, 1])
    assert df == 0
    assert math.isnan(sd)


def test_within_sites_is_welch_at_one_site() -> None:
    a, b = np.array([1.0, 2, 4, 5]), np.array([3.0, 3, 5])
    inside = welch_within(a, b, first_sites=np.zeros(4), second_sites=np.zeros(3))
    plain = welch(a, b)
    assert (inside.ci_low, inside.ci_high) == pytest.approx((plain.ci_low, plain.ci_high), rel=1e-12)


def test_within_sites_worked_by_hand() -> None:
    # PSWs: site 0 has 1 3, site 1 has 4 6: spread within 2 on 2 df; mean 3.5. Staff the same at 2 4 and 5 7.
    found = welch_within([1.0, 3, 4, 6], [2.0, 4, 5, 7], first_sites=[0, 0, 1, 1], second_sites=[0, 0, 1, 1])
    assert found.value == 1
    assert found.se == pytest.approx(1.0)  # 2 / 4 + 2 / 4
    assert found.ci_high - 1 == pytest.approx(2.7764451051977987)  # t with 4 df


def test_groups_without_spread_have_no_interval() -> None:
    found = welch([3.0, 3, 3], [4.0, 4])
    assert found.value == 1
    assert found.status == "caution"
    assert found.reason.startswith("constant")
    assert math.isnan(found.ci_low)
    assert hedges_g([3.0, 3], [4.0, 4]).status == "not_estimable"
    assert welch([3.0], [4.0, 5.0]).reason.startswith("one_person")
    assert welch([], [4.0]).status == "not_estimable"


def test_order_of_rows_changes_no_bit() -> None:
    rng = np.random.default_rng(4)
    a, b = rng.normal(size=57), rng.normal(size=83)
    sites = rng.integers(0, 5, size=57)
    shuffled = rng.permutation(57)
    assert welch(a, b) == welch(a[shuffled], b[::-1])
    assert hedges_g(a, b) == hedges_g(a[shuffled], b[::-1])
    assert within_sd(a, sites) == within_sd(a[shuffled], (4 - sites)[shuffled])


def test_means_of_thirds_count_as_constant() -> None:
    assert is_constant([1 / 3 + 1 / 3 + 1 / 3, 1.0])
    assert not is_constant([1.0, 1.01])


@pytest.mark.prove
def test_coverage_within_these_sites() -> None:
    """Sites are as they are; people are drawn within them, as at a service with 13 PSWs and 29 staff."""
    psw_sites, staff_sites = np.repeat(np.arange(4), [1, 2, 4, 6]), np.repeat(np.arange(4), [5, 6, 8, 10])
    shift = np.array([0.5, -0.4, 0.2, -0.1])
    true = shift[staff_sites].mean() - shift[psw_sites].mean()
    hits = 0
    for seed in range(3000):
        rng = np.random.default_rng(seed)
        psw = shift[psw_sites] + 0.8 * rng.standard_normal(13)
        staff = shift[staff_sites] + 0.6 * rng.standard_normal(29)
        found = welch_within(psw, staff, first_sites=psw_sites, second_sites=staff_sites)
        hits += found.ci_low <= true <= found.ci_high
    assert 0.935 <= hits / 3000 <= 0.965
