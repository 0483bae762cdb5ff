"""How groups of people who filled in the same form differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sdtclimate.results.result import Result


@dataclass(frozen=True, eq=False)
class GroupComparisonResult(Result):
    """Means of the groups of one form, and how each differs from the reference.

    Rows: ``scale`` x the column of ``by``. ``statistic`` = ``mean``; ``difference`` = group - reference, in scale
    units; ``hedges_g`` = the same in pooled standard deviations. ``variant`` of the last two names the reference.
    """

    kind: ClassVar[str] = "group_comparison"
    title: ClassVar[str] = "Groups"
