"""How a value is written in a table: decimals, true minus sign, decimal points under each other."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

from sdtclimate.core.table.table import Column, Table

MINUS: Final = "\u2212"
FIGURE_SPACE: Final = "\u2007"
POINT_SPACE: Final = "\u2008"
HIDDEN: Final = "hidden"
"""Stands where a number exists and may not be seen; never blank, never 0."""
_NUMBER: Final = re.compile(r"[+\u2212<-]?\s?(\d*)(?:\.(\d+))?%?")


def write_number(value: float, digits: int | None, *, leading_zero: bool = True) -> str:
    """Return a number as text, empty for NaN.

    Parameters
    ----------
    value : float
    digits : int or None
        Decimals; None writes the shortest form.
    leading_zero : bool
        False writes ``.83``; a number of 1 or more keeps its digits.

    Notes
    -----
    What rounds to zero loses its sign. Infinity is written as a sign.
    """
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "\u221e" if value > 0 else f"{MINUS}\u221e"
    text = f"{abs(value):.{digits}f}" if digits is not None else f"{abs(value):.10g}"
    if not leading_zero and text.startswith("0."):
        text = text[1:]
    is_zero = not text.strip("0.")
    return text if value >= 0 or is_zero else MINUS + text


def write_value(value: object, column: Column) -> str:
    """Return a raw cell of a table as text: a number by its column, a `str` as it is, None and NaN empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and column.digits is None:
        return str(value) if value >= 0 else f"{MINUS}{-value}"
    if isinstance(value, str):
        return value
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)
    return write_number(number, column.digits, leading_zero=column.leading_zero)


def written(table: Table) -> list[list[str]]:
    """Return the rows of a table as text, one list a row."""
    return [
        [write_value(value, column) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]


def under_each_other(texts: Sequence[str], *, space: str = " ", point: str = " ") -> list[str]:
    """Return the texts of a right-aligned column, padded on the right so that decimal points meet.

    Texts that are no numbers (``hidden``) are left as they are.
    """
    decimals = [_decimals(text) for text in texts]
    widest = max((d for d in decimals if d is not None), default=0)
    if widest == 0:
        return list(texts)
    padded = []
    for text, found in zip(texts, decimals, strict=True):
        if found is None or found == widest:
            padded.append(text)
        else:
            padded.append(text + (point if found == 0 else "") + space * (widest - found))
    return padded


def repeats(rows: Sequence[Sequence[str]], stub: int) -> list[list[bool]]:
    """Return, for each row and stub column, whether it says the same as the row above (with all columns before it)."""
    marks: list[list[bool]] = []
    for at, row in enumerate(rows):
        above = rows[at - 1] if at else None
        marks.append([above is not None and list(row[: c + 1]) == list(above[: c + 1]) for c in range(stub)])
    return marks


def _decimals(text: str) -> int | None:
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        return None
    return len(match[2] or "")
