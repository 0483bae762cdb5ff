"""Columns about the person: role, site, wave and others; named, constant, joined from a file, or found by name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.formats.raw import RawColumn
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.answer_book import EMPTY_MARKS, decimal_number
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.joined import joined_values
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.wording import plain

Texts = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]

# Headings (without case, dashes and underscores) that say by themselves what a column tells of the person.
BY_NAME: Final[dict[str, tuple[str, ...]]] = {
    "role": ("role",),
    "site": ("site", "site id", "site name"),
    "wave": ("wave", "time point", "timepoint", "occasion"),
    "duration": ("duration", "survey duration", "duration seconds", "duration in seconds", "interviewtime"),
    "link": (
        "link",
        "link code",
        "pid",
        "token",
        "person id",
        "participant",
        "participant id",
        "respondent",
        "respondent id",
        "subject id",
        "prolific pid",
        "id",
    ),
}
_WRITTEN_AS_DECIMAL: Final = re.compile(r"-?\d+[.,]0")
_KEYS: Final = frozenset({"value", "file", "key", "column", "keep", "sheet"})


@dataclass
class PeopleValues:
    """What a table says about the people in its rows.

    Parameters
    ----------
    values : mapping of name to object array, n
        Text, None where the table says nothing.
    columns : mapping of name to column
        Which column each was read from; none for constants.
    remarks : list of str
    """

    values: dict[str, Texts] = field(default_factory=dict)
    columns: dict[str, RawColumn] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def specs_of(settings: Settings, instrument: Instrument, form: str = "") -> dict[str, Any]:
    """Return name -> what was said about it, for one form; `columns` may name people columns too.

    Raises
    ------
    UsageError
        If a name has forms in it and one of them does not exist.
    """
    said = {**_people_among_columns(settings, instrument, form), **settings.people}
    found: dict[str, Any] = {}
    for name, spec in said.items():
        if isinstance(spec, Mapping) and not set(spec) <= _KEYS:
            unknown = [key for key in spec if key not in instrument.forms]
            if unknown:
                known = [*instrument.forms, *sorted(_KEYS)]
                guess = nearest(str(unknown[0]), known)
                hint = f" Did you mean {guess}?" if guess else ""
                raise UsageError(
                    f"people, {name}: {unknown[0]!r} is neither a form nor one of {', '.join(known)}.{hint}"
                )
            if form in spec:
                found[name] = spec[form]
        else:
            found[name] = spec
    return found


def _people_among_columns(settings: Settings, instrument: Instrument, form: str) -> dict[str, Any]:
    return {name: column for name, column in settings.columns_of(form).items() if name not in instrument.items}


def found_by_name(index: ColumnIndex, name: str, taken: frozenset[str]) -> RawColumn | None:
    """Return the one column whose heading says that it is `name`; None where none or several do."""
    wanted = BY_NAME.get(name, ())
    for heading in wanted:
        hits = [c for c in index.answers if c.name not in taken and plain(c.heading) == heading]
        if len(hits) == 1:
            return hits[0]
    return None


def read_people(
    index: ColumnIndex,
    specs: Mapping[str, Any],
    settings: Settings,
    *,
    taken: frozenset[str],
    automatic: tuple[str, ...],
) -> PeopleValues:
    """Return the values of all columns about people that were asked for or are known by their names.

    Parameters
    ----------
    index : ColumnIndex
    specs : mapping
        From `specs_of`; ``consent`` is left to its own step.
    settings : Settings
    taken : set of column names
        Columns of items: never taken for people by their names.
    automatic : tuple of str
        Names that may be found without being asked for.
    """
    found = PeopleValues()
    for name, spec in specs.items():
        if name != "consent":
            _read_one(found, name, spec, index, settings)
    for name in automatic:
        if name not in found.values and not (name == "link" and "id" in found.values):
            column = found_by_name(index, name, taken)
            if column is not None:
                found.columns[name] = column
                found.values[name] = texts_of(column)
    return found


def _read_one(found: PeopleValues, name: str, spec: Any, index: ColumnIndex, settings: Settings) -> None:
    n = len(index.table)
    if isinstance(spec, Mapping):
        if set(spec) == {"value"}:
            found.values[name] = np.full(n, _clean(str(spec["value"])), dtype=object)
            return
        if "file" in spec:
            values, key, remark = joined_values(name, spec, index, settings)
            found.values[name] = values
            found.remarks += [remark] if remark else []
            found.columns.setdefault(f"{name}, key", key)
            return
        if set(spec) == {"column"}:
            spec = spec["column"]
        else:
            raise UsageError(
                f"people, {name}: {dict(spec)!r} is no way to say a column. Give its name, {{'value': 1}}, "
                "or {'file': 'people.csv', 'key': 'pid', 'column': 'country'}."
            )
    column = index.named(str(spec), argument=f"people, {name}")
    found.columns[name] = column
    found.values[name] = texts_of(column)


def texts_of(column: RawColumn) -> Texts:
    """Return a column as text without outer blanks, None where it is empty; ``"1.0"`` is ``"1"``."""
    words = np.array([_clean(word) for word in column.words] or [None], dtype=object)
    return words[column.factor.codes]


def _clean(word: str) -> str | None:
    text = " ".join(word.split())
    if not text or text.casefold() in EMPTY_MARKS:
        return None
    # A spreadsheet writes 7 as "7.0". "007" stays as it is: it is a name.
    return text[:-2] if _WRITTEN_AS_DECIMAL.fullmatch(text) else text


def hashed(values: Texts) -> Texts:
    """Return codes of persons as hashes, so that the code itself goes no further; None stays None."""
    distinct = {value for value in values if value is not None}
    table = {value: hashlib.sha256(f"link\0{value.casefold()}".encode()).hexdigest()[:16] for value in distinct}
    return np.array([None if value is None else table[value] for value in values], dtype=object)


def typed(name: str, values: Texts) -> npt.NDArray[Any]:
    """Return values as numbers where all are numbers; role, form, site and link stay text."""
    if name in ("role", "form", "site", "link"):
        return values
    distinct = {value for value in values if value is not None}
    numbers = {value: decimal_number(value) for value in distinct}
    if not distinct or any(number is None for number in numbers.values()):
        return values
    whole = all(float(number or 0).is_integer() for number in numbers.values())
    if whole and len(distinct) and not any(value is None for value in values):
        return np.array([int(numbers[value] or 0) for value in values], dtype=np.int64)
    return np.array([np.nan if value is None else numbers[value] for value in values], dtype=np.float64)
