"""Oblique rotation by gradient projection, from many starts at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]
Criterion = Callable[[FloatMatrix], tuple[FloatVector, FloatMatrix]]
"""Loadings (..., k, m) -> the criterion (...) and its gradient (..., k, m)."""

NEAR: Final = 1e-5
STILL: Final = 1e-11
ROUNDS: Final = 3000
POLISHING_ROUNDS: Final = 20_000


def descend(
    loadings: FloatMatrix,
    starts: FloatMatrix,
    criterion: Criterion,
    *,
    still: float = NEAR,
    rounds: int = ROUNDS,
) -> tuple[FloatMatrix, FloatVector, FloatVector]:
    """Return where gradient projection leads from each start.

    The rotated loadings are ``A T'^-1`` and the factor correlations ``T'T``, with columns of T of length 1. Each round
    goes down the gradient projected on these columns, with a step that doubles, and halves until it pays.

    Parameters
    ----------
    loadings : float array, k x m
        Unrotated.
    starts : float array, s x m x m
        Columns of length 1.
    criterion : callable
        What is made small.
    still : float
        Length of the projected gradient at which a start has arrived.
    rounds : int

    Returns
    -------
    turns : float array, s x m x m
    values : float array, s
        The criterion.
    slopes : float array, s
        Length of the projected gradient.

    Notes
    -----
    Jennrich (2002, doi:10.1007/BF02294706); Bernaards and Jennrich (2005, doi:10.1177/0013164404272507).
    """
    turns = starts.copy()
    values, gradients = _on(loadings, turns, criterion)
    pace = np.ones(len(turns))
    slopes = np.full(len(turns), np.inf)
    going = np.arange(len(turns))
    for _ in range(rounds):
        projected = _projected(turns[going], gradients[going])
        slopes[going] = np.sqrt((projected**2).sum(axis=(1, 2)))
        moving = slopes[going] >= still
        going, projected = going[moving], projected[moving]
        if not going.size:
            break
        pace[going] *= 2
        open_ = np.arange(len(going))
        for attempt in range(11):
            rows = going[open_]
            trial = turns[rows] - pace[rows, None, None] * projected[open_]
            trial = trial / np.sqrt((trial**2).sum(axis=1, keepdims=True))
            reached, slope = _on(loadings, trial, criterion)
            pays = values[rows] - reached > 0.5 * slopes[rows] ** 2 * pace[rows]
            taken = pays if attempt < 10 else np.isfinite(reached)
            turns[rows[taken]], values[rows[taken]], gradients[rows[taken]] = trial[taken], reached[taken], slope[taken]
            pace[rows[~pays]] /= 2
            open_ = open_[~pays]
            if not open_.size:
                break
    return turns, values, slopes


def polish(loadings: FloatMatrix, turn: FloatMatrix, criterion: Criterion) -> tuple[FloatMatrix, float, float]:
    """Return one solution taken to the last digits, its criterion and the length of its projected gradient.

    Newton steps along the sphere of each column, second derivatives from differences of the analytic gradient; where
    the surface does not bend up, further rounds of gradient projection.
    """
    best, value, slope = turn, *_state(loadings, turn, criterion)
    for _ in range(30):
        if slope < STILL:
            break
        step = _newton(loadings, best, criterion)
        if step is None:
            break
        trial = _unit(best + step)
        new, steeper = _state(loadings, trial, criterion)
        if not steeper < slope or new > value + 1e-10 * max(1.0, value):
            break
        best, value, slope = trial, new, steeper
    if slope > 1e-7:
        turns, values, slopes = descend(loadings, best[None], criterion, still=1e-8, rounds=POLISHING_ROUNDS)
        best, value, slope = turns[0], float(values[0]), float(slopes[0])
    return best, value, slope


def rotated(loadings: FloatMatrix, turn: FloatMatrix) -> FloatMatrix:
    """Return ``A T'^-1``; also for many turns at once."""
    answer: FloatMatrix = loadings @ np.swapaxes(np.linalg.inv(turn), -1, -2)
    return answer


def _on(loadings: FloatMatrix, turns: FloatMatrix, criterion: Criterion) -> tuple[FloatVector, FloatMatrix]:
    inverse = np.linalg.inv(turns)
    turned = loadings @ np.swapaxes(inverse, -1, -2)
    values, slope = criterion(turned)
    return values, -np.swapaxes(np.swapaxes(turned, -1, -2) @ slope @ inverse, -1, -2)


def _projected(turns: FloatMatrix, gradients: FloatMatrix) -> FloatMatrix:
    answer: FloatMatrix = gradients - turns * (turns * gradients).sum(axis=-2, keepdims=True)
    return answer


def _unit(turn: FloatMatrix) -> FloatMatrix:
    answer: FloatMatrix = turn / np.sqrt((turn**2).sum(axis=-2, keepdims=True))
    return answer


def _state(loadings: FloatMatrix, turn: FloatMatrix, criterion: Criterion) -> tuple[float, float]:
    values, gradients = _on(loadings, turn[None], criterion)
    return float(values[0]), float(np.sqrt((_projected(turn[None], gradients) ** 2).sum()))


def _newton(loadings: FloatMatrix, turn: FloatMatrix, criterion: Criterion) -> FloatMatrix | None:
    m = len(turn)
    frames = np.stack([_tangent(turn[:, j]) for j in range(m)])  # m x m x (m - 1): directions each column may take
    size, width = 1e-5, m * (m - 1)
    directions = np.zeros((width, m, m))
    for j in range(m):
        for i in range(m - 1):
            directions[j * (m - 1) + i, :, j] = frames[j][:, i]
    moved = np.concatenate([_unit(turn + size * directions), _unit(turn - size * directions), turn[None]])
    _, gradients = _on(loadings, moved, criterion)
    # Along the retraction x -> unit(T + x) the derivative by x is the projected gradient over the length of the column.
    slopes = np.einsum("ajk,bjk->ba", directions, _projected(moved, gradients))
    second = (slopes[:width] - slopes[width : 2 * width]) / (2 * size)
    second = (second + second.T) / 2
    bends, vectors = np.linalg.eigh(second)
    if bends[0] <= 1e-9 * max(1.0, float(bends[-1])):
        return None
    along = -(vectors @ ((vectors.T @ slopes[-1]) / bends))
    answer: FloatMatrix = np.tensordot(along, directions, axes=1)
    return answer


def _tangent(column: FloatVector) -> FloatMatrix:
    whole, _ = np.linalg.qr(np.column_stack([column, np.eye(len(column))]))
    answer: FloatMatrix = whole[:, 1 : len(column)]
    return answer
