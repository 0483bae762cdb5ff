"""A figure measured in pixels from its top left corner, so that nothing can run over or be cut off unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from sdtclimate.plots.text import clean, is_rtl, ready, wrap
from sdtclimate.plots.theme import PX_PER_INCH, Theme, Weight, face

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEADING: Final = 1.32
"""Height of a line, in sizes of its type."""
_POINTS_PER_PX: Final = 0.75
Align = Literal["left", "center", "right"]
Stand = Literal["baseline", "top", "center", "bottom"]


@dataclass(frozen=True)
class Canvas:
    """A figure of known height on which things are placed in pixels."""

    figure: Figure
    theme: Theme
    height: float

    @classmethod
    def on(cls, figure: Figure, theme: Theme, height: float) -> Canvas:
        """Give an empty figure its size and its paper."""
        figure.set_size_inches(theme.width / PX_PER_INCH, height / PX_PER_INCH)
        figure.set_facecolor(theme.paper)
        return cls(figure, theme, height)

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
        stand: Stand = "baseline",
        name: str = "",
        halo: str = "",
    ) -> None:
        """Write one line; `y` counts downward. `name` is a label that tests find it by."""
        font = face(weight).copy()
        font.set_size((size or self.theme.text) * _POINTS_PER_PX)
        placed = self.figure.text(
            x / self.theme.width,
            1 - y / self.height,
            ready(clean(words)),
            fontproperties=font,
            color=colour or self.theme.ink,
            ha=align,
            va=stand,
            parse_math=False,
            gid=name or None,
        )
        if halo:
            from matplotlib.patheffects import withStroke

            placed.set_path_effects([withStroke(linewidth=3, foreground=halo)])

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
            self.text(
                x, y + size, line, size=size, colour=colour, weight=weight, align=align, name=name
            )
            y += size * LEADING
        return y

    def axes(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        *,
        x: tuple[float, float],
        y: tuple[float, float] | None = None,
        name: str = "",
    ) -> Axes:
        """Return bare axes. Without `y` they count in pixels downward, like the canvas."""
        axes = self.figure.add_axes(
            (
                left / self.theme.width,
                1 - (top + height) / self.height,
                width / self.theme.width,
                height / self.height,
            )
        )
        axes.set_xlim(*x)
        axes.set_ylim(*(y or (height, 0)))
        axes.set_axis_off()
        axes.set_label(name)
        axes.patch.set_visible(False)
        return axes

    def header(self, head: Header) -> float:
        """Write title and subtitle and return where they end."""
        theme = self.theme
        x: float
        align: Align
        x, align = (theme.width - theme.margin, "right") if head.rtl else (theme.margin, "left")
        y = self.lines(x, 2, head.title, size=theme.title, weight="bold", align=align, name="title")
        return self.lines(x, y + 3, head.subtitle, size=theme.text, colour=theme.muted, align=align, name="subtitle")


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


def empty(figure: Figure, theme: Theme, title: str, why: str) -> None:
    """Draw the figure of a result that has nothing to draw: its title and the reason in words."""
    head = Header.of(title, why or "There is nothing to show.", theme)
    Canvas.on(figure, theme, head.height + 12).header(head)


def wider(theme: Theme, width: float) -> Theme:
    """Return the theme for another width."""
    return replace(theme, width=width)


Marks = dict[str, Any]
