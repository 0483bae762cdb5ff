"""`Grid`: the cells of a file before anybody has said which of its rows are headings.

Each column is factorised once, in blocks while the file is read: the distinct words and, for each record, the
position of its word. Matching and coding then look at words and never at single cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

HEAD: Final = 3
"""Records that may be headings; no platform writes more."""

Sure = Literal["certain", "likely", "guess"]


@dataclass(frozen=True)
class Evidence:
    """One thing that was recognised in a file: what it is, how sure, and by which sign."""

    what: str
    found: str
    sure: Sure
    why: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.found} ({self.sure}{'; ' + self.why if self.why else ''})"


@dataclass(frozen=True, eq=False)
class Factor:
    """A column of text: its distinct words, and the position of the word of each record."""

    words: tuple[str, ...]
    codes: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return int(self.codes.size)

    def __repr__(self) -> str:
        return f"Factor({len(self)} records, {len(self.words)} words)"

    def texts(self) -> npt.NDArray[np.object_]:
        """Return the text of each record."""
        return np.array(self.words, dtype=object)[self.codes] if self.words else np.empty(0, dtype=object)


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells as text, all records of one width.

    Parameters
    ----------
    source : str
        File or frame, as messages and the ledger name it.
    head : tuple of rows of text
        The first records, `HEAD` at most.
    columns : tuple of Factor
        The records after `head`.
    rows : int array
        Number of each record, head included, as a spreadsheet counts: from 1, blank lines counted.
    evidence : tuple of Evidence
        How the bytes were understood.
    remarks : tuple of str
        What was left out or repaired while the cells were read, in sentences.
    unit : str
        What `rows` counts: ``"row"`` of a file, or of a frame.
    """

    source: str
    head: tuple[tuple[str, ...], ...]
    columns: tuple[Factor, ...]
    rows: npt.NDArray[np.int64]
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[str, ...] = ()
    unit: str = "row"

    @property
    def width(self) -> int:
        """Columns."""
        return len(self.columns)

    def body(self, headings: int) -> tuple[tuple[Factor, ...], npt.NDArray[np.int64]]:
        """Return the columns and row numbers of all records below `headings` heading rows."""
        extra = self.head[headings:]
        return tuple(_prepended(extra, at, factor) for at, factor in enumerate(self.columns)), self.rows[headings:]


@dataclass
class GridBuilder:
    """Takes records block by block and keeps only words and codes of them."""

    width: int
    blocks: list[list[tuple[npt.NDArray[np.int32], npt.NDArray[np.object_]]]] = field(init=False)

    def __post_init__(self) -> None:
        self.blocks = [[] for _ in range(self.width)]

    def add(self, records: Sequence[Sequence[str]]) -> None:
        """Add a block of records, all of the builder's width."""
        if records:
            for at, column in enumerate(zip(*records, strict=True)):
                codes, words = pd.factorize(np.array(column, dtype=object))
                self.blocks[at].append((codes.astype(np.int32), words))

    def columns(self) -> tuple[Factor, ...]:
        """Return the columns of everything added."""
        return tuple(map(_joined, self.blocks))


def _joined(blocks: Sequence[tuple[npt.NDArray[np.int32], npt.NDArray[np.object_]]]) -> Factor:
    """Return one column of its blocks: the words of all blocks are factorised once more."""
    if not blocks:
        return Factor((), np.empty(0, np.int32))
    place, words = pd.factorize(np.concatenate([words for _, words in blocks]))
    place = place.astype(np.int32)
    starts = np.cumsum([0, *(words.size for _, words in blocks)])
    codes = [place[start + codes] for start, (codes, _) in zip(starts, blocks, strict=False)]
    return Factor(tuple(words.tolist()), np.concatenate(codes))


def grid_of_records(
    source: str,
    records: Iterable[Sequence[str]],
    rows: npt.NDArray[np.int64],
    *,
    evidence: tuple[Evidence, ...] = (),
    remarks: tuple[str, ...] = (),
    unit: str = "row",
) -> Grid:
    """Return a grid of records that are in memory already, all of one width."""
    listed = [tuple(record) for record in records]
    head, body = tuple(listed[:HEAD]), listed[HEAD:]
    builder = GridBuilder(len(head[0]) if head else 0)
    builder.add(body)
    return Grid(source, head, builder.columns(), rows, evidence, remarks, unit)


def _prepended(extra: tuple[tuple[str, ...], ...], at: int, factor: Factor) -> Factor:
    if not extra:
        return factor
    book = {word: code for code, word in enumerate(factor.words)}
    first = [book.setdefault(record[at], len(book)) for record in extra]
    return Factor(tuple(book), np.concatenate([np.array(first, np.int32), factor.codes]))
