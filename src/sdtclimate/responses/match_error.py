"""The error for items without a column: all of them, each with its nearest column and what to type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdtclimate.core.errors import Fault, MappingError
from sdtclimate.responses.column_index import LEAST_ALIKE
from sdtclimate.responses.wording import listed, quoted

if TYPE_CHECKING:
    from sdtclimate.responses.match_report import MatchReport
    from sdtclimate.responses.matching import ItemMatch


def mapping_error(report: MatchReport) -> MappingError:
    """Return the error for a report in which items are missing or in doubt.

    In a call a table serves best; where settings come from a file each item gets the sentence that mends it.
    """
    if not any(not match.is_field for match in report.found):
        return _nothing_fits(report)
    heading = _heading(report)
    if report.spelling.yaml:
        return MappingError(heading, [*_sentences(report), *_doubts(report)])
    head, faults = _table(report)
    return MappingError(heading + head, [*faults, *_doubts(report)], closing=_closing(report))


def _heading(report: MatchReport) -> str:
    parts = []
    for file in report.files:
        _, asked = report.counts(file)
        lacking = len({match.item for match in file.items if match.how == "none" and not match.is_field})
        doubtful = len({match.item for match in file.items if match.how == "doubtful"})
        if lacking:
            parts.append(f"{lacking} of {asked} items {'has' if lacking == 1 else 'have'} no column in {file.source}")
        if doubtful:
            parts.append(f"{doubtful} {'is' if doubtful == 1 else 'are'} in doubt in {file.source}")
    return "; ".join(parts) + ". Nothing was read."


def _table(report: MatchReport) -> tuple[str, list[Fault]]:
    missing = report.missing
    if not missing:
        return "", []
    several = len({match.form for match in missing}) > 1
    cells = [("item", "wording", "nearest column", "alike")]
    for match in missing:
        name = f"{match.form}: {match.item}" if several else match.item
        near, alike = f"none above {_share(LEAST_ALIKE)}", ""
        if match.nearest is not None:
            near, alike = f"{match.nearest.name} {_cut(match.nearest.text)}".strip(), _share(match.alike)
        cells.append((name, _cut(match.wording), near, alike))
    widths = [max(len(row[at]) for row in cells) for at in range(4)]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return f"\n  {lines[0]}", [Fault(line, code="missing_item") for line in lines[1:]]


def _sentences(report: MatchReport) -> list[Fault]:
    faults = []
    for file, match in report.pairs():
        if match.how != "none" or match.is_field:
            continue
        near, fix = "No column is like it.", ""
        if match.nearest is not None:
            text = f" {quoted(match.nearest.text)}" if match.nearest.text else ""
            near = f"Nearest: {match.nearest.name}{text} ({round(100 * match.alike)} % alike)."
            said = report.spelling.say("columns", _nested(report, match.form, {match.item: match.nearest.name}))
            fix = f"If it is the same question: {said}. "
        absent = report.spelling.say("absent", _nested(report, match.form, [match.item]))
        message = f"{file.source} has no column for {match.item}. {near}"
        faults.append(Fault(message, fix=f"{fix}If it was not asked: {absent}.", code="missing_item"))
    return faults


def _doubts(report: MatchReport) -> list[Fault]:
    faults = []
    for file, match in report.pairs():
        if match.how == "doubtful":
            said = report.spelling.say("columns", _nested(report, match.form, {match.item: "…"}))
            faults.append(
                Fault(f"{match.doubt}.", f"{file.source}, {match.item}", f"Say which: {said}", "doubtful_item")
            )
    return faults


def _closing(report: MatchReport) -> str:
    near = next((match for match in report.missing if match.nearest), None)
    last = next((match for match in report.missing if not match.nearest), near)
    parts = []
    if near is not None and near.nearest is not None:
        said = _nested(report, near.form, {near.item: near.nearest.name})
        parts.append(f"Same question: {report.spelling.say('columns', said)}")
    if last is not None:
        said = _nested(report, last.form, [last.item])
        parts.append(f"Not asked: {report.spelling.say('absent', said)}{_consequence(report, last)}")
    return "   ".join(parts) + (f"\n{report.again}" if parts and report.again else "")


def _consequence(report: MatchReport, match: ItemMatch) -> str:
    scale = next((s for s in report.instrument.subscales.values() if match.item in s.items), None)
    return f" ({scale.id} is then scored from {len(scale.items) - 1} items, and said)" if scale else ""


def _nested(report: MatchReport, form: str, value: Any) -> Any:
    """Return the value under its form where several forms were read."""
    return {form: value} if len({form for file in report.files for form in file.forms}) > 1 else value


def _nothing_fits(report: MatchReport) -> MappingError:
    file = report.files[0]
    names = dict.fromkeys([*file.extra, *file.personal, *file.people.values()])
    example = next(match for match in (*report.missing, *report.doubtful) if not match.is_field)
    looks = f"{example.item} {quoted(example.wording)}" if example.wording else example.item
    said = report.spelling.say("columns", {example.item: "…"})
    return MappingError(
        f"No column of {file.source} fits an item of {report.instrument.id}. Nothing was read. "
        f"Columns: {listed(names, most=12)}. An item looks like this: {looks}. "
        f"Is it the right instrument? If the columns have other names: {said}."
    )


def _share(value: float) -> str:
    return f"{value:.2f}".removeprefix("0")


def _cut(text: str, most: int = 48) -> str:
    line = " ".join(text.split())
    return f"{line[: most - 1].rstrip()}…" if len(line) > most else line
