"""Invented studies with cells, for tests of what may be shown. No answer in here was given by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sdtclimate.disclosure.cells import Cell, Side


@dataclass(frozen=True)
class Study:
    """Scores of people at sites: `values[role][site]` is an array, `ids[role][site]` the labels of the people."""

    values: dict[str, dict[str, np.ndarray]]
    ids: dict[str, dict[str, list[int]]]

    def pooled(self, role: str, sites: Sequence[str] | None = None) -> np.ndarray:
        return np.concatenate([v for s, v in self.values[role].items() if sites is None or s in sites])

    def members(self, role: str, sites: Sequence[str] | None = None) -> frozenset[int]:
        return frozenset(i for s, ids in self.ids[role].items() if sites is None or s in sites for i in ids)


def make_study(sizes: dict[str, Sequence[int]], *, seed: int = 0, centre: float = 3.2, spread: float = 0.9) -> Study:
    """Return scores in steps of a quarter on 1 to 5."""
    rng, start = np.random.default_rng(seed), 0
    values: dict[str, dict[str, np.ndarray]] = {}
    ids: dict[str, dict[str, list[int]]] = {}
    for role, counts in sizes.items():
        values[role], ids[role] = {}, {}
        for place, n in enumerate(counts):
            if n:
                site = f"site{place:02d}"
                drawn = centre + spread * rng.standard_normal(n) + 0.3 * rng.standard_normal()
                values[role][site] = np.clip(np.round(4 * drawn) / 4, 1, 5)
                ids[role][site] = list(range(start, start + n))
                start += n
    return Study(values, ids)


def row(statistic: str, estimate: float, n: int, **more: object) -> dict[str, object]:
    names = {"scale": "aa", "role": "", "site": "", "statistic": statistic, "variant": ""}
    numbers = {"estimate": estimate, "se": np.nan, "ci_low": np.nan, "ci_high": np.nan, "level": 0.95, "n": n, "k": 4}
    return names | numbers | {"method": "t", "status": "ok", "reason": ""} | more


def described(study: Study, *, sites: bool = True, pooled: bool = True) -> tuple[pd.DataFrame, list[Cell]]:
    """Return means, spreads and POMP by role, and below it by site."""
    rows, cells = [], []
    for role in study.values:
        groups = [("", None)] * pooled + [(site, [site]) for site in study.values[role]] * sites
        for site, which in groups:
            x = study.pooled(role, which)
            sd = x.std(ddof=1) if x.size > 1 else np.nan
            side = Side(study.members(role, which), role, bool(site), site, float(x.mean()))
            family = "site" if site else ""
            for name, what, value, unit, shift in (
                ("mean", "mean", x.mean(), 1.0, 0.0),
                ("sd", "spread", sd, 0.0, 0.0),
                ("pomp", "mean", 25 * (x.mean() - 1), 25.0, 0.0),
            ):
                se = sd / np.sqrt(x.size) * unit if unit else np.nan
                limits = {"se": se, "ci_low": value - 2 * se + shift, "ci_high": value + 2 * se}
                rows.append(row(name, float(value), x.size, role=role, site=site, **limits))
                cells.append(Cell(what, (side,), 1.0, 5.0, pooled_sd=0.8, family=family))
    return pd.DataFrame(rows), cells


def compared(study: Study, *, sites: bool = True) -> tuple[pd.DataFrame, list[Cell]]:
    """Return the gap of staff and PSWs: pooled (over sites, if 10 or more have both), and for each site."""
    rows, cells = [], []
    both = [site for site in study.values["psw"] if site in study.values["staff"]]
    for site, which in [("", None), *((site, [site]) for site in both)][: None if sites else 1]:
        psw, staff = study.pooled("psw", which), study.pooled("staff", which)
        paired = not site and len(both) >= 10
        gap = staff.mean() - psw.mean()
        sides = tuple(
            Side(study.members(role, both if paired else which), role, bool(site), site, float(x.mean()))
            for role, x in (("psw", psw), ("staff", staff))
        )
        if paired:
            gap = np.mean([study.values["staff"][s].mean() - study.values["psw"][s].mean() for s in both])
        frame_row = row("gap_fav", float(gap), psw.size + staff.size, site=site, ci_low=gap - 0.3, ci_high=gap + 0.3)
        rows.append(frame_row | {"n_psw": psw.size, "n_staff": staff.size, "n_sites": len(both)})
        cells.append(Cell("gap", sides, 1.0, 5.0, pooled_sd=0.8, paired=paired, family="site" if site else ""))
    return pd.DataFrame(rows), cells
