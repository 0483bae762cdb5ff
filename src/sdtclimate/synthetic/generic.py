"""Answers to any instrument: one factor a subscale, loadings and thresholds stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.random import stream
from sdtclimate.core.terms import BLANK, LOWEST_RESERVED, NOT_PRESENTED
from sdtclimate.instrument.model import AnswerScale, Form, Instrument, Item
from sdtclimate.synthetic.fields import chosen_options

LOADINGS: Final = (0.75, 0.70, 0.65, 0.60)
"""Loadings in the order of the items of a subscale, then again from the first."""
OUTERMOST: Final = 1.5
"""Thresholds are spread evenly from minus this to this."""
FACTOR_CORRELATION: Final = 0.30
"""Correlation of two factors of the same valence; of opposite valence it is negative."""
SITE_SHARE: Final = 0.10
"""Share of the variance of each factor that lies between sites."""
SITE_SIZE: Final = 10
"""People of each form at a site."""
MEAN_NUMBER: Final = 3
"""Mean of a field that asks for a number."""


@dataclass(frozen=True)
class GenericItem:
    """One item: y* = loading eta + residual with variance 1 - loading^2, cut into the codes of its scale.

    A reverse-keyed item has a negative loading. An item of a formative set or of none has loading 0.
    """

    id: str
    factor: str
    loading: float
    codes: tuple[int, ...]
    thresholds: tuple[float, ...]


def population_of(instrument: Instrument) -> tuple[GenericItem, ...]:
    """Return the stated population of an instrument's scored items, in the order of the file.

    Notes
    -----
    An item of several subscales follows the first of them.
    """
    first: dict[str, tuple[str, float]] = {}
    for subscale in instrument.subscales.values():
        for place, item in enumerate(subscale.items):
            loading = LOADINGS[place % len(LOADINGS)] if subscale.type == "R" else 0.0
            first.setdefault(item, (subscale.id, -loading if item in subscale.reverse else loading))
    made = []
    for name in instrument.scored_items:
        codes = tuple(sorted(instrument.answer_scales[instrument.items[name].answer_scale].codes))
        cuts = np.linspace(-OUTERMOST, OUTERMOST, len(codes) - 1) if len(codes) > 2 else np.zeros(len(codes) - 1)
        factor, loading = first.get(name, ("", 0.0))
        made.append(GenericItem(name, factor, loading, codes, tuple(cuts.tolist())))
    return tuple(made)


def factor_correlations(instrument: Instrument) -> npt.NDArray[np.float64]:
    """Return the correlations of the subscales' factors, in the order of the instrument."""
    signs = np.array([subscale.valence or 1 for subscale in instrument.subscales.values()], dtype=float)
    matrix: npt.NDArray[np.float64] = FACTOR_CORRELATION * np.outer(signs, signs)
    np.fill_diagonal(matrix, 1.0)
    return matrix


def draw_people(instrument: Instrument, n: int) -> pd.DataFrame:
    """Return `n` people for each form, about ten of each form at a site."""
    sites = max(1, round(n / SITE_SIZE))
    digits = max(2, len(str(sites)))
    rows = [
        (form.informant, form.id, f"S{1 + place % sites:0{digits}d}", 1)
        for form in instrument.forms.values()
        for place in range(n)
    ]
    return pd.DataFrame(rows, columns=["role", "form", "site", "wave"])


def draw_codes(
    instrument: Instrument, people: pd.DataFrame, seed: int, *, missing: float
) -> tuple[tuple[str, ...], npt.NDArray[np.signedinteger]]:
    """Return the scored items and the codes of all people, k x n."""
    items, n = population_of(instrument), len(people)
    factors = list(instrument.subscales)
    site = pd.factorize(people["site"])[0]
    if items:
        root = np.linalg.cholesky(factor_correlations(instrument))
        between = stream(seed, "sites").standard_normal((site.max() + 1, len(factors))) @ root.T
        within = stream(seed, "people").standard_normal((n, len(factors))) @ root.T
        eta = np.sqrt(SITE_SHARE) * between[site] + np.sqrt(1 - SITE_SHARE) * within
    highest = max((max(item.codes) for item in items), default=0)
    lowest = min((min(item.codes) for item in items), default=LOWEST_RESERVED)
    kinds = (np.int8, np.int16, np.int32)
    kind = next(k for k in kinds if np.iinfo(k).min <= min(lowest, LOWEST_RESERVED) and highest <= np.iinfo(k).max)
    codes = np.empty((len(items), n), dtype=kind)
    for row, item in enumerate(items):
        noise = stream(seed, "item", item.id).standard_normal(n)
        common = eta[:, factors.index(item.factor)] if item.factor else 0.0
        y = item.loading * common + np.sqrt(1 - item.loading**2) * noise
        codes[row] = np.array(item.codes)[np.searchsorted(item.thresholds, y)]
        if missing:
            codes[row, stream(seed, "blank", item.id).random(n) < missing] = BLANK
        for form in instrument.forms.values():
            if not is_asked(instrument.items[item.id], form):
                codes[row, (people["form"] == form.id).to_numpy(dtype=bool)] = NOT_PRESENTED
    return tuple(item.id for item in items), codes


def draw_fields(instrument: Instrument, people: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the descriptive fields: options are equally likely, numbers are Poisson."""
    made: dict[str, pd.Series] = {}
    for item in instrument.items.values():
        if not item.is_field or item.retired or not item.forms:
            continue
        rng = stream(seed, "field", item.id)
        values = pd.Series(_field_values(instrument.answer_scales[item.answer_scale], rng, len(people)))
        asked = {form.id for form in instrument.forms.values() if is_asked(item, form)}
        made[item.id] = values.where(people["form"].isin(asked))
    return pd.DataFrame(made, index=people.index)


def is_asked(item: Item, form: Form) -> bool:
    """Return whether a form asks an item."""
    return form.id in item.text and item.id not in form.exclude and not item.retired


def _field_values(scale: AnswerScale, rng: np.random.Generator, n: int) -> pd.Series:
    if scale.kind == "text":
        return pd.Series([None] * n, dtype=object)
    if scale.kind == "multi":
        masks = rng.integers(1, 2 ** len(scale.codes), n)
        return pd.Series([chosen_options(scale.codes, int(mask)) for mask in masks])
    if scale.kind == "percent":
        return pd.Series(rng.integers(0, 101, n)).astype("Int64")
    if not scale.codes:
        return pd.Series(rng.poisson(MEAN_NUMBER, n)).astype("Int64")
    return pd.Series(np.array(scale.codes)[rng.integers(0, len(scale.codes), n)]).astype("Int64")
