"""Named grids: what an author called a value, with the source. A page that prints the word prints the name.

Reliability has no grid here: a coefficient is judged by its interval and its use, not by one word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from sdtclimate.core.registry import lookup


@dataclass(frozen=True)
class Grid:
    """Words for the values of a statistic.

    Parameters
    ----------
    id : str
        ``"kmo_kaiser_1974"``.
    name : str
        How the grid is cited in a sentence: ``"Kaiser 1974"``.
    statistic : str
    bands : tuple of (float, str)
        From the highest: the least value of a band and its word.
    source : str
        Reference with DOI.
    """

    id: str
    name: str
    statistic: str
    bands: tuple[tuple[float, str], ...]
    source: str

    def word(self, value: float) -> str:
        """Return the word for `value`; empty for NaN."""
        if not math.isfinite(value):
            return ""
        return next((word for least, word in self.bands if value >= least), self.bands[-1][1])

    def phrase(self, value: float) -> str:
        """Return the word with the name of the grid: ``"middling (Kaiser 1974)"``; empty for NaN."""
        word = self.word(value)
        return f"{word} ({self.name})" if word else ""


GRIDS: Final[dict[str, Grid]] = {
    grid.id: grid
    for grid in (
        Grid(
            "kmo_kaiser_1974",
            "Kaiser 1974",
            "kmo",
            (
                (0.9, "marvelous"),
                (0.8, "meritorious"),
                (0.7, "middling"),
                (0.6, "mediocre"),
                (0.5, "miserable"),
                (-math.inf, "unacceptable"),
            ),
            "Kaiser, H. F. (1974). An index of factorial simplicity. Psychometrika, 39, 31-36. doi:10.1007/BF02291575",
        ),
    )
}


def grid(name: str) -> Grid:
    """Return a grid by its id.

    Raises
    ------
    UsageError
        If there is no such grid; the known ones are listed.
    """
    return lookup(GRIDS, name, what="grid", argument="grid")
