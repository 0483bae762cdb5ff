import math

import pytest

from sdtclimate.core.errors import UsageError
from sdtclimate.results.note import Note, standing_note, text_of
from sdtclimate.rules.cutoffs import GRIDS, grid
from sdtclimate.rules.notices import NOTICES, notice_text

FIELDS = {
    "N2": ("title", "version", "status"),
    "N3": ("min",),
    "N5": ("w",),
    "N10": ("n",),
    "N14": ("min", "data_holder"),
}


def test_fourteen_notices_with_their_fields():
    assert list(NOTICES) == [f"N{i}" for i in range(1, 15)]
    assert {name: notice.fields for name, notice in NOTICES.items() if notice.fields} == FIELDS


def test_a_notice_is_a_sentence():
    assert notice_text("N4").startswith("A gap is a difference between two views")
    assert notice_text("N10", n=13).startswith("Structure was not tested: 13 people are too few.")


def test_wrong_fields_are_named():
    with pytest.raises(UsageError, match="N3 needs min; given: none"):
        notice_text("N3")
    with pytest.raises(UsageError, match="N15"):
        notice_text("N15")


def test_notes_of_notices():
    assert standing_note("N3", min=5).text == notice_text("N3", min=5)
    assert text_of(Note("N3", ""), min=6) == notice_text("N3", min=6)
    assert text_of(Note("N5", "")) == ""
    assert text_of(Note("G2", "n = {n}.", {"n": 3})) == "n = 3."


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.9, "marvelous"),
        (0.89, "meritorious"),
        (0.7, "middling"),
        (0.6, "mediocre"),
        (0.5, "miserable"),
        (0.49, "unacceptable"),
        (math.nan, ""),
    ],
)
def test_kmo_words(value, word):
    kaiser = grid("kmo_kaiser_1974")
    assert kaiser.word(value) == word
    assert kaiser.phrase(value) == (f"{word} (Kaiser 1974)" if word else "")


def test_grids_have_a_name_and_a_source_and_none_judges_reliability():
    assert all(g.name and "doi:" in g.source for g in GRIDS.values())
    assert not {"alpha", "omega_total", "omega"} & {g.statistic for g in GRIDS.values()}
    with pytest.raises(UsageError, match="Did you mean kmo_kaiser_1974"):
        grid("kmo_kaiser")
