"""The columns of scored data: the same names in every engine, and part of the public promise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sdtclimate.instrument.loader import Source, load_instrument
from sdtclimate.scoring.plan import compile_plan
from sdtclimate.scoring.pomp import pomp, scale_range
from sdtclimate.scoring.score_table import SCORE_REASONS

if TYPE_CHECKING:
    from sdtclimate.scoring.score_table import ScoreTable

SUFFIXES = ("", "__pomp", "__answered", "__reason")
"""Score, score on 0 to 100, items answered (parts, for a composite), why there is no score."""
SHORT_FORM = "short_form"
"""Stands in ``__reason`` beside a score that rests on a form that lacked an item."""


def score_columns(instrument: Source | Sequence[Source], *, scales: Sequence[str] | None = None) -> list[str]:
    """Return the names of the columns that scoring adds, in order.

    Parameters
    ----------
    instrument : Instrument, or what `load_instrument` takes
        An instrument, a package, or the id of one that is shipped.
    scales : sequence of str, optional
        Scales to score; all by default.

    Returns
    -------
    list of str
        ``nc_cs, nc_cs__pomp, nc_cs__answered, nc_cs__reason`` and so on, in the order of the instrument.
    """
    plan = compile_plan(load_instrument(instrument), scales)
    return [scale + suffix for scale in plan.scales for suffix in SUFFIXES]


def score_frame(table: ScoreTable) -> pd.DataFrame:
    """Return a score table as a frame: columns about people first, then four columns a scale.

    Returns
    -------
    DataFrame, n rows
        Score and POMP unrounded, NaN where there is none. ``__answered`` is a whole number. ``__reason`` is empty
        where there is a score from a full form, ``short_form`` where the form lacked an item, else why there is no
        score: one of `SCORE_REASONS`.
    """
    words = np.array(SCORE_REASONS, dtype=object)
    made: dict[str, object] = {}
    for at, scale in enumerate(table.scales):
        reason = words[table.reason_codes[at]]
        reason[table.short_form[at]] = SHORT_FORM
        columns = (table.values[at], pomp(table.values[at], *scale_range(table.instrument, scale)))
        columns += (table.answered[at], reason)  # type: ignore[assignment]
        made.update({scale + suffix: column for suffix, column in zip(SUFFIXES, columns, strict=True)})
    scores = pd.DataFrame(made, index=table.people.index)
    return pd.concat([table.people, scores], axis=1)
