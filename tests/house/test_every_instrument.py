"""A new instrument needs YAML only: every shipped one loads, is simulated, scored, analysed and reported."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

import sdtclimate as sdt
from sdtclimate.results.store import dump_results
from sdtclimate.study import steps
from sdtclimate.study.file import Study

INSTRUMENTS = [info.id for info in sdt.list_instruments() if not sdt.load_instrument(info.id).unconfirmed]
"""All that can be scored; the measures whose keys are not confirmed are refused, which tests/instrument holds."""


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_goes_the_whole_way(name: str) -> None:
    study = Study(exports=(), instrument=(name,), seed=5)
    answers = sdt.simulate(name, n=60, rng=5)
    screening, answers = steps.screen(study, answers)
    scores = steps.score(answers)
    assert len(scores) == len(answers)
    if scores.scales:
        assert np.isfinite(scores.values).any()
    found = {"screening": (screening,), **steps.analyse(study, answers, scores, progress=False)}
    safe = steps.release(study, found)
    assert all(result.released for group in safe.values() for result in group)
    document = steps.compose(study, answers, scores, safe)
    page = document.render("html").decode("utf-8")
    assert name in page
    assert json.loads(dump_results(document.results))
    assert document.render("html") == page.encode("utf-8")
    if not answers.roles:
        assert "psw" not in re.sub(r"data:[\w/;]+,[\w+/=]+", "", page).lower()
