"""The full report: everything that the answers bear, the answer first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sdtclimate.reports.chapters import (
    consistency,
    first_page,
    groups,
    how,
    lists,
    said,
    sites,
    structure,
    support,
    two_views,
    who_answered,
)
from sdtclimate.reports.document import Chapter
from sdtclimate.reports.material import Material

MakeChapter = Callable[[Material], Chapter | None]
CHAPTERS: Final[dict[str, MakeChapter]] = {
    "summary": first_page.chapter,
    "who": who_answered.chapter,
    "said": said.chapter,
    "support": support.chapter,
    "views": two_views.chapter,
    "groups": groups.chapter,
    "sites": sites.chapter,
    "consistency": consistency.chapter,
    "structure": structure.chapter,
    "how": how.chapter,
    "lists": lists.chapter,
}


def chapters(material: Material) -> list[Chapter]:
    """Return the chapters that have something to say, in their order."""
    made = (make(material) for make in CHAPTERS.values())
    return [chapter for chapter in made if chapter is not None]
