"""Hebrew and Arabic for versions of matplotlib that do not shape text: letters joined, then put in visual order.

A small part of the Unicode bidirectional algorithm (UAX 9), enough for labels of one line without marks for direction:
runs of letters, numbers inside them, mirrored brackets. Not used from matplotlib 3.11 on.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import Final

_MIRRORED: Final = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_FORMS: Final = ("isolated", "final", "initial", "medial")
_LAM: Final = "\u0644"


def visual(text: str) -> str:
    """Return the characters of a line in the order in which they stand from left to right."""
    joined = joined_letters(text)
    base = next((_strong(ch) for ch in joined if _strong(ch)), "L")
    levels = _levels(joined, base)
    for level in range(max(levels, default=0), 0, -1):
        pieces: list[tuple[str, int]] = []
        marked = [(at >= level, ch, at) for ch, at in zip(joined, levels, strict=True)]
        for high, run in groupby(marked, key=lambda mark: mark[0]):
            pairs = [(ch, at) for _, ch, at in run]
            pieces.extend(reversed(pairs) if high else pairs)
        joined, levels = "".join(ch for ch, _ in pieces), [at for _, at in pieces]
    return "".join(ch.translate(_MIRRORED) if at % 2 else ch for ch, at in zip(joined, levels, strict=True))


def _strong(ch: str) -> str:
    kind = unicodedata.bidirectional(ch)
    return "R" if kind in {"R", "AL"} else "L" if kind == "L" else ""


def _levels(text: str, base: str) -> list[int]:
    """Return the embedding level of each character: 0 left to right, 1 right to left, 2 numbers and Latin inside."""
    kinds = []
    for ch in text:
        kind = unicodedata.bidirectional(ch)
        kinds.append("R" if kind in {"R", "AL"} else "L" if kind == "L" else "N" if kind in {"EN", "AN"} else "")
    _join_numbers(text, kinds)
    for at, kind in enumerate(kinds):
        if kind:
            continue
        before = next((k for k in reversed(kinds[:at]) if k), base)
        after = next((k for k in kinds[at + 1 :] if k), base)
        # A number counts as right to left for what stands beside it.
        sides = {"R" if k == "N" and base == "R" else "L" if k == "N" else k for k in (before, after)}
        kinds[at] = f"~{sides.pop()}" if len(sides) == 1 else f"~{base}"
    if base == "R":
        return [{"R": 1, "~R": 1}.get(kind, 2) for kind in kinds]
    return _levels_in_latin(kinds)


def _levels_in_latin(kinds: list[str]) -> list[int]:
    levels, inside = [], False
    for kind in kinds:
        if kind in {"R", "L"}:
            inside = kind == "R"
        levels.append(1 if kind in {"R", "~R"} else 2 if kind == "N" and inside else 0)
    return levels


def _join_numbers(text: str, kinds: list[str]) -> None:
    """Keep the point or comma inside a number, and a sign or percent beside it, with the number."""
    for at, ch in enumerate(text):
        if kinds[at]:
            continue
        before = at > 0 and kinds[at - 1] == "N"
        after = at + 1 < len(kinds) and kinds[at + 1] == "N"
        if (ch in ".,:/" and before and after) or (ch in "%+-\u2212" and (before or after)):
            kinds[at] = "N"


@cache
def _presentation_forms() -> dict[str, dict[str, str]]:
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFE70, 0xFEFD):
        shape, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        base = "".join(chr(int(part, 16)) for part in letters.split())
        if shape.strip("<>") in _FORMS and not base.startswith(" "):
            forms.setdefault(base, {})[shape.strip("<>")] = chr(code)
    return forms


def joined_letters(text: str) -> str:
    """Return Arabic letters in the form that their neighbours ask for; other text as it is."""
    forms = _presentation_forms()
    letters = [*_with_lam_alef(text, forms)]
    out = []
    for at, letter in enumerate(letters):
        shapes = forms.get(letter, {})
        left = _joins_onward(forms, _neighbour(letters, at, -1))
        right = "initial" in shapes and bool(forms.get(_neighbour(letters, at, +1)))
        shape = ("medial" if right else "final") if left else ("initial" if right else "isolated")
        out.append(shapes.get(shape) or shapes.get("final" if left else "isolated") or letter)
    return "".join(out)


def _with_lam_alef(text: str, forms: dict[str, dict[str, str]]) -> list[str]:
    letters: list[str] = []
    for ch in text:
        if letters and letters[-1] == _LAM and _LAM + ch in forms:
            letters[-1] = _LAM + ch
        else:
            letters.append(ch)
    return letters


def _neighbour(letters: list[str], at: int, step: int) -> str:
    at += step
    while 0 <= at < len(letters) and unicodedata.combining(letters[at][0]):
        at += step
    return letters[at] if 0 <= at < len(letters) else ""


def _joins_onward(forms: dict[str, dict[str, str]], letter: str) -> bool:
    return "initial" in forms.get(letter, {})
