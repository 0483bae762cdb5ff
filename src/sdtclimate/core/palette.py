"""Okabe-Ito colours with a shape and a hatch for each role, so that colour never carries meaning alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

INK: Final = "#1B1F24"
PAPER: Final = "#FBFAF7"
MUTED: Final = "#57606A"
RULE: Final = "#D0D7DE"
PAPER_DARK: Final = "#14171A"


@dataclass(frozen=True)
class Look:
    """How one group is drawn: fill, outline, tint, marker, line style and hatch."""

    colour: str
    outline: str
    tint: str
    marker: str
    line: str
    hatch: str


ROLE_LOOKS: Final[dict[str, Look]] = {
    "psw": Look("#0072B2", "#0072B2", "#9CCBE6", "o", "-", ""),
    "staff": Look("#E69F00", "#7A5200", "#F6D998", "D", "--", "//"),
    "director": Look("#57606A", "#57606A", "#B6BDC5", "s", "-.", ".."),
    "user": Look("#CC79A7", "#8A3F6B", "#EBC7DA", "^", ":", "xx"),
}
# For groups that are no roles (country, wave): the remaining Okabe-Ito colours, never red beside green.
GROUP_LOOKS: Final[tuple[Look, ...]] = (
    Look("#0072B2", "#0072B2", "#9CCBE6", "o", "-", ""),
    Look("#E69F00", "#7A5200", "#F6D998", "D", "--", "//"),
    Look("#57606A", "#57606A", "#B6BDC5", "s", "-.", ".."),
    Look("#CC79A7", "#8A3F6B", "#EBC7DA", "^", ":", "xx"),
    Look("#56B4E9", "#1F6F9C", "#C2E3F6", "v", "-", "--"),
)


def look_of(group: str, position: int) -> Look:
    """Return the look of a role, or of the group that stands at `position`."""
    return ROLE_LOOKS.get(group, GROUP_LOOKS[position % len(GROUP_LOOKS)])
