"""Steps 2 to 7: from latents to the complete answers of everybody to every item of the suite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.synthetic.designs import step_stream
from sdtclimate.synthetic.population import (
    AT,
    BRIEF_RESIDUAL,
    CODES,
    DESIGNATED,
    DESIGNATED_SHARE,
    ICC_PSW,
    ICC_STAFF,
    ITEM_AT,
    ITEMS,
    LATENTS,
    RESIDUAL_PAIRS,
    SITE_SHARED,
    FloatArray,
    correlation,
    dif_shift_of,
    loadings_of,
    residual_sd,
    shift_of,
)
from sdtclimate.synthetic.roster import Roster

Codes = npt.NDArray[np.int8]
BRIEF: Final = ("cs1", "cs2", "cf1", "cf5", "as1", "as3", "af1", "af3", "rs2", "rs3", "rf1", "rf3")
"""Items of the core form that the brief form repeats."""
ALL_ITEMS: Final[tuple[str, ...]] = (*(item.id for item in ITEMS), *(f"nb_{name}" for name in BRIEF))
"""Columns of the complete answers."""


@dataclass(frozen=True, eq=False)
class Latents:
    """What stands behind the answers: eta, n x 32, and which PSWs are designated."""

    eta: FloatArray
    designated: npt.NDArray[np.bool_]


def draw_latents(roster: Roster, seed: int) -> Latents:
    """Draw site effects, people and designation (steps 3 to 5)."""
    n, width = len(roster), len(LATENTS)
    root = np.linalg.cholesky(correlation())
    z1, z2 = step_stream(seed, 3).standard_normal((2, roster.n_sites, width)) @ root.T
    person = step_stream(seed, 4).standard_normal((n, width)) @ root.T
    designated = np.zeros(n, dtype=bool)
    psw = roster.of("psw")
    designated[psw] = step_stream(seed, 5).random(psw.size) < DESIGNATED_SHARE

    icc_psw, icc_staff = (np.array([icc[name] for name in LATENTS]) for icc in (ICC_PSW, ICC_STAFF))
    mixed = SITE_SHARED * z1 + np.sqrt(1 - SITE_SHARED**2) * z2
    is_psw = (roster.role == "psw")[:, None]
    icc = np.where(is_psw, icc_psw, icc_staff)
    site = np.where(is_psw, z1[roster.site], mixed[roster.site])
    eta = np.sqrt(icc) * site + np.sqrt(1 - icc) * person
    for role in ("psw", "staff", "director"):
        eta[roster.of(role)] += shift_of(role)
    for latent, effect in DESIGNATED.items():
        eta[psw, AT[latent]] += (designated[psw] - DESIGNATED_SHARE) * effect
    return Latents(eta, designated)


def draw_answers(roster: Roster, latents: Latents, seed: int) -> Codes:
    """Answer every item of the suite, n x 146: the 134 of the long forms, then the 12 of the brief form.

    Returns
    -------
    int8 array
        Codes 1 to 5, reverse-keyed items as people give them. Everybody answers everything here; what a form
        does not ask is left out later.
    """
    n = len(roster)
    standard = step_stream(seed, 6).standard_normal((n, len(ITEMS)))
    linked = sorted({ITEM_AT[name] for pair in RESIDUAL_PAIRS for name in pair})
    together = np.eye(len(linked))
    for (one, other), r in RESIDUAL_PAIRS.items():
        a, b = linked.index(ITEM_AT[one]), linked.index(ITEM_AT[other])
        together[a, b] = together[b, a] = r
    standard[:, linked] = standard[:, linked] @ np.linalg.cholesky(together).T

    twins = [ITEM_AT[f"nc_{name}"] for name in BRIEF]
    fresh = step_stream(seed, 7).standard_normal((n, len(BRIEF)))
    brief = BRIEF_RESIDUAL * standard[:, twins] + np.sqrt(1 - BRIEF_RESIDUAL**2) * fresh

    columns = np.array([*range(len(ITEMS)), *twins])
    behind = np.array([AT[ITEMS[column].latent] for column in columns])
    cuts = np.array([ITEMS[column].thresholds for column in columns])
    residual = residual_sd()[columns] * np.concatenate([standard, brief], axis=1)
    codes = np.empty((n, len(columns)), dtype=np.int8)
    for role in ("psw", "staff", "director"):
        people = roster.of(role)
        y = loadings_of(role)[columns] * latents.eta[np.ix_(people, behind)] + dif_shift_of(role)[columns]
        y += residual[people]
        codes[people] = CODES[0] + (y[:, :, None] > cuts).sum(axis=2)
    flipped = [place for place, column in enumerate(columns) if ITEMS[column].flipped]
    codes[:, flipped] = CODES[0] + CODES[-1] - codes[:, flipped]
    return codes
