"""Who agreed to take part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sdtclimate.core.errors import UsageError
from sdtclimate.formats.raw import RawColumn
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.wording import listed, plain, quoted


def agreed(index: ColumnIndex, spec: Any) -> tuple[npt.NDArray[np.bool_], RawColumn]:
    """Return which rows hold consent, and the column that says so.

    Parameters
    ----------
    index : ColumnIndex
    spec : mapping
        ``column`` and ``keep``: the answers that are consent. Anything else is none, an empty cell too.

    Raises
    ------
    UsageError
        If `spec` does not say both, or nobody gave such an answer.
    """
    if not isinstance(spec, Mapping) or set(spec) != {"column", "keep"}:
        raise UsageError('people, consent: say the column and the answers to keep: {"column": "Q1", "keep": ["Yes"]}.')
    column = index.named(str(spec["column"]), argument="people, consent")
    keep = spec["keep"]
    wanted = {plain(str(word)) for word in ([keep] if isinstance(keep, str | int) else keep)}
    hit = np.array([plain(word) in wanted for word in column.words] or [False], dtype=bool)
    if not hit.any():
        present = listed((quoted(word, most=60) for word in column.words if word.strip()), most=5) or "nothing"
        asked = listed(map(repr, [keep] if isinstance(keep, str) else keep))
        raise UsageError(
            f"people, consent: nobody in {index.table.source} answered {asked}. Column {column.name} holds {present}."
        )
    return hit[column.factor.codes], column
