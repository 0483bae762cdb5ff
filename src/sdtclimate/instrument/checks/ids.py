"""Ids: each is used once."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.catalog import shipped_ids, shipped_text
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path


def ids_used_once(draft: Draft) -> Iterator[Fault]:
    """Items, subscales and composites become columns side by side: one id, one thing."""
    owners: dict[str, Path] = {}
    for kind in ("items", "subscales", "composites"):
        for place, entry in enumerate(getattr(draft.file, kind)):
            path: Path = (kind, place, "id")
            if entry.id not in owners:
                owners[entry.id] = path
                continue
            line = draft.source.where(owners[entry.id]).rsplit(":", 2)[1]
            said = f"the id {entry.id} a second time; it stands in line {line} already."
            yield draft.fault(path, said, fix="Ids are never shared or used again.", code="duplicate_id")


def items_named_once(draft: Draft) -> Iterator[Fault]:
    """A subscale, its reverse keys and a composite name each part once."""
    for kind, lists in (("subscales", ("items", "reverse")), ("composites", ("parts", "items", "of"))):
        for place, entry in enumerate(getattr(draft.file, kind)):
            for name in lists:
                seen: set[str] = set()
                for position, part in enumerate(getattr(entry, name)):
                    if part in seen:
                        said = f"{entry.id} names {part} twice under {name}."
                        yield draft.fault((kind, place, name, position), said, fix="Keep one.", code="named_twice")
                    seen.add(part)


def id_of_its_own(draft: Draft) -> Iterator[Fault]:
    """An instrument that is not the shipped one should not bear its id."""
    name = draft.file.id
    if name in shipped_ids() and draft.source.text != shipped_text(name):
        said = f"{name} is the id of a shipped instrument, and this file differs from it."
        yield draft.fault(("id",), said, fix="Choose another id.", code="shipped_id", severity="warning")
