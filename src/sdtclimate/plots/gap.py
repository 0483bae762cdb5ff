"""The gap plot: both means joined, the gap and its interval beside them against zero.

Scales about one shared service and impressions of somebody else's state never stand in one panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sdtclimate.core.palette import look_of
from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.canvas import GRID, LEADING, Axis, Canvas, Header, empty
from sdtclimate.plots.gap_rows import GapPanel, GapRow, panels_of
from sdtclimate.plots.gap_words import describe, headline, subtitle
from sdtclimate.plots.rows import ALL, Cut, gap_text, interval_text, mean_text
from sdtclimate.plots.text import plain, signed, width_of, wrap
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result

__all__ = ["describe", "draw", "headline"]

MARK: Final = 9.5
STRIP: Final = 30.0
"""Height that a row's marks need."""


def draw(result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
    """Draw the gap plot on an empty figure.

    Parameters
    ----------
    result : Result
        With a mean for each role and a gap for each scale.
    figure : Figure
    theme : Theme
    words : Labels
    cut : Cut
        Which scales and roles are drawn; all by default.
    """
    panels = panels_of(result, words, cut)
    title = headline(result, words=words, cut=cut)
    if not panels:
        return empty(figure, theme, title, reason_words(result.reason))
    head = Header.of(title, subtitle(result, panels, words), theme)
    layouts = [_Panel(panel, theme) for panel in panels]
    canvas = Canvas.on(figure, theme, head.height + sum(layout.height for layout in layouts))
    top = canvas.header(head)
    for layout in layouts:
        top = layout.draw(canvas, top)
    canvas.finish()
    return None


@dataclass(frozen=True)
class _Panel:
    """One panel, measured: names, means on the answer scale, gaps against zero, numbers."""

    panel: GapPanel
    theme: Theme

    @property
    def names_width(self) -> float:
        return self.theme.inner - 58 if self.theme.narrow else 164.0

    @property
    def means(self) -> Axis:
        low, high = self.panel.ends
        return Axis(30, 142, low, high) if self.theme.narrow else Axis(204, 184, low, high)

    @property
    def gap(self) -> Axis:
        reach = self.panel.reach
        left, width = (224.0, 94.0) if self.theme.narrow else (428.0, 100.0)
        return Axis(left, width, -reach, reach)

    @property
    def right(self) -> float:
        return self.theme.width - self.theme.margin

    @property
    def heading(self) -> list[str]:
        return wrap(self.panel.heading, self.theme.inner, self.theme.text, "bold")

    @property
    def labelled(self) -> GapRow | None:
        """The row whose marks carry the names of both sides."""
        return next((row for row in self.panel.rows if row.both_known), None)

    def names(self, row: GapRow) -> list[str]:
        return wrap(row.title, self.names_width, self.theme.text)

    def row_height(self, row: GapRow) -> float:
        names = len(self.names(row)) * self.theme.text * LEADING
        labels = self.theme.small + 3 if row is self.labelled else 0
        if not self.theme.narrow:
            return max(STRIP + 4, names + 8) + (labels if row is not self.panel.rows[0] else 0)
        return names + STRIP + 4 + labels

    def _plain_height(self, names: Sequence[str]) -> float:
        """Height of a row beside which no names of marks stand."""
        tall = len(names) * self.theme.text * LEADING
        return tall + STRIP + 4 if self.theme.narrow else max(STRIP + 4, tall + 8)

    @property
    def _end_words(self) -> tuple[list[str], list[str], list[str]]:
        small, half = self.theme.small, self.means.width / 2 + 16
        low, high = self.panel.anchors
        return wrap(low, half, small), wrap(high, half, small), wrap(self.panel.direction, self.gap.width + 26, small)

    @property
    def _axis_height(self) -> float:
        return self.theme.small * (1 + LEADING * max(map(len, self._end_words))) + 20

    @property
    def height(self) -> float:
        rows = sum(map(self.row_height, self.panel.rows))
        return 16 + len(self.heading) * self.theme.text * LEADING + 22 + rows + self._axis_height

    def draw(self, canvas: Canvas, top: float) -> float:
        theme = self.theme
        top = canvas.lines(theme.margin, top + 16, self.heading, size=theme.text, weight="bold", name="panel") + 22
        for row in self.panel.rows:
            tall = self.row_height(row)
            names = self.names(row)
            labels = tall - self._plain_height(names)
            middle = top + (tall - STRIP / 2 - 3 if theme.narrow else (tall + labels) / 2)
            strip = (middle - STRIP / 2, middle + STRIP / 2) if theme.narrow else (top, top + tall)
            first = top if theme.narrow else top + (tall + labels - len(names) * theme.text * LEADING) / 2
            canvas.lines(theme.margin, first, names, size=theme.text, name="scale")
            self._grid(canvas, strip)
            if row is self.labelled:
                self._label_marks(canvas, row, middle - (13 if theme.narrow else STRIP / 2 + 7 - (1 if labels else -2)))
            self._means(canvas, row, middle)
            self._gap(canvas, row, middle, top)
            top += tall
        self._axis(canvas, top)
        return top + self._axis_height

    def _grid(self, canvas: Canvas, strip: tuple[float, float]) -> None:
        ruled = [(self.means, code, code in self.panel.ends) for code in self._ticks]
        ruled += [(self.gap, at, at == 0) for at in (-self.panel.reach, 0.0, self.panel.reach)]
        for axis, value, strong in ruled:
            x = axis.px(value)
            canvas.rule(
                (x, strip[0]),
                (x, strip[1]),
                colour=self.theme.muted if strong else self.theme.rule,
                width=1.0 if strong else 0.8,
                name="zero" if axis is not self.means and strong else "grid",
                layer=GRID,
            )

    @property
    def _ticks(self) -> list[float]:
        codes = self.panel.codes
        if len(codes) <= 7:
            return [float(code) for code in codes]
        return [float(codes[0]), *([0.0] if codes[0] < 0 < codes[-1] else []), float(codes[-1])]

    def _label_marks(self, canvas: Canvas, row: GapRow, y: float) -> None:
        """Name the marks: the name of the lower one ends at its mark, that of the higher one begins there."""
        places = [self.means.px(shown.value) for _, _, shown in row.sides]
        first_is_left, between = places[0] <= places[1], (places[0] + places[1]) / 2
        for (role, word, _), x, is_left in zip(row.sides, places, (first_is_left, not first_is_left), strict=True):
            wide = width_of(word, self.theme.small, "bold")
            x = min(x + 5, between - 3) if is_left else max(x - 5, between + 3)
            x = max(x, self.theme.margin + wide) if is_left else min(x, self.gap.left - 8 - wide)
            canvas.text(
                x,
                y,
                word,
                size=self.theme.small,
                weight="bold",
                colour=look_of(role, 0).outline,
                align="right" if is_left else "left",
                name=f"label:{role}",
            )

    def _means(self, canvas: Canvas, row: GapRow, middle: float) -> None:
        theme = self.theme
        if row.both_known:
            ends = sorted(self.means.px(shown.value) for _, _, shown in row.sides)
            canvas.rule((ends[0], middle), (ends[1], middle), colour="#A9B0B8", width=2, name="join")
        for place, (role, _, shown) in enumerate(row.sides):
            look = look_of(role, place)
            if shown.known:
                canvas.mark(
                    self.means.px(shown.value),
                    middle,
                    shape=look.marker,
                    size=MARK * (0.9 if look.marker == "D" else 1.05),
                    fill=look.colour,
                    edge=look.outline,
                    name=f"mean:{role}",
                    behind=place > 0,
                )
        self._mean_numbers(canvas, row, middle + theme.small * 0.36)

    def _mean_numbers(self, canvas: Canvas, row: GapRow, y: float) -> None:
        theme = self.theme
        known = sorted((shown.value, role, shown) for role, _, shown in row.sides if shown.known)
        for place, (value, role, shown) in enumerate(known):
            left = place == 0 and len(known) == 2
            canvas.text(
                self.means.px(value) + (-9 if left else 9),
                y,
                mean_text(shown, self.panel.ends, short=True),
                size=theme.small,
                colour=theme.muted,
                align="right" if left else "left",
                name=f"value:{role}",
                halo=theme.paper,
            )
        missing = [(word, shown.why_not) for _, word, shown in row.sides if not shown.known]
        if not missing:
            return
        centre = self.means.left + self.means.width / 2
        if len(missing) == 2:
            said = missing[0][1] if missing[0][1] == missing[1][1] else "; ".join(" ".join(pair) for pair in missing)
            canvas.text(
                centre, y, said, size=theme.small, colour=theme.muted, align="center", name="hidden", halo=theme.paper
            )
            return
        beside = self.means.px(known[0][0]) < centre
        canvas.text(
            self.means.right + 20 if beside else self.means.left - 20,
            y,
            " ".join(missing[0]),
            size=theme.small,
            colour=theme.muted,
            align="right" if beside else "left",
            name="hidden",
            halo=theme.paper,
        )

    def _gap(self, canvas: Canvas, row: GapRow, middle: float, top: float) -> None:
        theme, shown, axis = self.theme, row.gap, self.gap
        baseline = middle + theme.small * 0.36
        if not shown.known:
            self._gap_words(canvas, shown.why_not, baseline, said=bool(shown.words) and not shown.hidden)
            return
        if shown.has_interval:
            ends = [min(max(axis.px(end), axis.left), axis.right) for end in (shown.low, shown.high)]
            canvas.rule((ends[0], middle), (ends[1], middle), colour=theme.ink, width=1.5, name="interval")
        canvas.mark(
            axis.px(shown.value),
            middle,
            shape="o",
            size=7,
            edge=theme.ink,
            name="gap",
            fill=theme.ink if row.differs else theme.paper,
        )
        number = gap_text(shown)
        if theme.narrow:
            canvas.text(self.right, top + theme.text, number, weight="bold", align="right", name="number")
            return
        canvas.text(
            self.right,
            baseline,
            interval_text(shown, sign=True),
            size=theme.small,
            colour=theme.muted,
            align="right",
            name="interval",
        )
        canvas.text(self.right - self.panel.beside, baseline, number, weight="bold", align="right", name="number")

    def _gap_words(self, canvas: Canvas, words: str, baseline: float, *, said: bool) -> None:
        theme = self.theme
        lines = wrap(words, 120 if theme.narrow else 200, theme.small)
        centre = self.gap.px(0)
        x = min(centre, self.right - max(width_of(line, theme.small) for line in lines) / 2)
        y = baseline - (len(lines) - 1) * theme.small * 0.6
        for line in lines:
            canvas.text(
                x,
                y,
                line,
                size=theme.small,
                colour=theme.ink if said else theme.muted,
                align="center",
                name="words" if said else "hidden",
                halo=theme.paper,
            )
            y += theme.small * 1.2

    def _axis(self, canvas: Canvas, top: float) -> None:
        theme, small = self.theme, self.theme.small
        y = top + small + 3
        for value in self._ticks:
            canvas.text(
                self.means.px(value), y, plain(value, 0), size=small, colour=theme.muted, align="center", name="tick"
            )
        for value in (-self.panel.reach, 0.0, self.panel.reach):
            text = signed(value, 0 if value.is_integer() else 1)
            canvas.text(self.gap.px(value), y, text, size=small, colour=theme.muted, align="center", name="gap tick")
        low, high, direction = self._end_words
        canvas.lines(self.means.left - 22, y + 6, low, size=small, colour=theme.muted, name="anchor")
        canvas.lines(self.means.right + 22, y + 6, high, size=small, colour=theme.muted, align="right", name="anchor")
        canvas.lines(self.gap.px(0), y + 6, direction, size=small, colour=theme.muted, align="center", name="direction")
