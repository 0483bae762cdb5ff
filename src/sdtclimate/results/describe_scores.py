"""What the scores of each group are like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sdtclimate.results.result import Result


@dataclass(frozen=True, eq=False)
class DescribeScoresResult(Result):
    """Mean, spread and POMP of every scale, by role and below it.

    Rows: ``scale`` x ``role`` (x the columns of ``by``) x ``statistic`` (``mean``, ``sd``, ``pomp``). ``n_dropped``
    counts people of the role who have no score; it is kept for all sites together only.
    """

    kind: ClassVar[str] = "describe_scores"
    title: ClassVar[str] = "Scores"

    @classmethod
    def extra_columns(cls) -> tuple[str, ...]:
        """How many people have no score."""
        return ("n_dropped",)
