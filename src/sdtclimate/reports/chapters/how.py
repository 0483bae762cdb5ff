"""Chapter 11: how it was done: screening, missing answers, notes of the analyses, settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.terms import MISSING_LABELS
from sdtclimate.plots.rows import Row, groups_of, of_group, pick, rows_of, shown_of, text_of, values_of
from sdtclimate.plots.text import plain
from sdtclimate.reports.blocks import count_cell, named, notice, number, reasons, value_cell
from sdtclimate.reports.document import Block, Bullets, Chapter, Facts, Paragraph, Subheading, TableBlock
from sdtclimate.reports.material import Material
from sdtclimate.results.note import text_of as note_text
from sdtclimate.results.result import Result
from sdtclimate.rules.comparability import COMPARISONS


def chapter(material: Material) -> Chapter:
    """Return the chapter."""
    blocks: list[Block] = [Subheading("Scoring"), Paragraph(SCORING)]
    screening = material.first("screening")
    if screening is not None and rows_of(screening):
        blocks += [Subheading("Screening"), *_screening(material, screening)]
    missing = material.first("missingness")
    if missing is not None and rows_of(missing):
        blocks += [Subheading("Missing answers"), *_missing(material, missing)]
    without = _without_score(material)
    if without is not None:
        blocks.append(TableBlock(without, "tab-without-score", folded=True))
    notes = _notes(material)
    if notes:
        blocks += [Subheading("Notes of the analyses"), Bullets(notes)]
    settings = [(str(name), _setting(value)) for name, value in material.facts.settings.items()]
    if settings:
        blocks += [Subheading("Settings"), Facts(settings)]
    return Chapter("how", "How it was done", tuple(blocks))


SCORING = (
    "Questions that are worded against their scale are turned first. A score is the mean of the answers given, if "
    "enough questions of the scale were answered; otherwise the person has no score on it and is counted as left out. "
    "Nothing was filled in."
)


TOLD: Final = (("dimensionality", "listwise"),)
"""Notes that stand in the chapter of their result."""


def _without_score(material: Material) -> Table | None:
    """Return who has no score on which scale, and why; all sites together."""
    if material.scores is None:
        return None
    body: list[list[object]] = []
    for note in material.scores.notes:
        counts = note.values.get("counts") if note.id == "dropped" else None
        if isinstance(counts, Mapping):
            body += [
                [
                    str(note.values["who"]),
                    material.words.scale(scale),
                    sum(found.values()),
                    ", ".join(f"{reason} {n}" for reason, n in found.items()),
                ]
                for scale, found in counts.items()
            ]
    columns = [Column("Group"), Column("Scale"), number("without a score"), Column("why")]
    return Table(columns, body, "People without a score", stub=1) if body else None


def _screening(material: Material, result: Result) -> list[Block]:
    rows = rows_of(result)
    groups = groups_of(result, rows, material.words)
    body: list[list[object]] = []
    for variant in values_of(rows, "variant"):
        own = pick(rows, variant=variant)
        first = own[0]
        cells = [_count(of_group(own, group)) for group in groups]
        body.append([variant.replace("_", " "), text_of(first.get("cutoff")), *cells, text_of(first.get("source"))])
    columns = [Column("Index"), number("cut-off"), *(number(group.label) for group in groups), Column("source")]
    table = Table(columns, body, "Forms that an index of careless answering flags", reasons(rows))
    said = [Paragraph(text) for note in result.notes if _own(note.id) and (text := named(material, note_text(note)))]
    return [*said, TableBlock(table, "tab-screening", folded=True)]


def _count(rows: Sequence[Row]) -> str:
    shown = shown_of(rows[0]) if rows else None
    return "" if shown is None else value_cell(shown, 0)


def _missing(material: Material, result: Result) -> list[Block]:
    rows = rows_of(result, statistic="missing", site="")
    groups = groups_of(result, rows, material.words)
    used = [v for v in values_of(rows, "variant") if any((shown_of(r).value or 0) > 0 for r in pick(rows, variant=v))]
    body: list[list[object]] = []
    for scale in values_of(rows, "scale"):
        for group in groups:
            own = of_group(pick(rows, scale=scale), group)
            if own:
                cells = [_percent(pick(own, variant=variant)) for variant in used]
                body.append([material.words.scale(scale), group.label, *cells, count_cell(own[0].get("n"))])
    names = ["any reason" if v == "any" else MISSING_LABELS.get(v, v.replace("_", " ")) for v in used]
    columns = [Column("Scale"), Column("Group"), *map(number, names), number("n")]
    notes = ["Per cent of the answers asked for; for not presented, of all. n: people.", *reasons(rows)]
    table = Table(columns, body, "Missing answers, per cent", notes)
    return [notice("N12"), TableBlock(table, "tab-missing", folded=True)]


def _percent(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    shown = shown_of(rows[0])
    return plain(100 * shown.value, 0) if shown.known else value_cell(shown, 0)


def _own(note_id: str) -> bool:
    return not (note_id[:1] in "NG" and note_id[1:].isdigit())


def _notes(material: Material) -> list[str]:
    """Return what the analyses say about themselves, each sentence once, with titles in place of ids."""
    elsewhere = ("keying", "dropped", "invariance_untested", "common_items", *COMPARISONS)
    found = [
        f"{result.title}: {text}"
        for result in material.results
        if result.kind != "screening"
        for note in result.notes
        if _own(note.id)
        and note.id not in elsewhere
        and (result.kind, note.id) not in TOLD
        and (text := named(material, note_text(note)))
    ]
    return list(dict.fromkeys(found))


def _setting(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {inner}" for name, inner in value.items()) or "none"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(str, value)) or "none"
    return str(value)
