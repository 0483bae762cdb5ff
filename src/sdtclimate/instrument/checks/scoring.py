"""Scoring: each subscale can be scored as it is declared."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.schema import SCORABLE

FEWEST_ITEMS = 3


def items_share_a_scale(draft: Draft) -> Iterator[Fault]:
    """A mean needs one answer scale, and one that has an order."""
    items = draft.items
    for place, subscale in enumerate(draft.file.subscales):
        used = {item: items[item].scale for item in subscale.items if item in items}
        path = ("subscales", place, "items")
        if len(set(used.values())) > 1:
            told = "; ".join(f"{scale}: {_names(used, scale)}" for scale in dict.fromkeys(used.values()))
            said = f"{subscale.id} mixes answer scales ({told})."
            yield draft.fault(path, said, fix="Items of one scale share one answer scale.", code="mixed_scales")
        for scale in dict.fromkeys(used.values()):
            kind = draft.file.scales[scale].kind if scale in draft.file.scales else "ordinal"
            if kind not in SCORABLE:
                said = f"{subscale.id} scores {_names(used, scale)} on {scale}, which is of kind {kind}."
                fix = f"Only {' and '.join(SCORABLE)} answers can be scored."
                yield draft.fault(path, said, fix=fix, code="not_scorable")


def reverse_keys_have_an_order(draft: Draft) -> Iterator[Fault]:
    """Only an ordinal scale can be turned around."""
    items = draft.items
    for place, subscale in enumerate(draft.file.subscales):
        for position, item in enumerate(subscale.reverse):
            scale = items[item].scale if item in items else ""
            kind = draft.file.scales[scale].kind if scale in draft.file.scales else "ordinal"
            if kind != "ordinal":
                said = f"{subscale.id} reverses {item}, whose scale {scale} is of kind {kind}."
                path = ("subscales", place, "reverse", position)
                yield draft.fault(path, said, fix="Only ordinal answers can be reversed.", code="reverse_not_ordinal")


def enough_items(draft: Draft) -> Iterator[Fault]:
    """The scoring rule must be able to give a score; under three items little can be said about consistency."""
    for place, subscale in enumerate(draft.file.subscales):
        count = len(set(subscale.items))
        if subscale.min_items > count:
            where = "min_items" if "min_items" in subscale.model_fields_set else "items"
            said = f"{subscale.id} asks for {subscale.min_items} answered items and has {count}: nobody gets a score."
            fix = f"Write min_items: {count} or less."
            yield draft.fault(("subscales", place, where), said, fix=fix, code="min_items")
        if count < FEWEST_ITEMS and subscale.type == "R":
            said = f"{subscale.id} has {count} item{'' if count == 1 else 's'}; {FEWEST_ITEMS} or more are advised."
            yield draft.fault(("subscales", place, "items"), said, code="few_items", severity="warning")


def _names(used: dict[str, str], scale: str) -> str:
    return ", ".join(item for item, name in used.items() if name == scale)
