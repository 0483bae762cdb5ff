"""Words in figures: cleaned, measured, wrapped, and turned for scripts that run from right to left."""

from __future__ import annotations

import unicodedata
import warnings
from functools import cache, lru_cache
from typing import Any, Final

from sdtclimate.plots.theme import Weight, face

_EM: Final = 64
_UNHINTED: Final = 2
"""FT_LOAD_NO_HINTING: letters as wide as they are designed, whatever the size."""
MINUS: Final = "\u2212"
TIED: Final = "\u00a0"
"""A blank at which no line is broken: between n and its number."""
SHAPES_ITSELF_SINCE: Final = (3, 11)
"""From this version on matplotlib orders and joins letters itself; text prepared beforehand would come out reversed."""


def clean(text: object) -> str:
    """Return text as one line: no control or direction marks, single blanks. Tied blanks stay tied."""
    kept = (
        " " if ch.isspace() and ch != TIED else ch
        for ch in str(text)
        if ch.isspace() or unicodedata.category(ch)[0] != "C"
    )
    return " ".join(part for part in "".join(kept).split(" ") if part)


def is_rtl(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left."""
    for ch in text:
        kind = unicodedata.bidirectional(ch)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def width_of(text: str, size: float, weight: Weight = "normal") -> float:
    """Return how wide a line of `size` pixels is, in pixels.

    The widths of its letters are added up. Scripts that join their letters are measured as a whole.
    """
    if any(unicodedata.bidirectional(ch) in {"R", "AL"} for ch in text):
        return size * _measured(text, weight)
    return size * sum(_measured(ch, weight) for ch in text)


@lru_cache(maxsize=4096)
def _measured(text: str, weight: Weight) -> float:
    """Return how wide a text is in units of its size."""
    from matplotlib.font_manager import get_font

    font: Any = get_font(str(face(weight).get_file()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        font.set_size(_EM, 72)
        advance: list[float] = [font.load_char(ord(ch), flags=_UNHINTED).linearHoriAdvance for ch in text]
    return sum(advance) / 65536 / _EM


def wrap(text: object, width: float, size: float, weight: Weight = "normal") -> list[str]:
    """Break a text into lines of at most `width` pixels; a word that is longer than a line is broken too."""
    width *= 0.985  # what is drawn is hinted and may be a little wider than measured
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, size, weight)
        lines.extend(full)
    return [*lines, line] if line or not lines else lines


def _broken(word: str, width: float, size: float, weight: Weight) -> list[str]:
    parts, part = [], ""
    for ch in word:
        if part and width_of(part + ch, size, weight) > width:
            parts.append(part)
            part = ch
        else:
            part += ch
    return [*parts, part]


def fit(text: object, width: float, size: float, weight: Weight = "normal") -> str:
    """Return a text that takes one line of `width` pixels; what is longer ends in an ellipsis."""
    line = clean(text)
    if width_of(line, size, weight) <= width + 1:
        return line
    while line and width_of(line + "\u2026", size, weight) > width:
        line = line[:-1]
    return line.rstrip() + "\u2026"


def n_of(n: str) -> str:
    """Return ``n = 60``, or ``n <5`` for the lowest band, as one piece."""
    return f"n{TIED}{n}" if n.startswith("<") else f"n{TIED}={TIED}{n}"


def signed(value: float, digits: int) -> str:
    """Return a number with its sign, a true minus, and no sign on zero."""
    text = f"{abs(value):.{digits}f}"
    if not float(text):
        return text
    return (MINUS if value < 0 else "+") + text


def plain(value: float, digits: int, *, leading_zero: bool = True) -> str:
    """Return a number with a true minus; without the zero before the point where `leading_zero` is False."""
    text = f"{abs(value):.{digits}f}"
    negative = value < 0 and float(text) != 0
    if not leading_zero and text.startswith("0."):
        text = text[1:]
    return (MINUS if negative else "") + text


@cache
def _shapes_itself() -> bool:
    import matplotlib

    major, minor = (int(part) for part in matplotlib.__version__.split(".")[:2])
    return (major, minor) >= SHAPES_ITSELF_SINCE


def ready(text: str) -> str:
    """Return a line as this version of matplotlib must be given it. The only place that decides by version."""
    if _shapes_itself() or not any(unicodedata.bidirectional(ch) in {"R", "AL", "AN"} for ch in text):
        return text
    from sdtclimate.plots.bidi import visual

    return visual(text)
