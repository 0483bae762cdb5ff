"""Comparison of groups: means, spread, Welch's interval, Hedges' g; through `compare_groups` where codes allow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import sdtclimate as sdt
from factories import make_instrument, make_responses
from sdtclimate.stats.effects.difference import welch
from sdtclimate.stats.effects.hedges_g import correction, hedges_g
from sdtclimate.stats.effects.spread import mean_of, sd_of, within_sd

FAMILY = "compare"
NOT_COVERED = {
    r"(^|/)items/|mixed|ancova|adjusted_p|tost|mann_whitney": "not computed",
    r"rank_biserial|common_language|brunner_munzel": "not computed",
    r"student|cohen_d|glass|d_average|effectsize|brown_forsythe|variance_ratio|median": "not computed",
    r"many_groups/(anova|welch|kruskal|pairwise_welch|tukey)": "not computed",
    r"welch/(t|df|p)$": "the interval is given and no test",
}

Fields = dict[str, Any]


def columns(case: Mapping[str, Any]) -> list[str]:
    """Return the column of the groups."""
    return [case["input"]["group"]]


def fields(case: Mapping[str, Any], frame: pd.DataFrame) -> Fields:
    """Return what can be computed for a case."""
    given = case["input"]
    score, group = frame[given["vars"]].mean(axis=1), frame[given["group"]]
    groups = [score[group == level].to_numpy(dtype=np.float64) for level in given["levels"]]
    place = "two_groups" if len(groups) == 2 else "many_groups"
    computed: Fields = {
        f"{place}/n": [part.size for part in groups],
        f"{place}/mean": [mean_of(part) for part in groups],
        f"{place}/sd": [sd_of(part) for part in groups],
    }
    if len(groups) == 2:
        computed |= _two_groups(groups[1], groups[0])  # theirs is first minus second
        if "range" in given:
            computed |= _public(given, frame)
    else:
        computed["many_groups/levels"] = given["levels"]
    return computed


def _two_groups(reference: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> Fields:
    difference, g = welch(reference, other), hedges_g(reference, other)
    codes = np.repeat([0, 1], [reference.size, other.size])
    return {
        "two_groups/difference": difference.value,
        "two_groups/sd_pooled": within_sd(np.concatenate([reference, other]), codes)[0],
        "two_groups/welch/se": difference.se,
        "two_groups/welch/ci": [difference.ci_low, difference.ci_high],
        "two_groups/hedges_g/g": g.value,
        "two_groups/hedges_g/J": correction(reference.size + other.size - 2),
        "two_groups/hedges_g/ci_noncentral_times_J": [g.ci_low, g.ci_high],
        "two_groups/direction": "first group minus second group throughout",
    }


def _public(given: Mapping[str, Any], frame: pd.DataFrame) -> Fields:
    """Return the same through `compare_groups`; what the guardrails refuse at this n stays as computed below them."""
    used = frame[frame[given["group"]].isin(given["levels"])]
    low, high = given["range"]
    instrument = make_instrument({"scale": given["vars"]}, reverse={}, low=low, high=high)
    few = replace(instrument.subscales["scale"], min_items=1)
    instrument = replace(instrument, subscales={"scale": few})
    codes = used[given["vars"]].to_numpy(dtype=np.int8).T
    responses = make_responses(instrument, roles=["psw"] * len(used), codes=codes)
    people = responses.people.assign(country=used[given["group"]].astype(str).to_numpy())
    result = sdt.compare_groups(
        replace(responses, people=people), by="country", reference=str(given["levels"][1]), i_understand=("G2", "G3")
    )
    rows = result.frame[result.frame.country == str(given["levels"][0])].set_index("statistic")
    answer: Fields = {}
    if rows.status["difference"] == "ok":
        difference, g = rows.loc["difference"], rows.loc["hedges_g"]
        answer["two_groups/difference"] = difference.estimate
        answer["two_groups/welch/se"] = difference.se
        answer["two_groups/welch/ci"] = [difference.ci_low, difference.ci_high]
        answer["two_groups/hedges_g/g"] = g.estimate
        answer["two_groups/hedges_g/ci_noncentral_times_J"] = [g.ci_low, g.ci_high]
    return answer
