"""A document as one HTML file that holds all it needs and looks the same offline, on a phone and on paper."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from sdtclimate.core.table.html import render_html
from sdtclimate.reports.document import (
    Block,
    Bullets,
    Document,
    Facts,
    FigureBlock,
    Paragraph,
    Subheading,
    TableBlock,
)
from sdtclimate.rules.notices import NOTICES

if TYPE_CHECKING:
    from jinja2 import Environment, Template

    from sdtclimate.plots.chart import Chart

RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
DPI: Final = 192
"""Two dots a CSS pixel: sharp on a phone and in print."""
_DIRECTION_MARKS: Final = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def render(document: Document) -> bytes:
    """Return the page. The same document gives the same bytes.

    Parameters
    ----------
    document : Document

    Notes
    -----
    Everything that comes from outside is escaped; marks that turn the direction of writing are left out, since they
    could make a page read otherwise than it is written. Figures are PNG inside the page, one for the page and one
    drawn for a phone.
    """
    language = document.language or "en"
    page = _template().render(
        document=document,
        language=language,
        direction="rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr",
        style=_style(),
        ribbon=NOTICES["N13"].template if document.draft else "",
    )
    lines = (line.rstrip() for line in page.translate(_DIRECTION_MARKS).splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")


def block_kind(block: Block) -> str:
    """Return the name by which the template knows a block."""
    kinds = {
        Paragraph: "paragraph",
        Subheading: "subheading",
        Bullets: "bullets",
        Facts: "facts",
        TableBlock: "table",
        FigureBlock: "figure",
    }
    return kinds[type(block)]


def data_uri(chart: Chart) -> str:
    """Return a chart as a PNG that lies in the page itself."""
    return "data:image/png;base64," + base64.b64encode(chart.to_png(dpi=DPI)).decode("ascii")


def size_of(chart: Chart) -> tuple[int, int]:
    """Return width and height of a chart in CSS pixels."""
    width, height = chart.figure.get_size_inches()
    return round(width * 96), round(height * 96)


def table_html(block: TableBlock) -> str:
    """Return a table for a page that has its own style; its caption stands above the box that scrolls."""
    return render_html(block.table, style=False)


def plain(text: object) -> str:
    """Return text without control characters, which HTML does not allow."""
    return _CONTROL.sub("", str(text))


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    return _environment().from_string(files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8"))


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(block_kind=block_kind, data_uri=data_uri, size_of=size_of, table_html=table_html)
    environment.filters["plain"] = plain
    environment.finalize = lambda value: plain(value) if type(value) is str else value
    return environment
