"""Reliability by scale and group: the coefficient, its interval, and so its lower limit, on 0 to 1."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sdtclimate.core.reasons import reason_words
from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.plots.canvas import Canvas, Header, empty
from sdtclimate.plots.forest import Block, Forest, Line, Ruler
from sdtclimate.plots.rows import (
    ALL,
    Cut,
    groups_of,
    interval_text,
    level_of,
    of_group,
    pick,
    rows_of,
    shown_of,
    text_of,
    values_of,
)
from sdtclimate.plots.text import TIED, plain
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result

FIRST: Final = ("omega_total", "alpha", "spearman_brown")
"""Coefficients in the order in which the figure would have them."""


def draw(result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
    """Draw the forest of one coefficient on an empty figure.

    Parameters
    ----------
    result : Result
        With rows of a coefficient for whole scales.
    figure : Figure
    theme : Theme
    words : Labels
    cut : Cut
        Which scales and roles are drawn; all by default.
    """
    title = headline(result, words=words, cut=cut)
    blocks = blocks_of(result, words, cut)
    if not blocks:
        return empty(figure, theme, title, reason_words(result.reason))
    head = Header.of(title, _subtitle(result, blocks), theme)
    forest = Forest(blocks, _ruler(blocks), theme)
    canvas = Canvas.on(figure, theme, head.height + 16 + forest.height)
    forest.draw(canvas, canvas.header(head) + 16)
    canvas.finish()
    return None


def coefficient_of(result: Result) -> str:
    """Return the coefficient that is drawn: the one with the most numbers; among equals those of `FIRST` come first."""
    rows = rows_of(result, item="")
    known = Counter(text_of(row.get("statistic")) for row in rows if shown_of(row).known)
    there = values_of(rows, "statistic")
    order = [*(name for name in FIRST if name in there), *(name for name in there if name not in FIRST)]
    return max(order, key=lambda name: known[name], default=FIRST[0])


def blocks_of(result: Result, words: Labels, cut: Cut = ALL) -> tuple[Block, ...]:
    """Return one block a scale with a line for each group."""
    own = rows_of(result, cut, statistic=coefficient_of(result), item="")
    groups = groups_of(result, own, words)
    blocks = []
    for scale in values_of(own, "scale"):
        rows = pick(own, scale=scale)
        lines = [Line(group, shown_of(row)) for group in groups for row in of_group(rows, group)[:1]]
        blocks.append(Block(scale, words.scale(scale), tuple(lines)))
    return tuple(blocks)


def _ruler(blocks: Sequence[Block]) -> Ruler:
    lows = [v for b in blocks for ln in b.lines for v in (ln.shown.value, ln.shown.low) if math.isfinite(v)]
    low = -1.0 if min(lows, default=0.0) < -0.5 else -0.5 if min(lows, default=0.0) < 0 else 0.0
    ticks = tuple(t for t in (-1.0, -0.5, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0) if t >= low)
    return Ruler((low, 1.0), ticks, ("", ""), digits=2, leading_zero=False, strong=(0.0, 1.0), tick_digits=1)


def headline(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the finding: the range in which the lower limits lie, or that none can be given."""
    shown = [line.shown for block in blocks_of(result, words, cut) for line in block.lines]
    lows = [s.low for s in shown if s.known and math.isfinite(s.low)]
    if not lows:
        return "How consistent the answers are cannot be shown" if not any(s.known for s in shown) else "Reliability"
    low, high = (plain(v, 2, leading_zero=False) for v in (min(lows), max(lows)))
    return (
        f"Lower limits of reliability lie at {low}"
        if low == high
        else (f"Lower limits of reliability lie between {low} and {high}")
    )


def _subtitle(result: Result, blocks: Sequence[Block]) -> str:
    statistic = coefficient_of(result)
    name = STATISTIC_LABELS.get(statistic, statistic)
    level = level_of(rows_of(result, statistic=statistic, item="", scale=[block.id for block in blocks]))
    return f"{name[:1].upper()}{name[1:]}{f' with {level}{TIED}% interval' if level else ''}."


def describe(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the alt text: every coefficient with its interval, in the order of the figure."""
    blocks = blocks_of(result, words, cut)
    if not blocks:
        return f"{headline(result, words=words, cut=cut)}. {reason_words(result.reason)}".strip()
    said = []
    for block in blocks:
        parts = []
        for line in block.lines:
            number = plain(line.shown.value, 2, leading_zero=False) if line.shown.known else line.shown.why_not
            interval = interval_text(line.shown, 2, leading_zero=False)
            parts.append(f"{line.group.label} {number}{' ' + interval if interval else ''}")
        said.append(f"{block.title}: {', '.join(parts)}")
    return f"{headline(result, words=words, cut=cut)}. {_subtitle(result, blocks)} {'; '.join(said)}."
