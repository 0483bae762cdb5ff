"""How consistent the answers are, in words."""

from __future__ import annotations

from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.plots.reliability import blocks_of, coefficient_of
from sdtclimate.plots.rows import Cut, level_of, rows_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def finding(material: Material, result: Result) -> str:
    """Return between which lower limits the reliabilities lie."""
    blocks = blocks_of(result, material.words, Cut(scales=material.known_subscales(result)))
    shown = [line.shown for block in blocks for line in block.lines if line.shown.known and line.shown.has_interval]
    if not shown:
        return "How consistent the answers are could not be estimated."
    statistic = coefficient_of(result)
    name = STATISTIC_LABELS.get(statistic, statistic)
    level = level_of(rows_of(result, statistic=statistic, item=""))
    low, high = (plain(v, 2, leading_zero=False) for v in (min(s.low for s in shown), max(s.low for s in shown)))
    where = f"at {low}" if low == high else f"between {low} and {high}"
    return f"Reliability: the lower {level} % limits of {name} lie {where}, over {len(shown)} scales and groups."
