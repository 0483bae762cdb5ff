"""The structure as a table for reading: items by factors, with what decides about them below."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd

from sdtclimate.core.reasons import reason_words
from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.table.written import write_number
from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.results.note import text_of

if TYPE_CHECKING:
    from sdtclimate.results.dimensionality import DimensionalityResult

SMALLEST_P: Final = 0.001


def loadings_table(result: DimensionalityResult, loadings: pd.DataFrame) -> Table:
    """Return loadings and communalities to two decimals; KMO, Bartlett and the number of factors stand below."""
    keys = [str(name) for name in loadings.index.names]
    numbers = [Column(str(name), digits=2, align="right", leading_zero=False) for name in loadings.columns]
    rows = [
        [*(_label(name, value) for name, value in zip(keys, _tuple(index), strict=True)), *map(float, values)]
        for index, values in zip(loadings.index, loadings.to_numpy(dtype=float), strict=True)
    ]
    status = f"{result.status}: {reason_words(result.reason)}" if result.reason else ""
    caption = f"{result.title}: loadings ({result.method}, {result.rotation})"
    return Table([*map(Column, keys), *numbers], rows, caption, _notes(result), status, len(keys))


def _notes(result: DimensionalityResult) -> list[str]:
    shown = result.shown()
    notes = []
    for key, part in shown.groupby(list(result.groups), sort=False) if result.groups else [((), shown)]:
        where = "".join(f"{_label(name, value)}: " for name, value in zip(result.groups, _tuple(key), strict=True))
        notes += [where + text for text in (_adequacy(part), _correlations(part), _numbers(part)) if text]
    return [*notes, *(text for note in result.notes if (text := text_of(note)))]


def _adequacy(part: pd.DataFrame) -> str:
    kmo = part[part["statistic"].eq("kmo")]["estimate"].tolist()
    test = part[part["statistic"].eq("bartlett")].to_dict("records")
    said = [f"KMO {write_number(value, 2, leading_zero=False)}" for value in kmo if math.isfinite(value)]
    for row in test:
        if math.isfinite(row["estimate"]):
            df = f", df {int(row['df'])}" if math.isfinite(row["df"]) else ""
            said.append(f"Bartlett's chi-square {write_number(row['estimate'], 1)}{df}{_p(row['p'])}")
    return "; ".join(said) + "." if said else ""


def _p(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return ", p < .001" if value < SMALLEST_P else f", p = {write_number(value, 3, leading_zero=False)}"


def _correlations(part: pd.DataFrame) -> str:
    rows = part[part["statistic"].eq("factor_correlation") & part["estimate"].notna()].to_dict("records")
    said = [f"{row['lhs']} and {row['rhs']} {write_number(row['estimate'], 2, leading_zero=False)}" for row in rows]
    return f"Factor correlations: {', '.join(said)}." if said else ""


def _numbers(part: pd.DataFrame) -> str:
    rows = part[part["statistic"].eq("n_factors") & part["estimate"].notna()].to_dict("records")
    said = [f"{row['variant'].replace('_', ' ')} {int(row['estimate'])}" for row in rows]
    return f"Number of factors: {', '.join(said)}." if said else ""


def _label(name: str, value: object) -> str:
    return ROLE_LABELS.get(str(value), str(value)) if name == "role" else str(value)


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)
