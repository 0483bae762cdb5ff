"""Headings of a grid: empty columns left out, equal headings told apart, and both said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.grid import Factor


@dataclass(frozen=True)
class Heading:
    """A column that is kept: its place from 0, its heading as written, and a name that no other column has."""

    at: int
    heading: str
    name: str


def name_columns(
    headings: Sequence[str], columns: Sequence[Factor], *, source: str
) -> tuple[tuple[Heading, ...], tuple[str, ...]]:
    """Return the columns to keep and remarks on what was done to headings.

    A column without a heading is left out when it is empty or only numbers the rows (as R and pandas write it);
    otherwise it is an error, because nobody could say what it holds. Columns of one heading are told apart by
    their place: ``"Q7 (column 12)"``.

    Raises
    ------
    ReadingError
        If a column that holds something has no heading, or there is no heading at all.
    """
    remarks: list[str] = []
    kept: list[tuple[int, str]] = []
    nameless: list[int] = []
    for at, heading in enumerate(headings):
        if heading.strip():
            kept.append((at, heading))
        elif _is_blank(columns[at]):
            remarks.append(f"column {at + 1} is empty and has no heading; left out")
        elif at == 0 and _numbers_rows(columns[at]):
            remarks.append("the first column has no heading and numbers the rows; left out")
        else:
            nameless.append(at + 1)
    if not kept:
        raise ReadingError(f"{source} has no headings in its first row. Give each column a name there.")
    if nameless:
        places = ", ".join(map(str, nameless[:8])) + (" and more" if len(nameless) > 8 else "")
        raise ReadingError(f"{source}: column {places} holds answers and has no heading. Name it in the first row.")
    times = Counter(heading.strip() for _, heading in kept)
    repeated = [f'"{heading}" {count} times' for heading, count in times.items() if count > 1]
    if repeated:
        shown = ", ".join(repeated[:3]) + (f" and {len(repeated) - 3} more" if len(repeated) > 3 else "")
        remarks.append(f"headings that occur more than once are told apart by their place: {shown}")
    named = tuple(
        Heading(at, text, f"{text.strip()} (column {at + 1})" if times[text.strip()] > 1 else text.strip())
        for at, text in kept
    )
    return named, tuple(remarks)


def _is_blank(column: Factor) -> bool:
    return all(not word.strip() for word in column.words)


def _numbers_rows(column: Factor) -> bool:
    numbers = [word.strip() for word in column.words]
    if not all(number.isdecimal() for number in numbers) or len(numbers) != len(column):
        return False
    values = sorted(map(int, numbers))
    return values[0] in (0, 1) and values[-1] - values[0] == len(values) - 1
