"""`EXPORTERS`: format -> how a document becomes bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sdtclimate.core.registry import lookup
from sdtclimate.reports.exporters.html.page import render as render_html

if TYPE_CHECKING:
    from sdtclimate.reports.document import Document

Exporter = Callable[["Document"], bytes]
EXPORTERS: Final[dict[str, Exporter]] = {"html": render_html}


def exporter(format: str) -> Exporter:  # noqa: A002
    """Return the exporter of a format, or raise with the formats that there are."""
    return lookup(EXPORTERS, format, what="format", argument="format")
