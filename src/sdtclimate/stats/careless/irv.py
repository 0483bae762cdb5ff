"""Intra-individual response variability: how much a person's own answers vary."""

from __future__ import annotations

import numpy as np

from sdtclimate.stats.careless.index import CarelessIndex, FloatArray, Sheet

FEWEST_ITEMS = 10
"""A few equal answers are no sign of anything."""


def response_variability(answers: FloatArray) -> FloatArray:
    """Return the standard deviation (n - 1) of each person's answers.

    Parameters
    ----------
    answers : float array, n x k
        Codes as given, nothing turned; NaN where missing, left out.

    Returns
    -------
    float array, n
        NaN below two answers. Checked against explicit R code on three public data sets.
    """
    there = ~np.isnan(answers)
    n = there.sum(axis=1)
    safe = np.maximum(n, 1)
    mean = np.where(there, answers, 0.0).sum(axis=1) / safe
    squares = np.where(there, answers - mean[:, None], 0.0) ** 2
    sd = np.sqrt(squares.sum(axis=1) / np.maximum(n - 1, 1))
    return np.where(n > 1, sd, np.nan)


def _value(sheet: Sheet) -> FloatArray:
    return np.where(sheet.answered >= FEWEST_ITEMS, response_variability(sheet.answers), np.nan)


def _refuses(sheet: Sheet) -> str:
    if sheet.answers.shape[1] >= FEWEST_ITEMS:
        return ""
    return f"few_items: the form has fewer than {FEWEST_ITEMS} items, and so few equal answers are no sign of anything"


INDEX = CarelessIndex(
    "irv",
    _value,
    cutoff=0.0,
    flags="at most",
    unit="standard deviation of the person's own answers (all equal)",
    source="index: Dunn et al. 2018, doi:10.1007/s10869-016-9479-0; cut-off: by definition, no answer differs",
    refuses=_refuses,
)
