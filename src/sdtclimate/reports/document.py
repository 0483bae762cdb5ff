"""`Document`: blocks in reading order, composed from released results, written by exporters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sdtclimate.core.table.table import Table
    from sdtclimate.plots.chart import Chart
    from sdtclimate.results.note import Note


@dataclass(frozen=True)
class Paragraph:
    """Running text. ``role`` is ``"text"``, ``"lead"`` (the answer first), ``"note"`` or ``"refusal"``."""

    text: str
    role: Literal["text", "lead", "note", "refusal"] = "text"
    id: str = ""


@dataclass(frozen=True)
class Subheading:
    """A heading inside a chapter."""

    text: str
    id: str = ""


@dataclass(frozen=True)
class Bullets:
    """Short lines of equal weight."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Pairs of a name and a value: instrument, version, dates."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class TableBlock:
    """A table under its caption."""

    table: Table
    id: str = ""
    folded: bool = False


@dataclass(frozen=True, eq=False)
class FigureBlock:
    """A chart under the sentence that it bears out; `narrow` is the same chart drawn for a phone."""

    chart: Chart
    caption: str
    id: str = ""
    narrow: Chart | None = None


Block = Paragraph | Subheading | Bullets | Facts | TableBlock | FigureBlock


@dataclass(frozen=True, eq=False)
class Chapter:
    """A heading with its blocks. ``folded`` chapters could not be estimated and hold their reason."""

    id: str
    title: str
    blocks: Sequence[Block]
    folded: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """A report before it is written.

    Parameters
    ----------
    title, subtitle : str
    chapters : sequence of Chapter
    notes : sequence of Note
        Standing notices and every guardrail that fired.
    results : mapping of plain data
        What `results.json` holds.
    language : str
        ``dir`` follows from it.
    draft : bool
        Prints the ribbon N13 across every page.
    """

    title: str
    subtitle: str
    chapters: Sequence[Chapter]
    notes: Sequence[Note] = ()
    results: dict[str, object] = field(default_factory=dict)
    language: str = "en"
    draft: bool = False

    def render(self, format: str = "html") -> bytes:  # noqa: A002
        """Return the document in one of the formats of `EXPORTERS`."""
        from sdtclimate.reports.exporters import exporter

        return exporter(format)(self)

    def write(self, path: str | Path) -> Path:
        """Write the document whole; the suffix of `path` names the format."""
        from sdtclimate.core.files import write_whole

        target = Path(path)
        return write_whole(target, self.render(target.suffix.lstrip(".") or "html"))
