"""Eigenvalues beside those of random data: how many dimensions the answers hold more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.canvas import GRID, LEADING, Axis, Canvas, Header, empty
from sdtclimate.plots.rows import ALL, Cut, Row, groups_of, of_group, pick, rows_of, shown_of, values_of
from sdtclimate.plots.text import TIED, n_of, plain, width_of
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result

LINES: Final = {
    "eigenvalue": "these answers",
    "parallel_q95": "random data, 95th percentile",
    "parallel_mean": "random data, mean",
}


@dataclass(frozen=True)
class Curves:
    """Values by component; a curve that is not there is empty."""

    label: str
    observed: tuple[float, ...]
    limit: tuple[float, ...]
    mean: tuple[float, ...]
    n: str
    key: tuple[tuple[str, str], ...] = ()

    @property
    def above(self) -> int:
        """How many leading eigenvalues lie above the 95th percentile of random data."""
        count = 0
        for value, limit in zip(self.observed, self.limit, strict=False):
            if not value > limit:
                break
            count += 1
        return count


def draw(result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
    """Draw the scree plot with the lines of parallel analysis on an empty figure, one panel a group.

    Parameters
    ----------
    result : Result
        With rows of ``eigenvalue``, ``parallel_mean`` and ``parallel_q95``, one a component.
    figure : Figure
    theme : Theme
    words : Labels
    cut : Cut
        Which blocks of items and roles are drawn; all by default.
    """
    title, panels = headline(result, words=words, cut=cut), curves_of(result, words, cut)
    if not panels:
        return empty(figure, theme, title, reason_words(result.reason))
    head = Header.of(title, _subtitle(panels), theme)
    tall = 250.0 if theme.narrow else 290.0
    named = theme.text * LEADING + 8 if len(panels) > 1 else 0.0
    each = 18 + named + tall + 3.4 * theme.small
    canvas = Canvas.on(figure, theme, head.height + each * len(panels))
    top = canvas.header(head)
    for curves in panels:
        if named:
            canvas.text(theme.margin, top + 18 + theme.text, curves.label, weight="bold", name="panel")
        _panel(canvas, curves, top + 18 + named, tall)
        top += each
    canvas.finish()
    return None


def _panel(canvas: Canvas, curves: Curves, top: float, tall: float) -> None:
    theme = canvas.theme
    left = theme.margin + 30
    width = theme.width - theme.margin - left - 8
    count = len(curves.observed)
    high = max(1.0, *curves.observed, *curves.limit, *curves.mean)
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50, 100) if high / s <= 6 or s == 100)
    high = math.ceil(high / step + 0.05) * step
    across, down = Axis(left, width, 0.5, max(count, 2) + 0.5), Axis(top + tall, -tall, 0.0, high)
    _grid(canvas, across, down, step)
    _lines(canvas, curves, across, down)
    _labels(canvas, curves, across, down)
    _components(canvas, count, across, top + tall)


def curves_of(result: Result, words: Labels, cut: Cut = ALL) -> list[Curves]:
    """Return the curves of each block of items and group; only those with eigenvalues that may be shown."""
    rows = rows_of(result, cut, statistic=list(LINES), variant=["", "components"])
    found = []
    blocks = values_of(rows, "scale") or [""]
    for block in blocks:
        for group in groups_of(result, rows, words):
            name = ", ".join([*([words.scale(block)] if len(blocks) > 1 else []), group.label])
            curves = _curves(name, of_group(pick(rows, scale=block), group))
            if curves.observed:
                found.append(replace(curves, key=group.key))
    return found


def _curves(label: str, rows: Sequence[Row]) -> Curves:
    lines = {}
    for name in LINES:
        own = sorted((row for row in rows if row.get("statistic") == name), key=lambda row: _place(row.get("factor")))
        shown = [shown_of(row) for row in own]
        lines[name] = tuple(s.value for s in shown) if shown and all(s.known for s in shown) else ()
    n = next((s.n for s in map(shown_of, rows) if s.n), "")
    return Curves(label, lines["eigenvalue"], lines["parallel_q95"], lines["parallel_mean"], n)


def _place(factor: object) -> int:
    digits = "".join(ch for ch in str(factor) if ch.isdigit())
    return int(digits) if digits else 0


def _grid(canvas: Canvas, across: Axis, down: Axis, step: float) -> None:
    theme = canvas.theme
    for at in range(round(down.high / step) + 1):
        y = down.px(at * step)
        canvas.rule(
            (across.left, y),
            (across.right, y),
            colour=theme.rule if at else theme.muted,
            width=0.8 if at else 1,
            name="grid",
            layer=GRID,
        )
        text = plain(at * step, 0 if step >= 1 else 1)
        canvas.text(
            across.left - 6,
            y + theme.small * 0.36,
            text,
            size=theme.small,
            colour=theme.muted,
            align="right",
            name="tick",
        )


def _lines(canvas: Canvas, curves: Curves, across: Axis, down: Axis) -> None:
    theme = canvas.theme
    lines = {
        "parallel_mean": (curves.mean, ":"),
        "parallel_q95": (curves.limit, "--"),
        "eigenvalue": (curves.observed, "-"),
    }
    for name, (values, style) in lines.items():
        points = [(across.px(place), down.px(max(value, 0.0))) for place, value in enumerate(values, start=1)]
        if points:
            colour = theme.ink if name == "eigenvalue" else theme.muted
            canvas.curve(points, colour=colour, width=1.5, name=name, style=style)
    for place, value in enumerate(curves.observed, start=1):
        canvas.mark(
            across.px(place),
            down.px(max(value, 0.0)),
            shape="o",
            size=7,
            edge=theme.ink,
            name="component",
            fill=theme.ink if place <= curves.above else theme.paper,
        )


def _labels(canvas: Canvas, curves: Curves, across: Axis, down: Axis) -> None:
    """Name each line over a place where nothing else is, with a fine line down to it."""
    theme = canvas.theme
    x, y = across.px(1), down.px(curves.observed[0])
    canvas.text(x - 3, y - 9, LINES["eigenvalue"], size=theme.small, weight="bold", name="line", halo=theme.paper)
    for name, values, share, lift in (
        ("parallel_q95", curves.limit, 0.45, 44.0),
        ("parallel_mean", curves.mean, 0.7, 26.0),
    ):
        if not values:
            continue
        place = max(1, round(len(values) * share))
        highest = max(line[place - 1] for line in (values, curves.observed) if place <= len(line))
        x, y = across.px(place), down.px(highest) - lift
        canvas.rule((x, y + 4), (x, down.px(values[place - 1])), colour=theme.muted, name="leader")
        start = min(x, across.right - width_of(LINES[name], theme.small))
        canvas.text(start, y, LINES[name], size=theme.small, colour=theme.muted, name="line", halo=theme.paper)


def _components(canvas: Canvas, count: int, across: Axis, y: float) -> None:
    theme = canvas.theme
    every = max(1, math.ceil(count * (width_of("00", theme.small) + 8) / across.width))
    for place in range(1, count + 1):
        if place == 1 or place % every == 0:
            canvas.text(
                across.px(place),
                y + theme.small + 3,
                place,
                size=theme.small,
                colour=theme.muted,
                align="center",
                name="component tick",
            )
    middle = across.left + across.width / 2
    canvas.text(
        middle,
        y + 2.5 * theme.small + 4,
        "component",
        size=theme.small,
        colour=theme.muted,
        align="center",
        name="axis",
    )


def headline(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the finding: how many eigenvalues lie above those of random data."""
    panels = curves_of(result, words, cut)
    if not panels:
        return "How many dimensions the answers hold cannot be shown"
    if not all(curves.limit for curves in panels):
        return "Eigenvalues of the answers"
    counts = {curves.above for curves in panels}
    if len(counts) > 1:
        said = ", ".join(f"{curves.label} {curves.above}" for curves in panels)
        return f"Components that stand out from random data: {said}"
    above = counts.pop()
    if above == 0:
        return "No component stands out from random data"
    return f"{_count(above)} component{' stands' if above == 1 else 's stand'} out from random data"


def _count(number: int) -> str:
    names = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return names[number] if number < len(names) else str(number)


def _subtitle(panels: Sequence[Curves]) -> str:
    people = ", ".join(f"{curves.label}{TIED}{n_of(curves.n)}" for curves in panels if curves.n)
    return (
        f"Eigenvalues of the correlations between items{'; ' + people if people else ''}. "
        "Filled: above the 95th percentile of random data."
    )


def describe(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the alt text: the first eigenvalues with the limit of random data beside them."""
    panels = curves_of(result, words, cut)
    title = headline(result, words=words, cut=cut)
    if not panels:
        return f"{title}. {reason_words(result.reason)}".strip()
    said = [
        f"{curves.label}: {_first_values(curves)}" if len(panels) > 1 else _first_values(curves) for curves in panels
    ]
    return f"{title}. Eigenvalues by component. {'. '.join(said)}."


def _first_values(curves: Curves) -> str:
    shown = min(len(curves.observed), max(curves.above + 2, 5))
    parts = []
    for at in range(shown):
        limit = f" (random data {plain(curves.limit[at], 2)})" if at < len(curves.limit) else ""
        parts.append(f"{at + 1}: {plain(curves.observed[at], 2)}{limit}")
    rest = len(curves.observed) - shown
    return f"{'; '.join(parts)}{f'; {rest} more, each smaller' if rest else ''}"
