"""Opened exports to `Responses`: cells coded, repeats and empty rows set aside, every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.cells import coded_fields, coded_items, numbers_seen
from sdtclimate.responses.code_error import code_error
from sdtclimate.responses.coding import Coder, smallest
from sdtclimate.responses.data_hash import hash_of_cells
from sdtclimate.responses.headcount import withhold_proxies
from sdtclimate.responses.ledger import Ledger
from sdtclimate.responses.opened import Opened
from sdtclimate.responses.people import Texts
from sdtclimate.responses.people_frame import people_frame, personal_frame
from sdtclimate.responses.responses import Responses
from sdtclimate.responses.set_aside import nobody_left, set_aside
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.stack import stacked


def assemble(
    exports: Sequence[Opened],
    instrument: Instrument,
    settings: Settings,
    *,
    site_texts: Mapping[str, Texts],
    sites: pd.DataFrame | None,
    remarks: Sequence[str],
) -> Responses:
    """Return the responses of all exports.

    Raises
    ------
    CodeError
        If a cell is no answer; all of them at once.
    ReadingError
        If nobody is left, or persons repeat and ``duplicates="error"``.
    """
    stack = stacked(exports)
    if not stack.n:
        raise nobody_left(exports, [], settings.spelling)
    coder = Coder(instrument, settings.labels, settings.missing_map, settings.out_of_range)
    item_ids = instrument.scored_items
    codes = coded_items(stack, coder, item_ids)
    fields = coded_fields(stack, instrument, coder)
    if coder.found:
        raise code_error(coder.found, instrument, settings.spelling, numbers_seen(exports, instrument))
    people = people_frame(stack, instrument, site_texts)
    gone, entries, more = set_aside(stack, codes, people, settings)
    kept = np.flatnonzero(~gone)
    if not kept.size:
        raise nobody_left(exports, entries, settings.spelling)
    people = people.iloc[kept].reset_index(drop=True)
    codes = codes[:, kept]
    said = [*remarks, *more, *_unfinished(people), *withhold_proxies(codes, item_ids, people, instrument, sites)]
    names = tuple(opened.table.source for opened in exports)
    source_of = stack.source_of[kept]
    ledger = Ledger(
        rows_in={opened.table.source: len(opened.table) for opened in exports},
        rows_kept={name: int((source_of == at).sum()) for at, name in enumerate(names)},
        set_aside=tuple(entries),
        cells=tuple(coder.cells),
        personal=tuple(dict.fromkeys(column.name for opened in exports for column in opened.personal)),
        extra=tuple(dict.fromkeys(name for opened in exports for name in opened.extra)),
        remarks=tuple(dict.fromkeys(said)),
    )
    return Responses(
        instrument,
        item_ids,
        smallest(codes),
        people,
        ledger,
        fields=fields.iloc[kept].reset_index(drop=True) if len(fields.columns) else pd.DataFrame(index=people.index),
        personal=personal_frame(stack, kept),
        sources=names,
        source_of=source_of,
        line_of=stack.lines[kept],
        data_hash=hash_of_cells(codes, item_ids, people),
        sites=sites,
    )


def _unfinished(people: pd.DataFrame) -> list[str]:
    """Say how many did not reach the end; what they answered is kept."""
    count = int((people["finished"] == 0).sum()) if "finished" in people else 0
    return [f"{count} of {len(people)} people did not reach the end; what they answered is kept"] if count else []
