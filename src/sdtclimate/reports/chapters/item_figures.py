"""Answers item by item: one figure a scale with its table folded under it."""

from __future__ import annotations

from collections.abc import Sequence

from sdtclimate.plots.likert_rows import bars_of
from sdtclimate.plots.rows import Cut
from sdtclimate.reports.blocks import figure
from sdtclimate.reports.document import Block, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.reports.tables import items_table


def item_blocks(material: Material, scales: Sequence[str], *, roles: Sequence[str] | None, prefix: str) -> list[Block]:
    """Return a figure and a folded table for each scale whose answers may be shown; nothing for the others."""
    result = material.first("describe_items")
    if result is None:
        return []
    blocks: list[Block] = []
    for scale in scales:
        whole = material.groups_apart
        cut = Cut((scale,), tuple(roles) if roles else None, ("site", *result.by) if whole else ())
        items = bars_of(result, material.words, cut)
        if not any(bar.known for item in items for bar in item.bars):
            continue
        caption = (
            ""
            if blocks
            else "Left of the line: disagreement, hatched. Right: agreement. Each bar is all answers given."
        )
        blocks.append(
            figure(
                material,
                result,
                id=f"fig-items-{prefix}-{scale}",
                caption=caption,
                scales=(scale,),
                roles=roles,
                whole=whole,
            )
        )
        table = items_table(material, result, scale, roles=roles)
        if table is not None:
            blocks.append(TableBlock(table, f"tab-items-{prefix}-{scale}", folded=True))
    return blocks
