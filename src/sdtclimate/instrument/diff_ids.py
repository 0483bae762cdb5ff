"""Ids are never used again: what a new version did with the ids of the old one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.model import Instrument

LEAST_ALIKE: Final = 0.5
"""Share of matching letters below which two wordings look like two questions."""


def reused_ids(old: Instrument, new: Instrument) -> tuple[Fault, ...]:
    """Return the ids that were lost or given to something else, and a version that was not raised."""
    return (*_lost(old, new), *_given_away(old, new), *_other_question(old, new), *_version(old, new))


def _lost(old: Instrument, new: Instrument) -> Iterator[Fault]:
    for name in old.items:
        if name not in new.items:
            fix = "Keep it with retired: true and take it out of its scale, so that the id is never used again."
            yield Fault("was removed.", name, fix, "removed_id")
        elif old.items[name].retired and not new.items[name].retired:
            yield Fault("was retired and is asked again.", name, "Give the question a new id.", "reused_id")


def _given_away(old: Instrument, new: Instrument) -> Iterator[Fault]:
    kinds = ("items", "subscales", "composites")
    for kind in kinds:
        for name in getattr(old, kind):
            now = next((other for other in kinds if other != kind and name in getattr(new, other)), None)
            if now is not None:
                said = f"was one of the {kind} and is now one of the {now}."
                yield Fault(said, name, "Give the new thing a new id.", "reused_id")


def _other_question(old: Instrument, new: Instrument) -> Iterator[Fault]:
    for name in (item for item in old.items if item in new.items):
        pairs = [
            (old.wording(name, form, language), new.wording(name, form, language))
            for form in old.items[name].text
            for language in old.languages
            if form in new.items[name].text and language in new.languages
        ]
        known = [(before, after) for before, after in pairs if before and after]
        if known and all(SequenceMatcher(None, before, after).ratio() < LEAST_ALIKE for before, after in known):
            said = "looks like another question: hardly a word is the same."
            yield Fault(said, name, "Retire the old item and give the new one a new id.", "reused_id", "warning")


def _version(old: Instrument, new: Instrument) -> Iterator[Fault]:
    if old.id == new.id and old.hash != new.hash and old.version == new.version:
        said = f"is still {new.version}, and words, keys or rules changed."
        yield Fault(said, "version", "Raise it.", "version")
