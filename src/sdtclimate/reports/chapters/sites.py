"""Chapter 7: the sites, in the order of the alphabet, hidden ones named as hidden."""

from __future__ import annotations

from collections.abc import Sequence

from sdtclimate.core.table.table import Column, Table
from sdtclimate.plots.rows import Cut, Row, ends_of, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.blocks import listed, notice, number, reasons, value_cell
from sdtclimate.reports.document import Block, Chapter, Paragraph, Subheading, TableBlock
from sdtclimate.reports.facts import ScaleGroup
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where nothing was computed by site."""
    result = material.by_site
    if result is None:
        return None
    sites = sorted(values_of(rows_of(result), "site"))
    blocks: list[Block] = [notice("N8"), notice("N3", min=material.facts.minimum)]
    hidden = [site for site in sites if not _any_known(result, site)]
    if hidden and len(hidden) < len(sites):
        blocks.append(Paragraph(f"Nothing is shown of {listed(hidden)}."))
    if len(hidden) == len(sites):
        blocks.append(Paragraph(f"Too few people answered at every one of the {len(sites)} sites to show any apart."))
        return Chapter("sites", "Sites", tuple(blocks), folded=True)
    for group in material.groups:
        scales = material.known_scales(result, group)
        if not scales or group.composites:
            continue
        blocks.append(Subheading(group.name or "Means by site"))
        for role in values_of(rows_of(result), "role") or [""]:
            table = _table(material, result, group, scales, role, sites)
            if table is not None:
                blocks.append(TableBlock(table, f"tab-sites-{scales[0]}-{role}"))
    return Chapter("sites", "Sites", tuple(blocks))


def _any_known(result: Result, site: str) -> bool:
    return any(shown_of(row).known for row in rows_of(result, site=site, statistic="mean"))


def _table(
    material: Material, result: Result, group: ScaleGroup, scales: Sequence[str], role: str, sites: Sequence[str]
) -> Table | None:
    rows = rows_of(result, Cut(tuple(scales)), statistic="mean", role=role)
    local = [row for row in rows if text_of(row.get("site"))]
    told = [scale for scale in scales if any(shown_of(row).known for row in pick(local, scale=scale))]
    if not told:
        return None
    body = [[site or "all sites", *(_cell(result, rows, scale, site) for scale in told)] for site in (*sites, "")]
    columns = [Column("Site"), *(number(material.words.scale(scale)) for scale in told)]
    low, high = ends_of(result, scales[0])
    who = material.words.role(role) if role else material.words.people
    silent = [material.words.scale(scale) for scale in scales if scale not in told]
    notes = [f"Means of {who} from {plain(low, 0)} to {plain(high, 0)}."]
    notes += [f"Not shown by site: {listed(silent)}."] if silent else []
    notes += reasons(row for row in local if row.get("scale") in told)
    return Table(columns, body, f"{group.name or 'Means'} by site: {who}", notes)


def _cell(result: Result, rows: Sequence[Row], scale: str, site: str) -> str:
    found = pick(rows, scale=scale, site=site)
    return value_cell(shown_of(found[0]), ends=ends_of(result, scale)) if found else ""
