"""The search over uniquenesses that minres and maximum likelihood share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.stats.factorability.eigen import squared_multiple_correlations

FloatVector = npt.NDArray[np.float64]
FloatMatrix = npt.NDArray[np.float64]

STEPS: Final = 200
STILL: Final = 1e-13


def lowest(
    value: Callable[[FloatVector], tuple[float, FloatVector]],
    hessian: Callable[[FloatVector], FloatMatrix],
    starts: Iterable[FloatVector],
    low: float,
    high: float,
) -> tuple[FloatVector, bool]:
    """Return the lowest minimum that the starts lead to, and whether it was reached; an earlier start wins a tie."""
    found = [search(value, hessian, start, low, high) for start in starts]
    levels = [value(point)[0] for point, _ in found]
    best = 0
    for at, level in enumerate(levels):
        if level < levels[best] - 1e-9 * max(1.0, abs(levels[best])):
            best = at
    return found[best]


def starts_of(correlation: FloatMatrix, *, scale: float = 1.0) -> list[FloatVector]:
    """Return where to begin: the uniquenesses of squared multiple correlations, their squares, and halves.

    The surface can have several minima, above all near Heywood cases; the squares lean towards those.
    """
    unique = 1.0 - squared_multiple_correlations(correlation)
    return [scale * unique, unique**2, np.full(len(correlation), 0.5)]


def search(
    value: Callable[[FloatVector], tuple[float, FloatVector]],
    hessian: Callable[[FloatVector], FloatMatrix],
    start: FloatVector,
    low: float,
    high: float,
) -> tuple[FloatVector, bool]:
    """Return the minimum within ``low <= x <= high`` and whether it was reached.

    A bounded quasi-Newton search finds the basin, Newton steps on the parameters that are off their bounds take it to
    the last digits. A step that does not lower the gradient is halved.

    Parameters
    ----------
    value : callable
        x -> function and its gradient.
    hessian : callable
        x -> second derivatives.
    start : float array
    """
    from scipy.optimize import minimize

    first = minimize(
        value,
        np.clip(start, low, high),
        jac=True,
        method="L-BFGS-B",
        bounds=[(low, high)] * len(start),
        options={"maxiter": 1000, "maxfun": 5000, "ftol": 1e-9, "gtol": 1e-5, "maxcor": 20},
    )
    point = np.asarray(first.x, dtype=np.float64)
    for _ in range(STEPS):
        level, gradient = value(point)
        free = _free(point, gradient, low, high)
        if not free.any() or float(np.abs(gradient[free]).max()) < STILL:
            return point, True
        step = _newton_step(hessian(point), gradient, free)
        moved = _shortened(value, point, step, level, gradient, low, high)
        if moved is None:
            break
        point = moved
    gradient = value(point)[1]
    free = _free(point, gradient, low, high)
    return point, not free.any() or float(np.abs(gradient[free]).max()) < 1e-8


def _free(point: FloatVector, gradient: FloatVector, low: float, high: float) -> npt.NDArray[np.bool_]:
    held = ((point <= low) & (gradient > 0)) | ((point >= high) & (gradient < 0))
    answer: npt.NDArray[np.bool_] = ~held
    return answer


def _newton_step(second: FloatMatrix, gradient: FloatVector, free: npt.NDArray[np.bool_]) -> FloatVector:
    values, vectors = np.linalg.eigh(second[np.ix_(free, free)])
    # Where the surface bends down, its mirror image gives a way down.
    bend = np.maximum(np.abs(values), 1e-8 * max(1.0, float(np.abs(values).max())))
    step = np.zeros_like(gradient)
    step[free] = -(vectors @ ((vectors.T @ gradient[free]) / bend))
    return step


def _shortened(
    value: Callable[[FloatVector], tuple[float, FloatVector]],
    point: FloatVector,
    step: FloatVector,
    level: float,
    gradient: FloatVector,
    low: float,
    high: float,
) -> FloatVector | None:
    rest = float(np.abs(gradient[_free(point, gradient, low, high)]).max())
    noise = 1e-14 * max(1.0, abs(level))
    for halving in range(30):
        trial = np.clip(point + step * 0.5**halving, low, high)
        new, slope = value(trial)
        free = _free(trial, slope, low, high)
        steeper = float(np.abs(slope[free]).max()) if free.any() else 0.0
        if new < level - noise or (new <= level + noise and steeper < rest):
            return trial
    return None
