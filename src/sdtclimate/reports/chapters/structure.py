"""Chapter 10: how many things the questions measure, or that it was not tested."""

from __future__ import annotations

from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.plots.rows import Row, rows_of, shown_of, text_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.blocks import count_cell, figure, interval_cell, named, notice, number, sentence, value_cell
from sdtclimate.reports.document import Block, Bullets, Chapter, Paragraph, Subheading, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.structure import finding, who_of
from sdtclimate.results.note import text_of as note_text
from sdtclimate.results.result import Result

TITLE: Final = "What belongs together"
CRITERIA: Final[dict[str, str]] = {
    "parallel_components_q95": "parallel analysis of components, 95th percentile",
    "parallel_components_mean": "parallel analysis of components, mean",
    "parallel_factors_q95": "parallel analysis of factors, 95th percentile",
    "parallel_factors_mean": "parallel analysis of factors, mean",
    "map_squared": "minimum average partial (squared)",
    "map_fourth": "minimum average partial (fourth power)",
    "empirical_kaiser": "empirical Kaiser criterion",
    "kaiser": "eigenvalues over 1",
    "used": "extracted here",
}


def chapter(material: Material) -> Chapter | None:
    """Return the chapter, or None where structure was not asked for."""
    results = material.of("dimensionality")
    if not results:
        return None
    done = [result for result in results if result.status != "not_estimable"]
    refused = [f"{_who(material, result)}: {sentence(result.reason)}" for result in results if result not in done]
    if not done:
        n = _most(results)
        first: list[Block] = [notice("N10", n=n)] if n else []
        return Chapter("structure", TITLE, (*first, Bullets(refused)), folded=True)
    blocks: list[Block] = []
    for at, result in enumerate(done):
        blocks += _blocks(material, result, at)
    if refused:
        blocks += [Subheading("Not tested"), Bullets(refused)]
    return Chapter("structure", TITLE, tuple(blocks))


def _blocks(material: Material, result: Result, at: int) -> list[Block]:
    who = _who(material, result)
    blocks: list[Block] = [Subheading(who)]
    if result.status == "caution":
        blocks.append(Paragraph(sentence(result.reason), role="note"))
    said = finding(material, result)
    if said:
        blocks.append(Paragraph(said))
    blocks.append(
        figure(
            material,
            result,
            kind="scree",
            id=f"fig-scree-{at}",
            caption="Components above the broken line hold more than chance would give.",
        )
    )
    blocks.append(TableBlock(_suitability(result, who), f"tab-factorability-{at}"))
    if any(shown_of(row).known for row in rows_of(result, statistic="loading")):
        caption = "Each row is a question, each column a factor. The darker, the closer they go together."
        blocks.append(figure(material, result, kind="loadings", id=f"fig-loadings-{at}", caption=caption))
    related = _correlations(result)
    if related is not None:
        blocks.append(TableBlock(related, f"tab-factors-{at}"))
    blocks += [
        Paragraph(text, role="note", id=note.id)
        for note in result.notes
        if note.id not in ("listwise",)
        and not note.id.startswith(("N", "G"))
        and (text := named(material, note_text(note)))
    ]
    return blocks


def _who(material: Material, result: Result) -> str:
    text = who_of(material, result)
    return text[:1].upper() + text[1:]


def _most(results: list[Result]) -> str:
    counts = [shown_of(row).n for result in results for row in rows_of(result)]
    numbers = [int(n) for n in counts if n.isdigit()]
    return str(max(numbers)) if numbers else next((n for n in counts if n), "")


def _suitability(result: Result, who: str) -> Table:
    body: list[list[object]] = []
    for row in rows_of(result, statistic=["kmo", "bartlett", "n_factors"]):
        shown, statistic, variant = shown_of(row), text_of(row.get("statistic")), text_of(row.get("variant"))
        if statistic == "kmo":
            body.append(["Sampling adequacy (KMO)", value_cell(shown, 2, leading_zero=False), ""])
        elif statistic == "bartlett":
            body.append(["Bartlett's test of sphericity, chi-square", value_cell(shown, 1), _test(row)])
        else:
            name = f"Factors: {CRITERIA.get(variant, variant)}"
            body.append([name, value_cell(shown, 0), ""])
    columns = [Column("Measure"), number("value"), Column("test")]
    return Table(columns, body, f"{who}: can the questions be sorted, and into how many", _complete(result))


def _complete(result: Result) -> list[str]:
    """Return how many answered everything, and how many are left out for it."""
    return [text for note in result.notes if note.id == "listwise" and (text := note_text(note))]


def _test(row: Row) -> str:
    df, p = count_cell(row.get("df")), row.get("p")
    if not df or not isinstance(p, float) or p != p:
        return f"df = {df}" if df else ""
    return f"df = {df}, p {'< .001' if p < 0.001 else '= ' + plain(p, 3, leading_zero=False)}"


def _correlations(result: Result) -> Table | None:
    body: list[list[object]] = []
    for row in rows_of(result, statistic="factor_correlation"):
        shown = shown_of(row)
        pair = f"{text_of(row.get('lhs'))} and {text_of(row.get('rhs'))}"
        body.append([pair, value_cell(shown, 2, leading_zero=False), interval_cell(shown, 2, leading_zero=False)])
    columns = [Column("Factors"), number("correlation"), number("interval")]
    if not body:
        return None
    if not any(row[2] for row in body):
        columns, body = columns[:2], [row[:2] for row in body]
    return Table(columns, body, "How the factors go together")
