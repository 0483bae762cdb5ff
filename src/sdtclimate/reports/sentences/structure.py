"""What the answers say about dimensions, in words."""

from __future__ import annotations

from collections.abc import Sequence

from sdtclimate.plots.rows import Group, Row, groups_of, of_group, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.plots.scree import curves_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.blocks import upper
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def who_of(material: Material, result: Result) -> str:
    """Return whose answers a result is about, and of which block of items."""
    rows = rows_of(result)
    roles = [material.words.role(role) for role in values_of(rows, "role")] or [material.words.people]
    blocks = [material.words.scale(block) for block in values_of(rows, "scale")]
    return ", ".join([*roles, *blocks])


def finding(material: Material, result: Result) -> str:
    """Return how many components stand out, how many factors were extracted, and how well the items can be factored.

    Groups are told one by one: what is found of one is never said of all.
    """
    rows = rows_of(result, statistic=["eigenvalue", "parallel_q95", "n_factors", "kmo"])
    groups = groups_of(result, rows, material.words)
    told = [(group.label, said) for group in groups if (said := _of_group(material, result, group, rows))]
    if not told:
        return ""
    if len(groups) == 1:
        return f"{upper(who_of(material, result))}: {told[0][1]}."
    blocks = [material.words.scale(block) for block in values_of(rows, "scale")]
    return f"{', '.join(blocks)}: {'; '.join(f'{who}: {said}' for who, said in told)}."


def _of_group(material: Material, result: Result, group: Group, rows: Sequence[Row]) -> str:
    said = []
    curves = next((one for one in curves_of(result, material.words) if one.key == group.key), None)
    if curves is not None and curves.limit:
        verb = "component stands" if curves.above == 1 else "components stand"
        said.append(f"{curves.above} {verb} out from random data")
    own = of_group(rows, group)
    used = [shown_of(row) for row in pick(own, statistic="n_factors", variant="used")]
    if used and used[0].known:
        factors = int(used[0].value)
        said.append(f"{factors} {'factor was' if factors == 1 else 'factors were'} extracted")
    kmo = [shown_of(row) for row in pick(own, statistic="kmo")]
    if kmo and kmo[0].known:
        said.append(f"sampling adequacy (KMO) is {plain(kmo[0].value, 2, leading_zero=False)}")
    return ", ".join(said)


def criteria(result: Result) -> list[tuple[str, str]]:
    """Return how many factors each criterion suggests."""
    rows = rows_of(result, statistic="n_factors")
    return [(text_of(row.get("variant")), plain(shown_of(row).value, 0)) for row in rows if shown_of(row).known]
