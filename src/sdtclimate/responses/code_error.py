"""The error for cells that are no answer: every kind of cell once, with what to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sdtclimate.core.errors import CodeError, Fault
from sdtclimate.instrument.model import AnswerScale, Instrument
from sdtclimate.responses.answer_book import whole_number
from sdtclimate.responses.coding import Found
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import alike, listed, plain, quoted

_LEAST_ALIKE = 0.6


@dataclass(frozen=True)
class Case:
    """A word that is no answer, and what its column asks for."""

    word: str
    item: str
    scale: AnswerScale
    spelling: Spelling
    present: frozenset[int]


def code_error(
    found: Sequence[Found], instrument: Instrument, spelling: Spelling, seen: Mapping[str, set[int]]
) -> CodeError:
    """Return the error for all words that are no answers.

    Parameters
    ----------
    found : sequence of Found
    instrument : Instrument
    spelling : Spelling
        How fixes are written.
    seen : mapping of answer scale to codes
        Whole numbers that occur in the columns of each answer scale, to tell a shifted range.
    """
    groups: dict[tuple[str, str, str, str], list[Found]] = {}
    for entry in found:
        groups.setdefault((entry.source, entry.scale, entry.word, entry.problem), []).append(entry)
    faults = [_fault(group, instrument, spelling, seen) for group in groups.values()]
    count = sum(entry.count for entry in found)
    kinds = "1 kind of cell is" if len(faults) == 1 else f"{len(faults)} kinds of cells are"
    return CodeError(f"{kinds} neither a code nor a label ({count} in all). Nothing was read.", faults)


def _fault(group: Sequence[Found], instrument: Instrument, spelling: Spelling, seen: Mapping[str, set[int]]) -> Fault:
    first = group[0]
    scale = instrument.answer_scales[first.scale]
    case = Case(first.word.strip(), first.item, scale, spelling, frozenset(seen.get(scale.id, set())))
    message, fix = {
        "outside": _outside,
        "text": _text,
        "conflict": _conflict,
        "map_conflict": _map_conflict,
        "no_number": _no_number,
        "more": _more,
    }[first.problem](case)
    return Fault(f"{_where(group)}: {message}", fix=fix, code=first.problem)


def _where(group: Sequence[Found]) -> str:
    first = group[0]
    if len(group) == 1:
        name = first.column if first.column == first.item else f"{first.column} ({first.item})"
        more = f" and {first.count - len(first.rows)} more" if first.count > len(first.rows) else ""
        rows = f"row{'s' if first.count > 1 else ''} {', '.join(map(str, first.rows))}{more}"
        if not first.rows:
            rows = f"{first.count} rows"
        return f"{first.source}, column {name}, {rows}"
    columns = listed((entry.column for entry in group), most=4)
    return f"{first.source}, {len(group)} columns ({columns}), {sum(entry.count for entry in group)} cells"


def _outside(case: Case) -> tuple[str, str]:
    number = whole_number(case.word)
    said = f"{case.word} is no code of {case.scale.id} ({_codes(case.scale)})."
    present = case.present
    width = case.scale.high - case.scale.low
    if number is not None and present and max(present) - min(present) == width and min(present) != case.scale.low:
        span = f"{min(present)} to {max(present)}"
        return f"{said} Codes {span} in the data, {_codes(case.scale)} in the instrument. Nothing was shifted.", (
            f"If the survey used {span}, say so in the instrument: codes: [{min(present)}, …, {max(present)}]."
        )
    fix = case.spelling.say("missing_map", {number if number is not None else case.word: -91})
    return said, (
        f"If it means no answer: {fix}. "
        f"To leave such cells out and list them: {case.spelling.say('out_of_range', 'missing')}."
    )


def _text(case: Case) -> tuple[str, str]:
    labels = {label: code for names in case.scale.labels.values() for code, label in names.items()}
    ranked = sorted(((alike(plain(case.word), plain(label)), label) for label in labels), reverse=True)
    if ranked and ranked[0][0] >= _LEAST_ALIKE:
        label = ranked[0][1]
        fix = case.spelling.say("labels", {case.scale.id: {case.word: labels[label]}})
        return (
            f"{quoted(case.word)} is not a label of {case.scale.id} (nearest: {quoted(label)} = {labels[label]}).",
            f"If that was meant: {fix}.",
        )
    named = "has no labels" if not labels else f"has {_named(case.scale)}"
    fix = f"If it means no answer: {case.spelling.say('missing_map', {case.word: -92})}."
    said = case.spelling.say("labels", {case.scale.id: {case.word: case.scale.low}})
    return f"{quoted(case.word)} is neither a code nor a label of {case.scale.id}, which {named}.", (
        f"{fix} If it is an answer, say which: {said}."
    )


def _conflict(case: Case) -> tuple[str, str]:
    return (
        f"{quoted(case.word)}: the number and the label stand for two codes of {case.scale.id} ({_named(case.scale)}).",
        "Nothing was shifted. Mend the file, or the codes in the instrument.",
    )


def _map_conflict(case: Case) -> tuple[str, str]:
    number = whole_number(case.word)
    return (
        f"missing_map would erase {case.word}, which is an answer of {case.scale.id} ({_codes(case.scale)}).",
        f"Say for which scale or item it holds: {case.spelling.say('missing_map', {case.scale.id: {number: -91}})}.",
    )


def _no_number(case: Case) -> tuple[str, str]:
    fix = case.spelling.say("missing_map", {case.word: -91})
    return f"{quoted(case.word)} is no number, and {case.item} asks for one.", f"If it means no answer: {fix}."


def _more(case: Case) -> tuple[str, str]:
    fix = f"Is it the column of {case.item}? If not: {case.spelling.say('columns', {case.item: '…'})}."
    return f"{case.word} other words that are no answers.", fix


def _codes(scale: AnswerScale) -> str:
    codes = sorted(scale.codes)
    whole = codes == list(range(codes[0], codes[-1] + 1))
    return f"{codes[0]} to {codes[-1]}" if whole else ", ".join(map(str, codes))


def _named(scale: AnswerScale) -> str:
    names = next(iter(scale.labels.values()), {})
    return listed((f"{code} {quoted(label, most=40)}" for code, label in sorted(names.items())), most=8)
