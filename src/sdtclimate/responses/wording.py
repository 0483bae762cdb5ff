"""When two wordings are the same question or the same label, whatever a platform did to their signs."""

from __future__ import annotations

import difflib
import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

T = TypeVar("T")

_TAG: Final = re.compile(r"<[^<>]{1,200}>")
_APOSTROPHE: Final = re.compile(r"['\u2018\u2019\u02BC`\u00B4]")
_SIGNS: Final = re.compile(r"[\W_]+")
# Where platforms join the stem and the statement of a matrix: " - ", "-", ":", a new line, a path, "[...]".
_JOINT: Final = re.compile(r"\s+[-\u2013\u2014]+\s+|[-\u2013\u2014:/|\[\n\r]+")
_MOST_TAILS: Final = 12


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return a wording without case, mark-up, dashes, punctuation and spare blanks, for comparison only."""
    bare = html.unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    bare = _APOSTROPHE.sub("", unicodedata.normalize("NFKC", bare)).casefold()
    return _SIGNS.sub(" ", bare).strip()


def tails(text: str) -> tuple[str, ...]:
    """Return the plain whole wording and the plain part behind each joint, the longest first.

    A matrix row is exported as ``stem - statement``; the statement is behind one of the joints.
    """
    ends = [match.end() for match in _JOINT.finditer(text)][-_MOST_TAILS:]
    found = [plain(text), *(plain(text[end:]) for end in ends)]
    return tuple(dict.fromkeys(part for part in found if part))


def alike(one: str, other: str) -> float:
    """Return how alike two plain wordings are, from 0 to 1."""
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def most_alike(
    wanted: str, known: Mapping[str, T] | Iterable[tuple[str, T]], *, cutoff: float
) -> tuple[T, float] | None:
    """Return the thing whose plain wording is most like `wanted`, and how alike; None below `cutoff`.

    Ties go to the first.
    """
    matcher = difflib.SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    best: tuple[T, float] | None = None
    for text, thing in known.items() if isinstance(known, Mapping) else known:
        least = best[1] if best else cutoff
        matcher.set_seq1(text)
        if matcher.real_quick_ratio() <= least - 1e-9 or matcher.quick_ratio() <= least - 1e-9:
            continue
        ratio = matcher.ratio()
        if ratio > least or (best is None and ratio >= cutoff):
            best = (thing, ratio)
    return best


def quoted(text: str, *, most: int = 80) -> str:
    """Return a wording in quotation marks, on one line and cut to a length that a message bears."""
    line = " ".join(text.split())
    return f'"{line[: most - 1].rstrip()}…"' if len(line) > most else f'"{line}"'


def listed(things: Iterable[object], *, most: int = 8) -> str:
    """Return things with commas, the rest counted: ``"2, 5, 9 and 4 more"``."""
    words = [str(thing) for thing in things]
    if len(words) <= most:
        return ", ".join(words)
    return f"{', '.join(words[:most])} and {len(words) - most} more"
