"""Seconds per answered item: faster than anybody reads."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.careless.index import CarelessIndex, FloatArray, Sheet


def seconds_per_item(answers: FloatArray, seconds: FloatArray) -> FloatArray:
    """Return the time for the form divided by the items answered, one number a person.

    Parameters
    ----------
    answers : float array, n x k
        NaN where missing.
    seconds : float array, n
        Time for the whole form in seconds; NaN where unknown, and 0 or less counts as unknown.

    Returns
    -------
    float array, n
        NaN where nothing was answered or no time is known. Time spent on other questions of the form is in it, so
        that it errs on the side of not flagging.
    """
    answered = (~np.isnan(answers)).sum(axis=1)
    known = (answered > 0) & (seconds > 0)
    return np.where(known, seconds / np.maximum(answered, 1), np.nan)


def _value(sheet: Sheet) -> FloatArray:
    if sheet.seconds is None:
        return np.full(sheet.answers.shape[0], np.nan)
    return seconds_per_item(sheet.answers, sheet.seconds)


def _refuses(sheet: Sheet) -> str:
    known = sheet.seconds is not None and bool((sheet.seconds > 0).any())
    return "" if known else "no_duration: the answers hold no time; name its column: people={'duration': ...}"


INDEX = CarelessIndex(
    "seconds_per_item",
    _value,
    cutoff=2.0,
    flags="below",
    unit="seconds per answered item",
    source="index and cut-off: Huang et al. 2012, doi:10.1007/s10869-011-9231-8",
    refuses=_refuses,
)
