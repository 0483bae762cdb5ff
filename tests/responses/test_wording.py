"""Wordings are the same whatever a platform did to their signs; otherwise they are only alike."""

from __future__ import annotations

import pytest

from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import listed, most_alike, plain, quoted, tails

ITEM = "I'm free to decide - if I share, here."


@pytest.mark.parametrize(
    "text",
    [
        "I’m free to decide – if I share, here",
        "  i'm FREE to decide\nif I share here...  ",
        "<p>I&#39;m free to decide &mdash; if I share, here.</p>",
        "I\u00a0m free to decide if I share here".replace("\u00a0m", "'m"),
        "I'm free to decide\u2014if I share, here!",
    ],
)
def test_case_dashes_markup_and_blanks_do_not_count(text: str) -> None:
    assert plain(text) == plain(ITEM)


def test_other_words_do_count() -> None:
    assert plain("I am free to decide if I share here") != plain(ITEM)
    assert plain("שלום, עולם!") == "שלום עולם"


@pytest.mark.parametrize(
    "text",
    [
        "How much do you agree? - I stay calm.",
        "How much do you agree?-I stay calm",
        "Stem cut at a hundred signs...-I stay calm.",
        "Rate:\nI stay calm.",
        "Group/Sub/I stay calm",
        "Please rate [I stay calm.]",
    ],
)
def test_the_statement_is_found_behind_its_stem(text: str) -> None:
    assert "i stay calm" in tails(text)


def test_the_whole_text_comes_first() -> None:
    assert tails("A well-known thing")[0] == "a well known thing"


def test_the_most_alike_is_named_and_nothing_below_the_cut() -> None:
    known = {"one two three": 1, "one two four": 2, "something else": 3}
    found = most_alike("one two three five", known, cutoff=0.6)
    assert found is not None
    assert found[0] == 1
    assert 0.8 < found[1] < 0.9
    assert most_alike("zzz", known, cutoff=0.6) is None
    assert most_alike("one two four", known, cutoff=0.6) == (2, 1.0)


def test_words_for_messages() -> None:
    assert quoted("a\nb  c") == '"a b c"'
    assert quoted("x" * 100, most=10) == '"xxxxxxxxx…"'
    assert listed(range(10), most=3) == "0, 1, 2 and 7 more"


def test_fixes_are_spelled_as_they_are_typed() -> None:
    value = {"psw": {"nc_rf4": "Q9_19"}}
    assert Spelling(yaml=True).say("columns", value) == "columns: {psw: {nc_rf4: Q9_19}}"
    assert Spelling().say("columns", value) == 'columns={"psw": {"nc_rf4": "Q9_19"}}'
    assert (
        Spelling(yaml=True).say("labels", {"agree5": {"Neither agree": 3}}) == 'labels: {agree5: {"Neither agree": 3}}'
    )
    assert Spelling(yaml=True).say("absent", ["no", "a b"]) == 'absent: ["no", "a b"]'
    assert Spelling().say("missing_map", {7: -91}) == "missing_map={7: -91}"
