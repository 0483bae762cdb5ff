"""How many things do these items measure, and which item goes with which?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

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
from sdtclimate.analysis.inputs import ScaleData, as_by, groups_of, provenance_of
from sdtclimate.analysis.item_block import ItemBlock, block_of
from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import Status
from sdtclimate.core.random import seed_of
from sdtclimate.core.registry import lookup, one_of
from sdtclimate.core.terms import ESTIMATE_COLUMNS, KEY_COLUMNS, ROLE_LABELS
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.policy import FLOOR_OTHER, Policy
from sdtclimate.results.dimensionality import DimensionalityResult
from sdtclimate.results.note import Note
from sdtclimate.rules.guardrails import Verdict, ask
from sdtclimate.stats.factor.extraction import most_factors
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
from sdtclimate.stats.sample.moments import Moments, moments_of

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data
    from sdtclimate.core.random import Rng

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
OFFERS: Final = ("alpha by scale with its interval: reliability(...)", "means by scale: describe_scores(...)")

TELLS_N: Final = ("determinant", "kaiser_reference", "parallel_mean", "parallel_q95")
SILENT_FIT: Final = ("chi2", "rms", "crms", "fit", "fit_off")


def dimensionality(
    data: Data,
    scale: str | Sequence[str] | None = None,
    *,
    items: Sequence[str] | None = None,
    by: str | Sequence[str] | None = None,
    n_factors: int | str = "parallel",
    method: str = "minres",
    rotation: str = "oblimin",
    correlation: str = "pearson",
    draws: int = 200,
    starts: int = 30,
    missing: str = "listwise",
    i_understand: Collection[str] = (),
    policy: Policy | None = None,
    rng: Rng = 0,
    progress: bool | None = None,
) -> DimensionalityResult:
    """Return factorability, the number of factors and the rotated factors of one block of items.

    Parameters
    ----------
    data : Responses, DataFrame or array, n respondents x k items
        A bare frame's answers are taken as they are. Select roles and waves before: ``answers.where(role="psw")``.
    scale : str or sequence of str, optional
        Subscales whose items are analysed together, each turned by its key; or the id of an instrument for all of its
        subscales, which is the default.
    items : sequence of str, optional
        Some of these items only.
    by : str or sequence of str, optional
        People columns; each group gets its own structure. Groups finer than a role go without the rows from which
        their n would follow.
    n_factors : int or str
        How many factors, or the criterion that decides: ``"parallel"`` (components above the 95th percentile of random
        data), ``"map"``, ``"empirical_kaiser"`` ... All criteria are told either way.
    method : {"minres", "ml", "pa"}
        Extraction.
    rotation : str
        ``"oblimin"`` (gamma 0), ``"oblimin_kaiser"``, ``"geomin"``, ``"promax"``, ``"promax_kaiser"``, ``"varimax"``,
        ``"varimax_raw"``, ``"none"``.
    correlation : {"pearson"}
    draws : int
        Random data sets of the parallel analysis; 0 leaves it out.
    starts : int
        Starts of an oblique rotation: the identity, then random ones; the smallest criterion is kept.
    missing : {"listwise"}
        Only respondents who answered every item are used.
    i_understand : collection of str
        Guardrails that are overridden: ``("G2",)``.
    policy : Policy, optional
        Minimum cells.
    rng : int or Generator
        Seed of parallel analysis and random starts.
    progress : bool, optional
        A bar on long work.

    Returns
    -------
    DimensionalityResult
        ``not_estimable`` below 30 respondents (G2), with fewer than 3 items, with a constant item, with items that
        follow from each other, and with no more respondents than items; the reason names them.

    Raises
    ------
    UsageError
        If an argument, scale or item does not exist.

    Notes
    -----
    KMO, Bartlett, eigenvalues, loadings and fit are checked against psych, GPArotation and polished minima in R; see
    the kernels in `sdtclimate.stats`. Sources: de Winter et al. (2009, doi:10.1080/00273170902794206) on small samples,
    Horn (1965, doi:10.1007/BF02289447), Jennrich and Sampson (1966, doi:10.1007/BF02289465).
    """
    _check(n_factors, method, rotation, correlation, draws, starts, missing)
    keys, seed = as_by(by), seed_of(rng)
    ask(0, "efa", i_understand=i_understand)
    block = block_of(data, scale=scale, items=items)
    asked = block.data.asked()
    rows: list[dict[str, object]] = []
    cells: list[Cell] = []
    notes = _notes_of_block(block, keys)
    found: list[tuple[Status, str]] = []
    overridden: set[str] = set()
    used = 0
    for key, group in groups_of(asked, keys):
        role = str(key.get("role", "")) or _only_role(group)
        # Role alone divides the whole study; anything finer is a group and prints a band.
        small = bool(set(keys) - {"role"})
        moments = moments_of(group.values, group.items)
        verdict = ask(
            moments.n,
            "efa",
            who=ROLE_LABELS.get(role, "respondents"),
            n_or_band=n_band(moments.n) if small else None,
            i_understand=i_understand,
        )
        used += moments.n
        overridden |= {verdict.overridden} - {""}
        mine, status, reason = _structure(
            moments, verdict, n_factors, method, rotation, draws=draws, starts=starts, seed=seed, progress=progress
        )
        found.append((status, reason))
        ids = group.complete().ids
        cell = Cell(
            "structure",
            (Side(frozenset(int(i) for i in ids), role=role, grouped=small, site=str(key.get("site", ""))),),
            sensitivity=group.sensitivity,
        )
        about = {"scale": block.scale, **({"role": role} if role and "role" not in key else {}), **key}
        mine = [row for row in mine if not (small and _tells_n(row))]
        rows += [{**about, **asdict(row), "n": moments.n, "k": moments.k} for row in mine]
        cells += [cell] * len(mine)
        notes += _notes_of_group(verdict, moments, key, small=small)
    status, reason = _whole(found)
    return DimensionalityResult(
        _frame(rows, keys),
        tuple(cells),
        status,
        reason,
        OFFERS if status == "not_estimable" else (),
        tuple(notes),
        provenance_of(
            data,
            n_out=used,
            seed=seed,
            overrides=sorted(overridden),
            scale=block.scale,
            items=list(block.data.items),
            by=list(keys),
            n_factors=n_factors,
            method=method,
            rotation=rotation,
            correlation=correlation,
            draws=draws,
            starts=starts,
            missing=missing,
        ),
        policy or Policy(),
        tuple(name for name in keys if name not in KEY_COLUMNS),
        scale_of=block.scale_of,
        method=method,
        rotation=rotation,
        criterion=n_factors if isinstance(n_factors, str) else "given",
    )


def _structure(
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
        return rows, "not_estimable", fault
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
        return rows, "caution", reason
    extraction = EXTRACTIONS[method](matrix, wanted, names=names)
    if extraction.status == "not_estimable":
        rows.append(Row("loading", status="not_estimable", reason=extraction.reason))
        return rows, "caution", extraction.reason
    turned = ROTATIONS[rotation](extraction.loadings, starts, seed)
    rows += loading_rows(names, extraction, turned)
    rows += rotation_rows(turned)
    rows += fit_rows(factor_fit(matrix, extraction.loadings, n))
    edge = ", ".join(names[i] for i in extraction.at_boundary)
    found = [
        verdict.reason,
        lowered,
        f"heywood: the uniqueness of {edge} reached its lower bound" if edge else "",
        extraction.reason if not extraction.converged else "",
        "" if turned.converged else "converged: the rotation stopped before its minimum",
    ]
    reason = "; ".join(text for text in found if text)
    return rows, "caution" if reason else "ok", reason


def _tells_n(row: Row) -> bool:
    """Whether n follows from a row and its neighbours: of a group only the band of n may be printed."""
    return row.statistic in TELLS_N or (row.statistic == "fit" and row.variant not in SILENT_FIT)


def _parallel_numbers(
    components: np.ndarray, reduced: np.ndarray, parallel: ParallelAnalysis | None
) -> dict[str, int]:
    if parallel is None or parallel.factors is None:
        return {}
    return {
        "parallel_components_mean": suggested(components, parallel.components.mean),
        "parallel_components_q95": suggested(components, parallel.components.q95),
        "parallel_factors_mean": suggested(reduced, parallel.factors.mean),
        "parallel_factors_q95": suggested(reduced, parallel.factors.q95),
    }


def _check(
    n_factors: int | str, method: str, rotation: str, correlation: str, draws: int, starts: int, missing: str
) -> None:
    if isinstance(n_factors, str):
        lookup(CRITERIA, n_factors, what="criterion", argument="n_factors")
    elif isinstance(n_factors, bool) or not isinstance(n_factors, int | np.integer) or n_factors < 1:
        raise UsageError(f"n_factors={n_factors!r}: give a whole number of 1 or more, or one of {', '.join(CRITERIA)}.")
    lookup(EXTRACTIONS, method, what="method of extraction", argument="method")
    lookup(ROTATIONS, rotation, what="rotation", argument="rotation")
    one_of(correlation, ("pearson",), argument="correlation")
    one_of(missing, ("listwise",), argument="missing")
    for name, value, least in (("draws", draws, 0), ("starts", starts, 1)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise UsageError(f"{name}={value!r}: give a whole number of {least} or more.")
    if not draws and isinstance(n_factors, str) and CRITERIA[n_factors].startswith("parallel"):
        raise UsageError(f"draws=0 leaves out the parallel analysis that n_factors={n_factors!r} goes by. Give draws.")


def _only_role(group: ScaleData) -> str:
    roles = group.people["role"].dropna().unique() if "role" in group.people else []
    return str(roles[0]) if len(roles) == 1 else ""


def _notes_of_block(block: ItemBlock, keys: Sequence[str]) -> list[Note]:
    notes = []
    if not block.scale_of:
        notes.append(Note("bare", "A bare table: its columns are the items, taken as they are."))
    if block.absent:
        notes.append(Note("absent", "Not in these answers: {items}.", {"items": ", ".join(block.absent)}))
    roles = block.data.people["role"].dropna().unique() if "role" in block.data.people else []
    if len(roles) > 1 and "role" not in keys:
        named = ", ".join(sorted(ROLE_LABELS.get(str(role), str(role)) for role in roles))
        notes.append(Note("pooled", "These answers hold several roles: {roles}.", {"roles": named}))
    return notes


def _notes_of_group(verdict: Verdict, moments: Moments, key: Mapping[str, object], *, small: bool) -> list[Note]:
    where = "".join(f"{value}: " for value in key.values())
    notes = []
    if verdict.reason:
        notes.append(Note(verdict.guardrail, "{where}{text}", {"where": where, "text": verdict.reason}))
    if not small and moments.n >= FLOOR_OTHER:
        notes.append(
            Note(
                "listwise",
                "{where}Complete answers of {n} respondents; {dropped} with a missing answer left out.",
                {"where": where, "n": moments.n, "dropped": moments.n_dropped},
            )
        )
    return notes


def _whole(found: Sequence[tuple[Status, str]]) -> tuple[Status, str]:
    if not found:
        return "not_estimable", "empty: nobody answered these items"
    states = {status for status, _ in found}
    reasons = "; ".join(dict.fromkeys(reason for _, reason in found if reason))
    if len(states) == 1:
        return found[0][0], reasons
    return "caution", reasons


def _frame(rows: Sequence[Mapping[str, object]], keys: Sequence[str]) -> pd.DataFrame:
    others = [name for name in keys if name not in KEY_COLUMNS]
    order = [*KEY_COLUMNS, *others, "statistic", "variant", "df", "p", *ESTIMATE_COLUMNS]
    present = {name for row in rows for name in row} or set(order) - {"role", "site", "wave"}
    frame = pd.DataFrame(list(rows), columns=[name for name in order if name in present or name == "se"])
    frame["se"] = frame["se"].astype("float64")
    return frame.assign(factor=frame["factor"].astype("Int64"))
