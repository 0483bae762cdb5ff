"""`Policy`: how few people are too few. Minimums may be raised, never lowered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sdtclimate.core.errors import UsageError

FLOOR: Final[dict[str, int]] = {"psw": 5, "staff": 5, "director": 5, "user": 10}
FLOOR_OTHER: Final = 5
FLOOR_HIGH_SENSITIVITY: Final = 10
OWN_SPREAD_FROM: Final = 10
"""No SD, distribution, item result, coefficient or own-spread interval below this many people."""


@dataclass(frozen=True)
class Policy:
    """Minimum cells by role.

    Parameters
    ----------
    minimum : mapping role -> int
        Raises the floor of a role (PSWs, staff, directors 5; service users 10).

    Raises
    ------
    UsageError
        If a minimum is below the floor of the role.
    """

    minimum: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        low = {r: n for r, n in self.minimum.items() if n < FLOOR.get(r, FLOOR_OTHER)}
        if low:
            said = ", ".join(f"{role} {n} (at least {FLOOR.get(role, FLOOR_OTHER)})" for role, n in low.items())
            raise UsageError(f"minimum: {said}. Minimum cells protect people; they may be raised, not lowered.")

    def minimum_of(self, role: str, sensitivity: str = "normal") -> int:
        """Return the fewest people of `role` that may be shown."""
        floor = self.minimum.get(role, FLOOR.get(role, FLOOR_OTHER))
        return max(floor, FLOOR_HIGH_SENSITIVITY) if sensitivity == "high" else floor
