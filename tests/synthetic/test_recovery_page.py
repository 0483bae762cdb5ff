"""The page of truth beside estimate is fresh, and every estimate lies near its truth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sdtclimate.synthetic.recovery import main, page, recover
from sdtclimate.synthetic.study import make_study

PAGE = Path(__file__).parents[2] / "docs" / "synthetic.md"


def test_the_page_is_fresh(tmp_path: Path) -> None:
    main(["--out", str(tmp_path / "synthetic.md")])
    assert (tmp_path / "synthetic.md").read_bytes() == PAGE.read_bytes()


def test_the_page_holds_no_loose_ends() -> None:
    text = page(make_study("field"))
    assert "{" not in text
    assert text.count("| nc_cs |") == 3


@pytest.mark.parametrize("seed", [None, 3])
def test_every_distance_is_small(seed: int | None) -> None:
    found = recover(make_study("field", seed=seed))
    assert len(found) == 36
    for one in found:
        assert one.distance < 4, one


@pytest.mark.prove
def test_estimates_are_unbiased_and_spread_as_printed() -> None:
    draws = [recover(make_study("field", seed=seed)) for seed in range(100, 180)]
    for place, first in enumerate(draws[0]):
        values = np.array([draw[place].estimate for draw in draws])
        assert abs(values.mean() - first.truth) < 4 * first.spread / np.sqrt(len(draws)) + 0.005, first
        assert 0.6 * first.spread < values.std(ddof=1) < 1.35 * first.spread, first
