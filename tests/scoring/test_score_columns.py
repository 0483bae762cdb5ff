"""The columns of scored data are a promise."""

from __future__ import annotations

from factories import make_instrument, make_responses
from sdtclimate.scoring.columns import score_columns
from sdtclimate.scoring.score import score


def test_names_and_order() -> None:
    expected = ["aa", "aa__pomp", "aa__answered", "aa__reason", "bb", "bb__pomp", "bb__answered", "bb__reason"]
    assert score_columns(make_instrument()) == expected
    assert score_columns(make_instrument(), scales=["bb"]) == expected[4:]


def test_the_frame_has_them_after_the_people() -> None:
    responses = make_responses(sites=["n"] * 50)
    frame = score(responses).frame
    assert list(frame.columns) == [*responses.people.columns, *score_columns(responses.instrument)]
    assert frame.index.equals(responses.people.index)


def test_shipped_instruments_by_id() -> None:
    assert score_columns("support_climate")[:4] == ["sc_lm", "sc_lm__pomp", "sc_lm__answered", "sc_lm__reason"]
