"""Answers by item as bars that part at the middle of the answer scale: disagreement left, agreement right.

The levels come from the instrument, so a level that nobody chose is still there with its place and no width.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sdtclimate.core.palette import Look
from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.canvas import BAND, LEADING, Axis, Canvas, Header, empty
from sdtclimate.plots.likert_key import KeyLabels, key_labels
from sdtclimate.plots.likert_rows import Bar, ItemBars, bars_of, halves, middle_of, percents
from sdtclimate.plots.rows import ALL, Cut, Group, span_of
from sdtclimate.plots.text import TIED, fit, n_of, width_of, wrap
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result

SLATE: Final = ("#8C96A3", "#C3CAD2")
"""Disagree side: outermost and innermost."""
PALE: Final = "#E9ECEF"
_BAR = 19.0
_STEP = 23.0
_KEY = 13.0
Span = tuple[float, float]
"""Where something begins, and how long it is."""


def draw(result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
    """Draw one bar an item and group on an empty figure.

    Parameters
    ----------
    result : Result
        With rows of ``statistic`` ``share``, one a code of the answer scale.
    figure : Figure
    theme : Theme
    words : Labels
        ``answers`` gives the levels of every scale.
    cut : Cut
        Which scales and roles are drawn; all by default. Items with another answer scale than the first are left to a
        figure of their own.
    """
    title = headline(result, words=words, cut=cut)
    items = bars_of(result, words, cut)
    if not items:
        return empty(figure, theme, title, reason_words(result.reason))
    layout = _Layout(theme, items)
    head = Header.of(title, _subtitle(items), theme)
    canvas = Canvas.on(figure, theme, head.height + 10 + layout.key_height + layout.height)
    top = layout.draw_key(canvas, canvas.header(head) + 10)
    layout.draw(canvas, top)
    canvas.finish()
    return None


class _Layout:
    """Where names, groups, bars and n stand; measured once."""

    def __init__(self, theme: Theme, items: Sequence[ItemBars]) -> None:
        self.theme, self.items = theme, items
        self.codes = items[0].codes
        self.labels = items[0].labels
        self.groups: list[Group] = list({bar.group.label: bar.group for item in items for bar in item.bars}.values())
        small = theme.small
        self.names = theme.inner if theme.narrow else 218.0
        widest = max(width_of(group.label, small, "bold") for group in self.groups)
        self.label_width = min(widest, 110.0 if not theme.narrow else 78.0)
        counts = [f"n {bar.n}" for item in items for bar in item.bars]
        self.n_width = max(width_of(text, small) for text in counts) if not theme.narrow else 0.0
        left = theme.margin + (0 if theme.narrow else self.names + 14) + self.label_width + 8
        width = theme.width - theme.margin - left - (self.n_width + 10 if self.n_width else 2)
        spans = [halves(bar.shares, self.codes) for item in items for bar in item.bars if bar.known]
        reach = [max((span[side] for span in spans), default=50.0) for side in (0, 1)]
        self.axis = Axis(left, width, -max(15.0, reach[0]) - 1, max(15.0, reach[1]) + 1)

    def item_height(self, item: ItemBars) -> float:
        names = len(wrap(item.title, self.names, self.theme.text)) * self.theme.text * LEADING
        bars = len(item.bars) * _STEP
        return names + bars + 12 if self.theme.narrow else max(names, bars) + 12

    @property
    def height(self) -> float:
        return sum(map(self.item_height, self.items)) + 4

    @property
    def _key(self) -> Span:
        """Where the key begins, and how wide it is: over the bars, on a phone over all of the page."""
        theme = self.theme
        left = theme.margin + self.label_width + 8 if theme.narrow else self.axis.left
        return left, theme.width - theme.margin - left

    @cached_property
    def _key_labels(self) -> KeyLabels:
        return key_labels([self.labels.get(code, str(code)) for code in self.codes], *self._key, self.theme)

    @property
    def key_height(self) -> float:
        return len(self.groups) * (_KEY + 3) + self._key_labels.height + 16

    def draw_key(self, canvas: Canvas, top: float) -> float:
        """Draw the answer scale once, as every bar below has it: all its levels, whether chosen or not."""
        theme, end = self.theme, top + self.key_height
        left, wide = self._key
        each = wide / len(self.codes)
        for group in self.groups:
            label = fit(group.label, self.label_width, theme.small, "bold")
            y = top + _KEY / 2 + theme.small * 0.36
            canvas.text(
                left - 8,
                y,
                label,
                size=theme.small,
                weight="bold",
                colour=group.look.outline,
                align="right",
                name="key",
            )
            for at, code in enumerate(self.codes):
                across = (left + at * each + 1, each - 2)
                _segment(canvas, across, (top, _KEY), code, self.codes, group.look, name="key")
            top += _KEY + 3
        self._key_labels.draw(canvas, top)
        return end

    def draw(self, canvas: Canvas, top: float) -> None:
        theme = self.theme
        for item in self.items:
            names = wrap(item.title, self.names, theme.text)
            tall = self.item_height(item)
            canvas.lines(theme.margin, top + (0 if theme.narrow else 2), names, size=theme.text, name="item")
            start = top + (len(names) * theme.text * LEADING + 3 if theme.narrow else 3)
            strip = len(item.bars) * _STEP
            for at, bar in enumerate(item.bars):
                self._draw_bar(canvas, bar, start + at * _STEP + (_STEP - _BAR) / 2)
            x = self.axis.px(0)
            canvas.rule((x, start - 2), (x, start + strip), colour=theme.ink, width=1, name="zero", layer=BAND + 0.5)
            top += tall

    def _draw_bar(self, canvas: Canvas, bar: Bar, top: float) -> None:
        theme, axis = self.theme, self.axis
        baseline = top + _BAR / 2 + theme.small * 0.36
        label = fit(bar.group.label, self.label_width, theme.small, "bold")
        look = bar.group.look
        canvas.text(
            axis.left - 8,
            baseline,
            label,
            size=theme.small,
            weight="bold",
            colour=look.outline,
            align="right",
            name="group",
        )
        if self.n_width and bar.n:
            canvas.text(
                theme.width - theme.margin,
                baseline,
                f"n {bar.n}",
                size=theme.small,
                colour=theme.muted,
                align="right",
                name="n",
            )
        if not bar.known:
            canvas.text(axis.px(0) + 6, baseline, bar.why_not, size=theme.small, colour=theme.muted, name="hidden")
            return
        start = -halves(bar.shares, self.codes)[0]
        for code, share, whole in zip(self.codes, bar.shares, percents(bar.shares), strict=True):
            left, right = axis.px(start), axis.px(start + share)
            _segment(
                canvas, (left, right - left), (top, _BAR), code, self.codes, look, name=f"{bar.group.label}:{code}"
            )
            if whole and right - left >= width_of(str(whole), theme.small) + 5:
                colour, halo = _text_on(code, self.codes, look, theme)
                canvas.text(
                    (left + right) / 2,
                    baseline,
                    whole,
                    size=theme.small,
                    colour=colour,
                    align="center",
                    name="percent",
                    halo=halo,
                )
            start += share


def _segment(
    canvas: Canvas, across: Span, down: Span, code: int, codes: Sequence[int], look: Look, *, name: str
) -> None:
    colour, hatch = _fill(code, codes, look)
    canvas.bar(
        across[0], down[0], across[1], down[1], colour=colour, hatch=hatch, edge="#6B7683" if hatch else "", name=name
    )


def _fill(code: int, codes: Sequence[int], look: Look) -> tuple[str, str]:
    """Return colour and hatch of a level: the outer, the stronger."""
    middle, place = middle_of(codes), codes.index(code)
    centre = (len(codes) - 1) / 2
    if code == middle:
        return PALE, ""
    outward = abs(place - centre) / centre
    inner = min(abs(p - centre) for p in range(len(codes)) if abs(p - centre) >= 0.5) / centre
    strength = 1.0 if inner == 1 else (outward - inner) / (1 - inner)
    if place < centre:
        return _blend(SLATE[1], SLATE[0], strength), "////" if strength >= 0.5 else "//"
    return _blend(look.tint, look.colour, strength), ""


def _text_on(code: int, codes: Sequence[int], look: Look, theme: Theme) -> tuple[str, str]:
    colour, hatch = _fill(code, codes, look)
    if hatch or code == middle_of(codes):
        return theme.ink, colour
    return ("#FFFFFF" if _luminance(colour) < 0.2 else theme.ink), ""


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _blend(start: str, end: str, share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(_rgb(start), _rgb(end), strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def _luminance(colour: str) -> float:
    parts = [(c / 255) / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def headline(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the title: whose answers to what. It claims nothing about differences."""
    items = bars_of(result, words, cut)
    if not any(bar.known for item in items for bar in item.bars):
        return "No answers by item can be shown"
    names = list(dict.fromkeys(words.scale(item.scale) for item in items))
    return f"{names[0]}: the answers, item by item" if len(names) == 1 else "The answers, item by item"


def _subtitle(items: Sequence[ItemBars]) -> str:
    counts: dict[str, list[str]] = {}
    for item in items:
        for bar in item.bars:
            if bar.known and bar.n:
                counts.setdefault(bar.group.label, []).append(bar.n)
    said = [f"{label}{TIED}{n_of(span_of(ns))}" for label, ns in counts.items()]
    middle = "; the middle answer lies half on each side" if middle_of(items[0].codes) is not None else ""
    return f"Per cent of the answers given{middle}. {', '.join(said)}".rstrip(". ") + "."


def describe(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the alt text: for every item and group the per cent of each level."""
    items = bars_of(result, words, cut)
    if not items:
        return f"{headline(result, words=words, cut=cut)}. {reason_words(result.reason)}".strip()
    labels = "; ".join(f"{items[0].labels.get(code, str(code))}" for code in items[0].codes)
    said = []
    for item in items:
        parts = [
            f"{bar.group.label} {', '.join(map(str, percents(bar.shares)))}"
            if bar.known
            else f"{bar.group.label} {bar.why_not}"
            for bar in item.bars
        ]
        said.append(f"{item.title} {'; '.join(parts)}")
    return f"{headline(result, words=words, cut=cut)}. Per cent, in the order {labels}. {'. '.join(said)}."
