"""The page on instruments is fresh, and holds every instrument."""

from pathlib import Path

import pytest

from sdtclimate.core.errors import SdtError
from sdtclimate.instrument.catalog import shipped_ids
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.instrument.pages import BEGIN, END, generated, main, with_generated

PAGE = Path(__file__).parents[2] / "docs" / "instruments.md"


def test_the_page_is_fresh():
    # After a change of an instrument: python -m sdtclimate.instrument.pages docs/instruments.md
    text = PAGE.read_text(encoding="utf-8")
    assert with_generated(text) == text


def test_every_instrument_is_on_it():
    text = generated()
    for name in shipped_ids():
        instrument = load_instrument(name)
        section = text.split(f"\n### {name}\n")[1].split("\n### ")[0]
        assert f"Status: {instrument.status}." in section
        for scale in (*instrument.subscales, *instrument.composites):
            assert f"| {scale} |" in section
        if instrument.text_policy == "text":
            assert all(f"| {item} |" in section for item in instrument.items)
        for what in instrument.keys.unconfirmed:
            assert what in text


def test_writing_it_anew_keeps_what_stands_around(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n", encoding="utf-8")
    main([str(page)])
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"Before.\n\n{BEGIN}\n\n## Our own instruments")
    assert text.endswith(f"{END}\n\nAfter.\n")
    assert "\nold\n" not in text
    with pytest.raises(SdtError, match="needs one line"):
        with_generated("no marks")
