"""The longest run of equal answers in the order in which items were asked."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.careless.index import CarelessIndex, FloatArray, Sheet

FEWEST_ITEMS = 10


def longest_run(answers: FloatArray) -> FloatArray:
    """Return the length of the longest run of equal answers of each person.

    Parameters
    ----------
    answers : float array, n x k
        In the order asked; NaN where missing, which breaks a run.

    Returns
    -------
    float array, n
        0 for a person without answers. Checked against explicit R code on three public data sets.
    """
    n, k = answers.shape
    longest = np.zeros(n)
    running = np.zeros(n)
    for at in range(k):
        here = answers[:, at]
        same = (here == answers[:, at - 1]) if at else np.zeros(n, dtype=bool)
        running = np.where(np.isnan(here), 0.0, np.where(same, running + 1, 1.0))
        longest = np.maximum(longest, running)
    return longest


def _value(sheet: Sheet) -> FloatArray:
    return np.where(sheet.answered > 0, longest_run(sheet.answers), np.nan)


def _refuses(sheet: Sheet) -> str:
    if sheet.answers.shape[1] >= FEWEST_ITEMS:
        return ""
    return f"few_items: the form has fewer than {FEWEST_ITEMS} items, so that no run can be that long"


INDEX = CarelessIndex(
    "longstring",
    _value,
    cutoff=10,
    flags="at least",
    unit="equal answers in a row",
    source="index: Johnson 2005, doi:10.1016/j.jrp.2004.09.009; cut-off: judgement, for items asked in mixed order",
    refuses=_refuses,
)
