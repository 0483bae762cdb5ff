"""A bare frame of codes turned into the matrix that scoring reads, every undeclared code named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import CodeError, Fault, MappingError, UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.core.terms import BLANK, HIGHEST_RESERVED, LOWEST_RESERVED, MISSING_CODES, MISSING_REASONS
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.responses import IntMatrix

WIDEST = 2**31 - 1
"""Largest number that is looked at as a code."""
SHOWN = 5
"""Undeclared codes named for each item before the rest is counted."""
PEOPLE_COLUMNS = ("role", "form", "site", "wave", "duration")
"""Columns about people that go along with scores of a bare frame; any other stays in the caller's frame."""


def codes_of_frame(
    frame: pd.DataFrame,
    instrument: Instrument,
    items: Sequence[str],
    *,
    missing_map: Mapping[object, object] | None = None,
    absent: Sequence[str] = (),
) -> tuple[tuple[str, ...], IntMatrix]:
    """Return the items found and their codes, k x n, one contiguous row an item.

    Parameters
    ----------
    frame : DataFrame, n rows
        One column an item, named by its id. Any dtype: whole numbers, floats, text of digits, nullable, categorical.
        An empty cell is -91. The frame is not changed.
    instrument : Instrument
    items : sequence of str
        Items that are needed.
    missing_map : mapping, optional
        Foreign codes or texts to reasons for missing: ``{-99: -91, "N/A": "not_applicable"}``.
    absent : sequence of str
        Items known not to have been asked.

    Raises
    ------
    MappingError
        If an item has no column, or two columns have its name.
    CodeError
        If a cell is neither a declared code nor a reserved one nor in `missing_map`; all such cells are named.
    """
    found = _columns(frame, items, absent)
    reasons = _missing_map(missing_map)
    kind = _smallest(instrument, found)
    codes = np.empty((len(found), len(frame)), dtype=kind)
    faults: list[Fault] = []
    for row, item in enumerate(found):
        allowed = instrument.answer_scales[instrument.items[item].answer_scale].codes
        values = None if reasons else _whole_numbers(frame[item])
        if values is not None:
            _take_whole_numbers(values, allowed, item, codes[row], faults)
        else:
            _take_anything(frame[item], allowed, reasons, item, codes[row], faults)
    if faults:
        raise CodeError(
            f"{len(faults)} answers that {instrument.id} does not declare. Nothing was scored.",
            faults,
        )
    return found, codes


def people_of_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Return what is known about the people in a bare frame: role, form, site, wave, duration where there are any."""
    return frame[[name for name in PEOPLE_COLUMNS if name in frame.columns]].copy()


def _columns(frame: pd.DataFrame, items: Sequence[str], absent: Sequence[str]) -> tuple[str, ...]:
    names = [str(name) for name in frame.columns]
    unknown = [item for item in absent if item not in items]
    if unknown:
        raise UsageError(f"absent={unknown[0]!r} is no item of these scales.")
    found = tuple(item for item in items if item not in absent)
    present = set(names)
    lacking = [item for item in found if item not in present]
    faults = [_no_column(item, names) for item in lacking]
    faults += [
        Fault("Two columns have this name. Name each item once.", where=item) for item in found if names.count(item) > 1
    ]
    if faults:
        raise MappingError(
            f"{len(found) - len(lacking)} of {len(found)} items found among {len(names)} columns. Nothing was scored.",
            faults,
        )
    return found


def _no_column(item: str, names: Sequence[str]) -> Fault:
    guess = nearest(item, names)
    fix = f"Rename {guess} to {item} if it is the same question." if guess else ""
    return Fault("has no column.", where=item, fix=f'{fix} Not asked: absent=["{item}"].'.strip())


def _missing_map(given: Mapping[object, object] | None) -> dict[object, int]:
    reasons: dict[object, int] = {}
    for found, reason in (given or {}).items():
        code = MISSING_REASONS.get(str(reason), reason)
        if code not in MISSING_CODES:
            known = ", ".join(f"{number} {word}" for number, word in MISSING_CODES.items())
            raise UsageError(f"missing_map: {found!r} is mapped to {reason!r}. Known reasons: {known}.")
        reasons[_plain(found)] = int(str(code))
    return reasons


def _smallest(instrument: Instrument, items: Sequence[str]) -> type[np.signedinteger]:
    ends = [LOWEST_RESERVED]
    for item in items:
        answers = instrument.answer_scales[instrument.items[item].answer_scale]
        ends += [answers.low, answers.high]
    return next(
        kind
        for kind in (np.int8, np.int16, np.int32, np.int64)
        if np.iinfo(kind).min <= min(ends) and max(ends) <= np.iinfo(kind).max
    )


def _whole_numbers(column: pd.Series) -> npt.NDArray[np.integer] | None:
    """Return a column as whole numbers with -91 where empty; None where it holds anything else."""
    if not isinstance(column.dtype, np.dtype):
        return None
    values = column.to_numpy()
    if values.dtype.kind in "iu":
        return values
    if values.dtype.kind != "f":
        return None
    filled = np.where(np.isnan(values), BLANK, values)
    if not (np.abs(filled) <= WIDEST).all():
        return None
    whole = filled.astype(np.int32)
    return whole if bool((whole == filled).all()) else None


def _take_whole_numbers(
    values: npt.NDArray[np.integer],
    allowed: Sequence[int],
    item: str,
    out: npt.NDArray[np.signedinteger],
    faults: list[Fault],
) -> None:
    low, high = min(allowed), max(allowed)
    if len(allowed) == high - low + 1:
        good = (values >= low) & (values <= high)
    else:
        good = np.isin(values, np.asarray(allowed))
    if not good.all():
        good |= (values >= LOWEST_RESERVED) & (values <= HIGHEST_RESERVED)
    if not good.all():
        bad, counts = np.unique(values[~good], return_counts=True)
        _report(item, dict(zip(bad.tolist(), counts.tolist(), strict=True)), allowed, faults)
        return
    np.copyto(out, values, casting="unsafe")


def _take_anything(
    column: pd.Series,
    allowed: Sequence[int],
    reasons: Mapping[object, int],
    item: str,
    out: npt.NDArray[np.signedinteger],
    faults: list[Fault],
) -> None:
    places, distinct = pd.factorize(column)
    known = {*allowed, *MISSING_CODES}
    table = np.full(len(distinct) + 1, BLANK, dtype=np.int64)
    undeclared: dict[object, int] = {}
    for place, value in enumerate(distinct):
        found = _plain(value)
        code = reasons.get(found, found)
        if isinstance(code, int) and code in known:
            table[place] = code
        elif code != "":
            undeclared[value] = int((places == place).sum())
    if undeclared:
        _report(item, undeclared, allowed, faults)
        return
    np.copyto(out, table[places], casting="unsafe")


def _plain(value: object) -> object:
    """Return a cell as a whole number where it is one, else as its text without spaces at the ends."""
    if isinstance(value, str):
        text = value.strip()
        try:
            number = float(text)
        except ValueError:
            return text
        return int(number) if number.is_integer() else text
    if isinstance(value, int | float | np.integer | np.floating | np.bool_):
        number = float(value)
        return int(number) if number.is_integer() else number
    return str(value)


def _report(item: str, undeclared: Mapping[object, int], allowed: Sequence[int], faults: list[Fault]) -> None:
    most = sorted(undeclared.items(), key=lambda pair: (-pair[1], str(pair[0])))
    for value, count in most[:SHOWN]:
        rows = "1 row" if count == 1 else f"{count:,} rows"
        fix = "Declare it in missing_map or mend the source."
        if isinstance(value, str) and not value.strip().lstrip("+-").replace(".", "", 1).isdigit():
            fix = "Read labels with read_responses, or declare it in missing_map."
        faults.append(Fault(f"holds {value!r} ({rows}). Allowed: {_allowed(allowed)}.", where=item, fix=fix))
    if len(most) > SHOWN:
        rest = sum(count for _, count in most[SHOWN:])
        faults.append(Fault(f"holds {len(most) - SHOWN} more such values ({rest:,} rows).", where=item))


def _allowed(allowed: Sequence[int]) -> str:
    low, high = min(allowed), max(allowed)
    codes = f"{low} to {high}" if len(allowed) == high - low + 1 else ", ".join(map(str, allowed))
    return f"{codes}, and {HIGHEST_RESERVED} to {LOWEST_RESERVED}"
