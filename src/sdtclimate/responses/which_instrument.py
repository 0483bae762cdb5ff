"""No instrument was named: which of the shipped ones the columns fit."""

from __future__ import annotations

from typing import Any

from sdtclimate.core.errors import SdtError, UsageError
from sdtclimate.formats.raw import RawTable
from sdtclimate.formats.read_raw import read_raw
from sdtclimate.instrument.catalog import PACKAGES, shipped_ids
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.column_index import ColumnIndex


def no_instrument(source: Any, sheet: str | None) -> UsageError:
    """Return the error that names the instrument whose items the columns fit best."""
    best: tuple[int, int, str] = (0, 0, "")
    tables = _tables(source, sheet)
    for name in (*shipped_ids(), *PACKAGES) if tables else ():
        try:
            instrument = load_instrument(name)
        except SdtError:
            continue
        # By columns, not by items: two instruments may ask the same question, and a column answers one of them.
        asked = instrument.scored_items
        found = len({column for item in asked for column in _columns(item, instrument, tables)[:1]})
        if (found, -len(asked)) > best[:2]:
            best = (found, -len(asked), name)
    if not best[0]:
        return UsageError(
            "No instrument named. Give an instrument, or items= and answers= for one scale of your own: "
            'items=["q1", "q2", "q3"], answers=(1, 5).'
        )
    return UsageError(
        f"No instrument named. These columns fit {best[2]} best ({best[0]} of {-best[1]} items). "
        f'Add: -i {best[2]} (in Python: "{best[2]}" as the second argument).'
    )


def _tables(source: Any, sheet: str | None) -> list[ColumnIndex]:
    sources = list(source.values()) if isinstance(source, dict) else source if isinstance(source, list) else [source]
    tables: list[RawTable] = [read_raw(one, sheet=sheet) for one in sources]
    return [ColumnIndex(table) for table in tables]


def _columns(item: str, instrument: Instrument, tables: list[ColumnIndex]) -> list[str]:
    """Return the names of the columns that an item could be, those of the first table that has any."""
    wordings = {instrument.wording(item, form) for form in instrument.items[item].text}
    for index in tables:
        found = (*index.by_name(item)[0], *(c for w in sorted(wordings) if w for c in index.by_wording(w)))
        if found:
            return [column.name for column in found]
    return []
