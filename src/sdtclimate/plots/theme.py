"""The look of every figure: sizes, faces, colours; and the two ways out of a figure, always the same bytes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sdtclimate.core.palette import INK, MUTED, PAPER, RULE

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from PIL import Image

PX_PER_INCH: Final = 96.0
"""Sizes are CSS pixels, so that a figure has on a page the size that it was drawn for."""
POINTS_PER_PX: Final = 0.75
PALETTE: Final = 128
Weight = Literal["normal", "bold"]


@dataclass(frozen=True)
class Theme:
    """Sizes in CSS pixels and the colours of ink and paper.

    Parameters
    ----------
    width : float
        Width of the figure. The height follows from what is drawn.
    title, text, small : float
        Sizes of type.
    narrow : bool
        Whether names stand above their rows and not beside them, as a phone needs it.
    margin : float
        Paper left free at both sides.
    """

    width: float = 700
    title: float = 18
    text: float = 13
    small: float = 11.5
    narrow: bool = False
    margin: float = 4
    ink: str = INK
    paper: str = PAPER
    muted: str = MUTED
    rule: str = RULE

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - 2 * self.margin


WIDE: Final = Theme()
NARROW: Final = Theme(width=343, title=15.5, text=12.5, small=11, narrow=True, margin=2)


@cache
def face(weight: Weight = "normal") -> FontProperties:
    """Return the bundled face: the copy that comes with matplotlib, so that every machine draws the same letters."""
    import matplotlib
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if weight == "bold" else "DejaVuSans.ttf"
    return FontProperties(fname=str(Path(matplotlib.get_data_path(), "fonts", "ttf", name)))


@cache
def sized(size: float, weight: Weight = "normal") -> FontProperties:
    """Return the face at a size in pixels."""
    font = face(weight).copy()
    font.set_size(size * POINTS_PER_PX)
    return font


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with matplotlib's own defaults, whatever styles the caller has set, and give those back."""
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        # A letter that the bundled face lacks becomes a box. The words also stand in the alt text and the table.
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {
                "svg.hashsalt": "sdtclimate",
                "svg.fonttype": "path",
                "text.hinting": "none",
                "hatch.linewidth": 0.8,
                "axes.unicode_minus": True,
                "text.usetex": False,
                "path.simplify": False,
                "savefig.bbox": None,
                "savefig.pad_inches": 0.0,
            }
        )
        yield


def to_png(figure: Figure, *, dpi: int = 160, title: str = "") -> bytes:
    """Return the figure as PNG without date or program name.

    Parameters
    ----------
    figure : Figure
    dpi : int
        Dots for each 96 CSS pixels.
    title : str
        Kept in the file as its title.

    Notes
    -----
    The few colours of a figure are written as a palette of 128, a third of the bytes of full colour.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    raw = io.BytesIO()
    with drawing():
        figure.savefig(raw, format="rgba", dpi=dpi)
    width, height = (int(inches * dpi + 1e-6) for inches in figure.get_size_inches())
    image = Image.frombuffer("RGBA", (width, height), raw.getvalue(), "raw", "RGBA", 0, 1).convert("RGB")
    few = image.quantize(PALETTE, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    _keep_paper(few, image.tobytes()[:3])
    about = PngInfo()
    if title:
        about.add_text("Title", title)
    made = io.BytesIO()
    few.save(made, format="PNG", pnginfo=about)
    return made.getvalue()


def _keep_paper(image: Image.Image, paper: bytes) -> None:
    """Give the paper its own colour back, which the palette only comes near: an edge would show on the page."""
    colours = image.getpalette() or []
    at = image.tobytes()[0]
    colours[3 * at : 3 * at + 3] = list(paper)
    image.putpalette(colours)


def to_svg(figure: Figure, *, title: str = "", alt: str = "") -> str:
    """Return the figure as SVG text with fixed ids and without date; letters are paths, so no font is needed."""
    buffer = io.StringIO()
    with drawing():
        metadata = {"Date": None, "Creator": None, "Title": title or None, "Description": alt or None}
        figure.savefig(buffer, format="svg", metadata=metadata)
    return buffer.getvalue()
