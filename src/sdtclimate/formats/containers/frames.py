"""Frames that are in memory: pandas, or another kind through narwhals. The caller's frame is only read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.grid import HEAD, Evidence, Factor, Grid


def is_frame(source: object) -> bool:
    """Return whether `source` is a data frame that can be read."""
    if isinstance(source, pd.DataFrame):
        return True
    import narwhals as nw

    return nw.dependencies.is_into_dataframe(source)


def read_frame(frame: Any, *, source: str) -> Grid:
    """Return the cells of a data frame as text; column names are the first record.

    Missing values of any kind become empty text, whole numbers lose their decimals (``4.0`` is ``"4"``), and
    categories are read as their labels.

    Raises
    ------
    ReadingError
        If the frame is empty, or its columns have several levels.
    """
    columns = _columns(frame, source)
    if not columns:
        raise ReadingError(f"{source} is empty: it has no columns.")
    factors = [_factor(values) for _, values in columns]
    n = len(factors[0])
    first = min(HEAD - 1, n)
    head = [tuple(name for name, _ in columns)]
    head += [tuple(factor.words[factor.codes[row]] for factor in factors) for row in range(first)]
    body = tuple(_after(factor, first) for factor in factors)
    rows = np.arange(0, n + 1, dtype=np.int64)
    kind = Evidence("container", f"{type(frame).__module__.split('.')[0]} frame", "certain")
    return Grid(source, tuple(head), body, rows, (kind,), unit="row of the frame")


def _columns(frame: Any, source: str) -> list[tuple[str, npt.NDArray[Any] | pd.Categorical]]:
    if isinstance(frame, pd.DataFrame):
        if frame.columns.nlevels > 1:
            raise ReadingError(f"{source}: the columns have {frame.columns.nlevels} levels. Give each column one name.")
        return [(str(name), _array(frame.iloc[:, at])) for at, name in enumerate(frame.columns)]
    import narwhals as nw

    wrapped = nw.from_native(frame, eager_only=True)
    return [(name, np.array(wrapped[name].to_list() or [], dtype=object)) for name in wrapped.columns]


def _array(column: pd.Series) -> npt.NDArray[Any] | pd.Categorical:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return pd.Categorical(column)
    if column.dtype.kind in "iufb" and isinstance(column.dtype, np.dtype):
        return column.to_numpy()
    return column.to_numpy(dtype=object)


def _factor(values: npt.NDArray[Any] | pd.Categorical) -> Factor:
    if isinstance(values, pd.Categorical):
        found, distinct = np.asarray(values.codes, dtype=np.int64), list(values.categories)
    else:
        found, distinct = _distinct(values)
    book: dict[str, int] = {}
    place = np.array([book.setdefault(_text(value), len(book)) for value in distinct], dtype=np.int32)
    if bool((found < 0).any()):
        place = np.append(place, np.int32(book.setdefault("", len(book))))
    codes = place[found] if place.size else np.empty(0, np.int32)
    return Factor(tuple(book), codes.astype(np.int32))


def _distinct(values: npt.NDArray[Any]) -> tuple[npt.NDArray[np.intp], list[Any]]:
    try:
        found, unique = pd.factorize(values)
    except TypeError:  # lists and the like cannot be hashed
        found, unique = pd.factorize(np.array([None if _is_gone(v) else str(v) for v in values], dtype=object))
    distinct = list(unique)
    # True and 1 are equal to a hash table; a column that may hold both is looked at cell by cell.
    if values.dtype == object and any(not isinstance(v, str) and v in (0, 1) for v in distinct):
        book: dict[Any, int] = {}
        found = np.array(
            [-1 if _is_gone(v) else book.setdefault((type(v) is bool, v), len(book)) for v in values], dtype=np.intp
        )
        distinct = [value for _, value in book]
    return found, distinct


def _is_gone(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, float | np.floating):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)


def _after(factor: Factor, first: int) -> Factor:
    return Factor(factor.words, factor.codes[first:])
