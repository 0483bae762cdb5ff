"""Where so few peer support workers work at a site that an impression of them would be one of a named colleague."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.terms import NOT_PRESENTED
from sdtclimate.instrument.model import Instrument

SUBJECT = "psw"
"""The informant that others' impressions are of."""


def withhold_proxies(
    codes: npt.NDArray[np.signedinteger],
    item_ids: tuple[str, ...],
    people: pd.DataFrame,
    instrument: Instrument,
    sites: pd.DataFrame | None,
) -> list[str]:
    """Set proxy answers to -95, in place, where the head count is below the form's minimum; return remarks.

    Parameters
    ----------
    codes : int array, k x n
    item_ids : tuple of str, k
    people : DataFrame, n rows
        With ``form``, ``role`` where there are roles, and ``site`` and ``wave`` where known.
    instrument : Instrument
    sites : DataFrame or None
        Site list with ``site`` and ``n_psw``.

    Notes
    -----
    The head count is ``n_psw`` of the site list. Where the list has none, the PSW forms that came back from the
    site stand for it, those of its fullest wave. Answers without sites count as those of one site.
    """
    rules = list(_rules(instrument))
    if not rules or not people["form"].isin([form for form, _, _ in rules]).any():
        return []
    keys = (
        people["site"].astype(object).where(people["site"].notna(), "").astype(str)
        if "site" in people
        else pd.Series("", index=people.index)
    )
    counts, listed = _head_counts(keys, people, sites)
    rows_of = {item: row for row, item in enumerate(item_ids)}
    remarks = []
    for form, items, minimum in rules:
        few = ((people["form"] == form) & (keys.map(counts).fillna(0) < minimum)).to_numpy(dtype=bool)
        rows = [rows_of[item] for item in items if item in rows_of]
        if not few.any() or not rows:
            continue
        codes[np.ix_(np.array(rows), np.flatnonzero(few))] = NOT_PRESENTED
        places = keys[few].nunique()
        at = f"at {places} site{'s' if places > 1 else ''}" if "site" in people else "in these answers"
        why = f"fewer than {minimum} PSWs on the payroll" if listed else f"fewer than {minimum} PSW forms came back"
        end = "" if listed else "; a site list gives the head counts (sites=, --sites)"
        remarks.append(f"{form}: {len(rows)} impressions of PSWs are not scored {at}: {why}{end}")
    return remarks


def _rules(instrument: Instrument) -> Iterator[tuple[str, list[str], int]]:
    """Yield form, its proxy items and the smallest head count, part by part: only their own form asks for it."""
    for part in instrument.parts or (instrument,):
        for name, form in part.forms.items():
            proxies = [item.id for item in part.items_of_form(name) if item.comparability_of(name) == "proxy"]
            if form.min_headcount and proxies:
                yield name, proxies, form.min_headcount


def _head_counts(keys: pd.Series, people: pd.DataFrame, sites: pd.DataFrame | None) -> tuple[dict[str, float], bool]:
    role = people["role"] if "role" in people else people["form"]
    wave = (
        people["wave"].astype(object).where(people["wave"].notna(), "").astype(str)
        if "wave" in people
        else pd.Series("", index=people.index)
    )
    frame = pd.DataFrame({"site": keys, "wave": wave, "psw": (role == SUBJECT).astype(int)})
    counts = {str(s): float(n) for s, n in frame.groupby(["site", "wave"])["psw"].sum().groupby(level=0).max().items()}
    if sites is None or "n_psw" not in sites:
        return counts, False
    known = sites.dropna(subset=["site", "n_psw"])
    return {**counts, **{str(s): float(n) for s, n in zip(known["site"], known["n_psw"], strict=True)}}, True
