"""Scores as analyses of means take them: one scale at a time, with all that its numbers mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.disclosure.audit import PROTECTED_SHARE
from sdtclimate.disclosure.policy import OWN_SPREAD_FROM
from sdtclimate.disclosure.rounding import step_of
from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.pomp import scale_range
from sdtclimate.scoring.score import score
from sdtclimate.scoring.score_table import SCORE_REASONS, ScoreTable
from sdtclimate.stats.effects.spread import within_sd

ONE_SET: Final = "one_set: not everybody here has a score on all its parts, so that showing it could single people out"
NOT_PRESENTED: Final = SCORE_REASONS.index("not_presented")


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores of all respondents on one scale.

    Parameters
    ----------
    scale : str
    values : float array, n
        NaN where there is no score.
    reasons : int8 array, n
        Position in `SCORE_REASONS`.
    ids : int array, n
        Index labels of ``Responses.people``.
    low, high : float
        Lowest and highest possible score.
    valence : int
    sensitivity : str
    pooled_sd : float
        Standard deviation within sites (and roles), pooled over the study; NaN where fewer than 10 people give it.
    parts : tuple of str
        Parts of a composite; empty for a subscale.
    k : int
        Items of a subscale, parts of a composite.
    """

    scale: str
    values: npt.NDArray[np.float64]
    reasons: npt.NDArray[np.int8]
    ids: npt.NDArray[np.int64]
    low: float
    high: float
    valence: int
    sensitivity: str
    pooled_sd: float
    parts: tuple[str, ...]
    k: int

    def has_score(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return those of `rows` that have a score."""
        return rows[~np.isnan(self.values[rows])]

    def was_asked(self, rows: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return those of `rows` that were given the scale."""
        asked: npt.NDArray[np.intp] = rows[self.reasons[rows] != NOT_PRESENTED]
        return asked

    def members(self, rows: npt.NDArray[np.intp]) -> frozenset[int]:
        """Return who has a score among `rows`."""
        return frozenset(self.ids[self.has_score(rows)].tolist())


def scores_of(responses: Responses, scores: ScoreTable | None) -> ScoreTable:
    """Return the scores of these very respondents, scoring them where no table is given.

    Raises
    ------
    UsageError
        If a table is given that lacks some of the respondents.
    """
    if scores is None:
        return score(responses)
    wanted, known = responses.people.index, scores.people.index
    if wanted.equals(known):
        return scores
    place = known.get_indexer(wanted)
    if not known.is_unique or (place < 0).any():
        raise UsageError(
            f"scores= holds {len(known)} people and lacks some of the {len(wanted)} respondents. "
            "Give scores made from these responses, or leave scores= out."
        )
    rows = np.asarray(place, dtype=np.intp)
    return ScoreTable(
        scores.instrument,
        scores.scales,
        scores.values[:, rows],
        scores.answered[:, rows],
        scores.reason_codes[:, rows],
        scores.short_form[:, rows],
        responses.people,
    )


def wanted_scales(instrument: Instrument, scales: Sequence[str], scale: str | Sequence[str] | None) -> list[str]:
    """Return the ids asked for in the order of the instrument; all by default."""
    if scale is None:
        return list(scales)
    names = [scale] if isinstance(scale, str) else list(scale)
    known = {name: name for name in (*instrument.subscales, *instrument.composites) if name in scales}
    chosen = {lookup(known, name, what="scale", argument="scale") for name in names}
    return [name for name in scales if name in chosen]


def scored(responses: Responses, scores: ScoreTable, scale: str) -> Scored:
    """Return one scale's scores with the range, valence and spread that belong to them."""
    instrument, at = scores.instrument, scores.scales.index(scale)
    found = instrument.scale(scale)
    values = scores.values[at]
    low, high = scale_range(instrument, scale)
    return Scored(
        scale,
        values,
        scores.reason_codes[at],
        responses.people.index.to_numpy(dtype=np.int64),
        low,
        high,
        found.valence,
        sensitivity_of(instrument, scale),
        study_sd(values, responses.people),
        found.parts if isinstance(found, Composite) else (),
        len(found.parts or found.items) if isinstance(found, Composite) else len(found.items),
    )


def sensitivity_of(instrument: Instrument, scale: str) -> str:
    """Return ``"high"`` where the scale, its instrument, or any part or item of it is highly sensitive."""
    home = home_of(instrument, scale)
    found = instrument.scale(scale)
    if "high" in (found.sensitivity, home.sensitivity):
        return "high"
    if isinstance(found, Composite):
        return "high" if any(sensitivity_of(instrument, part) == "high" for part in found.parts) else "normal"
    return "high" if any(instrument.items[item].sensitivity == "high" for item in found.items) else "normal"


def home_of(instrument: Instrument, scale: str) -> Instrument:
    """Return the member of a package that a scale belongs to, or the instrument itself."""
    return next((p for p in instrument.parts if scale in p.subscales or scale in p.composites), instrument)


def study_sd(values: npt.NDArray[np.float64], people: pd.DataFrame) -> float:
    """Return the standard deviation within sites and roles, pooled over the study; NaN from fewer than 10 people."""
    if int((~np.isnan(values)).sum()) < OWN_SPREAD_FROM:
        return float("nan")
    return within_sd(values, codes_of(people, "role", "site"))[0]


def codes_of(people: pd.DataFrame, *columns: str) -> npt.NDArray[np.int64]:
    """Return a number from 0 for each combination of people columns; those without one form a group of their own."""
    used = [name for name in columns if name in people]
    if not used:
        return np.zeros(len(people), dtype=np.int64)
    keys = pd.DataFrame({name: people[name].astype(object).to_numpy() for name in used})
    return np.asarray(keys.groupby(used, sort=False, dropna=False).ngroup(), dtype=np.int64)


def one_set(one: Scored, known: Mapping[str, Scored], groups: Iterable[npt.NDArray[np.intp]]) -> bool:
    """Return whether a composite and its parts tell of the same people in each of `groups` (blueprint 3.2c).

    Where they do not, or a part is not among the scores, several means at a time would give one person's score; then
    the composite is left out.
    """
    rows = np.concatenate([np.empty(0, dtype=np.intp), *groups])
    own = ~np.isnan(one.values[rows])
    return all(part in known and bool(np.array_equal(own, ~np.isnan(known[part].values[rows]))) for part in one.parts)


def exposes_few(one: Scored, known: Mapping[str, Scored], rows: npt.NDArray[np.intp], fewest: int) -> bool:
    """Return whether a composite of all of a role, beside its parts, tells the scores of a few people too closely.

    Those who have some of the parts and no composite are what is left when n composites are taken from the sums of the
    parts. The sums count as known (answers by item may give them), the composite as rounded by its n. 1 to `fewest` - 1
    people must stay as open as a hidden group, by a tenth of the scale (blueprint 3.2c and d).
    """
    parts = [known[part] for part in one.parts if part in known]
    own = ~np.isnan(one.values[rows])
    n = int(own.sum())
    if not parts or not n:
        return False
    there = np.array([~np.isnan(part.values[rows[~own]]) for part in parts])
    if not 0 < int(there.any(axis=0).sum()) < fewest:
        return False
    ranges = [part.high - part.low for part in parts]
    weight = (one.high - one.low) / sum(ranges)
    return n * step_of(n) / 2 < PROTECTED_SHARE * max(ranges) * weight * int(there.sum())
