"""One field held against its expected value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

FALLBACK = 1e-10
"""Tolerance of a case that names none: that of closed forms."""


@dataclass(frozen=True)
class Outcome:
    """Whether a field agrees, by how much it differs and how much it may."""

    agrees: bool
    difference: float = 0.0
    tolerance: float = 0.0
    text: str = ""

    @property
    def share(self) -> float:
        """The difference as a share of what is allowed."""
        if self.difference == 0:
            return 0.0
        return self.difference / self.tolerance if self.tolerance else math.inf


def leaves(expected: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the fields: path and value. A list or a matrix is one field; what is not available is none."""
    if not isinstance(expected, Mapping) or is_matrix(expected):
        yield path, expected
    elif "not_available" not in expected:
        for key, value in expected.items():
            yield from leaves(value, f"{path}/{key}" if path else str(key))


def is_matrix(value: Any) -> bool:
    """Return whether a value is a matrix with named rows and columns."""
    return isinstance(value, Mapping) and set(value) == {"rows", "cols", "values"}


def tolerance_of(case: Mapping[str, Any], path: str) -> float:
    """Return the tolerance of the innermost part of the path that has one, else the default of the case."""
    given = case.get("tolerance") or {}
    for part in reversed(path.split("/")):
        if isinstance(given.get(part), int | float):
            return float(given[part])
    default = given.get("default", FALLBACK)
    return float(default) if isinstance(default, int | float) else FALLBACK


def compare(expected: Any, computed: Any, tolerance: float, *, path: str = "") -> Outcome:
    """Return whether a computed value agrees with the expected one.

    A number may differ by ``tolerance x max(1, |expected|)``; one named ``p`` is compared by its logarithm, so that
    small ones count too. Texts and truths must be equal. NaN is null, infinities are ``"Inf"`` and ``"-Inf"``.
    """
    if is_matrix(expected):
        return _matrices(expected, computed, tolerance, path)
    if isinstance(expected, list):
        return _lists(expected, _as_list(computed), tolerance, path)
    value = _scalar(computed)
    if isinstance(expected, bool) or isinstance(value, bool | np.bool_):
        return _equal(expected, bool(value) if isinstance(value, bool | np.bool_) else value)
    wanted = _number(expected)
    if wanted is None:
        return _equal(expected, value)
    found = _number(value)
    if found is None:
        return Outcome(False, math.inf, tolerance, f"expected {expected!r}, computed {value!r}")
    return _numbers(wanted, found, tolerance, path)


def _numbers(wanted: float, found: float, tolerance: float, path: str) -> Outcome:
    if math.isnan(wanted) or math.isnan(found):
        same = math.isnan(wanted) and math.isnan(found)
        return Outcome(
            same, 0.0 if same else math.inf, tolerance, "" if same else f"expected {wanted}, computed {found}"
        )
    if math.isinf(wanted) or math.isinf(found):
        same = wanted == found
        return Outcome(
            same, 0.0 if same else math.inf, tolerance, "" if same else f"expected {wanted}, computed {found}"
        )
    difference = abs(wanted - found) / max(1.0, abs(wanted))
    last = path.rsplit("/", 1)[-1]
    if last in ("p", "p_value") and wanted > 0 and found > 0:
        size = max(1.0, abs(math.log(wanted)))
        difference = max(difference, abs(math.log(wanted) - math.log(found)) / size)
    return Outcome(difference <= tolerance, difference, tolerance, f"expected {wanted!r}, computed {found!r}")


def _lists(expected: Sequence[Any], computed: Sequence[Any], tolerance: float, path: str) -> Outcome:
    if len(expected) != len(computed):
        return Outcome(False, math.inf, tolerance, f"expected {len(expected)} values, computed {len(computed)}")
    found = [compare(a, b, tolerance, path=path) for a, b in zip(expected, computed, strict=True)]
    return worst(found, tolerance, [f"[{i + 1}]" for i in range(len(found))])


def _matrices(expected: Mapping[str, Any], computed: Any, tolerance: float, path: str) -> Outcome:
    table, rows, columns = as_matrix(computed)
    wanted = np.array([[_number(v) for v in row] for row in expected["values"]], dtype=float)
    if rows and expected["rows"] and set(rows) == set(expected["rows"]):
        table = table[[rows.index(name) for name in expected["rows"]]]
    if columns and expected["cols"] and set(columns) == set(expected["cols"]):
        table = table[:, [columns.index(name) for name in expected["cols"]]]
    if table.shape != wanted.shape:
        return Outcome(False, math.inf, tolerance, f"expected {wanted.shape}, computed {table.shape}")
    found = [_numbers(float(a), float(b), tolerance, path) for a, b in zip(wanted.flat, table.flat, strict=True)]
    places = [f"[{i + 1}, {j + 1}]" for i in range(wanted.shape[0]) for j in range(wanted.shape[1])]
    return worst(found, tolerance, places)


def worst(found: Sequence[Outcome], tolerance: float, places: Sequence[str]) -> Outcome:
    """Return the outcome of a list from the outcomes of its values."""
    if not found:
        return Outcome(True, 0.0, tolerance)
    at = max(range(len(found)), key=lambda i: (not found[i].agrees, found[i].share))
    one = found[at]
    return Outcome(all(f.agrees for f in found), one.difference, one.tolerance, f"{places[at]} {one.text}")


def as_matrix(value: Any) -> tuple[np.ndarray, list[str], list[str]]:
    """Return the numbers, row names and column names of a frame, a matrix of a case, or an array."""
    if isinstance(value, pd.DataFrame):
        names = [str(name) for name in value.index] if not isinstance(value.index, pd.RangeIndex) else []
        return value.to_numpy(dtype=float), names, [str(name) for name in value.columns]
    if is_matrix(value):
        table = np.array([[_number(v) for v in row] for row in value["values"]], dtype=float)
        return table, list(value["rows"] or ()), list(value["cols"] or ())
    return np.atleast_2d(np.asarray(value, dtype=float)), [], []


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, np.ndarray | pd.Series | pd.Index):
        return list(value.tolist())
    return list(value) if isinstance(value, list | tuple) else [value]


def _scalar(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, list | tuple | np.ndarray) and len(value) == 1:
        return _scalar(value[0])
    return value


def _number(value: Any) -> float | None:
    if value is None:
        return math.nan
    if value in ("Inf", "-Inf"):
        return math.inf if value == "Inf" else -math.inf
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return None
    return float(value)


def _equal(expected: Any, computed: Any) -> Outcome:
    same = type(expected) is type(computed) and expected == computed
    return Outcome(
        same, 0.0 if same else math.inf, 0.0, "" if same else f"expected {expected!r}, computed {computed!r}"
    )
