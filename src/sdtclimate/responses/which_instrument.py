"""No instrument was named: which of the shipped ones the columns fit."""

from __future__ import annotations

from typing import Any

from sdtclimate.core.errors import SdtError, UsageError
from sdtclimate.formats.raw import RawTable
from sdtclimate.formats.read_raw import read_raw
from sdtclimate.instrument.catalog import PACKAGES, shipped_ids
from sdtclimate.instrument.loader import load_instrument
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
        asked = instrument.scored_items
        found = sum(_is_there(item, instrument, tables) for item in asked)
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


def _is_there(item: str, instrument: Any, tables: list[ColumnIndex]) -> bool:
    wordings = {instrument.wording(item, form) for form in instrument.items[item].text}
    return any(index.by_name(item)[0] or any(index.by_wording(w) for w in wordings if w) for index in tables)
