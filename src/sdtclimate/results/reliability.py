"""How consistent the answers are, and the sentences that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from sdtclimate.results.note import Note
from sdtclimate.results.result import Result

CLEAR: Final = "It looks as if it {suspect}. Nothing was turned."
UNCLEAR: Final = "This may be chance; look at its wording and key. Nothing was turned."
LISTWISE: Final = Note(
    "listwise",
    "Only respondents who answered every item of a scale are used. Those who answered some of its items and not all "
    "are left out, and counted where the whole study is told of.",
)


@dataclass(frozen=True, eq=False)
class ReliabilityResult(Result):
    """Reliability coefficients with intervals, and how each item goes with the rest.

    Rows: ``scale`` x the columns of ``by`` (empty: all together) x ``statistic``. Coefficients have an empty
    ``item``; ``alpha_if_dropped`` and ``item_rest`` have one row an item. ``n`` is those who answered every item of
    the scale, ``n_dropped`` those who answered some and not all. ``k`` is the items that the number rests on.
    """

    kind: ClassVar[str] = "reliability"
    title: ClassVar[str] = "Reliability"

    @classmethod
    def extra_columns(cls) -> tuple[str, ...]:
        """``n_dropped``: exact for all sites together, told of no group."""
        return ("n_dropped",)


def keying_note(item: str, scale: str, rest: float, *, reverse: bool, clear: bool, where: str = "") -> Note:
    """Return the warning about an item that runs against the others.

    Parameters
    ----------
    item, scale : str
    rest : float
        Its correlation with the rest of the scale, below 0.
    reverse : bool
        Whether the instrument declares it reversed.
    clear : bool
        Whether the interval of the correlation leaves out 0.
    where : str
        The group, where it is not everybody.
    """
    declared = "declared reversed" if reverse else "not declared reversed"
    suspect = "is stored reversed already" if reverse else "is worded in the other direction"
    said = CLEAR.format(suspect=suspect) if clear else UNCLEAR
    template = "{where}{item} is {declared} and correlates {r} with the rest of {scale}. " + said
    number = f"{rest:.2f}".replace("-0.", "-.")
    values = {"where": where, "item": item, "declared": declared, "r": number, "scale": scale}
    return Note("keying", template, values)


def clustered_note(*, enough_sites: bool) -> Note:
    """Return what intervals that count people leave out where people come from sites."""
    way = (
        'interval="bootstrap" with units="site" counts sites.'
        if enough_sites
        else "There are too few sites to count sites."
    )
    return Note(
        "clustered",
        "People of one site may be alike. These intervals count people as if they were not, and may be too short. "
        + way,
    )
