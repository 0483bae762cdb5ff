"""Composites: mean with a required number of parts, weighted sum, difference, and what becomes of missing parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from factories import make_instrument, make_responses
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.scoring.pomp import scale_range
from sdtclimate.scoring.score import score

SCALES = {name: [f"{name}{n}" for n in range(1, 4)] for name in ("p", "q", "r")}


def instrument_with(*composites: Composite) -> Instrument:
    return replace(make_instrument(SCALES, reverse={}), composites={c.id: c for c in composites})


def scored(instrument: Instrument, *people: tuple[int, int, int]):
    codes = np.repeat(np.array(people, dtype=np.int8).T, 3, axis=0)
    return score(make_responses(instrument, roles=("psw",) * len(people), codes=codes))


MEAN = Composite("m", {"en": "M"}, "mean", ("p", "q", "r"), require=2, range=(1, 5))
ALL = Composite("all3", {"en": "A"}, "mean", ("p", "q", "r"), range=(1, 5))
BALANCE = Composite("bal", {"en": "B"}, "difference", ("p", "q"), range=(-4, 4))
WEIGHTED = Composite("rai", {"en": "W"}, "weighted", ("p", "q", "r"), weights=(2, 1, -3), range=(-12, 12))
ON_TOP = Composite("top", {"en": "T"}, "difference", ("all3", "bal"))


def test_values_by_hand() -> None:
    table = scored(instrument_with(MEAN, ALL, BALANCE, WEIGHTED, ON_TOP), (5, 2, 1), (4, -91, 1), (-91, -91, 1))
    nan = np.nan
    np.testing.assert_allclose(table.of("m"), [8 / 3, 2.5, nan])
    np.testing.assert_allclose(table.of("all3"), [8 / 3, nan, nan])
    np.testing.assert_allclose(table.of("bal"), [3, nan, nan])
    np.testing.assert_allclose(table.of("rai"), [2 * 5 + 2 - 3, nan, nan])
    np.testing.assert_allclose(table.of("top"), [8 / 3 - 3, nan, nan])
    frame = table.frame
    assert frame["m__answered"].tolist() == [3, 2, 1]
    assert frame["all3__reason"].tolist() == ["", "part_missing", "part_missing"]
    assert frame["bal__reason"].tolist() == ["", "part_missing", "too_few_answered"]
    np.testing.assert_allclose(frame["bal__pomp"], [100 * 7 / 8, nan, nan])


def test_a_reason_that_all_parts_share_is_kept() -> None:
    table = scored(instrument_with(ALL), (-95, -95, -95), (-92, -92, -92), (-92, -95, -92))
    assert table.frame["all3__reason"].tolist() == ["not_presented", "mostly_not_applicable", "part_missing"]


def test_short_form_goes_up() -> None:
    instrument = instrument_with(ALL)
    scales = {**instrument.subscales, "p": replace(instrument.subscales["p"], min_items=2)}
    codes = np.full((9, 2), 3, dtype=np.int8)
    codes[0, 0] = -95
    table = score(make_responses(replace(instrument, subscales=scales), roles=("psw",) * 2, codes=codes))
    assert table.frame["all3__reason"].tolist() == ["short_form", ""]


def test_a_composite_alone_scores_its_parts_without_returning_them() -> None:
    instrument = instrument_with(MEAN, BALANCE)
    responses = make_responses(instrument)
    alone, whole = score(responses, scales=["bal"]), score(responses)
    assert alone.scales == ("bal",)
    assert whole.scales == ("p", "q", "r", "m", "bal")
    np.testing.assert_array_equal(alone.of("bal"), whole.of("bal"))


def test_ranges_that_are_not_declared_follow_from_the_parts() -> None:
    free = [replace(c, range=(0.0, 0.0)) for c in (MEAN, BALANCE, WEIGHTED)]
    instrument = instrument_with(*free)
    assert [scale_range(instrument, c.id) for c in free] == [(1, 5), (-4, 4), (-12, 12)]


def test_a_circle_is_refused() -> None:
    one, other = replace(BALANCE, id="one", parts=("other", "p")), replace(BALANCE, id="other", parts=("one", "p"))
    with pytest.raises(UsageError, match="made of itself"):
        scored(instrument_with(one, other), (1, 2, 3))
