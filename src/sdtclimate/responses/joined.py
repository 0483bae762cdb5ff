"""A column about people that lies in another file, joined by a key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sdtclimate.core.errors import ReadingError, UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.formats.raw import RawColumn
from sdtclimate.formats.read_raw import read_raw
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.wording import listed

_NEEDED = ("file", "key", "column")


def joined_values(
    name: str, spec: Mapping[str, Any], index: ColumnIndex, settings: Settings
) -> tuple[npt.NDArray[np.object_], RawColumn, str]:
    """Return the values that another file holds for the people of a table, the key column, and a remark.

    Parameters
    ----------
    name : str
        What the column will be called.
    spec : mapping
        ``file`` (path or frame), ``key`` (column in both; ``{"data": …, "file": …}`` where they differ),
        ``column``, and perhaps ``sheet``.
    index : ColumnIndex
        The table to join to.
    settings : Settings
        Relative paths of a map file start where that file lies.

    Raises
    ------
    UsageError
        If `spec` lacks a part.
    ReadingError
        If the file has not that column, or says two things of one key.
    """
    lacking = [part for part in _NEEDED if part not in spec]
    unknown = [part for part in spec if part not in (*_NEEDED, "sheet")]
    if lacking or unknown:
        guess = nearest(str(unknown[0]), _NEEDED) if unknown else None
        hint = f" {unknown[0]} is not known.{f' Did you mean {guess}?' if guess else ''}" if unknown else ""
        raise UsageError(f"people, {name}: a joined column needs file, key and column.{hint}")
    key = spec["key"]
    here, there = (key["data"], key["file"]) if isinstance(key, Mapping) else (key, key)
    source = spec["file"]
    if isinstance(source, str | Path):
        source = settings.folder / source
    other = ColumnIndex(
        read_raw(source, name=Path(source).name if isinstance(source, Path) else "", sheet=spec.get("sheet"))
    )
    column = index.named(str(here), argument=f"people, {name}, key")
    book = _book(name, other.named(str(there), argument=f"people, {name}, key"), spec, other)
    answers = [book.get(word.strip()) for word in column.words]
    values = np.array(answers or [None], dtype=object)[column.factor.codes]
    lost = [word for word, answer in zip(column.words, answers, strict=True) if word.strip() and answer is None]
    remark = ""
    if lost:
        rows = int(sum(column.counts[at] for at, answer in enumerate(answers) if answer is None))
        remark = (
            f"{name}: {len(lost)} of {len(column.words)} keys ({rows} rows) have no match in "
            f"{other.table.source}; kept, with {name} missing"
        )
    return values, column, remark


def _book(name: str, key: RawColumn, spec: Mapping[str, Any], other: ColumnIndex) -> dict[str, str]:
    value = other.named(str(spec["column"]), argument=f"people, {name}, column")
    book: dict[str, str] = {}
    twice: list[int] = []
    keys, values = key.factor.texts(), value.factor.texts()
    for row, (found, answer) in enumerate(zip(keys, values, strict=True)):
        text, said = found.strip(), answer.strip()
        if not text or not said:
            continue
        if book.setdefault(text, said) != said:
            twice.append(int(other.table.rows[row]))
    if twice:
        raise ReadingError(
            f"people, {name}: {other.table.source} says two things of one key in row {listed(twice)}. "
            "Give one row for each person."
        )
    return book
