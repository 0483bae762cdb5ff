"""Step 1: who is there, site by site: PSWs first, then staff, then directors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sdtclimate.synthetic.designs import Design, step_stream

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Roster:
    """The people of a study and their sites.

    Parameters
    ----------
    site : int array, n
        Place of the site, from 0.
    role : text array, n
        ``psw``, ``staff`` or ``director``.
    headcount : int array, sites
        PSWs on the payroll.
    invited_staff : int array, sites
    trained : bool array, sites
    """

    site: IntArray
    role: npt.NDArray[np.object_]
    headcount: IntArray
    invited_staff: IntArray
    trained: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.site)

    @property
    def n_sites(self) -> int:
        """Sites."""
        return len(self.headcount)

    def of(self, role: str) -> npt.NDArray[np.intp]:
        """Return the positions of the people of a role."""
        return np.flatnonzero(self.role == role)

    def site_names(self) -> list[str]:
        """Return a name for each site: ``S01``, ``S02`` …, as many digits as are needed."""
        digits = max(2, len(str(self.n_sites)))
        return [f"S{number:0{digits}d}" for number in range(1, self.n_sites + 1)]


def make_roster(design: Design, seed: int) -> Roster:
    """Deal sizes to sites and draw head counts, trained sites and staff invited."""
    rng = step_stream(seed, 1)
    psw, staff, directors = (np.array(sizes) for sizes in (design.psw, design.staff, design.directors))
    if design.shuffled:
        staff, directors = rng.permutation(staff), rng.permutation(directors)
    extra = rng.poisson(1.0 if design.extra_headcount else 0.0, design.n_sites)
    trained = np.zeros(design.n_sites, dtype=bool)
    if design.trained:
        trained[rng.permutation(design.n_sites)[: design.n_sites // 2]] = True
    sizes = np.stack([psw, staff, directors], axis=1)
    roles = np.array(["psw", "staff", "director"], dtype=object)
    return Roster(
        site=np.repeat(np.arange(design.n_sites), sizes.sum(axis=1)),
        role=np.repeat(np.tile(roles, design.n_sites), sizes.ravel()),
        headcount=psw + extra,
        invited_staff=staff + step_stream(seed, INVITED).poisson(staff / 2.0),
        trained=trained,
    )


INVITED = 14
"""Step of our own: the recipe states nobody's response rate among staff; two in three answer here."""
