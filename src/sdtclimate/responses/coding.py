"""Text and labels to codes and reasons, one look at each distinct word of a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.terms import MISSING_CODES, OUT_OF_RANGE
from sdtclimate.formats.raw import RawColumn
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.answer_book import Answer, AnswerBook, decimal_number, missing_map_of
from sdtclimate.responses.ledger import CellEntry

Rows = npt.NDArray[np.intp]
Codes = npt.NDArray[np.int16]
_UNREAD: Final = np.int16(-32768)
_UNCHANGED: Final = frozenset({"code", "reserved"})
_MOST_ROWS: Final = 8
_MOST_WORDS: Final = 20


@dataclass(frozen=True)
class Found:
    """A word that is no answer: where it stands and how often."""

    source: str
    column: str
    item: str
    scale: str
    word: str
    problem: str
    rows: tuple[int, ...]
    count: int


@dataclass
class Coder:
    """Turns columns into codes and keeps account of what was changed and what could not be read.

    Parameters
    ----------
    instrument : Instrument
    labels : mapping of answer scale or item to label to code
    missing_map : mapping
    out_of_range : {"error", "missing"}
    """

    instrument: Instrument
    labels: Mapping[str, Mapping[str, int]]
    missing_map: Mapping[Any, Any]
    out_of_range: str = "error"
    found: list[Found] = field(default_factory=list)
    cells: list[CellEntry] = field(default_factory=list)
    _books: dict[str, AnswerBook] = field(default_factory=dict)
    _words: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _missing: tuple[dict[str, int], dict[str, dict[str, int]]] = field(init=False)

    def __post_init__(self) -> None:
        known = frozenset((*self.instrument.items, *self.instrument.answer_scales))
        self._missing = missing_map_of(self.missing_map, known)

    def code(self, item: str, column: RawColumn, rows: Rows, *, source: str, lines: npt.NDArray[np.int64]) -> Codes:
        """Return the codes of some rows of a column.

        Parameters
        ----------
        item : str
        column : RawColumn
        rows : int array, m
            Positions in the table.
        source : str
        lines : int array
            Row numbers of the whole table, for messages.

        Returns
        -------
        int16 array, m
            Cells that could not be read hold a code that means nothing; `found` then names them.
        """
        answers = [self._answer(item, word) for word in column.words]
        table = np.array([_UNREAD if a.code is None else a.code for a in answers] or [_UNREAD], dtype=np.int16)
        places = column.factor.codes[rows]
        self._account(item, column, answers, places, lines[rows], source)
        return table[places]

    def numbers(
        self, item: str, column: RawColumn, rows: Rows, *, source: str, lines: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float64]:
        """Return the numbers that some rows of a column hold, NaN where there is a reason for missing."""
        values = np.full(len(column.words) or 1, np.nan)
        answers = []
        for at, word in enumerate(column.words):
            number = decimal_number(word.strip())
            if number is not None and number not in MISSING_CODES:
                values[at] = number
                answers.append(Answer(0, "code"))
                continue
            answer = self._answer(item, word)
            answers.append(answer if answer.code is not None else Answer(None, "no_number"))
        places = column.factor.codes[rows]
        self._account(item, column, answers, places, lines[rows], source)
        return values[places]

    def _answer(self, item: str, word: str) -> Answer:
        key = (
            item if item in self.labels or item in self._missing[1] else self.instrument.items[item].answer_scale,
            word,
        )
        if key not in self._words:
            answer = self._book(item, key[0]).read(word)
            if answer.reason == "outside" and self.out_of_range == "missing":
                answer = Answer(OUT_OF_RANGE, "out_of_range")
            self._words[key] = answer
        return self._words[key]

    def _book(self, item: str, key: str) -> AnswerBook:
        if key not in self._books:
            scale = self.instrument.answer_scales[self.instrument.items[item].answer_scale]
            labels = {**self.labels.get(scale.id, {}), **self.labels.get(item, {})}
            shared, own = self._missing
            self._books[key] = AnswerBook(scale, labels, shared, {**own.get(scale.id, {}), **own.get(item, {})})
        return self._books[key]

    def _account(
        self,
        item: str,
        column: RawColumn,
        answers: Sequence[Answer],
        places: npt.NDArray[np.int32],
        lines: npt.NDArray[np.int64],
        source: str,
    ) -> None:
        """Note which words occur, and where those are that were changed or could not be read."""
        counts = np.bincount(places, minlength=len(answers))
        unread = []
        for at in map(int, np.flatnonzero(counts)):
            if answers[at].code is None:
                unread.append(at)
            elif answers[at].reason not in _UNCHANGED:
                reason, became = answers[at].reason, str(answers[at].code)
                self.cells.append(CellEntry(source, column.name, reason, column.words[at], became, int(counts[at])))
        scale = self.instrument.items[item].answer_scale
        for at in unread[:_MOST_WORDS]:
            shown = tuple(int(line) for line in lines[places == at][:_MOST_ROWS])
            word, problem = column.words[at], answers[at].reason
            self.found.append(Found(source, column.name, item, scale, word, problem, shown, int(counts[at])))
        rest = unread[_MOST_WORDS:]
        if rest:
            count = int(counts[rest].sum())
            self.found.append(Found(source, column.name, item, scale, str(len(rest)), "more", (), count))


def smallest(codes: Codes) -> npt.NDArray[np.signedinteger[Any]]:
    """Return codes in the smallest integer type that holds them."""
    if codes.size == 0 or (codes.min() >= -128 and codes.max() <= 127):
        return np.ascontiguousarray(codes, dtype=np.int8)
    return np.ascontiguousarray(codes)
