"""`CarelessIndex`: one way to see that a form was filled in without reading, its cut-off and who says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Sheet:
    """The answers of people who filled in the same form.

    Parameters
    ----------
    answers : float array, n x k
        Codes as given, items in the order in which they were asked, nothing turned; NaN where missing.
    seconds : float array, n, or None
        Time for the whole form; NaN where unknown.
    """

    answers: FloatArray
    seconds: FloatArray | None = None

    @property
    def answered(self) -> FloatArray:
        """Items answered by each person."""
        return np.asarray((~np.isnan(self.answers)).sum(axis=1), dtype=np.float64)


@dataclass(frozen=True)
class CarelessIndex:
    """One index.

    Parameters
    ----------
    id : str
    value : callable
        From a `Sheet` to one number a person, NaN where the person cannot be judged.
    cutoff : float
    flags : {"at least", "at most", "below"}
        On which side of the cut-off a value is flagged.
    unit : str
        What the value counts.
    source : str
        Who proposed the index, and where the cut-off comes from.
    refuses : callable
        From a `Sheet` to why nobody can be judged, beginning with an id; empty text otherwise.
    """

    id: str
    value: Callable[[Sheet], FloatArray]
    cutoff: float
    flags: Literal["at least", "at most", "below"]
    unit: str
    source: str
    refuses: Callable[[Sheet], str]

    def flagged(self, values: FloatArray, cutoff: float | None = None) -> npt.NDArray[np.bool_]:
        """Return who is flagged; those who cannot be judged are not."""
        limit = self.cutoff if cutoff is None else cutoff
        with np.errstate(invalid="ignore"):
            if self.flags == "at least":
                return values >= limit
            return values <= limit if self.flags == "at most" else values < limit

    def cutoff_text(self, cutoff: float | None = None) -> str:
        """Return the cut-off in words: ``"at least 10 equal answers in a row"``."""
        return f"{self.flags} {self.cutoff if cutoff is None else cutoff:g} {self.unit}".rstrip()
