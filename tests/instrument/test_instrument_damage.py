"""A damaged file gives faults or an instrument, never another error."""

import random

import pytest
from test_instrument_checks import TEXT

from sdtclimate.instrument.loader import check_text

PIECES = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "-",
    "\n",
    "  ",
    '"',
    "no",
    "null",
    "0.10",
    "&a",
    "*a",
    "!x",
    "<<",
    "-91",
    "{P}",
]
PIECES += [
    "? ",
    "|",
    "\t",
    "#",
    "\u202e",
    "items",
    "codes: []",
    "kind: text",
    "missing: [1]",
    "parts: [both]",
    "aa",
    "true",
]


def damaged(rng):
    text = TEXT
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        if rng.random() < 0.5:
            text = text[:at] + rng.choice(PIECES) + text[at:]
        else:
            text = text[:at] + text[at + rng.randint(1, 12) :]
    return text


@pytest.mark.parametrize("seed", range(5))
def test_damage_is_answered_with_faults(seed):
    rng = random.Random(seed)  # noqa: S311
    for _ in range(40):
        text = damaged(rng)
        instrument, report = check_text(text, "t.yaml")
        assert (instrument is None) == (report.errors > 0)
        assert all(fault.where.startswith("t.yaml:") or fault.code == "many" for fault in report.faults), text
