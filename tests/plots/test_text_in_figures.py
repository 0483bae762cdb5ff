"""Words: cleaned, measured, wrapped, and turned where the script asks for it."""

from __future__ import annotations

import pytest

import pages
from sdtclimate.plots import text
from sdtclimate.plots.bidi import joined_letters, visual


def test_control_and_direction_marks_go_and_tied_blanks_stay() -> None:
    assert text.clean("a\u202eb\n c\t d\x00") == "ab c d"
    assert text.clean(text.n_of("60")) == "n\u00a0=\u00a060"


@pytest.mark.parametrize("width", [40.0, 90.0, 300.0])
def test_no_line_is_wider_than_asked(width: float) -> None:
    words = "Leaders here share fitting parts of Donaudampfschifffahrtsgesellschaft " + pages.HEBREW
    lines = text.wrap(words, width, 13)
    assert all(text.width_of(line, 13) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.clean(words).replace(" ", "")


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert text.fit("PSWs", text.width_of("PSWs", 12), 12) == "PSWs"
    short = text.fit("a long name of a group", 60, 12)
    assert short.endswith("\u2026")
    assert text.width_of(short, 12) <= 60


def test_numbers_have_a_true_minus_and_zero_no_sign() -> None:
    assert text.signed(-0.004, 2) == "0.00"
    assert text.signed(-0.4, 1) == "\u22120.4"
    assert text.signed(0.4, 1) == "+0.4"
    assert text.plain(-0.25, 2, leading_zero=False) == "\u2212.25"


def test_direction_is_that_of_the_first_letter() -> None:
    assert text.is_rtl("(23) שלום abc")
    assert not text.is_rtl("23 abc שלום")


def test_hebrew_in_visual_order_keeps_numbers_and_latin_words() -> None:
    assert visual("שלום") == "םולש"
    assert visual("שלום 23") == "23 םולש"
    assert visual("שלום (abc) 2.5%") == "2.5% (abc) םולש"
    assert visual("abc שלום def") == "abc םולש def"
    assert visual("abc") == "abc"


def test_arabic_letters_join() -> None:
    assert joined_letters("باب") == "\ufe91\ufe8e\ufe8f"
    assert joined_letters("لا") == "\ufefb"
    assert visual("باب") == "\ufe8f\ufe8e\ufe91"


def test_text_is_prepared_for_old_versions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_shapes_itself", lambda: True)
    assert text.ready("שלום") == "שלום"
    monkeypatch.setattr(text, "_shapes_itself", lambda: False)
    assert text.ready("שלום") == "םולש"
    assert text.ready("abc 1") == "abc 1"
