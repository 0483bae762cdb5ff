"""Membership: a scored item belongs to one reflective subscale, or to several on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.draft import Draft


def items_have_one_home(draft: Draft) -> Iterator[Fault]:
    """An item in no subscale is either forgotten or a field; an item in two needs a declared overlap."""
    homes: dict[str, list[str]] = {}
    for subscale in draft.file.subscales:
        for name in dict.fromkeys(subscale.items):
            homes.setdefault(name, []).append(subscale.id)
    in_index = {item for index in draft.file.composites for item in index.items}
    unkeyed = draft.file.keys is not None and draft.file.keys.status == "verify"
    for place, item in enumerate(draft.file.items):
        found = homes.get(item.id, [])
        path = ("items", place, "id")
        if item.field and found:
            said = f"{item.id} is a field and belongs to the scale {found[0]}."
            yield draft.fault(path, said, fix="Fields are never scored: remove one of the two.", code="field_scored")
        elif item.retired and found:
            said = f"{item.id} is retired and still belongs to the scale {found[0]}."
            yield draft.fault(path, said, fix="Take it out of the scale.", code="retired_scored")
        elif item.retired and item.id in in_index:
            said = f"{item.id} is retired and still belongs to an index."
            yield draft.fault(path, said, fix="Take it out of the index.", code="retired_scored")
        elif not (found or item.field or item.retired or unkeyed or item.id in in_index):
            said = f"{item.id} belongs to no scale."
            yield draft.fault(
                path, said, fix="Add it to one, or say that it is not scored: field: true.", code="homeless"
            )


def overlaps_are_declared(draft: Draft) -> Iterator[Fault]:
    """Two reflective subscales share items only where one of them says so."""
    reflective = [(place, entry) for place, entry in enumerate(draft.file.subscales) if entry.type == "R"]
    members = {entry.id: frozenset(entry.items) for _, entry in reflective}
    for position, (_, first) in enumerate(reflective):
        for place, second in reflective[position + 1 :]:
            shared = [item for item in second.items if item in members[first.id]]
            if shared and second.id not in first.overlaps and first.id not in second.overlaps:
                said = f"{first.id} and {second.id} share {', '.join(shared)}."
                fix = f"Take them out of one, or, if it is meant: overlaps: [{first.id}]."
                yield draft.fault(("subscales", place, "items"), said, fix=fix, code="two_homes")
