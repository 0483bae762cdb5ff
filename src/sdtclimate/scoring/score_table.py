"""`ScoreTable`: the scores of respondents, with the reason wherever there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument

SCORE_REASONS: tuple[str, ...] = (
    "",
    "not_presented",
    "mostly_not_applicable",
    "too_few_answered",
    "part_missing",
    "below_headcount",
)
"""Why a respondent has no score on a scale; the position is the code kept in `ScoreTable.reason_codes`."""


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """Scores per scale and respondent.

    Parameters
    ----------
    instrument : Instrument
    scales : tuple of str
        Ids of subscales and composites, in the order of the instrument.
    values : float array, scales x n
        Score in the unit of the scale, NaN where there is none.
    answered : int array, scales x n
        Items answered (parts, for a composite).
    reason_codes : int8 array, scales x n
        Position in `SCORE_REASONS`; 0 where there is a score.
    short_form : bool array, scales x n
        Scored although the form lacked an item.
    people : DataFrame, n rows
        As in `Responses`.
    """

    instrument: Instrument
    scales: tuple[str, ...]
    values: npt.NDArray[np.float64]
    answered: npt.NDArray[np.int8]
    reason_codes: npt.NDArray[np.int8]
    short_form: npt.NDArray[np.bool_]
    people: pd.DataFrame

    def __len__(self) -> int:
        return int(self.values.shape[1])

    def of(self, scale: str) -> npt.NDArray[np.float64]:
        """Return the scores of one scale, n values."""
        row: npt.NDArray[np.float64] = self.values[self.scales.index(scale)]
        return row

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Tidy, unrounded: ``nc_as, nc_as__pomp, nc_as__answered, nc_as__reason`` per scale, people along.

        A frame of single persons: yours to guard. Nothing of it reaches a report.
        """
        from sdtclimate.scoring.columns import score_frame

        return score_frame(self)
