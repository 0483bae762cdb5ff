"""Keys of published measures: what is not confirmed is not keyed, and what is confirmed says where."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.draft import Draft


def keys_are_known_or_left_out(draft: Draft) -> Iterator[Fault]:
    """Unconfirmed keys name what is not known and score nothing; confirmed ones name their source."""
    file = draft.file
    if file.keys is None:
        return
    if file.keys.status != "verify":
        if file.keys.unconfirmed:
            said = f"keys: {file.keys.status}, and {len(file.keys.unconfirmed)} things are unconfirmed."
            yield draft.fault(("keys", "unconfirmed"), said, fix="Write status: verify, or remove them.", code="keys")
        if file.keys.status == "confirmed" and file.keys.source is None:
            yield draft.fault(("keys",), "keys: confirmed without a source.", fix="Say where: source: …", code="keys")
        return
    if not file.keys.unconfirmed:
        said = "keys: verify, and nothing is said to be unconfirmed."
        yield draft.fault(("keys",), said, fix="Say what: unconfirmed: [the order of the items].", code="keys")
    for kind in ("subscales", "composites"):
        if getattr(file, kind):
            said = f"keys: verify, and {kind} are keyed."
            fix = "Nothing is keyed before it is confirmed: leave them out and give sizes:."
            yield draft.fault((kind,), said, fix=fix, code="keys", key=True)
