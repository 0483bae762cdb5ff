"""How consistent the answers are, in words."""

from __future__ import annotations

from collections.abc import Sequence

from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.plots.reliability import blocks_of, coefficient_of
from sdtclimate.plots.rows import Cut, level_of, rows_of
from sdtclimate.plots.text import TIED, plain
from sdtclimate.reports.blocks import listed
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def finding(material: Material, result: Result) -> str:
    """Return between which lower limits the reliabilities lie: of all people of each role, never of groups mixed."""
    cut = Cut(scales=material.known_subscales(result), whole=("site", *result.by))
    lows: dict[str, list[float]] = {}
    for block in blocks_of(result, material.words, cut):
        for line in block.lines:
            if line.shown.known and line.shown.has_interval:
                lows.setdefault(line.group.label if line.group.role else "", []).append(line.shown.low)
    if len(lows) > 1:
        lows.pop("", None)
    if not lows:
        return "How consistent the answers are could not be estimated."
    statistic = coefficient_of(result)
    name = STATISTIC_LABELS.get(statistic, statistic)
    level = level_of(rows_of(result, statistic=statistic, item=""))
    said = listed([f"{_where(found)} for {who}" if who else _where(found) for who, found in lows.items()])
    return f"Reliability: the lower {level}{TIED}% limits of {name} lie {said}."


def _where(lows: Sequence[float]) -> str:
    low, high = (plain(value, 2, leading_zero=False) for value in (min(lows), max(lows)))
    scales = f"{len(lows)} scale{'' if len(lows) == 1 else 's'}"
    return f"at {low} ({scales})" if low == high else f"between {low} and {high} ({scales})"
