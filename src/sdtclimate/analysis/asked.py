"""Which items there are to tell of, and who was asked them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sdtclimate.analysis.grouping import PeopleGroup
from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.core.terms import MISSING_CODES, NOT_PRESENTED
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.responses import Responses


def items_by_scale(responses: Responses, scale: str | Sequence[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the items among the answers, by subscale, in the order of the instrument.

    By default each item stands once, under the first subscale that holds it; items of no subscale stand under an
    empty name.
    """
    instrument, here = responses.instrument, set(responses.item_ids)
    if scale is not None:
        names = [scale] if isinstance(scale, str) else list(scale)
        chosen = {_subscale(instrument, name) for name in names}
        found = {name: sub.items for name, sub in instrument.subscales.items() if name in chosen}
        return {name: tuple(item for item in items if item in here) for name, items in found.items()}
    placed: dict[str, str] = {}
    for name, sub in instrument.subscales.items():
        for item in sub.items:
            placed.setdefault(item, name)
    answer: dict[str, list[str]] = {}
    for item in instrument.items:
        if item in here and not instrument.items[item].is_field:
            answer.setdefault(placed.get(item, ""), []).append(item)
    return {name: tuple(items) for name, items in answer.items()}


def _subscale(instrument: Instrument, name: str) -> str:
    if name in instrument.composites:
        parts = ", ".join(instrument.composites[name].parts)
        raise UsageError(f"scale={name!r} is a composite of scores and has no items of its own. Its parts: {parts}.")
    return lookup(instrument.subscales, name, what="subscale", argument="scale").id


@dataclass(frozen=True, eq=False)
class Cells:
    """The answers of one group to some items.

    Parameters
    ----------
    codes : int array, k x n
        As in ``Responses.codes``, reserved codes in place of missing answers.
    ids : int array, n
    """

    codes: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int64]
    _sets: dict[bytes, frozenset[int]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, responses: Responses, items: Sequence[str], group: PeopleGroup) -> Cells:
        """Return the answers of a group to `items`."""
        codes = responses.codes[np.ix_(responses.positions(items), group.rows)].astype(np.int64)
        return cls(codes, responses.people.index.to_numpy(dtype=np.int64)[group.rows])

    @property
    def missing(self) -> npt.NDArray[np.bool_]:
        """Where an answer is missing, k x n."""
        return (self.codes >= min(MISSING_CODES)) & (self.codes <= max(MISSING_CODES))

    @property
    def presented(self) -> npt.NDArray[np.bool_]:
        """Where the item was given to the person, k x n."""
        given: npt.NDArray[np.bool_] = self.codes != NOT_PRESENTED
        return given

    def members(self, mask: npt.NDArray[np.bool_]) -> frozenset[int]:
        """Return who is in `mask`, n values. Items answered by the same people share one set."""
        key = mask.tobytes()
        if key not in self._sets:
            self._sets[key] = frozenset(self.ids[mask].tolist())
        return self._sets[key]
