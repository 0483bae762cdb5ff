"""Anchors: an item that repeats the words of another points to one that exists."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.catalog import shipped_item_ids
from sdtclimate.instrument.draft import Draft


def anchors_exist(draft: Draft) -> Iterator[Fault]:
    """An anchor is an item of this file or of a shipped instrument."""
    if all(item.anchor is None for item in draft.file.items):
        return
    known = {**draft.items, **dict.fromkeys(shipped_item_ids())}
    for place, item in enumerate(draft.file.items):
        if item.anchor is not None and item.anchor not in known:
            guess = nearest(item.anchor, known)
            fix = f"Did you mean {guess}?" if guess else ""
            said = f"{item.id} has the anchor {item.anchor}, which is an item of no shipped instrument."
            yield draft.fault(("items", place, "anchor"), said, fix=fix, code="anchor")
