"""Rows outside what was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sdtclimate.core.errors import UsageError
from sdtclimate.formats.raw import RawColumn
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.people import Bools, Texts, texts_of


def asked_for(
    where: Mapping[str, Any],
    index: ColumnIndex,
    people: Mapping[str, Texts],
    form: Texts,
    personal: Sequence[RawColumn],
) -> Bools:
    """Return the rows that fulfil all conditions; a name is one about people, else a column of the file.

    Raises
    ------
    UsageError
        If nobody fulfils a condition; what is there is listed, unless it could name a person.
    """
    keep = np.ones(len(index.table), dtype=bool)
    for name, wanted in where.items():
        values, shown = _values(name, index, people, form, personal)
        chosen = [wanted] if isinstance(wanted, str | int | float) else list(wanted)
        texts = {_comparable(str(value)) for value in chosen}
        hit = np.array([value is not None and _comparable(value) in texts for value in values], dtype=bool)
        if not hit.any():
            present = dict.fromkeys(value for value in values if value is not None)
            listed = f" Present: {', '.join(list(present)[:10]) or 'nothing'}." if shown else ""
            raise UsageError(f"where: nobody in {index.table.source} has {name}={wanted!r}.{listed}")
        keep &= hit
    return keep


def _values(
    name: str, index: ColumnIndex, people: Mapping[str, Texts], form: Texts, personal: Sequence[RawColumn]
) -> tuple[Texts, bool]:
    """Return the values of a condition, and whether a message may list them: not those that could name a person."""
    if name in ("role", "form"):
        return form, True
    if name in people:
        return people[name], name not in ("link", "id")
    column = index.named(name, argument="where")
    return texts_of(column), column not in personal


def _comparable(value: str) -> str:
    return value.strip().removesuffix(".0")
