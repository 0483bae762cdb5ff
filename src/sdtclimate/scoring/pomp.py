"""Scores as percent of the maximum possible: 0 is the lowest possible score, 100 the highest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sdtclimate.instrument.model import Composite, Instrument


def pomp(values: npt.NDArray[np.float64], low: float, high: float) -> npt.NDArray[np.float64]:
    """Return scores on 0 to 100: 100 (x - low) / (high - low), NaN kept.

    Parameters
    ----------
    values : float array
        Scores in the unit of the scale.
    low, high : float
        Lowest and highest possible score.

    References
    ----------
    Cohen, P., Cohen, J., Aiken, L. S. and West, S. G. (1999). The problem of units and the circumstance for POMP.
    Multivariate Behavioral Research, 34, 315-346. doi:10.1207/S15327906MBR3403_2
    """
    return (values - low) * (100.0 / (high - low))


def scale_range(instrument: Instrument, scale: str) -> tuple[float, float]:
    """Return the lowest and highest possible score of a subscale or composite."""
    found = instrument.scale(scale)
    if not isinstance(found, Composite):
        answers = instrument.answer_scale_of(scale)
        return float(answers.low), float(answers.high)
    if found.range[0] < found.range[1]:
        return found.range
    parts = [scale_range(instrument, part) for part in found.parts]
    if found.rule == "difference":
        (low, high), (other_low, other_high) = parts
        return low - other_high, high - other_low
    if found.rule == "weighted":
        ends = [sorted((w * low, w * high)) for w, (low, high) in zip(found.weights, parts, strict=True)]
        return sum(low for low, _ in ends), sum(high for _, high in ends)
    return sum(low for low, _ in parts) / len(parts), sum(high for _, high in parts) / len(parts)
