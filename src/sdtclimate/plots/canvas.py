"""A figure measured in pixels from its top left corner, so that nothing can run over or be cut off unseen.

Marks of one look are collected and handed to matplotlib together: a page of figures is drawn in seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from sdtclimate.plots.text import clean, is_rtl, ready, width_of, wrap
from sdtclimate.plots.theme import POINTS_PER_PX, PX_PER_INCH, Theme, Weight, sized

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

LEADING: Final = 1.32
"""Height of a line, in sizes of its type."""
GRID, BAND, LINE, MARK, WORDS = range(5)
"""What lies over what."""
Align = Literal["left", "center", "right"]
Point = tuple[float, float]


@dataclass(frozen=True)
class _Look:
    """What marks must share to be handed over together."""

    kind: str
    layer: float
    name: str
    colour: str
    edge: str = ""
    width: float = 0.0
    style: str = ""


@dataclass(frozen=True)
class Canvas:
    """A figure of known height on which things are placed in pixels; `y` counts downward.

    The `name` of a mark or text becomes its ``gid``, by which tests find what was drawn.
    """

    figure: Figure
    theme: Theme
    height: float
    _marks: dict[_Look, list[tuple[Point, ...]]] = field(default_factory=dict, repr=False)

    @classmethod
    def on(cls, figure: Figure, theme: Theme, height: float) -> Canvas:
        """Give an empty figure its size and its paper."""
        figure.set_size_inches(theme.width / PX_PER_INCH, height / PX_PER_INCH)
        figure.set_facecolor(theme.paper)
        return cls(figure, theme, height)

    def rule(
        self,
        start: Point,
        end: Point,
        *,
        colour: str,
        width: float = 0.8,
        name: str,
        style: str = "-",
        layer: float = LINE,
    ) -> None:
        """Draw a straight line."""
        self._put(_Look("line", layer, name, colour, width=width, style=style), (start, end))

    def curve(self, points: Sequence[Point], *, colour: str, width: float, name: str, style: str = "-") -> None:
        """Draw a line through points."""
        self._put(_Look("line", LINE, name, colour, width=width, style=style), tuple(points))

    def bar(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        colour: str,
        name: str,
        hatch: str = "",
        edge: str = "",
        layer: float = BAND,
    ) -> None:
        """Fill a rectangle."""
        corners = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
        self._put(_Look("bar", layer, name, colour, edge=edge, style=hatch), corners)

    def mark(
        self, x: float, y: float, *, shape: str, size: float, fill: str, edge: str, name: str, behind: bool = False
    ) -> None:
        """Draw a marker of `size` pixels; `behind` puts it under the markers of others."""
        at = MARK - 0.5 if behind else MARK
        self._put(_Look("mark", at, name, fill, edge=edge, width=size, style=shape), ((x, y),))

    def text(
        self,
        x: float,
        y: float,
        words: object,
        *,
        size: float = 0,
        colour: str = "",
        weight: Weight = "normal",
        align: Align = "left",
        name: str = "",
        halo: str = "",
    ) -> None:
        """Write one line on the baseline `y`. `halo` is the colour that is laid under the words."""
        size = size or self.theme.text
        line = clean(words)
        if halo:
            wide = width_of(line, size, weight)
            left = x - (wide if align == "right" else wide / 2 if align == "center" else 0)
            self.bar(left - 2, y - size * 0.86, wide + 4, size * 1.1, colour=halo, name="halo", layer=LINE)
        self.figure.text(
            x / self.theme.width,
            1 - y / self.height,
            ready(line),
            fontproperties=sized(size, weight),
            color=colour or self.theme.ink,
            ha=align,
            va="baseline",
            parse_math=False,
            gid=name or None,
            zorder=WORDS,
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float,
        colour: str = "",
        weight: Weight = "normal",
        align: Align = "left",
        name: str = "",
    ) -> float:
        """Write lines under each other from the top `y` on and return where they end."""
        for line in lines:
            self.text(x, y + size, line, size=size, colour=colour, weight=weight, align=align, name=name)
            y += size * LEADING
        return y

    def header(self, head: Header) -> float:
        """Write title and subtitle and return where they end."""
        theme = self.theme
        x: float
        align: Align
        x, align = (theme.width - theme.margin, "right") if head.rtl else (theme.margin, "left")
        y = self.lines(x, 2, head.title, size=theme.title, weight="bold", align=align, name="title")
        return self.lines(x, y + 3, head.subtitle, size=theme.text, colour=theme.muted, align=align, name="subtitle")

    def finish(self) -> None:
        """Hand everything that was placed over to the figure."""
        from matplotlib.transforms import Affine2D

        placed = Affine2D().scale(1 / self.theme.width, -1 / self.height).translate(0, 1) + self.figure.transFigure
        for look, items in sorted(self._marks.items(), key=lambda pair: pair[0].layer):
            artist = _artist(look, items, placed)
            artist.set_gid(look.name)
            artist.set_zorder(look.layer)
            self.figure.add_artist(artist)

    def _put(self, look: _Look, points: tuple[Point, ...]) -> None:
        self._marks.setdefault(look, []).append(points)


def _artist(look: _Look, items: list[tuple[Point, ...]], placed: Transform) -> Artist:
    from matplotlib.collections import LineCollection, PolyCollection
    from matplotlib.lines import Line2D

    if look.kind == "line":
        return LineCollection(
            items,
            colors=look.colour,
            linewidths=look.width * POINTS_PER_PX,
            linestyles=look.style,
            capstyle="butt",
            joinstyle="round",
            transform=placed,
        )
    if look.kind == "bar":
        return PolyCollection(
            items,
            facecolors=look.colour,
            edgecolors=look.edge or "none",
            linewidths=0,
            hatch=look.style or None,
            transform=placed,
        )
    return Line2D(
        [x for ((x, _),) in items],
        [y for ((_, y),) in items],
        linestyle="none",
        marker=look.style,
        markersize=look.width * POINTS_PER_PX,
        markerfacecolor=look.colour,
        markeredgecolor=look.edge,
        markeredgewidth=1.4 * POINTS_PER_PX,
        transform=placed,
    )


@dataclass(frozen=True)
class Header:
    """Title and subtitle, wrapped, with the height that they take."""

    title: Sequence[str]
    subtitle: Sequence[str]
    height: float
    rtl: bool = False

    @classmethod
    def of(cls, title: str, subtitle: str, theme: Theme) -> Header:
        """Wrap the words of a header for a theme."""
        titles = wrap(title, theme.inner, theme.title, "bold")
        subtitles = wrap(subtitle, theme.inner, theme.text) if subtitle else []
        height = 2 + len(titles) * theme.title * LEADING + 3 + len(subtitles) * theme.text * LEADING
        return cls(titles, subtitles, height, is_rtl(clean(title)))


@dataclass(frozen=True)
class Axis:
    """Where numbers lie on the canvas: from the pixels at `left` on for `width`."""

    left: float
    width: float
    low: float
    high: float

    def px(self, value: float) -> float:
        """Return where a number lies."""
        return self.left + (value - self.low) / (self.high - self.low) * self.width

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.left + self.width


def empty(figure: Figure, theme: Theme, title: str, why: str) -> None:
    """Draw the figure of a result that has nothing to draw: its title and the reason in words."""
    head = Header.of(title, why or "There is nothing to show.", theme)
    canvas = Canvas.on(figure, theme, head.height + 12)
    canvas.header(head)
    canvas.finish()
