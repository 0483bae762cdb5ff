"""Step 13: why answers are missing, in the order of the recipe, for the instruments that ship.

Of the recipe's reasons those stay out that belong to other instruments: site 12 without ``paradox_tension``, -93 on
messages and risks, -92 on practice, and drop-out after page 3, which needs more than three pages.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.terms import BLANK, DONT_KNOW, NOT_PRESENTED
from sdtclimate.synthetic.answers import ALL_ITEMS, Codes
from sdtclimate.synthetic.designs import Design, step_stream
from sdtclimate.synthetic.presentation import ASKED
from sdtclimate.synthetic.roster import Roster

OLD_FORM_SITES: Final = (3, 9, 15, 21)
OLD_FORM_LACKS: Final = "sc_rr4"
OLD_FORM: Final = "0.1"
BLANK_SHARE: Final = 0.02


def form_versions(design: Design, roster: Roster) -> npt.NDArray[np.object_]:
    """Return the version of the form that each person got."""
    old = np.isin(roster.site + 1, OLD_FORM_SITES) & design.site_events
    return np.where(old, OLD_FORM, "").astype(object)


def cannot_judge(months: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the chance of "don't know" on a proxy item after that many months beside PSWs: .08 + .27 exp(-m / 12)."""
    chance: npt.NDArray[np.float64] = 0.08 + 0.27 * np.exp(-months / 12.0)
    return chance


def wholly_blank(design: Design, roster: Roster) -> npt.NDArray[np.intp]:
    """Return the people who gave the form back empty: the first PSW and staff member of the last site."""
    if not design.site_events:
        return np.empty(0, dtype=np.intp)
    last = roster.site == roster.n_sites - 1
    return np.array([np.flatnonzero(last & (roster.role == role))[0] for role in ("psw", "staff")])


def make_missing(
    design: Design, roster: Roster, codes: Codes, contact_months: npt.NDArray[np.float64], seed: int
) -> Codes:
    """Return the answers as they come back, n x 146, reserved codes where one is missing.

    Parameters
    ----------
    contact_months : float array, n
        NaN for PSWs.
    """
    rng = step_stream(seed, 13)
    unsure, blank = rng.random(codes.shape), rng.random(codes.shape)
    column = {item: place for place, item in enumerate(ALL_ITEMS)}
    out = codes.copy()
    asked = np.zeros(codes.shape, dtype=bool)
    for role, items in ASKED.items():
        asked[np.ix_(roster.of(role), np.array([column[item] for item in items]))] = True
    out[~asked] = NOT_PRESENTED
    out[form_versions(design, roster) == OLD_FORM, column[OLD_FORM_LACKS]] = NOT_PRESENTED

    proxy = np.array([item.startswith("nc_") for item in ALL_ITEMS])
    others = roster.role != "psw"
    chance = np.where(others, cannot_judge(np.where(others, contact_months, 0.0)), 0.0)
    out[(unsure < chance[:, None]) & proxy & asked] = DONT_KNOW

    answered = out > 0
    out[answered & (blank < BLANK_SHARE)] = BLANK
    for person in wholly_blank(design, roster):
        out[person, asked[person]] = BLANK
    return out
