"""`Cell`: of which people a row of a frame tells, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal["mean", "spread", "share", "count", "coefficient", "test", "gap", "structure"]


@dataclass(frozen=True)
class Side:
    """One group of people that a number tells of.

    Parameters
    ----------
    members : frozenset of int
        Index labels of the respondents in `Responses.people`, those with a value for this very number.
    role : str
        Their role, or empty.
    grouped : bool
        True for anything smaller than "all sites together" of a role: a site, a country, a subgroup. Such a side
        prints a band and never n.
    site : str
        The site, where the number belongs to one.
    mean : float
        The side's own mean in scale units, for means and gaps, also where it is too small to be told: a gap is shown
        as the difference of rounded means, and the audit asks how closely a hidden mean could be worked out.
    part : bool
        True for all of a role among answers that a filter made fewer: they are a total here, and a group to a reader.
    """

    members: frozenset[int]
    role: str = ""
    grouped: bool = False
    site: str = ""
    mean: float = float("nan")
    part: bool = False

    @property
    def n(self) -> int:
        """Distinct people."""
        return len(self.members)

    @property
    def banded(self) -> bool:
        """Whether a band stands for n."""
        return self.grouped or self.part


@dataclass(frozen=True)
class Cell:
    """What the policy must know of one row.

    Parameters
    ----------
    what : str
        ``mean``, ``gap``: in scale units, rounded by n. ``spread``, ``share``, ``coefficient``, ``test``,
        ``structure``: only from 10 people on. ``count``: people counted.
    sides : tuple of Side
        One group, or the two that a gap sets beside each other (PSWs first).
    low, high : float
        Ends of the scale that a mean lies on, in scale units. A row with the statistic ``pomp`` has the same ends
        as its mean: what is shown of it is made from the rounded mean, ``100 (mean - low) / (high - low)``. (Ends
        of 0 and 100 there are understood too: the ends are then taken from the variable's other rows.)
    sensitivity : str
        ``"normal"`` or ``"high"``.
    pooled_sd : float
        Pooled within-site SD of the study on this scale, in the unit of `low` and `high`: gives the uncertainty
        shown below 10 people.
    paired : bool
        True when a gap is a mean over sites of paired differences, which is no difference of the sides' means.
        Not paired: the estimate is ``valence x (sides[1].mean - sides[0].mean)``, and both means must be given.
    family : str
        Rows of one family and scale lie under one total: complementary suppression looks at them together.
        Empty for the total itself and for what has no total. The families of different results that divide people
        alike should have one name (``"site"``, ``"country"``).
    valence : int
        A gap is shown as ``valence x (rounded mean of the second side - rounded mean of the first)``: 1 where high is
        good for PSWs and for what has no valence, -1 for frustration, tension and risk.
    parts : tuple of str
        Scales that this one is made of. A group that is covered on one of them is hidden on this one too.
    """

    what: What
    sides: tuple[Side, ...]
    low: float = float("nan")
    high: float = float("nan")
    sensitivity: str = "normal"
    pooled_sd: float = float("nan")
    paired: bool = False
    family: str = ""
    valence: int = 1
    parts: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """People on the smaller side; 0 without sides."""
        return min((side.n for side in self.sides), default=0)
