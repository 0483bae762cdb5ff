"""The hash of an instrument: over what gives a score or a word its meaning, and nothing else."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument

_MEANING = ("terms", "answer_scales", "items", "forms", "subscales", "composites", "models", "skip")


def hash_of(instrument: Instrument) -> str:
    """Return the SHA-256 of an instrument's id, words, answer scales, keys, rules and models.

    Comments, blank space, quotes and the order of keys in the file change nothing; nor do the version, status,
    title, licence, sources and citations. Lists keep their order, as items are asked and parts are weighed in it.
    """
    if instrument.parts:
        meaning: Any = {part.id: part.hash for part in instrument.parts}
    else:
        meaning = {"id": instrument.id, **{name: getattr(instrument, name) for name in _MEANING}}
        # Items are a list in the file: their order is what people are asked in.
        meaning["order"] = list(instrument.items)
    return hashlib.sha256(canonical_json(meaning).encode("utf-8")).hexdigest()


def canonical_json(value: object) -> str:
    """Return JSON with sorted keys and no blanks; equal meanings give equal text."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        # What is empty is left out, so that a noun can gain a field without a new hash for every old file.
        stated = {entry.name: getattr(value, entry.name) for entry in fields(value)}
        return {name: _plain(inner) for name, inner in stated.items() if inner}
    if hasattr(value, "items"):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
