"""The error for items without a column: all of them, each with its nearest column and what to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sdtclimate.core.errors import Fault, MappingError
from sdtclimate.responses.column_index import LEAST_ALIKE
from sdtclimate.responses.wording import listed, quoted

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument
    from sdtclimate.responses.match_report import FileMatch, MatchReport
    from sdtclimate.responses.matching import ItemMatch


@dataclass(frozen=True)
class Lack:
    """An item without a column in a file, for all the forms of it that lack it alike."""

    file: FileMatch
    match: ItemMatch
    forms: tuple[str, ...]


def mapping_error(report: MatchReport) -> MappingError:
    """Return the error for a report in which items are missing or in doubt.

    In a call a table serves best; where settings come from a file each item gets the sentence that mends it.
    """
    if not any(not match.is_field for match in (*report.found, *report.doubtful)):
        return _nothing_fits(report)
    heading = _heading(report)
    lacks = _lacks(report)
    if report.spelling.yaml:
        faults = [*_sentences(report, lacks), *_doubts(report)]
        return MappingError(heading, faults, closing="\n".join(report.spelling.closing))
    head, faults = _table(lacks)
    return MappingError(heading + head, [*faults, *_doubts(report)], closing=_closing(report, lacks))


def _heading(report: MatchReport) -> str:
    parts = []
    for file in report.files:
        _, asked = report.counts(file)
        lacking = len({match.item for match in file.items if match.how == "none" and not match.is_field})
        doubtful = len({match.item for match in file.items if match.how == "doubtful"})
        of = f"of {asked} items "
        if lacking:
            parts.append(f"{lacking} {of}{'has' if lacking == 1 else 'have'} no column in {file.source}")
        if doubtful:
            of = "more " if lacking else of
            parts.append(f"{doubtful} {of}{'is' if doubtful == 1 else 'are'} in doubt in {file.source}")
    return "; ".join(parts) + ". Nothing was read."


def _lacks(report: MatchReport) -> list[Lack]:
    """Return what is missing, once for each file where its forms lack the same item and its nearest is the same."""
    found: dict[tuple[int, str, str], list[tuple[FileMatch, ItemMatch]]] = {}
    for at, file in enumerate(report.files):
        for match in file.items:
            if match.how == "none" and not match.is_field:
                near = match.nearest.name if match.nearest else ""
                found.setdefault((at, match.item, near), []).append((file, match))
    return [Lack(pairs[0][0], pairs[0][1], tuple(match.form for _, match in pairs)) for pairs in found.values()]


def _table(lacks: Sequence[Lack]) -> tuple[str, list[Fault]]:
    if not lacks:
        return "", []
    several = len({lack.forms for lack in lacks}) > 1
    cells = [("item", "wording", "nearest column", "alike")]
    for lack in lacks:
        match = lack.match
        name = f"{' and '.join(lack.forms)}: {match.item}" if several else match.item
        near, alike = f"none above {_share(LEAST_ALIKE)}", ""
        if match.nearest is not None:
            near, alike = f"{match.nearest.name} {_cut(match.nearest.text)}".strip(), _share(match.alike)
        cells.append((name, _cut(match.wording), near, alike))
    widths = [max(len(row[at]) for row in cells) for at in range(4)]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return f"\n  {lines[0]}", [Fault(line, code="missing_item") for line in lines[1:]]


def _sentences(report: MatchReport, lacks: Sequence[Lack]) -> list[Fault]:
    """Return one sentence an item with its nearest column, and one for all that no column is like."""
    faults = []
    for lack in lacks:
        match = lack.match
        if match.nearest is None:
            continue
        text = f" {quoted(match.nearest.text)}" if match.nearest.text else ""
        near = f"Nearest: {match.nearest.name}{text} ({round(100 * match.alike)} % alike)."
        said = report.spelling.say("columns", _nested(report, lack.forms, {match.item: match.nearest.name}))
        absent = report.spelling.say("absent", _nested(report, lack.forms, [match.item]))
        message = f"{lack.file.source} has no column for {match.item}. {near}"
        fix = f"If it is the same question: {said}. If it was not asked: {absent}."
        faults.append(Fault(message, fix=fix, code="missing_item"))
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for lack in lacks:
        if lack.match.nearest is None:
            groups.setdefault((lack.file.source, lack.forms), []).append(lack.match.item)
    for (source, forms), items in groups.items():
        absent = report.spelling.say("absent", _nested(report, forms, _short(report.instrument, items)))
        one = len(items) == 1
        message = f"{source} has no column for {listed(items, most=200)}. No column is like {'it' if one else 'them'}."
        fix = f"If {'it was' if one else 'they were'} not asked: {absent}."
        faults.append(Fault(message, fix=fix, code="missing_item"))
    return faults


def _short(instrument: Instrument, items: Sequence[str]) -> list[str]:
    """Return items by the name of their instrument or scale where all of it is among them."""
    left = dict.fromkeys(items)
    names = []
    wholes = [(part.id, part.scored_items) for part in instrument.parts]
    for name, members in (*wholes, *((s.id, s.items) for s in instrument.subscales.values())):
        if len(members) > 1 and all(item in left for item in members):
            names.append(name)
            left = {item: None for item in left if item not in members}
    return [*names, *left]


def _doubts(report: MatchReport) -> list[Fault]:
    faults = []
    for file, match in report.pairs():
        if match.how == "doubtful":
            said = report.spelling.say("columns", _nested(report, (match.form,), {match.item: "…"}))
            faults.append(
                Fault(f"{match.doubt}.", f"{file.source}, {match.item}", f"Say which: {said}", "doubtful_item")
            )
    return faults


def _closing(report: MatchReport, lacks: Sequence[Lack]) -> str:
    near = next((lack for lack in lacks if lack.match.nearest), None)
    last = [lack for lack in lacks if not lack.match.nearest] or ([near] if near else [])
    parts = []
    if near is not None and near.match.nearest is not None:
        said = _nested(report, near.forms, {near.match.item: near.match.nearest.name})
        parts.append(f"Same question: {report.spelling.say('columns', said)}")
    if last:
        together = [lack.match.item for lack in last if lack.forms == last[0].forms]
        said = _nested(report, last[0].forms, _short(report.instrument, together))
        consequence = _consequence(report, lacks, last[0].match) if len(together) == 1 else ""
        parts.append(f"Not asked: {report.spelling.say('absent', said)}{consequence}")
    return "   ".join(parts) + (f"\n{report.again}" if parts and report.again else "")


def _consequence(report: MatchReport, lacks: Sequence[Lack], match: ItemMatch) -> str:
    scale = next((s for s in report.instrument.subscales.values() if match.item in s.items), None)
    if scale is None or any(lack.match.item in scale.items for lack in lacks if lack.match.item != match.item):
        return ""
    return f" ({scale.id} is then scored from {len(scale.items) - 1} items, and said)"


def _nested(report: MatchReport, forms: Sequence[str], value: Any) -> Any:
    """Return the value under its forms; bare where it holds for every form that was read."""
    read = {form for file in report.files for form in file.forms}
    return value if read <= set(forms) else dict.fromkeys(forms, value)


def _nothing_fits(report: MatchReport) -> MappingError:
    file = report.files[0]
    names = dict.fromkeys([*file.extra, *file.personal, *file.people.values()])
    example = next(match for match in (*report.missing, *report.doubtful) if not match.is_field)
    looks = f"{example.item} {quoted(example.wording)}" if example.wording else example.item
    said = report.spelling.say("columns", {example.item: "…"})
    return MappingError(
        f"No column of {file.source} fits an item of {report.instrument.id}. Nothing was read. "
        f"Columns: {listed(names, most=12)}. An item looks like this: {looks}. "
        f"Is it the right instrument? If the columns have other names: {said}.",
        closing="\n".join(report.spelling.closing),
    )


def _share(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _cut(text: str, most: int = 48) -> str:
    line = " ".join(text.split())
    return f"{line[: most - 1].rstrip()}…" if len(line) > most else line
