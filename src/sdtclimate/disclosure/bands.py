"""`n_band`: the only n that a group smaller than the whole study may print."""

from __future__ import annotations

from typing import Final

BANDS: Final[tuple[tuple[int, str], ...]] = ((50, "50+"), (20, "20-49"), (10, "10-19"), (5, "5-9"))
LOWEST_BAND: Final = "<5"


def n_band(n: int) -> str:
    """Return the band that `n` people fall into: ``<5``, ``5-9``, ``10-19``, ``20-49`` or ``50+``."""
    return next((band for least, band in BANDS if n >= least), LOWEST_BAND)
