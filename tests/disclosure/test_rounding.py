import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.rounding import implied_interval, pooled_interval, round_interval, round_mean, round_to
from sdtclimate.disclosure.words import gap_words


@pytest.mark.parametrize(
    ("n", "band"),
    [
        (0, "<5"),
        (4, "<5"),
        (5, "5-9"),
        (9, "5-9"),
        (10, "10-19"),
        (19, "10-19"),
        (20, "20-49"),
        (49, "20-49"),
        (50, "50+"),
    ],
)
def test_band(n, band):
    assert n_band(n) == band


@pytest.mark.parametrize(
    ("value", "n", "shown"),
    [
        (3.24, 6, 3.0),
        (3.26, 6, 3.5),
        (1.0, 5, 1.5),
        (1.7, 9, 1.5),
        (5.0, 7, 4.5),
        (3.26, 10, 3.3),
        (3.25, 10, 3.3),
        (1.02, 29, 1.0),
        (3.256, 30, 3.26),
    ],
)
def test_mean_by_n(value, n, shown):
    assert round_mean(value, n, 1, 5) == shown


def test_without_scale_ends_nothing_is_clipped():
    assert round_mean(0.1, 6, math.nan, math.nan) == 0.0


@given(st.floats(1, 5), st.integers(5, 200))
def test_the_implied_interval_holds_the_true_mean(value, n):
    low, high = implied_interval(value, n, 1, 5)
    assert low - 1e-9 <= value <= high + 1e-9
    assert high - low <= 0.75


@given(st.floats(1, 5), st.floats(0.01, 2), st.floats(0.01, 2), st.sampled_from([0.1, 0.01]))
def test_the_middle_of_an_interval_tells_no_more_than_the_mean(value, lower, upper, step):
    """Two means that round alike, with equal arms, are shown alike."""
    shown = round_to(value, step)
    first = round_interval(value, shown, value - lower, value + upper, step)
    other = round_interval(shown, shown, shown - lower, shown + upper, step)
    assert first == pytest.approx(other, abs=step + 1e-9)
    arms = (shown - first[0]) / step, (first[1] - shown) / step
    assert all(abs(arm - round(arm)) < 1e-6 for arm in arms)


def test_pooled_interval_by_hand():
    # 1.96 x 0.8 / sqrt(6) = 0.640; rounded arm 0.6
    assert pooled_interval(3.0, 6, 0.8, 0.95, 1, 5) == (2.4, 3.6)
    assert pooled_interval(1.5, 5, 0.8, 0.95, 1, 5) == (1.0, 2.2)  # arm 0.701, and no nearer than the scale's end


def test_round_to_goes_half_up_and_keeps_nan():
    assert round_to(0.25, 0.5) == 0.5
    assert round_to(-0.25, 0.5) == 0.0
    assert math.isnan(round_to(math.nan, 0.1))


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.49, "about the same"),
        (-0.4, "about the same"),
        (0.5, "somewhat rosier"),
        (-0.9, "somewhat less rosy"),
        (1.0, "clearly rosier"),
        (-1.5, "clearly less rosy"),
        (math.nan, ""),
    ],
)
def test_gap_in_words(gap, words):
    assert gap_words(gap, valenced=True) == words


def test_a_difference_without_valence_is_higher_or_lower():
    assert gap_words(0.5, valenced=False) == "somewhat higher"
    assert gap_words(-2, valenced=False) == "clearly lower"
