"""Wording: short, plain, about one thing. All are warnings: words are judged by people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path

LONGEST = 18
HIGHEST_GRADE = 8.0
_TOKEN = re.compile(r"\{[A-Za-z]+\}")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_TWO_THINGS = re.compile(r" (and|or) ", re.IGNORECASE)


def one_thing_asked(draft: Draft) -> Iterator[Fault]:
    """An "and" or "or" often hides a second question."""
    for path, item, text in _questions(draft):
        found = _TWO_THINGS.search(text)
        if found and not draft.items[item].conj_ok:
            said = f'{item} asks two things ("{found[1].lower()}").'
            yield draft.fault(path, said, fix="If it is meant: conj_ok: true", code="two_things", severity="warning")


def short_enough(draft: Draft) -> Iterator[Fault]:
    """Long questions are read badly; a term in braces counts as one word."""
    for path, item, text in _questions(draft):
        count = len(_TOKEN.sub("term", text).split())
        if count > LONGEST:
            said = f"{item} has {count} words; {LONGEST} or fewer are read more easily."
            yield draft.fault(path, said, code="long", severity="warning")


def plain_enough(draft: Draft) -> Iterator[Fault]:
    """English texts stay at or below the eighth grade by an estimate after Flesch and Kincaid."""
    for path, item, text in _questions(draft):
        grade = reading_grade(text)
        if grade > HIGHEST_GRADE:
            said = f"{item} reads at grade {grade:.1f}; {HIGHEST_GRADE:g} or lower is advised."
            yield draft.fault(path, said, fix="Use shorter words.", code="readability", severity="warning")


def reading_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text, terms in braces taken out.

    Notes
    -----
    0.39 words / sentences + 11.8 syllables / words - 15.59, syllables estimated from groups of vowels. An estimate
    for one sentence is rough: it points at long words, no more.

    References
    ----------
    Kincaid, J. P., Fishburne, R. P., Rogers, R. L., & Chissom, B. S. (1975). Derivation of new readability formulas
    for Navy enlisted personnel. Naval Technical Training Command, Research Branch Report 8-75.
    """
    words = _WORD.findall(_TOKEN.sub(" ", text))
    if not words:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?]+(?:\s|$)", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent_e = plain.endswith("e") and not plain.endswith(("le", "ee"))
    silent_ed = plain.endswith("ed") and plain[-3:-2] not in ("t", "d")
    return max(1, groups - int((silent_e or silent_ed) and groups > 1))


def _questions(draft: Draft) -> Iterator[tuple[Path, str, str]]:
    for place, item in enumerate(draft.file.items):
        for form, texts in item.text.items():
            if "en" in texts:
                yield ("items", place, "text", form, "en"), item.id, texts["en"]
