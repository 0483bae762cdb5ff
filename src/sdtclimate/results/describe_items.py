"""How each item was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sdtclimate.results.result import Result


@dataclass(frozen=True, eq=False)
class DescribeItemsResult(Result):
    """Shares of the answers, item means and missing answers, by role and below it.

    Rows: ``scale`` x ``item`` x ``role`` (x the columns of ``by``) x ``statistic``. ``share``: one row a code of the
    instrument, ``variant`` is the code. ``mean``: of the codes as answered, nothing turned. ``missing``: one row a
    reason, ``variant`` is the reason.
    """

    kind: ClassVar[str] = "describe_items"
    title: ClassVar[str] = "Answers by item"
