"""How PSWs and staff see the same things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sdtclimate.results.result import Result


@dataclass(frozen=True, eq=False)
class GapResult(Result):
    """Both means of every scale and the gap between them.

    Rows: ``scale`` (x ``site``). ``statistic`` = ``mean`` with ``role`` = each of the two; ``gap_fav`` =
    v x (mean staff - mean PSW), positive where staff see it rosier; ``difference`` = staff - PSW for views, which have
    no valence. ``variant`` is empty for the first choice and ``"t over sites"`` for the interval beside it.
    ``comparability`` says how the two may be set beside each other. ``n_staff`` counts the second role, whichever it
    is; ``n_sites`` the sites with both.
    """

    kind: ClassVar[str] = "gap"
    title: ClassVar[str] = "Two views"

    @classmethod
    def extra_columns(cls) -> tuple[str, ...]:
        """How the two forms may be set beside each other."""
        return ("comparability",)
