"""The layout that dot and interval plots share: a name, one line a group, a panel, numbers at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sdtclimate.plots.canvas import GRID, LEADING, Axis, Canvas
from sdtclimate.plots.rows import Group, Shown, interval_text, mean_text
from sdtclimate.plots.text import fit, plain, width_of, wrap
from sdtclimate.plots.theme import Theme

LINE: Final = 22.0
MARK: Final = 8.5


@dataclass(frozen=True)
class Line:
    """One group's number in a block."""

    group: Group
    shown: Shown


@dataclass(frozen=True)
class Block:
    """A scale with one line a group."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Ruler:
    """What the panel counts on: its ends, where it is ruled, words at its ends.

    `digits` are the decimals of every number; None gives each number its own.
    """

    ends: tuple[float, float]
    ticks: tuple[float, ...]
    anchors: tuple[str, str] = ("", "")
    digits: int | None = None
    leading_zero: bool = True
    strong: tuple[float, ...] = ()
    tick_digits: int = 0

    def written(self, shown: Shown) -> str:
        """Return the number of a line."""
        if self.digits is None:
            return mean_text(shown, self.ends, short=True)
        return plain(shown.value, self.digits, leading_zero=self.leading_zero)


@dataclass(frozen=True)
class Forest:
    """Blocks under each other on one axis, measured before they are drawn."""

    blocks: tuple[Block, ...]
    ruler: Ruler
    theme: Theme

    @property
    def _names(self) -> float:
        return self.theme.inner if self.theme.narrow else 176.0

    @property
    def _groups(self) -> float:
        """Width of the column with the names of groups; none where the title names the only one."""
        labels = {line.group.label for block in self.blocks for line in block.lines}
        if len(labels) == 1:
            return 0.0
        widest = max((width_of(label, self.theme.small, "bold") for label in labels), default=0.0)
        return min(widest + 10, 92.0 if self.theme.narrow else 130.0)

    @property
    def _numbers(self) -> float:
        """Width of the column with the numbers."""
        texts = {self._number(line.shown) for block in self.blocks for line in block.lines}
        return max(40.0, *(width_of(text, self.theme.small) for text in texts)) + 8

    def _number(self, shown: Shown) -> str:
        if not shown.known:
            return ""
        value = self.ruler.written(shown)
        interval = interval_text(shown, self.ruler.digits, leading_zero=self.ruler.leading_zero)
        return f"{value} {interval}" if interval and not self.theme.narrow else value

    @property
    def axis(self) -> Axis:
        """Where the panel lies."""
        left = self.theme.margin + (0 if self.theme.narrow else self._names + 12) + self._groups + 16
        right = self.theme.width - self.theme.margin - self._numbers
        return Axis(left, right - left - 12, *self.ruler.ends)

    def block_height(self, block: Block) -> float:
        """Return how tall a block is."""
        names = len(wrap(block.title, self._names, self.theme.text)) * self.theme.text * LEADING
        lines = len(block.lines) * LINE
        return names + lines + 8 if self.theme.narrow else max(names, lines) + 10

    @property
    def height(self) -> float:
        """Height of all blocks and of the axis under them."""
        return sum(map(self.block_height, self.blocks)) + self._axis_height

    @property
    def _axis_height(self) -> float:
        lines = max(len(self._anchor(0)), len(self._anchor(1)))
        return self.theme.small * LEADING * (1 + lines) + 16

    def _anchor(self, end: int) -> list[str]:
        words = self.ruler.anchors[end]
        return wrap(words, self.axis.width / 2, self.theme.small) if words else []

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw everything from `top` on and return where it ends."""
        axis = self.axis
        for block in self.blocks:
            self._draw_block(canvas, block, top, axis)
            top += self.block_height(block)
        self._draw_axis(canvas, top, axis)
        return top + self._axis_height

    def _draw_block(self, canvas: Canvas, block: Block, top: float, axis: Axis) -> None:
        theme, narrow = self.theme, self.theme.narrow
        names = wrap(block.title, self._names, theme.text)
        start = top + (len(names) * theme.text * LEADING + 2 if narrow else 5)
        canvas.lines(theme.margin, top + (0 if narrow else 6), names, size=theme.text, name="scale")
        strip = (start, start + len(block.lines) * LINE) if narrow else (top, top + self.block_height(block))
        for tick in self.ruler.ticks:
            strong = tick in self.ruler.strong
            canvas.rule(
                (axis.px(tick), strip[0]),
                (axis.px(tick), strip[1]),
                colour=theme.muted if strong else theme.rule,
                width=1.0 if strong else 0.8,
                name="grid",
                layer=GRID,
            )
        for at, line in enumerate(block.lines):
            self._draw_line(canvas, line, start + (at + 0.5) * LINE, axis)

    def _draw_line(self, canvas: Canvas, line: Line, middle: float, axis: Axis) -> None:
        theme, shown, look = self.theme, line.shown, line.group.look
        baseline = middle + theme.small * 0.36
        label = fit(line.group.label, self._groups, theme.small, "bold") if self._groups else ""
        canvas.text(
            axis.left - 14,
            baseline,
            label,
            size=theme.small,
            weight="bold",
            colour=look.outline,
            align="right",
            name="group",
        )
        if not shown.known:
            canvas.text(
                axis.left + 6,
                baseline,
                shown.why_not,
                size=theme.small,
                colour=theme.muted,
                name="hidden",
                halo=theme.paper,
            )
            return
        if shown.has_interval:
            low, high = (axis.px(min(max(end, axis.low), axis.high)) for end in (shown.low, shown.high))
            canvas.rule(
                (low, middle), (high, middle), colour=look.outline, width=1.5, name=f"interval:{line.group.label}"
            )
        canvas.mark(
            axis.px(shown.value),
            middle,
            shape=look.marker,
            size=MARK * (0.9 if look.marker == "D" else 1.04),
            fill=look.colour,
            edge=look.outline,
            name=f"dot:{line.group.label}",
        )
        canvas.text(
            theme.width - theme.margin, baseline, self._number(shown), size=theme.small, align="right", name="number"
        )

    def _draw_axis(self, canvas: Canvas, top: float, axis: Axis) -> None:
        theme, ruler = self.theme, self.ruler
        y = top + theme.small + 2
        ticks = ruler.ticks if len(ruler.ticks) <= 7 else (ruler.ticks[0], ruler.ticks[-1])
        for tick in ticks:
            text = plain(tick, ruler.tick_digits, leading_zero=ruler.leading_zero or tick in (0, 1))
            canvas.text(axis.px(tick), y, text, size=theme.small, colour=theme.muted, align="center", name="tick")
        low, high = self._anchor(0), self._anchor(1)
        canvas.lines(axis.left - 8, y + 6, low, size=theme.small, colour=theme.muted, name="anchor")
        canvas.lines(axis.right + 8, y + 6, high, size=theme.small, colour=theme.muted, align="right", name="anchor")
