"""Hebrew is drawn the right way round on old and new matplotlib: the same ink as letters set by hand."""

from __future__ import annotations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sdtclimate.plots.text import ready, width_of
from sdtclimate.plots.theme import drawing, sized

WORD = "\u05df\u05d9"  # final nun, yod: a long letter that belongs at the right, a short one at the left


def ink(word: str) -> np.ndarray:  # type: ignore[type-arg]
    with drawing():
        figure = Figure(figsize=(2, 1), dpi=100)
        canvas = FigureCanvasAgg(figure)
        figure.text(0.1, 0.3, word, fontproperties=sized(60), parse_math=False)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())[:, :, 0] < 128


def test_the_first_letter_stands_at_the_right() -> None:
    assert width_of(WORD, 60) > 20
    drawn = ink(ready(WORD))
    columns = np.flatnonzero(drawn.any(axis=0))

    def height(column: int) -> int:
        rows = np.flatnonzero(drawn[:, column - 3 : column + 4].any(axis=1))
        return int(rows[-1] - rows[0])

    assert height(columns[-4]) > 1.3 * height(columns[3])
