"""Means by scale and group: a dot and its interval on the whole answer scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.canvas import Canvas, Header, empty
from sdtclimate.plots.forest import Block, Forest, Line, Ruler
from sdtclimate.plots.rows import (
    ALL,
    Cut,
    ends_of,
    groups_of,
    interval_text,
    level_of,
    mean_text,
    of_group,
    pick,
    rows_of,
    shown_of,
    span_of,
    values_of,
)
from sdtclimate.plots.text import TIED, n_of
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result


def draw(result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
    """Draw means with their intervals on an empty figure; scales with other answers come in a figure of their own.

    Parameters
    ----------
    result : Result
        With rows of ``statistic`` ``mean``.
    figure : Figure
    theme : Theme
    words : Labels
    cut : Cut
        Which scales and roles are drawn; all by default.
    """
    title = headline(result, words=words, cut=cut)
    found = blocks_of(result, words, cut)
    if not found:
        return empty(figure, theme, title, reason_words(result.reason))
    head = Header.of(title, _subtitle(result, found), theme)
    forest = Forest(found, _ruler(result, found, words), theme)
    canvas = Canvas.on(figure, theme, head.height + 16 + forest.height)
    forest.draw(canvas, canvas.header(head) + 16)
    canvas.finish()
    return None


def blocks_of(result: Result, words: Labels, cut: Cut = ALL) -> tuple[Block, ...]:
    """Return one block a scale with a line for each group."""
    means = rows_of(result, cut, statistic="mean", item="")
    groups = groups_of(result, means, words)
    blocks = []
    for scale in values_of(means, "scale"):
        rows = pick(means, scale=scale)
        lines = [Line(group, shown_of(row)) for group in groups for row in of_group(rows, group)[:1]]
        blocks.append(Block(scale, words.scale(scale), tuple(lines)))
    return tuple(blocks)


def _ruler(result: Result, blocks: Sequence[Block], words: Labels) -> Ruler:
    answers = words.answers.get(blocks[0].id, {})
    low, high = ends_of(result, blocks[0].id)
    low, high = min([low, *answers]), max([high, *answers])
    return Ruler(
        (float(low), float(high)),
        tuple(float(code) for code in range(math.floor(low), math.ceil(high) + 1)),
        (answers.get(int(low), ""), answers.get(int(high), "")),
        strong=(float(low), float(high)),
    )


def headline(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the title: what was measured of whom. Differences are the gap plot's to tell."""
    blocks = blocks_of(result, words, cut)
    labels = list(dict.fromkeys(line.group.label for block in blocks for line in block.lines))
    if not any(line.shown.known for block in blocks for line in block.lines):
        return "No mean can be shown"
    if len(labels) == 1:
        return f"What {labels[0]} said"
    if len(labels) > 4:
        return f"What {words.people} said, by group"
    return f"What {', '.join(labels[:-1])} and {labels[-1]} said"


def _subtitle(result: Result, blocks: Sequence[Block]) -> str:
    level = level_of(rows_of(result, statistic="mean", scale=[block.id for block in blocks]))
    interval = f" with {level}{TIED}% interval" if level else ""
    counts: dict[str, list[str]] = {}
    for block in blocks:
        for line in block.lines:
            if line.shown.n:
                counts.setdefault(line.group.label, []).append(line.shown.n)
    said = "; ".join(f"{label}{TIED}{n_of(span_of(ns))}" for label, ns in counts.items()) if len(counts) <= 4 else ""
    return f"Mean on the answer scale{interval}{'. ' + said if said else ''}."


def describe(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the alt text: every mean with its interval, in the order of the figure."""
    blocks = blocks_of(result, words, cut)
    if not blocks:
        return f"{headline(result, words=words, cut=cut)}. {reason_words(result.reason)}".strip()
    ruler = _ruler(result, blocks, words)
    said = []
    for block in blocks:
        parts = []
        for line in block.lines:
            interval = interval_text(line.shown)
            number = mean_text(line.shown, ruler.ends) if line.shown.known else line.shown.why_not
            parts.append(f"{line.group.label} {number}{' ' + interval if interval else ''}")
        said.append(f"{block.title}: {', '.join(parts)}")
    low, high = ruler.ends
    return f"{headline(result, words=words, cut=cut)}. Means from {low:g} to {high:g}. {'; '.join(said)}."
