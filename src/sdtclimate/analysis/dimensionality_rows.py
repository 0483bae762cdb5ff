"""The rows that one group's structure gives, in the order of the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.core.estimate import NAN, Status
from sdtclimate.stats.factor.extraction import LOWEST, Extraction
from sdtclimate.stats.factor.fit import FactorFit
from sdtclimate.stats.factor.rotation import Rotation
from sdtclimate.stats.factorability.bartlett import Bartlett
from sdtclimate.stats.factorability.kmo import Kmo
from sdtclimate.stats.factorability.map_test import MinimumAveragePartial
from sdtclimate.stats.factorability.parallel import ParallelAnalysis

FloatVector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One row of the frame; what is the same for all rows of a group is added later."""

    statistic: str
    estimate: float = NAN
    item: str = ""
    factor: int | None = None
    lhs: str = ""
    op: str = ""
    rhs: str = ""
    variant: str = ""
    df: float = NAN
    p: float = NAN
    ci_low: float = NAN
    ci_high: float = NAN
    level: float = NAN
    method: str = ""
    status: Status = "ok"
    reason: str = ""


def refused_rows(reason: str) -> list[Row]:
    """Return the rows that stand in the place of what cannot be had at all."""
    names = ("kmo", "bartlett", "eigenvalue", "n_factors", "loading")
    return [Row(name, status="not_estimable", reason=reason) for name in names]


def factorability_rows(items: Sequence[str], kmo: Kmo, bartlett: Bartlett) -> Iterator[Row]:
    """Yield sampling adequacy and the test of sphericity."""
    yield Row("kmo", kmo.overall, status=kmo.status, reason=kmo.reason)
    for item, value in zip(items, kmo.items, strict=True):
        known = np.isfinite(value) or kmo.reason
        status: Status = kmo.status if known else "not_estimable"
        yield Row(
            "msa",
            float(value),
            item=item,
            status=status,
            reason=kmo.reason if known else "uncorrelated: the item correlates with no other",
        )
    yield Row(
        "bartlett",
        bartlett.chi2,
        df=bartlett.df,
        p=bartlett.p,
        method="chi-square of ln det R",
        status=bartlett.status,
        reason=bartlett.reason,
    )


def matrix_rows(items: Sequence[str], determinant: float, smc: FloatVector) -> Iterator[Row]:
    """Yield the determinant and the squared multiple correlations."""
    yield Row("determinant", determinant)
    for item, value in zip(items, smc, strict=True):
        yield Row("smc", float(value), item=item)


def eigenvalue_rows(
    components: FloatVector, factors: FloatVector | None, parallel: ParallelAnalysis | None
) -> Iterator[Row]:
    """Yield eigenvalues and those of random data."""
    for variant, values in (("components", components), ("factors", factors)):
        if values is not None:
            yield from _numbered("eigenvalue", values, variant)
    if parallel is None:
        return
    for variant, random in (("components", parallel.components), ("factors", parallel.factors)):
        if random is not None:
            yield from _numbered("parallel_mean", random.mean, variant, method=f"{parallel.draws} random data sets")
            yield from _numbered("parallel_q95", random.q95, variant, method=f"{parallel.draws} random data sets")


def criterion_rows(reference: FloatVector, partial: MinimumAveragePartial | None) -> Iterator[Row]:
    """Yield what the empirical Kaiser criterion and Velicer's test go by."""
    yield from _numbered("kaiser_reference", reference, "")
    if partial is None:
        return
    for variant, values in (("squared", partial.squared), ("fourth", partial.fourth)):
        for m, value in enumerate(values):
            if np.isfinite(value):
                yield Row("average_partial", float(value), factor=m, variant=variant)


def number_rows(suggestions: dict[str, int], used: int, criterion: str) -> Iterator[Row]:
    """Yield how many factors each criterion suggests, and how many were extracted."""
    for name, number in suggestions.items():
        yield Row("n_factors", float(number), variant=name)
    yield Row("n_factors", float(used), variant="used", method=criterion)


def loading_rows(items: Sequence[str], extraction: Extraction, rotation: Rotation) -> Iterator[Row]:
    """Yield loadings, communalities, uniquenesses and factor correlations."""
    for at, item in enumerate(items):
        heywood = at in extraction.at_boundary
        status: Status = "caution" if heywood or not extraction.converged else "ok"
        reason = f"heywood: the uniqueness of {item} is {LOWEST} or below" if heywood else ""
        reason = reason or ("" if extraction.converged else extraction.reason)
        for factor in range(extraction.n_factors):
            yield Row(
                "loading",
                float(rotation.loadings[at, factor]),
                item=item,
                factor=factor + 1,
                variant=rotation.method,
                method=extraction.method,
                status=status,
                reason=reason,
            )
        unique = float(extraction.uniquenesses[at])
        yield Row("communality", 1 - unique, item=item, method=extraction.method, status=status, reason=reason)
        yield Row("uniqueness", unique, item=item, method=extraction.method, status=status, reason=reason)
    for factor, value in enumerate(rotation.sums_of_squares):
        yield Row("ss_loadings", float(value), factor=factor + 1, variant=rotation.method)
    for i in range(extraction.n_factors):
        for j in range(i):
            yield Row(
                "factor_correlation",
                float(rotation.phi[i, j]),
                lhs=f"F{j + 1}",
                op="~~",
                rhs=f"F{i + 1}",
                variant=rotation.method,
            )


def rotation_rows(rotation: Rotation) -> Iterator[Row]:
    """Yield how the rotation was found."""
    if not np.isfinite(rotation.criterion):
        return
    status: Status = "ok" if rotation.converged else "caution"
    reason = "" if rotation.converged else "converged: the rotation stopped before its minimum"
    yield Row("rotation", rotation.criterion, variant="criterion", method=rotation.method, status=status, reason=reason)
    yield Row("rotation", rotation.identity_criterion, variant="identity_criterion", method=rotation.method)
    yield Row("rotation", float(rotation.distinct), variant="distinct", method=rotation.method)
    yield Row("rotation", float(rotation.starts), variant="starts", method=rotation.method)


def fit_rows(fit: FactorFit) -> Iterator[Row]:
    """Yield the fit of the extracted factors."""
    yield Row("fit", fit.chi2, variant="chi2", df=fit.df, p=fit.p)
    yield Row("fit", fit.null_chi2, variant="null_chi2", df=fit.null_df)
    for name in ("objective", "null_objective", "empirical_chi2", "rms", "crms", "fit", "fit_off", "tli"):
        yield from _if_known(name, getattr(fit, name))
    if np.isfinite(fit.rmsea):
        yield Row("fit", fit.rmsea, variant="rmsea", ci_low=fit.rmsea_low, ci_high=fit.rmsea_high, level=0.90)
    for name in ("rmsea_psych", "bic", "sabic"):
        yield from _if_known(name, getattr(fit, name))


def _if_known(name: str, value: float) -> Iterator[Row]:
    if np.isfinite(value):
        yield Row("fit", value, variant=name)


def _numbered(statistic: str, values: FloatVector, variant: str, *, method: str = "") -> Iterator[Row]:
    for at, value in enumerate(values, start=1):
        yield Row(statistic, float(value), factor=at, variant=variant, method=method)
