"""What the answers say about dimensions, in words."""

from __future__ import annotations

from sdtclimate.plots.rows import rows_of, shown_of, text_of, values_of
from sdtclimate.plots.scree import curves_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def who_of(material: Material, result: Result) -> str:
    """Return whose answers a result is about, and of which block of items."""
    rows = rows_of(result)
    roles = [material.words.role(role) for role in values_of(rows, "role")] or [material.words.people]
    blocks = [material.words.scale(block) for block in values_of(rows, "scale")]
    return ", ".join([*roles, *blocks])


def finding(material: Material, result: Result) -> str:
    """Return how many components stand out, how many factors were extracted, and how well the items can be factored."""
    said = []
    for curves in curves_of(result, material.words):
        if curves.limit:
            verb = "component stands" if curves.above == 1 else "components stand"
            said.append(f"{curves.above} {verb} out from random data")
    used = [shown_of(row) for row in rows_of(result, statistic="n_factors", variant="used")]
    if used and used[0].known:
        factors = int(used[0].value)
        said.append(f"{factors} {'factor was' if factors == 1 else 'factors were'} extracted")
    kmo = [shown_of(row) for row in rows_of(result, statistic="kmo")]
    if kmo and kmo[0].known:
        said.append(f"sampling adequacy (KMO) is {plain(kmo[0].value, 2, leading_zero=False)}")
    who = who_of(material, result)
    return f"{who[:1].upper()}{who[1:]}: {', '.join(said)}." if said else ""


def criteria(result: Result) -> list[tuple[str, str]]:
    """Return how many factors each criterion suggests."""
    rows = rows_of(result, statistic="n_factors")
    return [(text_of(row.get("variant")), plain(shown_of(row).value, 0)) for row in rows if shown_of(row).known]
