"""Step 12: a few people answer without reading. Which ones is kept in the truth file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.synthetic.answers import ALL_ITEMS, Codes
from sdtclimate.synthetic.designs import step_stream
from sdtclimate.synthetic.population import CODES
from sdtclimate.synthetic.presentation import ASKED
from sdtclimate.synthetic.roster import Roster

SHARES: Final[dict[str, dict[str, float]]] = {
    "staff": {"straight": 0.04, "random": 0.04, "speeder": 0.02},
    "psw": {"random": 0.02, "fatigue": 0.02},
}
"""Share of each role that is careless in each way; counts are rounded, at least 1."""
FAST: Final = ("straight", "random", "fatigue")


@dataclass(frozen=True, eq=False)
class Careless:
    """Who is careless and how (empty text: not at all), the answers then given, and seconds for the whole form."""

    kind: npt.NDArray[np.object_]
    codes: Codes
    duration: npt.NDArray[np.int64]


def make_careless(roster: Roster, complete: Codes, seed: int) -> Careless:
    """Return answers and durations with careless people among them; speeders answer well."""
    n, rng = len(roster), step_stream(seed, 12)
    kind = np.full(n, "", dtype=object)
    for role, shares in SHARES.items():
        people = rng.permutation(roster.of(role))
        everybody = people.size
        for name, share in shares.items():
            count = max(1, int(share * everybody + 0.5))
            kind[people[:count]] = name
            people = people[count:]
    one_code = rng.integers(CODES[0], CODES[-1] + 1, n)
    any_code = rng.integers(CODES[0], CODES[-1] + 1, complete.shape)
    usual = np.exp(np.log(5.5) + 0.35 * rng.standard_normal(n))
    hasty = np.exp(np.log(2.2) + 0.40 * rng.standard_normal(n))
    speeding = rng.uniform(1.0, 1.8, n)

    column = {item: place for place, item in enumerate(ALL_ITEMS)}
    codes = complete.copy()
    for person in np.flatnonzero(kind == "straight"):
        codes[person] = one_code[person]
    for person in np.flatnonzero(kind == "random"):
        codes[person] = any_code[person]
    for person in np.flatnonzero(kind == "fatigue"):
        order = [column[item] for item in ASKED[roster.role[person]]]
        half = len(order) // 2
        codes[person, order[half:]] = codes[person, order[half - 1]]
    seconds = np.where(np.isin(kind.astype(str), FAST), hasty, np.where(kind == "speeder", speeding, usual))
    asked = np.array([len(ASKED[role]) for role in roster.role])
    return Careless(kind, codes, np.rint(seconds * asked).astype(np.int64))
