"""`Chart`: a figure with its alt text, made without pyplot, that shows itself in Jupyter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False)
class Chart:
    """A drawn result.

    Parameters
    ----------
    figure : matplotlib Figure
    alt : str
        What the figure shows, from the same protected numbers.
    title : str
        The finding, as a headline.
    name : str
        Id of the plot, used for file names.
    """

    figure: Figure
    alt: str
    title: str
    name: str

    def to_png(self, *, dpi: int = 160) -> bytes:
        """Return the figure as PNG bytes without dates: the same input gives the same bytes."""
        from sdtclimate.plots.theme import to_png

        return to_png(self.figure, dpi=dpi, title=self.title)

    def to_svg(self) -> str:
        """Return the figure as SVG text with fixed ids."""
        from sdtclimate.plots.theme import to_svg

        return to_svg(self.figure, title=self.title, alt=self.alt)

    def _repr_png_(self) -> bytes:
        return self.to_png(dpi=110)

    def _repr_html_(self) -> str:
        import base64
        from html import escape

        data = base64.b64encode(self.to_png(dpi=110)).decode("ascii")
        return f'<img alt="{escape(self.alt, quote=True)}" style="max-width:100%" src="data:image/png;base64,{data}">'
