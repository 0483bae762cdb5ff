"""Which forms look careless."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from sdtclimate.results.result import Result

if TYPE_CHECKING:
    Flags = pd.Series[bool]


def _no_flags() -> Flags:
    return pd.Series(dtype=bool)


@dataclass(frozen=True, eq=False)
class ScreeningResult(Result):
    """How many forms each index of careless answering flags, with its cut-off and source.

    Rows: ``role`` x ``variant`` (the index, or ``flagged`` for as many indices as were asked for), ``statistic`` =
    ``flagged``; ``estimate`` counts people, ``n`` those who could be judged.

    Parameters
    ----------
    flags : Series of bool, indexed as ``Responses.people``
        Who is flagged: ``responses.keep(~screened.flags, why="screened")``. Single persons: yours to guard.
    evidence : DataFrame, one column an index
        The values behind the flags. Single persons: yours to guard.
    """

    kind: ClassVar[str] = "screening"
    title: ClassVar[str] = "Screening"

    flags: Flags = field(default_factory=_no_flags, repr=False)
    evidence: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    @classmethod
    def extra_columns(cls) -> tuple[str, ...]:
        """What an index flags, and who says so."""
        return ("cutoff", "source")
