"""Rows of one person in one wave: which of them stands, and which are repeats."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

KEPT: Final[dict[str, str]] = {
    "last_complete": "the last complete one is kept",
    "first": "the first one is kept",
    "last": "the last one is kept",
    "keep": "all are kept",
}


def repeats(
    keys: npt.NDArray[np.int64],
    *,
    rule: str,
    empty: npt.NDArray[np.bool_],
    answered: npt.NDArray[np.int64],
    finished: npt.NDArray[np.float64],
    time: npt.NDArray[np.datetime64],
) -> npt.NDArray[np.int64]:
    """Return for each row the position of the row that stands in its place, or -1 where it stands itself.

    Parameters
    ----------
    keys : int array, n
        The same number for rows of the same person, form and wave; -1 where the person is not known.
    rule : {"last_complete", "first", "last"}
    empty : bool array, n
        Rows with nothing answered; they never stand where another row holds an answer.
    answered : int array, n
        Items answered.
    finished : float array, n
        1 finished, 0 not, NaN where the platform does not say.
    time : datetime64 array, n
        When the row ended; NaT where not known.

    Notes
    -----
    Complete is what the platform calls finished; where it does not say, the row with most items answered. Later is
    later by the clock where all rows of the person have a time, else further down in the file.
    """
    n = keys.size
    stands = np.full(n, -1, dtype=np.int64)
    frame = pd.DataFrame({"key": keys, "at": np.arange(n)})
    frame = frame[frame["key"] >= 0]
    frame = frame[frame.duplicated("key", keep=False)]
    for _, group in frame.groupby("key", sort=False)["at"]:
        rows = group.to_numpy()
        chosen = _chosen(rows, rule, empty, answered, finished, time)
        stands[rows[rows != chosen]] = chosen
    return stands


def _chosen(
    rows: npt.NDArray[np.int64],
    rule: str,
    empty: npt.NDArray[np.bool_],
    answered: npt.NDArray[np.int64],
    finished: npt.NDArray[np.float64],
    time: npt.NDArray[np.datetime64],
) -> int:
    filled = rows[~empty[rows]]
    rows = filled if filled.size else rows
    if rule == "last_complete":
        if (finished[rows] == 1).any():
            rows = rows[finished[rows] == 1]
        elif np.isnan(finished[rows]).all() or (finished[rows] == 0).all():
            rows = rows[answered[rows] == answered[rows].max()]
    stamps = time[rows]
    order = rows if np.isnat(stamps).any() else rows[np.argsort(stamps, kind="stable")]
    return int(order[0] if rule == "first" else order[-1])
