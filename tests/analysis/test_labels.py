"""Names that results take along from their instrument."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from factories import LABELS, make_instrument, make_responses
from sdtclimate import load_instrument
from sdtclimate.analysis.compare_groups import compare_groups
from sdtclimate.analysis.compare_roles import compare_roles
from sdtclimate.analysis.describe_items import describe_items
from sdtclimate.analysis.describe_scores import describe_scores
from sdtclimate.analysis.dimensionality import dimensionality
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.missingness import missingness
from sdtclimate.analysis.reliability import reliability
from sdtclimate.analysis.screen import screen
from sdtclimate.results.labels import Labels
from sdtclimate.results.result import Result


@pytest.fixture(scope="module")
def results() -> list[Result]:
    answers = make_responses()
    people = answers.people.assign(country=["A", "B"] * (len(answers) // 2))
    one_role = replace(answers, people=people).where(role="staff")
    return [
        describe_items(answers, by="role"),
        describe_scores(answers, by="role"),
        missingness(answers),
        screen(answers),
        reliability(answers, by="role"),
        dimensionality(one_role, scale=["aa", "bb"]),
        compare_roles(answers),
        compare_groups(one_role, by="country"),
    ]


def test_every_analysis_names_what_it_tells_of(results: list[Result]) -> None:
    for result in results:
        labels = result.labels
        assert labels.scale("aa") == "AA", result.kind
        assert labels.item("aa1") == "Question aa1."
        assert labels.answers["bb"] == LABELS
        assert [one.name for one in labels.instruments] == ["Tiny"]
        assert labels.instruments[0].own_draft
        assert labels.terms["w"] == "peers"


def test_names_are_in_no_file_of_results(results: list[Result]) -> None:
    for result in results:
        written = json.dumps(result.to_dict())
        assert "Question aa1." not in written
        assert '"AA"' not in written


def test_one_instrument_has_one_set_of_names() -> None:
    answers = make_responses()
    assert labels_of(answers) is labels_of(answers.where(role="psw"))


def test_a_bare_frame_has_no_names() -> None:
    bare = pd.DataFrame(np.random.default_rng(3).integers(1, 6, (60, 4)), columns=list("abcd"))
    assert labels_of(bare) == Labels()
    assert reliability(bare).labels.scales == {}


def test_the_wording_of_others_is_not_shown_and_parts_of_a_package_are_named() -> None:
    bangs = make_responses(load_instrument("bangs18"), roles=("player",) * 40)
    assert set(labels_of(bangs).items.values()) == {""}
    assert labels_of(bangs).item("bangs_1") == "bangs_1"
    both = make_responses(load_instrument(["needs_core", "support_climate"]))
    assert [one.id for one in labels_of(both).instruments] == ["needs_core", "support_climate"]
    assert labels_of(both).scale("needs_core") == "Needs in sharing lived experience"
    assert "climate_index" in labels_of(both).composites


def test_an_item_of_one_form_has_its_wording() -> None:
    tiny = make_instrument()
    item = replace(tiny.items["aa1"], text={"staff": {"en": "Asked of {w} only."}})
    answers = make_responses(replace(tiny, items={**tiny.items, "aa1": item}, hash="1" * 64))
    assert labels_of(answers).item("aa1") == "Asked of peers only."
