"""The living rows of all exports, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sdtclimate.responses.opened import Opened
from sdtclimate.responses.people import Texts


@dataclass(frozen=True, eq=False)
class Stack:
    """The living rows of all exports, one below the other.

    Parameters
    ----------
    exports : sequence of Opened
    source_of : int array, n
        Position of each row's export.
    row_of : int array, n
        Position of each row in its table.
    """

    exports: Sequence[Opened]
    source_of: npt.NDArray[np.int32]
    row_of: npt.NDArray[np.intp]

    @property
    def n(self) -> int:
        """Rows."""
        return int(self.row_of.size)

    def gathered(self, columns: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """Return one value a row from one array a table."""
        parts = [column[self.row_of[self.source_of == at]] for at, column in enumerate(columns)]
        return np.concatenate(parts) if parts else np.empty(0)

    @property
    def lines(self) -> npt.NDArray[np.int64]:
        """Number of each row in its file, as a spreadsheet counts."""
        return self.gathered([opened.table.rows for opened in self.exports]).astype(np.int64)

    def texts(self, name: str) -> Texts:
        """Return a people column as text, None where a file does not have it."""
        return self.gathered([texts_about(opened, name) for opened in self.exports])

    def parts(self) -> list[tuple[Opened, str, npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
        """Return each form of each export with its rows in the stack and in its table."""
        parts = []
        for at, opened in enumerate(self.exports):
            of_export = np.flatnonzero(self.source_of == at)
            forms = opened.form[self.row_of[of_export]]
            parts += [
                (opened, form, of_export[forms == form], self.row_of[of_export[forms == form]])
                for form in opened.matches
            ]
        return parts


def stacked(exports: Sequence[Opened]) -> Stack:
    """Return the rows of all exports that nothing sets aside so far."""
    rows = [np.flatnonzero(opened.alive) for opened in exports]
    source_of = np.repeat(np.arange(len(exports), dtype=np.int32), [part.size for part in rows])
    return Stack(exports, source_of, np.concatenate(rows))


def texts_about(opened: Opened, name: str) -> Texts:
    """Return a people column of one table as text, None where there is none."""
    return opened.people.get(name, np.full(len(opened.table), None, dtype=object))
