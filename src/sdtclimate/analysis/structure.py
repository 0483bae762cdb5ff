"""The steps from the moments of one group to the rows of its structure."""

from __future__ import annotations

from typing import Final

import numpy as np

from sdtclimate.analysis.dimensionality_rows import (
    Row,
    criterion_rows,
    eigenvalue_rows,
    factorability_rows,
    fit_rows,
    loading_rows,
    matrix_rows,
    number_rows,
    refused_rows,
    rotation_rows,
)
from sdtclimate.analysis.inputs import FloatMatrix
from sdtclimate.core.estimate import Status
from sdtclimate.rules.guardrails import Verdict
from sdtclimate.stats.factor.extraction import LOWEST, most_factors
from sdtclimate.stats.factor.fit import factor_fit
from sdtclimate.stats.factor.registry import EXTRACTIONS, ROTATIONS
from sdtclimate.stats.factorability.bartlett import bartlett
from sdtclimate.stats.factorability.eigen import (
    component_eigenvalues,
    factor_eigenvalues,
    kaiser_count,
    squared_multiple_correlations,
)
from sdtclimate.stats.factorability.empirical_kaiser import empirical_kaiser_reference
from sdtclimate.stats.factorability.kmo import kmo
from sdtclimate.stats.factorability.map_test import minimum_average_partial
from sdtclimate.stats.factorability.matrix import FEWEST_ITEMS, fault_of
from sdtclimate.stats.factorability.parallel import ParallelAnalysis, parallel_analysis, suggested
from sdtclimate.stats.sample.moments import Moments

CRITERIA: Final[dict[str, str]] = {
    "parallel": "parallel_components_q95",
    "parallel_components_mean": "parallel_components_mean",
    "parallel_components_q95": "parallel_components_q95",
    "parallel_factors_mean": "parallel_factors_mean",
    "parallel_factors_q95": "parallel_factors_q95",
    "map": "map_squared",
    "map_squared": "map_squared",
    "map_fourth": "map_fourth",
    "empirical_kaiser": "empirical_kaiser",
    "kaiser": "kaiser",
}
"""What may decide the number of factors, and the row that tells it."""


def structure_of(
    moments: Moments,
    verdict: Verdict,
    n_factors: int | str,
    method: str,
    rotation: str,
    *,
    draws: int,
    starts: int,
    seed: int,
    progress: bool | None,
) -> tuple[list[Row], Status, str]:
    """Return the rows of one group, their status and its reason.

    What the guardrails or the answers forbid is told in place of the numbers; what can still be had stays.
    """
    names, n, k = moments.names, moments.n, moments.k
    if verdict.status == "not_estimable":
        return refused_rows(verdict.reason), "not_estimable", verdict.reason
    if k < FEWEST_ITEMS:
        reason = f"few_items: {k} item{'s' if k != 1 else ''}; a factor needs at least {FEWEST_ITEMS}"
        return refused_rows(reason), "not_estimable", reason
    matrix = moments.correlation
    fault = fault_of(matrix, n=n, names=names)
    if np.isnan(matrix).any():
        return refused_rows(fault), "not_estimable", fault
    components = component_eigenvalues(matrix)
    parallel = parallel_analysis(n, k, draws=draws, seed=seed, progress=progress) if draws else None
    rows = list(factorability_rows(names, kmo(matrix, n=n, names=names), bartlett(matrix, n, names=names)))
    if fault:
        rows += eigenvalue_rows(components, None, parallel)
        rows.append(Row("loading", status="not_estimable", reason=fault))
        return rows, "not_estimable", _joined(fault, verdict.reason)
    reduced, partial = factor_eigenvalues(matrix), minimum_average_partial(matrix)
    reference = empirical_kaiser_reference(components, n)
    rows += matrix_rows(names, float(np.linalg.det(matrix)), squared_multiple_correlations(matrix))
    rows += eigenvalue_rows(components, reduced, parallel)
    rows += criterion_rows(reference, partial)
    numbers = _parallel_numbers(components, reduced, parallel) | {
        "map_squared": partial.suggests_squared,
        "map_fourth": partial.suggests_fourth,
        "empirical_kaiser": suggested(components, reference),
        "kaiser": kaiser_count(components),
    }
    wanted = n_factors if isinstance(n_factors, int) else numbers[CRITERIA[n_factors]]
    most, lowered = most_factors(k), ""
    if not isinstance(n_factors, int) and wanted > most:
        lowered = f"df: {wanted} factors were suggested, {k} items bear {most}"
        wanted = most
    rows += number_rows(numbers, wanted, "given" if isinstance(n_factors, int) else n_factors)
    if not wanted:
        reason = "no_factor: no factor stands above chance by this criterion, so none was extracted"
        rows.append(Row("loading", status="not_estimable", reason=reason))
        return rows, "caution", _joined(reason, verdict.reason)
    extraction = EXTRACTIONS[method](matrix, wanted, names=names)
    if extraction.status == "not_estimable":
        rows.append(Row("loading", status="not_estimable", reason=extraction.reason))
        return rows, "caution", _joined(extraction.reason, verdict.reason)
    turned = ROTATIONS[rotation](extraction.loadings, starts, seed)
    rows += loading_rows(names, extraction, turned)
    rows += rotation_rows(turned)
    rows += fit_rows(factor_fit(matrix, extraction.loadings, n))
    edge = ", ".join(names[i] for i in extraction.at_boundary)
    reason = _joined(
        verdict.reason,
        lowered,
        f"heywood: the uniqueness of {edge} is {LOWEST} or below" if edge else "",
        extraction.reason if not extraction.converged else "",
        "" if turned.converged else "converged: the rotation stopped before its minimum",
    )
    return rows, "caution" if reason else "ok", reason


def _joined(*reasons: str) -> str:
    return "; ".join(reason for reason in reasons if reason)


def _parallel_numbers(
    components: FloatMatrix, reduced: FloatMatrix, parallel: ParallelAnalysis | None
) -> dict[str, int]:
    if parallel is None or parallel.factors is None:
        return {}
    return {
        "parallel_components_mean": suggested(components, parallel.components.mean),
        "parallel_components_q95": suggested(components, parallel.components.q95),
        "parallel_factors_mean": suggested(reduced, parallel.factors.mean),
        "parallel_factors_q95": suggested(reduced, parallel.factors.q95),
    }
