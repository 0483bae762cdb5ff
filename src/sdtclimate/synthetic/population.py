"""The stated truth of the synthetic study: what an estimate on simulated answers must come back to.

All 32 latents and all 134 scored items of the suite are stated here, in one order that never changes; an instrument
that ships later adds no draw and moves none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

BLOCKS: Final[dict[str, tuple[str, ...]]] = {
    "needs": ("cs", "cf", "as", "af", "rs", "rf"),
    "climate": ("lm", "ap", "rr", "pn", "se", "rc"),
    "tension": ("st", "rm", "nm", "mp", "dr"),
    "views": ("pm", "tm"),
    "motivation": ("am", "ex", "ij", "ig", "ir"),
    "outcomes": ("oi", "rk", "js", "ca"),
    "risk": ("sr", "ss", "el", "bo"),
}
PREFIX: Final[dict[str, str]] = {
    "needs": "nc_",
    "climate": "sc_",
    "tension": "pt_",
    "views": "sv_",
    "motivation": "sm_",
    "outcomes": "wo_",
    "risk": "rl_",
}
LATENTS: Final[tuple[str, ...]] = tuple(latent for block in BLOCKS.values() for latent in block)
BLOCK_OF: Final[dict[str, str]] = {latent: block for block, latents in BLOCKS.items() for latent in latents}
AT: Final[dict[str, int]] = {latent: place for place, latent in enumerate(LATENTS)}
SAT: Final = ("cs", "as", "rs")
FRU: Final = ("cf", "af", "rf")

NEG: Final = (-1.9, -1.2, -0.3, 0.9)
POS: Final = (-0.6, 0.3, 1.2, 2.0)
SYM: Final = (-1.4, -0.5, 0.4, 1.4)
CODES: Final = (1, 2, 3, 4, 5)

LOADINGS: Final[dict[str, tuple[float, ...]]] = {
    "cs": (0.75, 0.72, 0.70, 0.66, 0.62),
    "cf": (0.70, 0.64, 0.72, 0.74, 0.68),
    "as": (0.78, 0.76, 0.80, 0.62, 0.64),
    "af": (0.74, 0.70, 0.72, 0.66, 0.72),
    "rs": (0.76, 0.78, 0.80, 0.72, 0.60),
    "rf": (0.76, 0.74, 0.64, 0.72, 0.78),
    **dict.fromkeys(BLOCKS["climate"], (0.78, 0.74, 0.70, 0.60)),
    **{
        latent: (0.76, 0.72, 0.68, 0.62)
        for block in ("tension", "views", "motivation", "outcomes", "risk")
        for latent in BLOCKS[block]
    },
}
RARE: Final[frozenset[str]] = frozenset({*FRU, *BLOCKS["tension"], *BLOCKS["risk"], "am", "ex"})
"""Latents whose items most people answer low (thresholds POS)."""
FLIPPED: Final[frozenset[str]] = frozenset(
    {"sc_lm4", "sc_ap4", "sc_rr4", "sc_pn4", "sc_se4", "sc_rc4", "wo_rk4", "wo_ca4"}
)
"""Reverse-keyed items: made forward, then turned, so that raw answers are as people give them."""

ICC_PSW: Final[dict[str, float]] = {
    "cs": 0.05,
    "cf": 0.05,
    "as": 0.15,
    "af": 0.15,
    "rs": 0.12,
    "rf": 0.12,
    **dict.fromkeys((*BLOCKS["climate"], *BLOCKS["tension"]), 0.15),
    **dict.fromkeys((*BLOCKS["views"], *BLOCKS["motivation"], *BLOCKS["risk"]), 0.05),
    **dict.fromkeys(BLOCKS["outcomes"], 0.10),
}
"""Share of the latent variance that lies between sites, PSWs."""
ICC_STAFF: Final[dict[str, float]] = {
    **dict.fromkeys(BLOCKS["needs"], 0.10),
    **dict.fromkeys((*BLOCKS["climate"], *BLOCKS["tension"]), 0.12),
    **dict.fromkeys(BLOCKS["outcomes"], 0.10),
    **dict.fromkeys((*BLOCKS["views"], *BLOCKS["motivation"], *BLOCKS["risk"]), 0.05),
}
"""Share of the latent variance that lies between sites, staff and directors."""
SITE_SHARED: Final = 0.6
"""Correlation of the site effects of staff with those of PSWs."""

SHIFT_STAFF: Final[dict[str, float]] = {
    "cs": -0.30,
    "cf": 0.10,
    "as": 0.20,
    "af": -0.25,
    "rs": 0.50,
    "rf": -0.40,
    "lm": 0.35,
    "ap": 0.55,
    "rr": 0.30,
    "pn": 0.0,
    "se": 0.40,
    "rc": 0.45,
    "st": -0.20,
    "rm": -0.30,
    "nm": -0.60,
    "mp": -0.35,
    "dr": -0.25,
    "pm": -0.40,
    "tm": 0.50,
    "ca": 0.0,
    "sr": 0.0,
}
"""Staff minus PSW in latent standard deviations; 0 where not named."""
DIRECTOR_STEP: Final = 0.15
"""Directors see it rosier than staff by this much, in the direction that is good for PSWs."""
DIRECTOR_OWN_MODELLING: Final = 0.80
DESIGNATED_SHARE: Final = 0.60
DESIGNATED: Final[dict[str, float]] = {"as": 0.35, "rs": 0.30, "rm": -0.50}
"""Designated minus other PSWs; enters centred, so that the PSW mean stays 0."""
VALENCE: Final[dict[str, int]] = {
    **dict.fromkeys((*SAT, *BLOCKS["climate"], "ca"), 1),
    **dict.fromkeys((*FRU, *BLOCKS["tension"], "sr"), -1),
}

RESIDUAL_PAIRS: Final[dict[tuple[str, str], float]] = {
    ("nc_af2", "nc_af3"): 0.20,
    ("nc_af2", "nc_af4"): 0.20,
    ("nc_af3", "nc_af4"): 0.20,
    ("nc_rs5", "nc_rf5"): -0.20,
}
"""Correlations of residuals; all other residuals are independent."""
BRIEF_RESIDUAL: Final = 0.30
"""Correlation of the residual of a brief item with that of its twin in the core form."""


@dataclass(frozen=True)
class PopulationItem:
    """One item of the population: y* = loading eta + residual, cut at four thresholds into codes 1 to 5."""

    id: str
    latent: str
    loading: float
    thresholds: tuple[float, ...]
    flipped: bool


@dataclass(frozen=True)
class PlantedDif:
    """How an item works differently for staff and directors than for PSWs of the same standing."""

    shift: float = 0.0
    loading: float | None = None


DIF: Final[dict[str, PlantedDif]] = {
    "sc_ap3": PlantedDif(shift=-0.70),
    "sc_rc1": PlantedDif(loading=0.35),
    "sc_se2": PlantedDif(shift=0.15),
}
"""Uniform (ap3), non-uniform with the residual variance kept (rc1), small (se2)."""


def _items() -> tuple[PopulationItem, ...]:
    made = []
    for latent in LATENTS:
        block = BLOCK_OF[latent]
        cuts = SYM if block == "climate" else POS if latent in RARE else NEG
        for number, loading in enumerate(LOADINGS[latent], start=1):
            name = f"{PREFIX[block]}{latent}{number}"
            made.append(PopulationItem(name, latent, loading, cuts, name in FLIPPED))
    return tuple(made)


ITEMS: Final[tuple[PopulationItem, ...]] = _items()
ITEM_AT: Final[dict[str, int]] = {item.id: place for place, item in enumerate(ITEMS)}


@cache
def correlation() -> FloatArray:
    """Return R, the 32 x 32 correlation matrix of the latents (smallest eigenvalue .259)."""
    matrix = np.eye(len(LATENTS))

    def put(one: tuple[str, ...], other: tuple[str, ...], value: float) -> None:
        for a in one:
            for b in other:
                if a != b:
                    matrix[AT[a], AT[b]] = matrix[AT[b], AT[a]] = value

    for pair, value in NEEDS.items():
        first, second = pair.split("-")
        put((first,), (second,), value)
    for block, value in (("climate", 0.50), ("tension", 0.55), ("outcomes", 0.40), ("risk", 0.40)):
        put(BLOCKS[block], BLOCKS[block], value)
    put(("oi",), ("rk",), 0.55)
    put(("el",), ("bo",), 0.60)
    put(("pm",), ("tm",), -0.40)
    for steps, value in enumerate((0.45, 0.10, -0.15, -0.30), start=1):
        for near, far in zip(BLOCKS["motivation"], BLOCKS["motivation"][steps:], strict=False):
            put((near,), (far,), value)
    climate, tension, outcomes, risk = (BLOCKS[name] for name in ("climate", "tension", "outcomes", "risk"))
    autonomous, controlled = ("ig", "ir"), ("am", "ex", "ij")
    for one, other, value in (
        (climate, SAT, 0.35),
        (climate, FRU, -0.25),
        (tension, FRU, 0.35),
        (tension, SAT, -0.25),
        (climate, tension, -0.40),
        (SAT, autonomous, 0.30),
        (SAT, ("am",), -0.20),
        (SAT, ("ex",), -0.10),
        (FRU, controlled, 0.20),
        (FRU, autonomous, -0.10),
        (outcomes, SAT, 0.30),
        (outcomes, FRU, -0.20),
        (outcomes, climate, 0.30),
        (outcomes, tension, -0.25),
        (outcomes, autonomous, 0.25),
        (risk, FRU, 0.30),
        (risk, SAT, -0.20),
        (risk, tension, 0.30),
        (risk, climate, -0.20),
        (risk, controlled, 0.15),
    ):
        put(one, other, value)
    matrix.setflags(write=False)
    return matrix


NEEDS: Final[dict[str, float]] = {
    "cs-cf": -0.50,
    "cs-as": 0.45,
    "cs-af": -0.25,
    "cs-rs": 0.40,
    "cs-rf": -0.30,
    "cf-as": -0.30,
    "cf-af": 0.45,
    "cf-rs": -0.30,
    "cf-rf": 0.45,
    "as-af": -0.55,
    "as-rs": 0.50,
    "as-rf": -0.35,
    "af-rs": -0.40,
    "af-rf": 0.55,
    "rs-rf": -0.60,
}
"""Correlations of the six needs latents (smallest eigenvalue .265)."""


def shift_of(role: str) -> FloatArray:
    """Return the mean of the 32 latents for a role, before the part that designated PSWs differ by.

    Parameters
    ----------
    role : {"psw", "staff", "director"}
    """
    shift = np.zeros(len(LATENTS))
    if role == "psw":
        return shift
    for latent, value in SHIFT_STAFF.items():
        shift[AT[latent]] = value
    if role == "director":
        for latent, valence in VALENCE.items():
            shift[AT[latent]] += DIRECTOR_STEP * valence
        shift[AT["lm"]] = DIRECTOR_OWN_MODELLING
    return shift


def loadings_of(role: str) -> FloatArray:
    """Return the loading of each item for a role."""
    loadings = np.array([item.loading for item in ITEMS])
    if role != "psw":
        for name, planted in DIF.items():
            if planted.loading is not None:
                loadings[ITEM_AT[name]] = planted.loading
    return loadings


def dif_shift_of(role: str) -> FloatArray:
    """Return what is added to y* of each item for a role."""
    shift = np.zeros(len(ITEMS))
    if role != "psw":
        for name, planted in DIF.items():
            shift[ITEM_AT[name]] = planted.shift
    return shift


def residual_sd() -> FloatArray:
    """Return the standard deviation of each item's residual: sqrt(1 - loading^2), the same for all roles."""
    spread: FloatArray = np.sqrt(1.0 - np.array([item.loading for item in ITEMS]) ** 2)
    return spread
