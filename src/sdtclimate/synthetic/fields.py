"""Step 8, and what of step 9 the filter question needs: descriptive fields of the roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.synthetic.answers import Latents
from sdtclimate.synthetic.designs import step_stream
from sdtclimate.synthetic.population import AT
from sdtclimate.synthetic.roster import Roster

ASKED: Final[dict[str, tuple[str, ...]]] = {
    "nc_f0": ("psw",),
    "rp_role_type": ("psw",),
    "rp_content": ("psw",),
    "rp_setting": ("psw",),
    "rp_format": ("psw",),
    "rp_paid": ("psw",),
    "rp_hours_week": ("psw",),
    "rp_tenure_months": ("psw",),
    "rp_lived_exp_public": ("psw",),
    "rp_required_share": ("psw",),
    "rp_task_share": ("psw",),
    "rp_task_help": ("psw",),
    "rp_task_admin": ("psw",),
    "rp_task_skills": ("psw",),
    "rp_task_advocacy": ("psw",),
    "rp_task_other": ("psw",),
    "rp_profession": ("staff", "director"),
    "rp_st_contact_months": ("staff", "director"),
}
"""Which roles are asked which field."""
TASKS: Final = {"share": 4, "help": 2, "admin": 2, "skills": 1, "advocacy": 1, "other": 1}
"""Parts of the working time with their weights in the Dirichlet draw."""
REQUIRED_SHARE: Final = {True: (0.10, 0.40, 0.50), False: (0.45, 0.45, 0.10)}
"""Chances of none, some, central, for designated and other PSWs."""
PAID: Final = 0.95
CONSUMER_PROVIDER: Final = 0.70
SHARED_AT_ALL: Final = -1.0
"""First cut of the practice items: above it a person shared at least once."""


def draw_fields(roster: Roster, latents: Latents, seed: int) -> pd.DataFrame:
    """Return the fields of everybody, n rows; missing where the role is not asked."""
    n, rng = len(roster), step_stream(seed, 8)
    designated = latents.designated
    chances = np.array([REQUIRED_SHARE[bool(one)] for one in designated]).cumsum(axis=1)
    required = (rng.random(n)[:, None] > chances[:, :2]).sum(axis=1)
    other_type = np.where(rng.random(n) < CONSUMER_PROVIDER, 2, 3)
    tenure = np.exp(2.7 + 0.9 * rng.standard_normal(n)).round().clip(1, 180)
    contact = np.exp(2.3 + rng.standard_normal(n)).round().clip(0, 120)
    paid = rng.random(n) < PAID
    parts = rng.standard_gamma(np.array(list(TASKS.values()), dtype=float), size=(n, len(TASKS)))
    tasks = to_whole_percent(parts / parts.sum(axis=1, keepdims=True))
    drawn = {
        "rp_role_type": np.where(designated, 1, other_type),
        "rp_content": [chosen_options(range(1, 9), int(mask)) for mask in rng.integers(1, 256, n)],
        "rp_setting": rng.integers(1, 12, n),
        "rp_format": rng.integers(1, 4, n),
        "rp_paid": paid.astype(int),
        "rp_hours_week": rng.integers(8, 41, n),
        "rp_tenure_months": tenure,
        "rp_lived_exp_public": rng.integers(0, 2, n),
        "rp_required_share": required,
        **{f"rp_task_{name}": tasks[:, place] for place, name in enumerate(TASKS)},
        "rp_profession": rng.integers(1, 9, n),
        "rp_st_contact_months": contact,
        "nc_f0": shared_at_all(required, latents, seed).astype(int),
    }
    made = {}
    for name, roles in ASKED.items():
        asked = np.isin(roster.role.astype(str), roles)
        values = pd.Series(drawn[name]) if name == "rp_content" else pd.Series(drawn[name]).astype("Int64")
        made[name] = values.where(pd.Series(asked))
    return pd.DataFrame(made)


def shared_at_all(required: npt.NDArray[np.int64], latents: Latents, seed: int) -> npt.NDArray[np.bool_]:
    """Return who shared with users, staff or directors in the last four weeks (f_su, f_st, f_di of step 9)."""
    wish = 0.35 * (latents.eta[:, AT["ig"]] + latents.eta[:, AT["ir"]]) / np.sqrt(2.9)
    noise = step_stream(seed, 9).standard_normal((len(required), 3))
    how_often = (0.5 * (required - 1) + wish)[:, None] + np.array([0.0, -0.4, -0.9]) + noise
    shared: npt.NDArray[np.bool_] = (how_often > SHARED_AT_ALL).any(axis=1)
    return shared


def to_whole_percent(shares: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Round shares to whole percent that add up to 100 in each row, by the largest remainders."""
    exact = 100 * shares
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    rounded: npt.NDArray[np.int64] = whole + (rank < (100 - whole.sum(axis=1))[:, None])
    return rounded


def chosen_options(codes: Sequence[int], mask: int) -> str:
    """Return the codes whose bit is set, joined by semicolons: mask 5 of 1, 2, 3 is ``1;3``."""
    return ";".join(str(code) for bit, code in enumerate(codes) if mask >> bit & 1)
