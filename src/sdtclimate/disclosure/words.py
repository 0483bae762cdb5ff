"""A gap in words: what is said where a side has fewer than 10 people."""

from __future__ import annotations

import math
from typing import Final

SOMEWHAT_FROM: Final = 0.5
CLEARLY_FROM: Final = 1.0
ABOUT_THE_SAME: Final = "about the same"


def gap_words(gap: float, *, valenced: bool) -> str:
    """Return a gap as words: "about the same" under .5, "somewhat" under 1, else "clearly".

    Parameters
    ----------
    gap : float
        Difference of the rounded means, in scale units. Positive ``gap_fav``: staff see it rosier.
    valenced : bool
        True for ``gap_fav``. A difference without a good and a bad side is "higher" or "lower".
    """
    if not math.isfinite(gap):
        return ""
    size = round(abs(gap), 6)
    if size < SOMEWHAT_FROM:
        return ABOUT_THE_SAME
    amount = "somewhat" if size < CLEARLY_FROM else "clearly"
    if valenced:
        return f"{amount} {'rosier' if gap > 0 else 'less rosy'}"
    return f"{amount} {'higher' if gap > 0 else 'lower'}"
