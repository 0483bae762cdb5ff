"""Which scales may be set beside each other for two roles, on which items, and under which words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sdtclimate.analysis.scored import Scored, scored
from sdtclimate.instrument.model import Composite, Instrument, Item, Subscale
from sdtclimate.responses.responses import Responses
from sdtclimate.rules.comparability import COMPARISONS, Comparison
from sdtclimate.scoring.score import score
from sdtclimate.scoring.score_table import ScoreTable

SINGLE: Final = "single_form"
WEAKEST_FIRST: Final = ("single_form", "proxy", "self_vs_other", "own_view", "shared_referent")


@dataclass(frozen=True, eq=False)
class GapScale:
    """One scale for two roles.

    Parameters
    ----------
    one : Scored
        Scores on the items that both forms ask.
    comparison : Comparison
        What the comparison is called and what may be done with it.
    shortened : bool
        Whether items that only one form asks were left out.
    """

    one: Scored
    comparison: Comparison
    shortened: bool = False


def gap_scales(
    responses: Responses, scores: ScoreTable, names: Sequence[str], roles: tuple[str, str]
) -> dict[str, GapScale]:
    """Return the scales asked for, each on the items that both roles were asked.

    A scale whose forms share too few items to be scored is ``single_form``; so is a composite with such a part.
    """
    instrument = scores.instrument
    shared = {name: _shared_items(instrument, sub, roles) for name, sub in instrument.subscales.items()}
    short = {name for name, items in shared.items() if items and items != instrument.subscales[name].items}
    table = scores
    if short & _needed(instrument, names):
        table = score(responses, _reduced(instrument, shared), scales=list(scores.scales))
    return {
        name: GapScale(
            scored(responses, table, name),
            COMPARISONS[_tag(instrument, name, shared, roles)],
            bool(short & _needed(instrument, [name])),
        )
        for name in names
    }


def _needed(instrument: Instrument, names: Sequence[str]) -> set[str]:
    """Return the subscales that some scales are made of."""
    found: set[str] = set()
    for name in names:
        scale = instrument.scale(name)
        found |= _needed(instrument, scale.parts) if isinstance(scale, Composite) else {name}
    return found


def _reduced(instrument: Instrument, shared: dict[str, tuple[str, ...]]) -> Instrument:
    subscales = {
        name: replace(sub, items=shared[name], reverse=tuple(i for i in sub.reverse if i in shared[name]))
        if shared[name]
        else sub
        for name, sub in instrument.subscales.items()
    }
    return replace(instrument, subscales=subscales)


def _shared_items(instrument: Instrument, subscale: Subscale, roles: tuple[str, str]) -> tuple[str, ...]:
    """Return the items that both roles are asked and that may be compared; none where they are too few to score."""
    items = tuple(
        item
        for item in subscale.items
        if all(_asks(instrument, role, instrument.items[item]) for role in roles)
        and _tag_of_item(instrument, instrument.items[item], roles) != SINGLE
    )
    return items if len(items) >= max(1, subscale.min_items) else ()


def _asks(instrument: Instrument, role: str, item: Item) -> bool:
    return any(form in item.text and item.id not in instrument.forms[form].exclude for form in _forms(instrument, role))


def _forms(instrument: Instrument, role: str) -> list[str]:
    return [name for name, form in instrument.forms.items() if form.informant == role]


def _tag_of_item(instrument: Instrument, item: Item, roles: tuple[str, str]) -> str:
    """Return the weakest tag that an item has on the forms of those who are not PSWs."""
    others = [role for role in roles if role != "psw"] or list(roles)
    tags = {item.comparability_of(form) for role in others for form in _forms(instrument, role) if form in item.text}
    return _weakest(tags)


def _tag(instrument: Instrument, name: str, shared: dict[str, tuple[str, ...]], roles: tuple[str, str]) -> str:
    scale = instrument.scale(name)
    if isinstance(scale, Composite):
        return _weakest({_tag(instrument, part, shared, roles) for part in scale.parts})
    return _weakest({_tag_of_item(instrument, instrument.items[item], roles) for item in shared[name]})


def _weakest(tags: Collection[str]) -> str:
    return next((tag for tag in WEAKEST_FIRST if tag in tags), SINGLE)
