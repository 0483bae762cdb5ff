"""What a group said on average, in words."""

from __future__ import annotations

from sdtclimate.plots.means import blocks_of
from sdtclimate.plots.rows import Cut, ends_of, interval_text, mean_text
from sdtclimate.plots.text import plain
from sdtclimate.reports.blocks import upper
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def span(material: Material, result: Result, scales: tuple[str, ...], *, role: str = "") -> str:
    """Return between which means the scales of one group lie, each with its interval; empty where fewer than two."""
    blocks = blocks_of(result, material.words, Cut(scales, (role,) if role else None, ("site", *result.by)))
    known = [
        (line.shown.value, block.id, block.title, line)
        for block in blocks
        for line in block.lines
        if line.shown.known and line.group.role == role
    ]
    ends = {ends_of(result, scale) for _, scale, _, _ in known}
    if len(known) < 2 or len(ends) > 1:
        return ""
    low, high = min(known, key=lambda one: one[:2]), max(known, key=lambda one: one[:2])
    bottom, top = ends.pop()
    told = []
    for _, _, title, line in (low, high):
        interval = interval_text(line.shown)
        told.append(f"{mean_text(line.shown, (bottom, top))}{f' {interval}' if interval else ''} ({title})")
    who = known[0][3].group.label
    return (
        f"{upper(who)}: the {len(known)} means lie between {told[0]} and {told[1]} "
        f"on a scale from {plain(bottom, 0)} to {plain(top, 0)}."
    )
