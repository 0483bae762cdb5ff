"""How many answers are missing, and for what reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sdtclimate.results.result import Result


@dataclass(frozen=True, eq=False)
class MissingnessResult(Result):
    """Shares of missing cells by scale, role and reason.

    Rows: ``scale`` x ``role`` (x the columns of ``by``), ``statistic`` = ``missing``, ``variant`` = the reason, or
    ``any`` for all reasons but ``not_presented`` together. ``n`` is people, ``k`` items.
    """

    kind: ClassVar[str] = "missingness"
    title: ClassVar[str] = "Missing answers"
