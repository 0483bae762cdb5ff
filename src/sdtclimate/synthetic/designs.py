"""The three sizes of the one model: how many people answer at how many sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

SUITE: Final = ("needs_core", "needs_brief", "support_climate", "role_profile")
"""Instruments that the shipped studies hold."""


@dataclass(frozen=True)
class Design:
    """Sizes of a synthetic study; all are forms returned, one entry a site.

    Parameters
    ----------
    name : str
    seed : int
        Of the shipped files, and in the names of their truth files.
    psw, staff, directors : tuple of int
    shuffled : bool
        Whether staff and director sizes are dealt to the sites in random order.
    extra_headcount : bool
        Whether PSWs work there who returned no form.
    trained : bool
        Whether half of the sites are trained.
    site_events : bool
        Whether some sites have an older form and some forms come back empty.
    """

    name: str
    seed: int
    psw: tuple[int, ...]
    staff: tuple[int, ...]
    directors: tuple[int, ...]
    shuffled: bool = True
    extra_headcount: bool = True
    trained: bool = True
    site_events: bool = True

    @property
    def n_sites(self) -> int:
        """Sites."""
        return len(self.psw)


_PSW: Final = (3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 10, 11, 12, 12)
_STAFF: Final = (8, 9, 10, 10, 12, 12, 14, 14, 15, 16, 16, 18, 18, 20, 20, 22, 22, 24, 26, 28, 30, 34, 38, 40)
_DIRECTORS: Final = (1,) * 8 + (2,) * 12 + (3,) * 4

DESIGNS: Final[dict[str, Design]] = {
    "bendor": Design(
        "bendor",
        4213,
        (1, 2, 4, 6),
        (5, 6, 8, 10),
        (0, 0, 0, 0),
        shuffled=False,
        extra_headcount=False,
        trained=False,
        site_events=False,
    ),
    "field": Design("field", 24165, _PSW, _STAFF, _DIRECTORS),
    "calib": Design("calib", 240, _PSW * 10, _STAFF * 10, _DIRECTORS * 10),
}


def step_stream(seed: int, step: int) -> np.random.Generator:
    """Return the generator of one step of the recipe: a new step moves no other."""
    return np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([seed, step])))
