"""A block of items taken together: those of several scales, each turned by its own key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.analysis.inputs import FloatMatrix, ScaleData, scales_of
from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.model import Instrument, Subscale
from sdtclimate.responses.responses import Responses

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data


@dataclass(frozen=True, eq=False)
class ItemBlock:
    """Answers to the items of one or several scales.

    Parameters
    ----------
    scale : str
        The scale's id, or the instrument's where the items belong to several of its scales.
    data : ScaleData
        All items side by side.
    scale_of : mapping item -> scale
        Empty for a bare frame.
    absent : tuple of str
        Items of these scales that nobody could be asked: no column of the answers holds them.
    """

    scale: str
    data: ScaleData
    scale_of: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


def block_of(data: Data, *, scale: str | Sequence[str] | None = None, items: Sequence[str] | None = None) -> ItemBlock:
    """Return the items to be analysed together.

    Parameters
    ----------
    data : Responses, DataFrame or array
        A bare frame's columns are the items.
    scale : str or sequence of str, optional
        Ids of subscales, or the id of an instrument for all of its subscales. Default: all subscales of the
        instrument; a package of several instruments needs one to be named.
    items : sequence of str, optional
        Some of these items only.

    Raises
    ------
    UsageError
        If a scale or item does not exist, or the answers belong to several instruments and none is named.
    """
    if not isinstance(data, Responses):
        (bare,) = scales_of(data, scale=scale)
        return ItemBlock(bare.scale, _chosen(bare, items))
    names = _subscales(data, scale)
    parts = [part for part in scales_of(data, scale=names) if part.items]
    if not parts:
        raise UsageError(f"scale={scale!r}: these answers hold none of its items.")
    joined, scale_of = _joined(parts)
    known = {item for name in names for item in data.instrument.subscales[name].items}
    absent = tuple(item for item in data.instrument.items if item in known and item not in scale_of)
    chosen = _chosen(joined, items)
    label = names[0] if len(names) == 1 else _owner(data.instrument, names)
    return ItemBlock(label, chosen, {item: scale_of[item] for item in chosen.items}, absent if items is None else ())


def _subscales(responses: Responses, scale: str | Sequence[str] | None) -> list[str]:
    instrument = responses.instrument
    parts = {part.id: part for part in (instrument.parts or (instrument,))}
    if scale is None:
        present = set(responses.item_ids)
        held = [part for part in parts.values() if any(present & set(s.items) for s in _reflective(part))]
        if len(held) > 1:
            named = ", ".join(part.id for part in held)
            raise UsageError(
                f"scale: these answers belong to {len(held)} instruments ({named}), each a block of its own. "
                f"Name one: scale={held[0].id!r}."
            )
        return [name for part in held for name in (s.id for s in _reflective(part))]
    asked = [scale] if isinstance(scale, str) else list(scale)
    names = [name for one in asked for name in ([s.id for s in _reflective(parts[one])] if one in parts else [one])]
    return list(dict.fromkeys(names))


def _reflective(instrument: Instrument) -> list[Subscale]:
    return [subscale for subscale in instrument.subscales.values() if subscale.type == "R"]


def _owner(instrument: Instrument, names: Sequence[str]) -> str:
    owners = [part.id for part in instrument.parts if set(names) <= set(part.subscales)]
    return owners[0] if owners else instrument.id


def _joined(parts: Sequence[ScaleData]) -> tuple[ScaleData, dict[str, str]]:
    """Each item once: where subscales overlap, it keeps the key of the first."""
    place: dict[str, tuple[int, int]] = {}
    for at, part in enumerate(parts):
        for column, item in enumerate(part.items):
            place.setdefault(item, (at, column))
    values: FloatMatrix = np.column_stack([parts[at].values[:, column] for at, column in place.values()])
    first = parts[0]
    joined = ScaleData(
        first.scale,
        tuple(place),
        values,
        first.ids,
        first.people,
        sensitivity="high" if any(part.sensitivity == "high" for part in parts) else "normal",
    )
    return joined, {item: parts[at].scale for item, (at, _) in place.items()}


def _chosen(data: ScaleData, items: Sequence[str] | None) -> ScaleData:
    if items is None:
        return data
    if isinstance(items, str):
        raise UsageError(f"items={items!r} is one word. Give a list of item ids.")
    unknown = [item for item in items if item not in data.items]
    if unknown:
        guess = nearest(unknown[0], data.items)
        hint = f" Did you mean {guess}?" if guess else ""
        raise UsageError(f"items: {', '.join(unknown)} is not among these {data.k} items.{hint}")
    twice = [item for item, count in pd.Series(list(items)).value_counts().items() if count > 1]
    if twice:
        raise UsageError(f"items: {twice[0]} is named twice. Name each item once.")
    columns: npt.NDArray[np.intp] = np.array([data.items.index(item) for item in items], dtype=np.intp)
    return ScaleData(
        data.scale,
        tuple(items),
        np.ascontiguousarray(data.values[:, columns]),
        data.ids,
        data.people,
        data.low,
        data.high,
        data.sensitivity,
        data.subscale,
    )
