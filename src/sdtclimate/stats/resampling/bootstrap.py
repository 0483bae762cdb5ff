"""Bootstrap and jackknife of statistics of a covariance matrix, over respondents or over sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.random import stream
from sdtclimate.core.work import run_blocks
from sdtclimate.stats.resampling.content_order import respondent_order, unit_numbers
from sdtclimate.stats.resampling.crossproducts import covariances_of, unit_totals

FloatArray = npt.NDArray[np.float64]
Statistics = Mapping[str, Callable[[FloatArray], FloatArray]]

BLOCK_CELLS: Final = 1 << 20
"""Drawn units of one block; it sets the size of a block and so belongs to what a seed means."""
LARGEST_BLOCK: Final = 1000


@dataclass(frozen=True, eq=False)
class Resampler:
    """The units of one group, ready to be drawn again.

    Parameters
    ----------
    totals : array, (m, 1 + k + k (k + 1) / 2)
        Rows, sums and sums of products of each unit, units in the order of their content.
    k : int
        Items.
    """

    totals: FloatArray
    k: int

    @classmethod
    def of(cls, values: FloatArray, unit: npt.NDArray[np.intp] | None = None) -> Resampler:
        """Return the resampler of complete rows.

        Parameters
        ----------
        values : array, (n, k)
            No missing values.
        unit : int array, (n,), optional
            Number of each row's site; without it respondents are drawn.
        """
        if unit is None:
            return cls(unit_totals(values[respondent_order(values)]), values.shape[1])
        return cls(unit_totals(values, unit_numbers(values, unit)), values.shape[1])

    @property
    def n_units(self) -> int:
        """Units that are drawn."""
        return len(self.totals)

    def bootstrap(
        self, statistics: Statistics, *, draws: int, seed: int, progress: bool | None = None
    ) -> dict[str, FloatArray]:
        """Return `draws` values of each statistic from resamples of the units with replacement.

        Each block of draws has its own stream of the seed. A resample is a row of counts; one matrix product of
        counts and unit totals gives the covariances of the whole block.

        Parameters
        ----------
        statistics : mapping of callables
            Each takes covariances ``(b, k, k)`` and returns ``(b,)``.
        draws : int
        seed : int
        progress : bool or None
            As in `core.work.run_blocks`.
        """
        size = int(np.clip(BLOCK_CELLS // max(self.n_units, 1), 1, LARGEST_BLOCK))
        blocks = [(number, min(size, draws - start)) for number, start in enumerate(range(0, draws, size))]

        def one(block: tuple[int, int]) -> dict[str, FloatArray]:
            number, b = block
            cov = covariances_of(_counts(stream(seed, "bootstrap", number), b, self.n_units) @ self.totals, self.k)
            return {name: statistic(cov) for name, statistic in statistics.items()}

        parts = run_blocks(one, blocks, label="Bootstrap", progress=progress)
        return {name: np.concatenate([part[name] for part in parts]) for name in statistics}

    def jackknife(self, statistics: Statistics) -> dict[str, FloatArray]:
        """Return each statistic without each unit in turn, ``(m,)``."""
        whole = self.totals.sum(axis=0)
        parts: list[dict[str, FloatArray]] = []
        for start in range(0, self.n_units, LARGEST_BLOCK):
            cov = covariances_of(whole - self.totals[start : start + LARGEST_BLOCK], self.k)
            parts.append({name: statistic(cov) for name, statistic in statistics.items()})
        return {name: np.concatenate([part[name] for part in parts]) for name in statistics}


def _counts(rng: np.random.Generator, b: int, m: int) -> FloatArray:
    """How often each of m units is drawn in b resamples of size m."""
    drawn = rng.integers(0, m, size=(b, m), dtype=np.int64)
    drawn += (np.arange(b) * m)[:, None]
    return np.bincount(drawn.ravel(), minlength=b * m).reshape(b, m).astype(np.float64)
