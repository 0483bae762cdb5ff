"""Factorability: KMO, Bartlett, eigenvalues, parallel analysis, MAP, the empirical Kaiser criterion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

import sdtclimate as sdt
from validate.compare import Outcome, worst
from validate.compare import compare as plain

FAMILY = "factorability"
DRAWS = 10_000
"""So many that the Monte Carlo error of ours hardly adds to that of the reference."""
NOT_COVERED = {
    r"parallel/replications": "a setting of the reference",
    r"mc_se_of_mean": "the error of the reference itself, used as the tolerance of its means",
    r"psych_vss/vss": "very simple structure is not computed",
}
NOTES = (
    "Means of random eigenvalues agree within 5 standard errors, 95th percentiles within .03, or with few respondents "
    "within 10.5 standard errors of the mean (5 of a percentile).",
    "A number of factors that random data suggest may differ where the deciding eigenvalue lies within that error.",
)
OVERRIDES = ("G2",)
PARALLEL = {"components_pearson": "components", "common_factors_smc": "factors"}


def fields(case: Mapping[str, Any], frame: pd.DataFrame) -> dict[str, Any]:  # noqa: ARG001 - the data say it all
    result = sdt.dimensionality(
        frame, n_factors=1, rotation="none", draws=DRAWS, i_understand=OVERRIDES, progress=False
    )
    found = result.frame[result.frame["status"] != "not_estimable"]
    computed: dict[str, Any] = {"n": int(result.frame["n"].iloc[0]), "p": frame.shape[1]}
    for row in found.to_dict("records"):
        value = row["estimate"]
        match row["statistic"]:
            case "kmo" | "determinant" as name:
                computed[name] = value
            case "msa" | "smc" as name:
                computed[f"{name}/{row['item']}"] = value
            case "bartlett":
                computed |= {"bartlett/chi2": value, "bartlett/df": int(row["df"]), "bartlett/p": row["p"]}
            case "n_factors":
                computed |= _suggestion(row["variant"], int(value))
    lists = {
        "eigenvalues": ("eigenvalue", "components"),
        "eigenvalues_smc_reduced": ("eigenvalue", "factors"),
        "empirical_kaiser/reference": ("kaiser_reference", ""),
        "map/squared": ("average_partial", "squared"),
        "map/fourth": ("average_partial", "fourth"),
    }
    for path, variant in PARALLEL.items():
        lists[f"parallel/{path}/mean"] = ("parallel_mean", variant)
        lists[f"parallel/{path}/q95"] = ("parallel_q95", variant)
    for path, (statistic, variant) in lists.items():
        rows = found[(found["statistic"] == statistic) & (found["variant"] == variant)]
        if len(rows):
            computed[path] = rows.sort_values("factor")["estimate"].tolist()
    if "map/squared" in computed:
        computed["map/m"] = list(range(len(computed["map/squared"])))
        computed["psych_vss/map"] = computed["map/squared"][1 : 1 + min(6, frame.shape[1] - 2)]
    return computed


def _suggestion(variant: str, number: int) -> dict[str, int]:
    if variant.startswith("parallel_"):
        return {f"parallel_suggests/{variant.removeprefix('parallel_')}": number}
    if variant.startswith("map_"):
        return {f"map_suggests/{variant.removeprefix('map_')}": number}
    named = {"kaiser": "kaiser_count", "empirical_kaiser": "empirical_kaiser/suggests"}
    return {named[variant]: number} if variant in named else {}


def compare(case: Mapping[str, Any], path: str, expected: Any, computed: Any) -> Outcome | None:
    """Random data are compared within their own error: means within 5 standard errors, percentiles within .03."""
    parts = path.split("/")
    if parts[0] == "parallel" and parts[-1] in ("mean", "q95"):
        allowed = _allowed(case, parts[1], parts[2])
        if len(allowed) != len(computed):
            return None
        found = [
            Outcome(abs(a - b) <= limit, abs(a - b), float(limit), f"expected {a!r}, computed {b!r}")
            for a, b, limit in zip(expected, computed, allowed, strict=True)
        ]
        return worst(found, 0.0, [f"[{i + 1}]" for i in range(len(found))])
    if parts[0] == "parallel_suggests" and computed != expected and _borderline(case, parts[1], expected, computed):
        return Outcome(True)
    return plain(expected, computed, 0.0) if isinstance(expected, int) and not isinstance(expected, bool) else None


def _allowed(case: Mapping[str, Any], kind: str, what: str) -> np.ndarray:
    given = case["expected"]["parallel"][kind]
    error = np.asarray(given["mc_se_of_mean"], dtype=float)
    # With few respondents .03 is less than the reference's own error in a percentile, about twice that of a mean.
    return 5 * error if what == "mean" else np.maximum(0.03, 5 * 2.1 * error)


def _borderline(case: Mapping[str, Any], name: str, expected: int, computed: int) -> bool:
    """Whether the eigenvalue that decides lies within the error of what it is held against."""
    on, what = name.split("_")
    kind = {"components": "components_pearson", "factors": "common_factors_smc"}[on]
    values = case["expected"]["eigenvalues" if on == "components" else "eigenvalues_smc_reduced"]
    at = min(expected, computed)
    return abs(values[at] - case["expected"]["parallel"][kind][what][at]) <= _allowed(case, kind, what)[at]
