"""A descriptive field as an index takes it: a number for each respondent, or why there is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.composites import NOT_PRESENTED, TOO_FEW, ScaleScores
from sdtclimate.scoring.headcount import forms_of


def field_scores(
    field: str, data: Responses | pd.DataFrame, people: pd.DataFrame, instrument: Instrument
) -> ScaleScores:
    """Return the answers to one field.

    Parameters
    ----------
    field : str
        Id of an item with ``field: true``.
    data : Responses or DataFrame, n rows
    people : DataFrame, n rows
        Tells who filled in which form.
    instrument : Instrument

    Returns
    -------
    ScaleScores
        An empty cell is ``too_few_answered``, or ``not_presented`` where the person's form does not ask the field or
        the data have no such column. Reserved codes and what is no number count as empty.
    """
    table = data.fields if isinstance(data, Responses) else data
    n = len(people)
    if field not in table:
        values, absent = np.full(n, np.nan), np.ones(n, dtype=np.bool_)
    else:
        values = pd.to_numeric(table[field], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
        values = np.where(values < 0, np.nan, values)
        asked = set(instrument.items[field].text)
        absent = np.array([bool(form) and form not in asked for form in forms_of(people, instrument)], dtype=np.bool_)
    gone = np.isnan(values)
    reasons = np.where(gone, np.where(absent, NOT_PRESENTED, TOO_FEW), 0).astype(np.int8)
    return ScaleScores(values, (~gone).astype(np.int8), reasons, np.zeros(n, np.bool_))
