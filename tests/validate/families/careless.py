"""Careless answering: the indices that `screen` gives, one value a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

import sdtclimate as sdt
from factories import make_instrument, make_responses
from sdtclimate.core.terms import BLANK
from sdtclimate.stats.careless.irv import response_variability
from sdtclimate.stats.careless.longstring import longest_run
from sdtclimate.stats.careless.mahalanobis import outlier_p, squared_distance

FAMILY = "careless"
NOT_COVERED = {
    r"average_string|even_odd|synonym|person_total|guttman": "not computed",
    r"summary/": "the summary holds indices that are not computed",
    r"notes": "text",
}
PUBLIC = {"longstring": "longstring", "irv": "irv", "mahalanobis": "mahalanobis_p"}
"""Indices of `screen` and what they are called in a case."""


def fields(case: Mapping[str, Any], frame: pd.DataFrame) -> dict[str, Any]:
    """Return what can be computed for a case: from `screen` where it judges, else from below it."""
    answers = frame.to_numpy(dtype=np.float64)
    found = {
        "row": np.arange(1.0, len(frame) + 1),
        "n_missing": np.isnan(answers).sum(axis=1),
        "longstring": longest_run(answers),
        "irv": response_variability(answers),
        "mahalanobis_d2": squared_distance(answers),
        "mahalanobis_p": outlier_p(answers),
    }
    low, high = case["input"]["range"]
    instrument = make_instrument({"scale": list(frame.columns)}, reverse={}, low=low, high=high)
    codes = np.where(np.isnan(answers), BLANK, answers).astype(np.int8).T
    responses = make_responses(instrument, roles=["psw"] * len(frame), codes=codes)
    seen = sdt.screen(replace(responses), indices=tuple(PUBLIC), flag_when=1).evidence
    for index, name in PUBLIC.items():
        judged = seen[index].notna().to_numpy()
        found[name] = np.where(judged, seen[index], found[name])
    shown = len(case["expected"]["first_rows"]["row"])
    return {f"first_rows/{name}": values[:shown] for name, values in found.items()}
