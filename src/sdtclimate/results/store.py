"""`results.json`: what may be shown of results, in full precision of what may be shown, the same bytes each time."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from sdtclimate.core.errors import UsageError
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.policy import OWN_SPREAD_FROM
from sdtclimate.results.note import text_of
from sdtclimate.results.result import require_released

if TYPE_CHECKING:
    from sdtclimate.results.result import Result

SCHEMA_ID: Final = "sdtclimate-results-1"


def result_to_dict(result: Result) -> dict[str, Any]:
    """Return what may be shown of a result as plain data.

    Parameters
    ----------
    result : Result

    Returns
    -------
    dict
        ``kind, title, status, reason, offers, notes, provenance, columns, rows``. A row is an object with every column;
        what is not there is None. Numbers are as `shown` gives them and not rounded further. Nothing in here names
        a person or a row of the data.
    """
    shown = result.shown()
    names = [str(name) for name in shown.columns]
    columns = [[plain(value) for value in shown[name].tolist()] for name in shown.columns]
    return {
        "kind": result.kind,
        "title": result.title,
        "status": result.status,
        "reason": result.reason,
        "offers": list(result.offers),
        "notes": [
            {"id": note.id, "text": text_of(note, min=_lowest_minimum(result)), "values": plain(dict(note.values))}
            for note in result.notes
        ],
        "provenance": _provenance(result),
        "columns": names,
        "rows": [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)],
    }


def results_document(
    results: Mapping[str, Result] | Sequence[Result], meta: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """Return what `results.json` holds.

    Parameters
    ----------
    results : mapping name -> Result, or sequence of Result
        Released results. In a sequence each is named by its kind, a second of a kind ``..._2``.
    meta : mapping, optional
        Plain data about the study: instrument, who answered, settings. No clock and no path belongs in it.

    Raises
    ------
    UnprotectedResult
        If a result has not passed the release gate.
    """
    named = results if isinstance(results, Mapping) else _named(results)
    for result in named.values():
        require_released(result)
    return {
        "schema": SCHEMA_ID,
        "meta": plain(dict(meta or {})),
        "results": {str(name): result_to_dict(result) for name, result in named.items()},
    }


def dump_results(document: Mapping[str, object]) -> str:
    """Return the text of `results.json`: keys in the order of the alphabet, no NaN, one line end at the end."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def write_results_json(
    results: Mapping[str, Result] | Sequence[Result], path: str | Path, meta: Mapping[str, object] | None = None
) -> Path:
    """Write `results.json` whole, from released results.

    Raises
    ------
    UnprotectedResult
        If a result has not passed the release gate. Then nothing is written.
    """
    from sdtclimate.core.files import write_whole

    return write_whole(path, dump_results(results_document(results, meta)))


def plain(value: object) -> Any:
    """Return a value as JSON knows it: NaN, infinity and missing as None, numpy numbers as Python's.

    Raises
    ------
    UsageError
        For something that is no plain data: an object in a result would be written as its memory address.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(inner) for inner in value]
    if isinstance(value, Path):
        raise UsageError("results.json holds no paths: the same data in another folder must give the same file.")
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    raise UsageError(f"results.json holds text, numbers, lists and mappings; found a {type(value).__name__}.")


def _provenance(result: Result) -> dict[str, Any]:
    """Exact n of the whole study; a band where fewer than 10 people are left, or where more would follow from it."""
    found = plain(result.provenance.to_dict())
    for name in ("n_in", "n_out"):
        if found[name] and (found[name] < OWN_SPREAD_FROM or result.provenance.banded):
            found[name] = n_band(found[name])
    return dict(found)


def _lowest_minimum(result: Result) -> int:
    roles = {side.role for cell in result.cells for side in cell.sides} or {""}
    return min(result.policy.minimum_of(role) for role in roles)


def _named(results: Sequence[Result]) -> dict[str, Result]:
    named: dict[str, Result] = {}
    for result in results:
        count = sum(other.kind == result.kind for other in named.values())
        named[result.kind if count == 0 else f"{result.kind}_{count + 1}"] = result
    return named
