"""How many things these items measure, and which item goes with which."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from sdtclimate.analysis.dimensionality_rows import Row
from sdtclimate.analysis.inputs import ScaleData, as_by, groups_of, provenance_of
from sdtclimate.analysis.item_block import ItemBlock, block_of
from sdtclimate.analysis.labels import labels_of
from sdtclimate.analysis.structure import CRITERIA, structure_of
from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import Status
from sdtclimate.core.random import seed_of
from sdtclimate.core.registry import lookup, one_of
from sdtclimate.core.terms import ESTIMATE_COLUMNS, KEY_COLUMNS, ROLE_LABELS
from sdtclimate.core.work import one_blas_thread
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.policy import FLOOR_OTHER, Policy
from sdtclimate.responses.responses import Responses
from sdtclimate.results.dimensionality import DimensionalityResult
from sdtclimate.results.note import Note
from sdtclimate.rules.guardrails import Verdict, ask
from sdtclimate.stats.factor.registry import EXTRACTIONS, ROTATIONS
from sdtclimate.stats.sample.moments import Moments, moments_of

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data
    from sdtclimate.core.random import Rng

OFFERS: Final = ("alpha by scale with its interval: reliability(...)", "means by scale: describe_scores(...)")

TELLS_N: Final = ("determinant", "kaiser_reference", "parallel_mean", "parallel_q95")
SILENT_FIT: Final = ("chi2", "rms", "crms", "fit", "fit_off")


@one_blas_thread()
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
    n_factors = n_factors if isinstance(n_factors, str) else int(n_factors)
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
        # Role alone divides the whole study; anything finer, or filtered, is a group and prints a band.
        small = bool(set(keys) - {"role"}) or (isinstance(data, Responses) and data.is_part)
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
        mine, status, reason = structure_of(
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
        labels=labels_of(data),
        scale_of=block.scale_of,
        method=method,
        rotation=rotation,
        criterion=n_factors if isinstance(n_factors, str) else "given",
    )


def _tells_n(row: Row) -> bool:
    """Whether n follows from a row and its neighbours: of a group only the band of n may be printed."""
    return row.statistic in TELLS_N or (row.statistic == "fit" and row.variant not in SILENT_FIT)


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
    roles = _roles(group)
    return roles[0] if len(roles) == 1 else ""


def _roles(group: ScaleData) -> list[str]:
    if "role" not in group.people:
        return []
    return sorted({str(role) for role in group.people["role"].dropna()})


def _notes_of_block(block: ItemBlock, keys: Sequence[str]) -> list[Note]:
    notes = []
    if not block.scale_of:
        notes.append(Note("bare", "A bare table: its columns are the items, taken as they are."))
    if block.absent:
        notes.append(Note("absent", "Not in these answers: {items}.", {"items": ", ".join(block.absent)}))
    roles = _roles(block.data)
    if len(roles) > 1 and "role" not in keys:
        named = ", ".join(ROLE_LABELS.get(role, role) for role in roles)
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
