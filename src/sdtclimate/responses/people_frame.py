"""What is known about the people of the living rows, as frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.people import Texts, hashed, typed
from sdtclimate.responses.roles import has_roles
from sdtclimate.responses.stack import Stack, texts_about

_LAST = ("duration", "link", "id")


def people_frame(stack: Stack, instrument: Instrument, site_texts: Mapping[str, Texts]) -> pd.DataFrame:
    """Return role, form, site, wave, what else was asked for, duration, whether finished, and a hashed link."""
    exports = stack.exports
    form = stack.gathered([opened.form for opened in exports])
    columns: dict[str, Any] = {}
    if has_roles(instrument):
        informant = {name: entry.informant for name, entry in instrument.forms.items()}
        columns["role"] = np.array([informant[name] for name in form], dtype=object)
    columns["form"] = form
    names = dict.fromkeys(name for opened in exports for name in opened.people)
    for name in ("site", "wave", *(n for n in names if n not in _LAST)):
        if name in names and name not in columns:
            texts = [
                site_texts.get(o.export.name, texts_about(o, name)) if name == "site" else texts_about(o, name)
                for o in exports
            ]
            columns[name] = typed(name, stack.gathered(texts))
    duration = _duration(stack)
    if duration is not None:
        columns["duration"] = duration
    finished = stack.gathered([opened.table.finished for opened in exports])
    if not np.isnan(finished).all():
        columns["finished"] = finished
    links = [texts_about(o, "link" if "link" in o.people else "id") for o in exports]
    if any("link" in opened.people or "id" in opened.people for opened in exports):
        columns["link"] = hashed(stack.gathered(links))
    return pd.DataFrame(columns, index=pd.RangeIndex(stack.n))


def _duration(stack: Stack) -> npt.NDArray[np.float64] | None:
    """Return seconds: the column named so, else the platform's own."""
    parts = []
    for opened in stack.exports:
        if "duration" in opened.people:
            said = typed("duration", opened.people["duration"])
            parts.append(said.astype(np.float64) if said.dtype.kind in "if" else opened.table.duration)
        else:
            parts.append(opened.table.duration)
    seconds = stack.gathered(parts)
    return None if np.isnan(seconds).all() else seconds


def personal_frame(stack: Stack, kept: npt.NDArray[np.intp]) -> pd.DataFrame:
    """Return the columns that could name a person, as text, for the rows that are kept."""
    names = dict.fromkeys(column.name for opened in stack.exports for column in opened.personal)
    found: dict[str, npt.NDArray[np.object_]] = {}
    for name in names:
        parts = []
        for opened in stack.exports:
            column = opened.table.by_name.get(name)
            parts.append(column.factor.texts() if column else np.full(len(opened.table), None, dtype=object))
        found[name] = stack.gathered(parts)[kept]
    return pd.DataFrame(found, index=pd.RangeIndex(kept.size))
