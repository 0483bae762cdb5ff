"""Loadings as a table of shaded cells with their numbers: the darker, the further from zero; negative ones hatched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.canvas import LEADING, Canvas, Header, empty
from sdtclimate.plots.rows import ALL, Cut, Row, Shown, groups_of, of_group, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.plots.text import TIED, n_of, plain, wrap
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result

_CELL = 24.0
_DEEP = (27, 64, 96)


@dataclass(frozen=True)
class Grid:
    """Items by factors."""

    label: str
    items: tuple[str, ...]
    factors: tuple[str, ...]
    cells: dict[tuple[str, str], Shown]
    n: str
    method: str


def draw(result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
    """Draw the heat map of the loadings on an empty figure.

    Parameters
    ----------
    result : Result
        With rows of ``statistic`` ``loading``, one an item and factor.
    figure : Figure
    theme : Theme
    words : Labels
    cut : Cut
        Which blocks of items and roles are drawn; all by default.
    """
    title, grids = headline(result, words=words, cut=cut), grids_of(result, words, cut)
    if not grids:
        return empty(figure, theme, title, reason_words(result.reason))
    head = Header.of(title, _subtitle(grids), theme)
    layouts = [_Layout.of(grid, theme, words, named=len(grids) > 1) for grid in grids]
    canvas = Canvas.on(figure, theme, head.height + sum(layout.height for layout in layouts) + 6)
    top = canvas.header(head)
    for layout in layouts:
        top = layout.draw(canvas, top)
    canvas.finish()
    return None


@dataclass(frozen=True)
class _Layout:
    """One grid, measured: width of a cell, wrapped names, whether the cells stand under the name."""

    grid: Grid
    wide: float
    names: dict[str, list[str]]
    below: bool
    heading: str
    theme: Theme

    @classmethod
    def of(cls, grid: Grid, theme: Theme, words: Labels, *, named: bool) -> _Layout:
        count = len(grid.factors)
        wide = min(58.0, max(30.0, theme.inner * (0.5 if not theme.narrow else 0.42) / count))
        below = theme.narrow and wide * count > 0.5 * theme.inner
        wide = min(wide, theme.inner / count)
        room = theme.inner if below else theme.inner - wide * count - 12
        names = {item: wrap(words.item(item), room, theme.text) for item in grid.items}
        return cls(grid, wide, names, below, grid.label if named else "", theme)

    def row_height(self, item: str) -> float:
        names = len(self.names[item]) * self.theme.text * LEADING
        return names + _CELL + 10 if self.below else max(names + 6, _CELL + 2)

    @property
    def height(self) -> float:
        heading = self.theme.text * LEADING + 12 if self.heading else 0
        return heading + 38 + sum(map(self.row_height, self.grid.items))

    def draw(self, canvas: Canvas, top: float) -> float:
        theme, grid = self.theme, self.grid
        if self.heading:
            canvas.text(theme.margin, top + 12 + theme.text, self.heading, weight="bold", name="panel")
            top += theme.text * LEADING + 12
        top += 38
        left = theme.width - theme.margin - self.wide * len(grid.factors)
        for at, factor in enumerate(grid.factors):
            x = left + (at + 0.5) * self.wide
            canvas.text(x, top - 8, factor, size=theme.small, weight="bold", align="center", name="factor")
        for item in grid.items:
            tall, lines = self.row_height(item), self.names[item]
            first = top + (0 if self.below else max(0.0, (tall - len(lines) * theme.text * LEADING) / 2 - 1))
            canvas.lines(theme.margin, first, lines, size=theme.text, name="item")
            cells = top + tall - _CELL - 6 if self.below else top + (tall - _CELL) / 2
            _draw_row(canvas, grid, item, left, cells, self.wide)
            top += tall
        return top


def _draw_row(canvas: Canvas, grid: Grid, item: str, left: float, top: float, wide: float) -> None:
    theme = canvas.theme
    biggest = max((abs(s.value) for f in grid.factors if (s := grid.cells.get((item, f))) and s.known), default=0.0)
    for at, factor in enumerate(grid.factors):
        shown = grid.cells.get((item, factor), Shown())
        x, y = left + (at + 0.5) * wide, top + _CELL / 2 + theme.small * 0.36
        if not shown.known:
            canvas.text(x, y, shown.why_not, size=theme.small, colour=theme.muted, align="center", name="hidden")
            continue
        strength = min(1.0, abs(shown.value))
        colour = _shade(strength, theme.paper)
        negative = shown.value < -0.1
        canvas.bar(
            left + at * wide + 1,
            top + 1,
            wide - 2,
            _CELL - 2,
            colour=colour,
            hatch="///" if negative else "",
            edge=(theme.paper if strength > 0.5 else theme.muted) if negative else "",
            name="cell",
        )
        canvas.text(
            x,
            y,
            plain(shown.value, 2, leading_zero=False),
            size=theme.small,
            align="center",
            name="loading",
            colour="#FFFFFF" if strength >= 0.5 else theme.ink,
            weight="bold" if abs(shown.value) == biggest else "normal",
            halo=colour if negative else "",
        )


def _shade(strength: float, paper: str) -> str:
    start = (int(paper[1:3], 16), int(paper[3:5], 16), int(paper[5:7], 16))
    mixed = (round(a + (b - a) * strength) for a, b in zip(start, _DEEP, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def grids_of(result: Result, words: Labels, cut: Cut = ALL) -> list[Grid]:
    """Return the loadings of each block of items and group, in the order of the result."""
    rows = rows_of(result, cut, statistic="loading")
    found = []
    blocks = values_of(rows, "scale") or [""]
    for block in blocks:
        for group in groups_of(result, rows, words):
            label = ", ".join([*([words.scale(block)] if len(blocks) > 1 else []), group.label])
            grid = _grid(label, of_group(pick(rows, scale=block), group))
            if grid is not None:
                found.append(grid)
    return found


def _grid(label: str, rows: Sequence[Row]) -> Grid | None:
    cells = {(text_of(row.get("item")), _factor(row.get("factor"))): shown_of(row) for row in rows}
    if not any(shown.known for shown in cells.values()):
        return None
    items = tuple(dict.fromkeys(item for item, _ in cells))
    factors = tuple(sorted(dict.fromkeys(factor for _, factor in cells), key=lambda name: (len(name), name)))
    how = [text_of(rows[0].get(name)) for name in ("method", "variant")]
    return Grid(label, items, factors, cells, next(iter(cells.values())).n, ", ".join(part for part in how if part))


def _factor(name: object) -> str:
    text = text_of(name)
    return f"F{text}" if text.isdigit() else text


def headline(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the title: how many items load on how many factors. What a factor means is the reader's to say."""
    grids = grids_of(result, words, cut)
    if not grids:
        return "No loadings can be shown"
    if len(grids) > 1:
        return "How the items load on the factors"
    factors = len(grids[0].factors)
    return f"How {len(grids[0].items)} items load on {factors} factor{'' if factors == 1 else 's'}"


def _subtitle(grids: Sequence[Grid]) -> str:
    people = ", ".join(f"{grid.label}{TIED}{n_of(grid.n)}" for grid in grids if grid.n)
    method = f" ({grids[0].method})" if grids[0].method else ""
    return (
        f"Pattern loadings{method}{'; ' + people if people else ''}. Bold: the largest of an item. Hatched: negative."
    )


def describe(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the alt text: for every item the factor on which it loads most."""
    grids = grids_of(result, words, cut)
    title = headline(result, words=words, cut=cut)
    if not grids:
        return f"{title}. {reason_words(result.reason)}".strip()
    said = [f"{grid.label}: {_largest(grid)}" if len(grids) > 1 else _largest(grid) for grid in grids]
    return f"{title}. Largest loading of each item: {'. '.join(said)}."


def _largest(grid: Grid) -> str:
    said = []
    for item in grid.items:
        own = {f: grid.cells[item, f].value for f in grid.factors if (item, f) in grid.cells}
        known = {f: v for f, v in own.items() if math.isfinite(v)}
        if known:
            most = max(known, key=lambda factor: abs(known[factor]))
            said.append(f"{item} {most} {plain(known[most], 2, leading_zero=False)}")
    return "; ".join(said)
