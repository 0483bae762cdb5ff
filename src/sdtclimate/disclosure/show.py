"""How each kind of number may be written, once its people are enough to be seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sdtclimate.disclosure.policy import OWN_SPREAD_FROM
from sdtclimate.disclosure.rounding import (
    FINE_FROM,
    pooled_interval,
    round_interval,
    round_mean,
    round_to,
    step_of,
)
from sdtclimate.disclosure.sheet import POMP_ENDS, Sheet
from sdtclimate.disclosure.words import gap_words

COEFFICIENT_STEP = 0.01
NAN = math.nan


@dataclass(frozen=True)
class Numbers:
    """The numbers of one row as they may be seen. ``coarse`` says that the policy rounded to .1 or half points."""

    estimate: float = NAN
    se: float = NAN
    ci_low: float = NAN
    ci_high: float = NAN
    words: str = ""
    coarse: bool = False


def numbers_of(sheet: Sheet, row: int) -> Numbers:
    """Return what may be seen of the numbers of a row that is not hidden."""
    cell = sheet.cells[row]
    raw = Numbers(
        sheet.number(row, "estimate"),
        sheet.number(row, "se"),
        sheet.number(row, "ci_low"),
        sheet.number(row, "ci_high"),
    )
    if not cell.sides or cell.what == "count":
        return raw
    if cell.what == "mean":
        return _pomp(sheet, row) if sheet.is_pomp(row) else _mean(sheet, row)
    if cell.what == "gap":
        return _gap(sheet, row, raw)
    if cell.what == "share":
        return _stepped(raw, 1.0 if cell.high == POMP_ENDS[1] else 0.01)
    if cell.what == "spread":
        return _stepped(raw, step_of(cell.n), coarse=cell.n < FINE_FROM)
    return _stepped(raw, COEFFICIENT_STEP) if is_limited(sheet, row) else raw


def is_limited(sheet: Sheet, row: int) -> bool:
    """Whether a coefficient is cut to two decimals: below 30 people, and for any group (more would give its n)."""
    cell = sheet.cells[row]
    return bool(cell.sides) and (cell.n < FINE_FROM or any(side.banded for side in cell.sides))


def _stepped(raw: Numbers, step: float, *, coarse: bool = False) -> Numbers:
    return Numbers(
        round_to(raw.estimate, step),
        round_to(raw.se, step),
        round_to(raw.ci_low, step),
        round_to(raw.ci_high, step),
        coarse=coarse,
    )


def _mean(sheet: Sheet, row: int) -> Numbers:
    """A mean in scale units; of fewer than 10 people with the interval of the study's spread."""
    cell, (low, high) = sheet.cells[row], sheet.ends(row)
    value = sheet.in_scale_units(row, "estimate")
    shown = round_mean(value, cell.n, low, high)
    if cell.n < OWN_SPREAD_FROM:
        pooled = cell.pooled_sd
        if sheet.is_pomp(row) and (cell.low, cell.high) == POMP_ENDS:
            pooled = pooled / 100 * (high - low)
        limits = pooled_interval(shown, cell.n, pooled, sheet.number(row, "level"), low, high)
        return Numbers(shown, NAN, *(limits if math.isfinite(shown) else (NAN, NAN)), coarse=True)
    step = step_of(cell.n)
    limits = round_interval(
        value, shown, sheet.in_scale_units(row, "ci_low"), sheet.in_scale_units(row, "ci_high"), step
    )
    return Numbers(shown, round_to(sheet.number(row, "se"), step), *limits, coarse=cell.n < FINE_FROM)


def _pomp(sheet: Sheet, row: int) -> Numbers:
    """The same mean on 0 to 100, made from the rounded mean, so that it says no more."""
    low, high = sheet.ends(row)
    mean = _mean(sheet, row)

    def whole(value: float) -> float:
        return round_to(100 * (value - low) / (high - low), 1.0)

    se = NAN
    if sheet.cells[row].n >= OWN_SPREAD_FROM:
        in_units = sheet.number(row, "se") / 100 * (high - low)
        se = round_to(100 * round_to(in_units, step_of(sheet.cells[row].n)) / (high - low), 1.0)
    return Numbers(whole(mean.estimate), se, whole(mean.ci_low), whole(mean.ci_high), coarse=mean.coarse)


def _gap(sheet: Sheet, row: int, raw: Numbers) -> Numbers:
    """The difference of the rounded means; words alone where a side has fewer than 10 people."""
    cell, n = sheet.cells[row], sheet.cells[row].n
    step = step_of(n)
    gap = round_to(raw.estimate, step)
    if not cell.paired and len(cell.sides) == 2:
        first, second = cell.sides
        rounded = [round_mean(side.mean, side.n, cell.low, cell.high) for side in (first, second)]
        if math.isfinite(raw.estimate) and math.isfinite(rounded[1] - rounded[0]):
            gap = round_to(cell.valence * (rounded[1] - rounded[0]), 0.01)
    words = gap_words(gap, valenced=sheet.text(row, "statistic") == "gap_fav")
    if n < OWN_SPREAD_FROM:
        return Numbers(words=words, coarse=True)
    limits = round_interval(raw.estimate, gap, raw.ci_low, raw.ci_high, step)
    return Numbers(gap, round_to(raw.se, step), *limits, words=words, coarse=n < FINE_FROM)
