"""`digits_of`: with how many decimals a number of a shown row is written. Decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

COARSE: Final = "rounded"
"""Mark in `suppressed` of a number that the policy rounded to tenths or half points."""


def digits_of(row: Mapping[str, Any]) -> int:
    """Return the decimals of a number in scale units: 1 where the policy rounded it, else 2.

    Parameters
    ----------
    row : mapping
        A row of ``Result.shown()``.

    Notes
    -----
    Below 30 people a mean, a gap or a spread is known to a tenth or to half a point only; a second decimal would look
    like knowledge that is not there. Each row goes by its own people, so 5.8 may stand beside 4.17. A gap that has few
    people on one side alone is a difference of a fine and a coarse mean; it is as coarse as the coarser one.
    """
    return 1 if row.get("suppressed") == COARSE else 2
