"""Where the labels of an answer scale stand under its key, so that no word is ever broken.

Under each level where there is room; else under the ends and the middle; else the ends one under the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sdtclimate.plots.canvas import LEADING, Align, Canvas
from sdtclimate.plots.text import clean, width_of, wrap
from sdtclimate.plots.theme import Theme

MOST_LINES: Final = 3
"""A label of more lines than this under one level reads worse than the labels of the ends alone."""
GAP: Final = 8.0


@dataclass(frozen=True)
class Placed:
    """A label: where it is anchored, from which line on, and its lines."""

    x: float
    align: Align
    first: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class KeyLabels:
    """The labels under a key."""

    placed: tuple[Placed, ...]
    theme: Theme

    @property
    def height(self) -> float:
        """Pixels that the labels take."""
        return max(one.first + len(one.lines) for one in self.placed) * self.theme.small * LEADING

    def draw(self, canvas: Canvas, top: float) -> None:
        """Write them."""
        for one in self.placed:
            canvas.lines(
                one.x,
                top + one.first * self.theme.small * LEADING,
                one.lines,
                size=self.theme.small,
                colour=self.theme.muted,
                align=one.align,
                name="level",
            )


def key_labels(labels: Sequence[str], left: float, width: float, theme: Theme) -> KeyLabels:
    """Return the labels of the levels of a key that begins at `left` and is `width` pixels wide."""
    for place in (_under_each, _at_ends_and_middle, _at_ends):
        placed = place(labels, left, width, theme.small)
        if placed:
            return KeyLabels(placed, theme)
    return KeyLabels(_stacked(labels, left, width, theme.small), theme)


def _fitting(label: str, room: float, size: float, most: int = MOST_LINES) -> tuple[str, ...]:
    """Return the lines of a label; none where a word would be broken or the lines are too many."""
    words = clean(label).split(" ")
    if any(width_of(word, size) > room * 0.985 for word in words):
        return ()
    lines = tuple(wrap(label, room, size))
    return lines if len(lines) <= most else ()


def _under_each(labels: Sequence[str], left: float, width: float, size: float) -> tuple[Placed, ...]:
    each = width / len(labels)
    lines = [_fitting(label, each - 6, size) for label in labels]
    if not all(lines):
        return ()
    return tuple(Placed(left + (at + 0.5) * each, "center", 0, found) for at, found in enumerate(lines))


def _at_ends_and_middle(labels: Sequence[str], left: float, width: float, size: float) -> tuple[Placed, ...]:
    if len(labels) % 2 == 0:
        return ()
    first, middle, last = (
        _fitting(label, width / 3 - GAP, size) for label in (labels[0], labels[len(labels) // 2], labels[-1])
    )
    if not (first and middle and last):
        return ()
    return (
        Placed(left, "left", 0, first),
        Placed(left + width / 2, "center", 0, middle),
        Placed(left + width, "right", 0, last),
    )


def _at_ends(labels: Sequence[str], left: float, width: float, size: float) -> tuple[Placed, ...]:
    first, last = (_fitting(label, width / 2 - GAP, size) for label in (labels[0], labels[-1]))
    return (Placed(left, "left", 0, first), Placed(left + width, "right", 0, last)) if first and last else ()


def _stacked(labels: Sequence[str], left: float, width: float, size: float) -> tuple[Placed, ...]:
    first, last = (tuple(wrap(label, width, size)) for label in (labels[0], labels[-1]))
    return Placed(left, "left", 0, first), Placed(left + width, "right", len(first), last)
