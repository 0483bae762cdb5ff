"""What a cell stands for: codes, labels, reasons; everything else is no answer and says why."""

from __future__ import annotations

import pytest

from factories import LABELS
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.model import AnswerScale
from sdtclimate.responses.answer_book import AnswerBook, decimal_number, missing_map_of, whole_number

AGREE = AnswerScale("agree5", "ordinal", (1, 2, 3, 4, 5), {"en": LABELS, "de": {1: "Gar nicht", 5: "Völlig"}})
ENDS = AnswerScale("agree7", "ordinal", tuple(range(1, 8)), {"en": {1: "Strongly disagree", 7: "Strongly agree"}})
CENTRED = AnswerScale("c", "ordinal", (-3, -2, -1, 0, 1, 2, 3), {"en": {-3: "Strongly Disagree", 3: "Strongly Agree"}})


def book(scale: AnswerScale = AGREE, **missing: dict[str, int]) -> AnswerBook:
    return AnswerBook(scale, missing.get("labels", {}), missing.get("shared", {}), missing.get("own", {}))


@pytest.mark.parametrize("word", ["4", " 4 ", "4.0", "4.", "4,0", "4,00", "+4", "04", "٤"])
def test_codes_in_any_writing(word: str) -> None:
    assert book().read(word).code == 4


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Agree", 4),
        ("agree ", 4),
        ("STRONGLY-AGREE", 5),
        ("Neither agree\u00a0nor disagree", 3),
        ("neither agree nor disagree.", 3),
        ("völlig", 5),
        ("1 - Strongly disagree", 1),
        ("5: Strongly agree", 5),
        ("5 Strongly agree", 5),
    ],
)
def test_labels_in_any_writing(word: str, code: int) -> None:
    answer = book().read(word)
    assert (answer.code, answer.reason) == (code, "label")


@pytest.mark.parametrize(
    ("scale", "word", "code"),
    [
        (ENDS, "1 - Strongly disagree", 1),
        (ENDS, "7 - Strongly agree", 7),
        (ENDS, "4 - Neither agree nor disagree", 4),
        (ENDS, "5", 5),
        (CENTRED, "-3\nStrongly Disagree", -3),
        (CENTRED, "+3Strongly Agree", 3),
        (CENTRED, "0Neither Agree nor Disagree", 0),
        (CENTRED, "-2", -2),
    ],
)
def test_end_anchored_labels_go_by_their_number(scale: AnswerScale, word: str, code: int) -> None:
    assert book(scale).read(word).code == code


@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("0", "outside"),
        ("6", "outside"),
        ("-1", "outside"),
        ("99", "outside"),
        ("3.5", "outside"),
        ("-96", "outside"),
        ("1e9", "outside"),
        ("Neither agree or disagree", "text"),
        ("N/A", "text"),
        ("-", "text"),
        ("agree disagree", "text"),
        ("5 - Strongly disagree", "conflict"),
        ("3 - Strongly agree", "conflict"),
        ("2 - Maybe", "text"),
    ],
)
def test_what_is_no_answer_says_why(word: str, problem: str) -> None:
    answer = book().read(word)
    assert (answer.code, answer.reason) == (None, problem)


@pytest.mark.parametrize(
    ("word", "code", "reason"),
    [
        ("", -91, "blank"),
        ("  \t", -91, "blank"),
        ("NA", -91, "empty_mark"),
        ("NaN", -91, "empty_mark"),
        ("<NA>", -91, "empty_mark"),
        ("-92", -92, "reserved"),
        ("-95.0", -95, "reserved"),
        ("Prefer not to say", -93, "label"),
        ("Don’t know, no basis to judge", -94, "label"),
        ("not_applicable", -92, "label"),
    ],
)
def test_reasons_for_missing(word: str, code: int, reason: str) -> None:
    answer = book().read(word)
    assert (answer.code, answer.reason) == (code, reason)


BARE = AnswerScale("answers", "ordinal", (1, 2, 3, 4, 5), {"en": {}})


@pytest.mark.parametrize(
    "word", ["3.454545455", "1,5", "1-2", "2 or 3", "1;2", "2/5", "2 times a week", "5 / 6", "1:30"]
)
def test_a_number_inside_something_else_is_no_code(word: str) -> None:
    assert book(BARE).read(word).code is None


@pytest.mark.parametrize("word", ["3 - Some of it", "3) Some", "3Some", "3\nSome", "3. Some"])
def test_a_number_set_apart_from_an_unknown_label_is_the_code(word: str) -> None:
    assert book(BARE).read(word).code == 3


def test_a_known_label_may_hold_digits() -> None:
    hours = AnswerScale("hours", "ordinal", (1, 2), {"en": {1: "Less than 1 hour", 2: "2 or more"}})
    assert [book(hours).read(word).code for word in ("1 - Less than 1 hour", "2: 2 or more")] == [1, 2]


def test_a_label_goes_before_what_software_writes_for_nothing() -> None:
    share = AnswerScale("share", "choice", (0, 1), {"en": {0: "None", 1: "Some"}})
    assert book(share).read("none").code == 0


def test_missing_map_by_number_text_and_word() -> None:
    shared, own = missing_map_of(
        {9: -91, "-": "prefer_not", "N/A": -92, "-99": "-91", "agree5": {8: "dont_know"}}, frozenset({"agree5"})
    )
    it = book(shared=shared, own=own["agree5"])
    assert [it.read(word).code for word in ("9", "9.0", "-", "n/a", "-99", "8")] == [-91, -91, -93, -92, -91, -94]


def test_missing_map_never_erases_an_answer_unless_said_for_its_scale() -> None:
    shared, own = missing_map_of({5: -91, "agree5": {4: -91}}, frozenset({"agree5"}))
    it = book(shared=shared, own=own["agree5"])
    assert it.read("5").reason == "map_conflict"
    assert it.read("4").code == -91


@pytest.mark.parametrize("value", [0, -96, -90, "blnk", True, 1.5])
def test_missing_map_takes_reserved_codes_only(value: object) -> None:
    with pytest.raises(UsageError, match=r"no reason for missing. Allowed: -91"):
        missing_map_of({9: value}, frozenset())


def test_missing_map_knows_its_scales() -> None:
    with pytest.raises(UsageError, match="Did you mean agree5"):
        missing_map_of({"agre5": {9: -91}}, frozenset({"agree5"}))


def test_a_thousand_is_not_one() -> None:
    assert whole_number("1,000") is None
    assert decimal_number("1,000") is None
    assert decimal_number("1,5") == 1.5
    assert decimal_number(".5") == 0.5
