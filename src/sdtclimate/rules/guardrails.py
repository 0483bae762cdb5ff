"""G0 to G6: what a sample of n people can bear, as data that every analysis asks.

Blueprint 4.1. Basis of the bands: MacCallum et al. 1999 (doi:10.1037/1082-989X.4.1.84), de Winter et al. 2009
(doi:10.1080/00273170902794206), Wolf et al. 2013 (doi:10.1177/0013164413495237), COSMIN 2018
(doi:10.1007/s11136-018-1798-3); the exact borders are judgement.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from sdtclimate.core.errors import UsageError
from sdtclimate.core.estimate import Status

Ability = Literal[
    "means", "gap", "interval", "distribution", "item_table", "alpha", "omega", "correlation", "subgroups", "efa"
]
"""What an analysis wants to do with a group."""


@dataclass(frozen=True)
class Guardrail:
    """One band of sample sizes.

    Parameters
    ----------
    id : str
    low, high : int
        Fewest and most people of the band.
    text : str
        The message, with ``{who}`` and ``{n_or_band}``.
    allowed, cautious : frozenset of Ability
        What may be done; what may be done with the message beside it. All else is refused.
    overridable : bool
        Whether ``i_understand`` may lift the refusal. What protects people may not.
    """

    id: str
    low: int
    high: int
    text: str
    allowed: frozenset[Ability]
    cautious: frozenset[Ability]
    overridable: bool


_MEANS: Final[frozenset[Ability]] = frozenset({"means", "gap", "interval", "distribution", "item_table"})
_SCALE: Final[frozenset[Ability]] = _MEANS | {"alpha", "omega", "correlation", "subgroups"}
_ALL: Final[frozenset[Ability]] = _SCALE | {"efa"}
_NONE: Final[frozenset[Ability]] = frozenset()
MANY: Final = 10**12

GUARDRAILS: Final[tuple[Guardrail, ...]] = (
    Guardrail("G0", 0, 4, "Too few {who} to show results without risking identification.", _NONE, _NONE, False),
    Guardrail("G1", 5, 9, "Means only. Fewer than 10 {who}.", frozenset({"means", "gap"}), _NONE, False),
    Guardrail(
        "G2",
        10,
        29,
        "n = {n_or_band}: intervals are wide; treat as a case description. Factor analysis refused.",
        _MEANS,
        frozenset({"alpha"}),
        True,
    ),
    Guardrail(
        "G3",
        30,
        99,
        "Structure cannot be tested at n = {n_or_band}; subscales follow the theory, not the data.",
        _SCALE,
        frozenset({"efa"}),
        True,
    ),
    Guardrail(
        "G4",
        100,
        199,
        "Fit indices are unstable; report loadings with CI. COSMIN asks n >= 7 x items and >= 100.",
        _SCALE,
        frozenset({"efa"}),
        True,
    ),
    Guardrail("G5", 200, 399, "Same sample used for EFA and CFA is not confirmation.", _ALL, _NONE, True),
    Guardrail("G6", 400, MANY, "", _ALL, _NONE, True),
)
OVERRIDABLE: Final = tuple(rail.id for rail in GUARDRAILS if rail.overridable)
SITES_FOR_INFERENCE: Final = 10
"""Below this many sites there is no inference from sites and no bootstrap over them."""


@dataclass(frozen=True)
class Verdict:
    """What the guardrails say to one wish for one group.

    ``status`` is ``ok``, ``caution`` (do it, with ``reason`` beside it) or ``not_estimable`` (do not).
    ``reason`` begins with the id. ``overridden`` is the id that ``i_understand`` lifted, else empty.
    """

    status: Status
    reason: str = ""
    guardrail: str = ""
    overridden: str = ""


def guardrail_of(n: int) -> Guardrail:
    """Return the band that `n` people fall into."""
    return next(rail for rail in GUARDRAILS if rail.low <= n <= rail.high)


def ask(
    n: int,
    ability: Ability,
    *,
    who: str = "respondents",
    n_or_band: str | None = None,
    i_understand: Collection[str] = (),
) -> Verdict:
    """Return whether `n` people can bear `ability`.

    Parameters
    ----------
    n : int
        People of the group analysed; of the smaller group for a comparison.
    ability : str
        What is wanted.
    who : str
        Word for the people: ``"PSWs"``, ``"staff"``, ``"respondents"``.
    n_or_band : str, optional
        What may be printed for n; default is n itself, which is right for all sites together only.
    i_understand : collection of str
        Ids of guardrails that the user overrides.
    """
    unknown = set(i_understand) - set(OVERRIDABLE)
    if unknown:
        named = ", ".join(sorted(unknown))
        raise UsageError(
            f"i_understand: {named} cannot be overridden. Possible: {', '.join(OVERRIDABLE)}. G0 and G1 protect people."
        )
    rail = guardrail_of(n)
    text = f"{rail.id}: " + rail.text.format(who=who, n_or_band=n_or_band or str(n))
    if ability in rail.allowed:
        return Verdict("ok", guardrail=rail.id)
    if ability in rail.cautious:
        return Verdict("caution", text, rail.id)
    if rail.overridable and rail.id in i_understand:
        return Verdict("caution", f"{text} Overridden by the user.", rail.id, overridden=rail.id)
    return Verdict("not_estimable", text, rail.id)
