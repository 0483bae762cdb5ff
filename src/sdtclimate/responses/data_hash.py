"""One hash of the cells that were read, the same for any order of rows, columns and files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


def hash_of_cells(codes: npt.NDArray[np.signedinteger[Any]], item_ids: Sequence[str], people: pd.DataFrame) -> str:
    """Return the SHA-256 of answers and people columns.

    Parameters
    ----------
    codes : int array, k x n
    item_ids : sequence of str, k
    people : DataFrame, n rows

    Notes
    -----
    Items and columns are taken in the order of their names, values of people columns numbered in the order of their
    text, and the rows sorted by their content before they are hashed.
    """
    items = sorted(range(len(item_ids)), key=lambda at: item_ids[at])
    parts = [np.asarray(codes[items].T, dtype="<i2")]
    digest = hashlib.sha256("\0".join(item_ids[at] for at in items).encode())
    for name in sorted(map(str, people.columns)):
        place, distinct = pd.factorize(people[name])
        texts = [_text(value) for value in distinct]
        words = sorted(set(texts))
        number = {word: at for at, word in enumerate(words)}
        digest.update(f"\0\0{name}\0".encode() + "\0".join(words).encode())
        # The last one stands for a missing value, whose place is -1.
        column = np.array([*(number[text] for text in texts), -1], dtype="<i4")[place]
        parts.append(column.reshape(-1, 1).view("<i2"))
    rows = np.ascontiguousarray(np.hstack(parts)) if parts[0].shape[0] else parts[0]
    if rows.size:
        lines = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
        digest.update(np.sort(lines).tobytes())
    return digest.hexdigest()


def _text(value: object) -> str:
    if isinstance(value, float | np.floating):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    return str(value)
