"""Reliability: alpha and all that psych::alpha prints, Guttman's bounds, split halves, omega of one factor."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import sdtclimate as sdt
from sdtclimate.stats.factor.minres import minres
from sdtclimate.stats.intervals.feldt import feldt_interval
from sdtclimate.stats.reliability import alpha, guttman, homogeneity, items, one_factor_indices
from sdtclimate.stats.reliability.composite import correlations
from sdtclimate.stats.reliability.dropped import if_dropped
from sdtclimate.stats.reliability.kuder_richardson import kr20, kr21
from sdtclimate.stats.reliability.measurement_error import smallest_detectable_change, standard_error_of_measurement
from sdtclimate.stats.reliability.one_factor_ml import CONVERGED, fit_one_factor
from sdtclimate.stats.reliability.pairwise import pairwise_covariance
from sdtclimate.stats.reliability.registry import COEFFICIENTS
from sdtclimate.stats.reliability.split_half import MOST_SPLITS, all_split_halves, number_of_splits, split_half
from sdtclimate.stats.sample.moments import moments_of
from validate.compare import Outcome
from validate.compare import compare as plain

FAMILY = "reliability"
NOT_COVERED = {
    r"(listwise|pairwise)/if_dropped": "two items: dropping one leaves no scale",
    r"psych_omega_1f/": "psych's Schmid-Leiman table of one factor repeats its loadings",
    r"psych_omega_3f/": "omega with group factors is not computed yet",
    r"ordinal/": "ordinal reliability is not computed yet",
    r"psych_splitHalf": "psych visits only half of the splits of an odd number of items; its note is text",
}
OVERRIDES = ("G2", "G3", "G4", "G5", "G6")
ML_ESTIMATES = 1e-5
"""Tolerance of ML estimates by the README of the reference: lavaan stops when its gradient is about 1e-6."""
OF_ML_ESTIMATES = (
    "omega_ml/omega_observed",
    "omega_ml/semtools_reliability/omega3",
    "omega_ml/semtools_compRelSEM",
)

Fields = dict[str, Any]
Matrix = npt.NDArray[np.float64]

PLACES = {
    "alpha": "listwise/total/raw_alpha",
    "alpha_standardised": "listwise/total/std_alpha",
    "guttman_lambda2": "guttman_covariance/lambda2",
    "guttman_lambda6": "guttman_covariance/lambda6",
    "omega_total": "omega_ml/omega_model",
}
"""Where the coefficients of `reliability` stand in a case."""
SUMMARY: dict[str, Callable[[Matrix], Matrix]] = {
    "raw_alpha": alpha.value,
    "std_alpha": COEFFICIENTS["alpha_standardised"].value,
    "G6_smc": lambda cov: guttman.lambda6(correlations(cov)),
    "average_r": homogeneity.average_correlation,
    "median_r": homogeneity.median_correlation,
    "signal_noise": homogeneity.signal_to_noise,
    "var_r": homogeneity.correlation_variance,
    "unidim": homogeneity.unidimensionality,
}
DROPPED = {
    "std.alpha": "std_alpha",
    "G6(smc)": "G6_smc",
    "average_r": "average_r",
    "S/N": "signal_noise",
    "var.r": "var_r",
    "med.r": "median_r",
}


def fields(case: Mapping[str, Any], frame: pd.DataFrame) -> Fields:  # noqa: ARG001 - the runner gives both
    values, names = frame.to_numpy(dtype=np.float64), [str(name) for name in frame.columns]
    rows = values[~np.isnan(values).any(axis=1)]
    (n, k), cov = rows.shape, moments_of(rows).covariance
    computed: Fields = {"n_complete": n, "n_items": k}
    computed |= _prefixed("listwise", {**_alpha(cov, n, names), **_of_rows(rows, cov)})
    if np.isnan(values).any():
        computed |= _prefixed("pairwise", _pairwise(values, names))
    for name, matrix in (("covariance", cov), ("correlation", correlations(cov))):
        for bound in (guttman.lambda1, guttman.lambda2, guttman.lambda3, guttman.lambda5, guttman.lambda6):
            computed[f"guttman_{name}/{bound.__name__}"] = float(bound(matrix))
    computed |= _prefixed("split_half", _splits(cov))
    if np.unique(rows).size == 2:
        binary = (rows > rows.min()).astype(np.float64)
        computed |= {"kr20": kr20(binary), "kr21": kr21(binary)}
    if k >= 3:
        computed |= _prefixed("omega_ml", _omega(cov, n, names))
        computed |= _psych_omega(cov)
        computed["ordinal/alpha_pearson_standardized"] = computed["listwise/total/std_alpha"]
        computed["ordinal/semtools_reliability/alpha"] = computed["listwise/total/raw_alpha"]
    computed |= _public(frame)
    computed |= {"ci_feldt_exact/level": 0.95}
    computed |= {f"ci_feldt_exact/{end}": computed[f"listwise/ci_feldt/{end}"] for end in ("lower", "upper")}
    error = _error(cov, computed["listwise/total/raw_alpha"])
    computed |= _prefixed("standard_error_of_measurement", error)
    return {path: value for path, value in computed.items() if path.endswith("var_r") or not _is_nan(value)}


def compare(case: Mapping[str, Any], path: str, expected: Any, computed: Any) -> Outcome | None:  # noqa: ARG001
    """ML estimates, and what moves with them by as much, have the tolerance that the README gives ML estimates.

    lavaan stops short of the maximum; a test shows that ours lies above it wherever the two differ. Omega itself is
    held to the case's own tolerance.
    """
    moves = path in OF_ML_ESTIMATES or path.startswith(("omega_ml/loadings/", "omega_ml/uniquenesses/"))
    return plain(expected, computed, ML_ESTIMATES, path=path) if moves else None


def witnesses(folder: Path) -> Iterator[tuple[str, str, Any, Any, float]]:
    """Yield what ``reliability/<coefficient>.json`` records: name, place, expected, computed, tolerance."""
    for path in sorted((folder / FAMILY).glob("*.json")):
        found = json.loads(path.read_text(encoding="utf-8"))
        coefficient = COEFFICIENTS.get(path.stem)
        for number, case in enumerate(found["cases"], 1):
            where = f"{FAMILY}/{path.name} case {number}"
            computed: Any = "not in COEFFICIENTS"
            if coefficient is not None:
                computed = coefficient.of(witnessed_covariance(case, folder))
            yield path.stem, where, case["value"], computed, case["tolerance"]


def witnessed_covariance(case: Mapping[str, Any], folder: Path) -> Matrix:
    """Return the covariance matrix of a recorded case: given, or of the complete answers of its data set."""
    if "covariance" in case:
        return np.array(case["covariance"], dtype=np.float64)
    frame = pd.read_csv(folder / "datasets" / case["dataset"])[case["items"]]
    for item in case["reversed"]:
        frame[item] = sum(case["range"]) - frame[item]
    return moments_of(frame.to_numpy(dtype=np.float64)).covariance


def align(case: Mapping[str, Any], computed: Fields) -> Fields:
    """A factor has no sign of its own: ours points where most loadings do."""
    theirs = case["expected"].get("omega_ml", {}).get("loadings", {})
    if sum(theirs.values()) >= 0:
        return computed
    return {path: -v if path.startswith("omega_ml/loadings/") else v for path, v in computed.items()}


def _public(frame: pd.DataFrame) -> Fields:
    """What `reliability` gives; where a guardrail refuses, the kernels alone stand."""
    result = sdt.reliability(frame, coefficients=tuple(PLACES), draws=100, i_understand=OVERRIDES, progress=False)
    found = result.frame[result.frame["status"] != "not_estimable"]
    answer: Fields = {}
    for row in found[found["statistic"].isin(PLACES)].to_dict("records"):
        answer[PLACES[row["statistic"]]] = row["estimate"]
        if row["statistic"] == "alpha":
            answer |= {"listwise/total/ase": row["se"]}
            answer |= _ends("listwise/ci_feldt", (row["ci_low"], row["ci_high"]))
    for statistic, path in (("alpha_if_dropped", "if_dropped/raw_alpha"), ("item_rest", "item_stats/r.drop")):
        rows = found[found["statistic"] == statistic]
        if len(rows) == frame.shape[1]:
            answer[f"listwise/{path}"] = rows.set_index("item")["estimate"][list(frame.columns)].tolist()
    return answer


def _alpha(cov: Matrix, n: int, names: list[str]) -> Fields:
    """The part of psych::alpha that a covariance matrix and n tell."""
    value, ase = alpha.with_error(cov, n)
    computed: Fields = {"total/ase": ase, **_prefixed("total", _summary(cov))}
    computed |= _ends("ci_feldt", feldt_interval(value, n, len(cov)))
    # psych has 1.96 for the normal quantile.
    computed |= _ends("ci_duhachek", (value - 1.96 * ase, value + 1.96 * ase))
    computed["if_dropped/item"] = computed["item_stats/item"] = names
    computed["item_stats/std.r"] = _list(items.item_total(correlations(cov)))
    computed["item_stats/r.cor"] = _list(items.item_total_corrected(cov))
    computed["item_stats/r.drop"] = _list(items.item_rest(cov))
    if len(cov) > 2:
        rest = [np.delete(np.delete(cov, i, 0), i, 1) for i in range(len(cov))]
        summaries = pd.DataFrame([_summary(part) for part in rest])
        for theirs, ours in DROPPED.items():
            computed[f"if_dropped/{theirs}"] = summaries[ours].tolist()
        computed["if_dropped/raw_alpha"] = _list(if_dropped(cov, alpha.value))
        computed["if_dropped/alpha se"] = [alpha.with_error(part, n)[1] for part in rest]
    return computed


def _summary(cov: Matrix) -> Fields:
    return {name: float(value(cov)) for name, value in SUMMARY.items()}


def _of_rows(rows: Matrix, cov: Matrix) -> Fields:
    n, k = rows.shape
    return {
        "total/mean": float(rows.mean()),
        "total/sd": float(np.sqrt(cov.sum())) / k,
        "item_stats/n": [n] * k,
        "item_stats/raw.r": _list(items.item_total(cov)),
        "item_stats/mean": _list(moments_of(rows).means),
        "item_stats/sd": _list(np.sqrt(np.diag(cov))),
    }


def _pairwise(values: Matrix, names: list[str]) -> Fields:
    """psych takes all rows for n, and the mean of what was answered for the total."""
    cov, together = pairwise_covariance(values)
    computed = _alpha(cov, len(values), names)
    answered = values[~np.isnan(values).all(axis=1)]
    total = np.nanmean(answered, axis=1)
    computed |= {"total/mean": float(total.mean()), "total/sd": float(total.std(ddof=1))}
    computed["item_stats/n"] = _list(np.diag(together))
    computed["item_stats/mean"] = _list(np.nanmean(values, axis=0))
    computed["item_stats/sd"] = _list(np.sqrt(np.diag(cov)))
    beside = np.column_stack([total, answered])
    computed["item_stats/raw.r"] = [
        float(correlations(moments_of(beside[:, [0, i]]).covariance)[0, 1]) for i in range(1, beside.shape[1])
    ]
    return computed


def _splits(cov: Matrix) -> Fields:
    k = len(cov)
    computed: Fields = {}
    for name, half in (("odd_even", range(0, k, 2)), ("first_second", range(k // 2))):
        computed |= _prefixed(name, asdict(split_half(cov, tuple(half))))
    if number_of_splits(k) > MOST_SPLITS:
        return computed
    for name, matrix in (("covariance", cov), ("correlation", correlations(cov))):
        guttmans, stepped_up = all_split_halves(matrix)
        computed |= {
            f"{name}/n_splits": len(guttmans),
            f"{name}/lambda4_max": float(guttmans.max()),
            f"{name}/lambda4_min": float(guttmans.min()),
            f"{name}/guttman_mean": float(guttmans.mean()),
            f"{name}/guttman_median": float(np.median(guttmans)),
            f"{name}/spearman_brown_max": float(stepped_up.max()),
            f"{name}/spearman_brown_min": float(stepped_up.min()),
            f"{name}/spearman_brown_mean": float(stepped_up.mean()),
        }
    if k % 2 == 0:
        for place, ours in (("max", "lambda4_max"), ("min", "lambda4_min"), ("mean", "guttman_mean")):
            computed[f"psych_splitHalf/{place}"] = computed[f"covariance/{ours}"]
    return computed


def _error(cov: Matrix, reliability: float) -> Fields:
    error = standard_error_of_measurement(cov, reliability)
    return {
        "sum_sd": float(np.sqrt(cov.sum())),
        "sum_sem": error,
        "mean_sem": error / len(cov),
        "sum_sdc95": smallest_detectable_change(error),
    }


def _omega(cov: Matrix, n: int, names: list[str]) -> Fields:
    """lavaan's moments have the divisor n: loadings and uniquenesses scale with it, ratios do not."""
    model = fit_one_factor(cov * (n - 1) / n)
    if model.outcome != CONVERGED:
        return {}
    observed = float(one_factor_indices.omega_observed(model, cov * (n - 1) / n))
    omega = float(COEFFICIENTS["omega_total"].value(cov))
    carried = float(one_factor_indices.average_variance_extracted(model, standardised=False))
    return {
        **{f"loadings/{name}": float(v) for name, v in zip(names, model.loadings, strict=True)},
        **{f"uniquenesses/{name}": float(v) for name, v in zip(names, model.uniquenesses, strict=True)},
        "omega_model": omega,
        "omega_observed": observed,
        "ave_standardized": float(one_factor_indices.average_variance_extracted(model)),
        "composite_reliability_standardized": float(one_factor_indices.composite_reliability(model)),
        "coefficient_H": float(one_factor_indices.coefficient_h(model)),
        "semtools_reliability/alpha": COEFFICIENTS["alpha"].of(cov),
        "semtools_reliability/omega": omega,
        "semtools_reliability/omega2": omega,
        "semtools_reliability/omega3": observed,
        "semtools_reliability/avevar": carried,
        "semtools_AVE": carried,
        "semtools_compRelSEM": observed,
        "semtools_compRelSEM_modelvar": omega,
    }


def _psych_omega(cov: Matrix) -> Fields:
    """What psych::omega says without group factors; its alpha and G6 are those of the correlations."""
    matrix = correlations(cov)
    summary = _summary(cov)
    computed: Fields = {}
    for name in ("psych_omega_1f", "psych_omega_3f"):
        computed |= {f"{name}/alpha": summary["std_alpha"], f"{name}/G6": summary["G6_smc"]}
    found = minres(matrix, 1)
    if found.status == "ok":
        general, total = float(found.loadings.sum()) ** 2 / matrix.sum(), 1 - found.uniquenesses.sum() / matrix.sum()
        computed |= {"psych_omega_1f/omega_h": float(general), "psych_omega_1f/omega_total": float(total)}
        computed["psych_omega_1f/omega_lim"] = float(general / total)
    return computed


def _is_nan(value: Any) -> bool:
    return isinstance(value, float) and np.isnan(value)


def _ends(path: str, ends: tuple[Any, Any]) -> Fields:
    return {f"{path}/lower": float(ends[0]), f"{path}/upper": float(ends[1])}


def _prefixed(path: str, found: Fields) -> Fields:
    return {f"{path}/{name}": value for name, value in found.items()}


def _list(values: Any) -> list[Any]:
    return np.asarray(values).tolist()  # type: ignore[no-any-return]
