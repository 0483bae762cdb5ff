"""A score explained step by step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from factories import make_instrument, make_responses
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.model import Composite
from sdtclimate.scoring.explain import explain

INSTRUMENT = make_instrument({"rel": ["a", "b", "c", "d"]}, reverse={"rel": ["c", "d"]})


def test_steps_of_the_worked_check() -> None:
    codes = np.array([[4, 5, 2, -93], [4, 5, -91, -93]], dtype=np.int8).T
    responses = make_responses(INSTRUMENT, roles=("psw",) * 2, codes=codes)
    first = explain(responses, 0, "rel")
    assert first.steps == (
        "a: 4",
        "b: 5",
        "c: 2, turned 1 + 5 - 2 = 4",
        "d: -93 prefer_not",
        "applicable 4 of 4, needed 3",
        "answered 3 of 4 applicable, needed 3",
        "mean of answered 13 / 3",
        "score 4.3333",
    )
    assert first.value == 13 / 3
    second = explain(responses, 1, "rel")
    assert second.reason == "too_few_answered"
    assert second.steps[-1] == "no score: too_few_answered"


def test_steps_of_a_composite() -> None:
    both = replace(
        make_instrument(), composites={"bal": Composite("bal", {"en": "B"}, "difference", ("aa", "bb"), range=(-4, 4))}
    )
    codes = np.array([[5, 5, 5, 1, 2, 2, 2, 4]], dtype=np.int8).T
    responses = make_responses(both, roles=("psw",), codes=codes)
    shown = str(explain(responses, 0, "bal"))
    assert "aa: 5.0000" in shown
    assert "difference of parts: 2 of 2 there, needed 2" in shown
    assert shown.endswith("score 3.0000")


def test_unknown_respondent() -> None:
    with pytest.raises(UsageError, match="0 people have this label"):
        explain(make_responses(), "nobody", "aa")
