"""What each comparability tag allows and what the comparison is called (blueprint 2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Comparison:
    """How two forms may be set beside each other.

    Parameters
    ----------
    tag : str
    label : str
        Words for the comparison, printed wherever it is shown.
    tested : bool
        Whether a test or interval that invites one (stars, p) may be shown.
    valenced : bool
        Whether the difference is turned into ``gap_fav``; views have no valence.
    allowed : bool
        Whether the forms may be set beside each other at all.
    """

    tag: str
    label: str
    tested: bool
    valenced: bool
    allowed: bool


COMPARISONS: Final[dict[str, Comparison]] = {
    "shared_referent": Comparison("shared_referent", "difference in perception of the same service", True, True, True),
    "own_view": Comparison("own_view", "difference in views", True, False, True),
    "self_vs_other": Comparison("self_vs_other", "own report vs others' report", False, True, True),
    "proxy": Comparison("proxy", "PSWs' own report vs staff impression", False, True, True),
    "single_form": Comparison("single_form", "asked of one group only", False, False, False),
}
