"""Items and fields of the living rows, coded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.terms import HIGHEST_RESERVED, NOT_PRESENTED
from sdtclimate.formats.raw import RawColumn
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.answer_book import whole_number
from sdtclimate.responses.coding import Coder
from sdtclimate.responses.opened import Opened
from sdtclimate.responses.people import texts_of
from sdtclimate.responses.stack import Stack

_FIELD_NUMBERS = frozenset({"number", "percent"})
_FIELD_TEXTS = frozenset({"text", "multi"})


def coded_items(stack: Stack, coder: Coder, item_ids: Sequence[str]) -> npt.NDArray[np.int16]:
    """Return the codes of all items, k x n; -95 where a form does not ask an item."""
    codes = np.full((len(item_ids), stack.n), NOT_PRESENTED, dtype=np.int16)
    place = {item: at for at, item in enumerate(item_ids)}
    for opened, form, here, there in stack.parts():
        for match in opened.matches[form]:
            if match.item in place and match.found and match.column is not None:
                codes[place[match.item], here] = coder.code(
                    match.item, match.column, there, source=opened.table.source, lines=opened.table.rows
                )
    return codes


def coded_fields(stack: Stack, instrument: Instrument, coder: Coder) -> pd.DataFrame:
    """Return the descriptive fields that were found: codes and whole numbers as Int64, several choices as text."""
    columns: dict[str, npt.NDArray[Any]] = {}
    for opened, form, here, there in stack.parts():
        for match in opened.matches[form]:
            if not match.found or match.column is None or match.item in instrument.scored_items:
                continue
            values = _field(match.item, match.column, there, opened, instrument, coder)
            empty = None if values.dtype == object else np.nan
            columns.setdefault(match.item, np.full(stack.n, empty, dtype=values.dtype))[here] = values
    order = [item for item in instrument.items if item in columns]
    return pd.DataFrame({item: _typed(columns[item]) for item in order}, index=pd.RangeIndex(stack.n))


def _field(
    item: str, column: RawColumn, rows: npt.NDArray[np.intp], opened: Opened, instrument: Instrument, coder: Coder
) -> npt.NDArray[Any]:
    """Return one field: text with None, or numbers with NaN, where there is no answer."""
    kind = instrument.answer_scales[instrument.items[item].answer_scale].kind
    source, lines = opened.table.source, opened.table.rows
    if kind in _FIELD_TEXTS:
        return texts_of(column)[rows]
    if kind in _FIELD_NUMBERS:
        return coder.numbers(item, column, rows, source=source, lines=lines)
    values = coder.code(item, column, rows, source=source, lines=lines).astype(np.float64)
    values[values <= HIGHEST_RESERVED] = np.nan
    return values


def _typed(values: npt.NDArray[Any]) -> pd.Series:
    if values.dtype == object:
        return pd.Series(values)
    known = values[~np.isnan(values)]
    return pd.Series(values).astype("Int64" if bool((known == np.round(known)).all()) else "Float64")


def numbers_seen(exports: Sequence[Opened], instrument: Instrument) -> dict[str, set[int]]:
    """Return the whole numbers that occur in the columns of each answer scale, to tell a shifted range."""
    seen: dict[str, set[int]] = {}
    for opened in exports:
        for match in (m for group in opened.matches.values() for m in group if m.found and m.column):
            numbers = (whole_number(word.strip()) for word in match.column.words) if match.column else ()
            seen.setdefault(instrument.items[match.item].answer_scale, set()).update(
                n for n in numbers if n is not None
            )
    return seen
