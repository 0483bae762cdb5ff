"""The error for cells that are no answer: every kind of cell once, with what to type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sdtclimate.core.errors import CodeError, Fault
from sdtclimate.core.terms import MISSING_CODES, MISSING_LABELS, NOT_PRESENTED, OUT_OF_RANGE
from sdtclimate.instrument.model import AnswerScale, Instrument
from sdtclimate.responses.answer_book import whole_number
from sdtclimate.responses.coding import Found
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import alike, listed, plain, quoted

_LEAST_ALIKE = 0.6


_MOST_NAMED = 6
_FEW = 3
_REASONS = ", ".join(
    f"{code} {MISSING_LABELS[word]}"
    for code, word in MISSING_CODES.items()
    if code not in (NOT_PRESENTED, OUT_OF_RANGE)
)


@dataclass(frozen=True)
class Case:
    """Words that are no answers, all in the same columns, and what those columns ask for."""

    words: tuple[str, ...]
    item: str
    scale: AnswerScale
    spelling: Spelling
    present: tuple[int, ...]
    columns: int

    @property
    def word(self) -> str:
        """The first of them."""
        return self.words[0]

    @property
    def are(self) -> str:
        """The verb for them."""
        return "is no code" if len(self.words) == 1 else "are no codes"


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
    faults = [
        _fault(together, instrument, spelling, seen) for together in _in_the_same_columns(groups.values(), instrument)
    ]
    count = sum(entry.count for entry in found)
    kinds = "1 kind of cell is" if len(groups) == 1 else f"{len(groups)} kinds of cells are"
    lines = [f"Reasons for a missing answer: {_REASONS}."] if any("missing_map" in str(f) for f in faults) else []
    return CodeError(
        f"{kinds} neither a code nor a label ({count} in all). Nothing was read.",
        faults,
        closing="\n".join([*lines, *spelling.closing]),
    )


def _in_the_same_columns(groups: Iterable[list[Found]], instrument: Instrument) -> list[list[list[Found]]]:
    """Return groups that share a problem and their columns together: one sentence serves them all.

    A few cells of one column stay apart, each with its rows, and so does what is nearly a label: they are slips, not
    another scale.
    """
    together: dict[tuple[str, ...], list[list[Found]]] = {}
    for group in groups:
        first = group[0]
        key = (first.source, first.scale, first.problem, *(entry.column for entry in group))
        if first.problem == "text" and _nearest_label(first.word, instrument.answer_scales[first.scale]):
            key = (*key, first.word)
        together.setdefault(key, []).append(group)
    found: list[list[list[Found]]] = []
    for bundle in together.values():
        first = bundle[0][0]
        apart = first.problem not in ("outside", "text") or (len(bundle[0]) == 1 and len(bundle) <= _FEW)
        found += [[group] for group in bundle] if apart else [bundle]
    return found


def _fault(
    groups: Sequence[Sequence[Found]], instrument: Instrument, spelling: Spelling, seen: Mapping[str, set[int]]
) -> Fault:
    first = groups[0][0]
    scale = instrument.answer_scales[first.scale]
    words = sorted({group[0].word.strip(): sum(e.count for e in group) for group in groups}.items(), key=_by_number)
    present = tuple(sorted(seen.get(scale.id, set())))
    case = Case(tuple(word for word, _ in words), first.item, scale, spelling, present, len(groups[0]))
    message, fix = {
        "outside": _outside,
        "text": _text if len(words) == 1 else _texts,
        "conflict": _conflict,
        "map_conflict": _map_conflict,
        "no_number": _no_number,
        "more": _more,
    }[first.problem](case)
    return Fault(f"{_where(groups)}: {message}", fix=fix, code=first.problem)


def _by_number(pair: tuple[str, int]) -> tuple[float, int]:
    number = whole_number(pair[0])
    return (number if number is not None else float("inf"), -pair[1])


def _where(groups: Sequence[Sequence[Found]]) -> str:
    group, first = groups[0], groups[0][0]
    if len(group) == 1:
        name = first.column if first.column == first.item else f"{first.column} ({first.item})"
        more = f" and {first.count - len(first.rows)} more" if first.count > len(first.rows) else ""
        rows = f"row{'s' if first.count > 1 else ''} {', '.join(map(str, first.rows))}{more}"
        if not first.rows:
            rows = f"{first.count} rows"
        if len(groups) > 1:
            shown = sorted(row for one in groups for row in one[0].rows)
            rows = f"{sum(one[0].count for one in groups)} cells, from row {shown[0]} on"
        return f"{first.source}, column {name}, {rows}"
    columns = listed((entry.column for entry in group), most=4)
    cells = sum(entry.count for group in groups for entry in group)
    return f"{first.source}, {len(group)} columns ({columns}), {cells} cells"


def _outside(case: Case) -> tuple[str, str]:
    numbers = [whole_number(word) for word in case.words]
    said = f"{listed(case.words, most=20)} {case.are} of {case.scale.id} ({_codes(case.scale)})."
    present = [code for code in case.present if code not in MISSING_CODES]
    width = case.scale.high - case.scale.low
    unbroken = bool(present) and present == list(range(present[0], present[-1] + 1))
    if None not in numbers and unbroken and len(present) == width + 1 and present[0] != case.scale.low:
        span = f"{present[0]} to {present[-1]}"
        return f"{said} Codes {span} in the data, {_codes(case.scale)} in the instrument. Nothing was shifted.", (
            f"If the survey used {span}, say so in the instrument: codes: [{present[0]}, …, {present[-1]}]."
        )
    if None in numbers and len(case.words) > _FEW:
        return said, f"An answer is a whole number. Is {case.item} a score or a mean, and no item?"
    if (len(case.words) > 1 or case.columns > 1) and None not in numbers:
        said += f" The data hold {listed(present, most=20)}. Nothing was shifted. Which scale did the survey use?"
    pairs = {n if n is not None else word: -91 for n, word in zip(numbers, case.words, strict=True)}
    mean = "it means" if len(case.words) == 1 else "they mean"
    return said, (
        f"If {mean} no answer: {case.spelling.say('missing_map', dict(list(pairs.items())[:_MOST_NAMED]))}. "
        f"To leave such cells out and list them: {case.spelling.say('out_of_range', 'missing')}."
    )


def _text(case: Case) -> tuple[str, str]:
    near = _nearest_label(case.word, case.scale)
    if near:
        label, code = near
        fix = case.spelling.say("labels", {case.scale.id: {case.word: code}})
        return (
            f"{quoted(case.word)} is not a label of {case.scale.id} (nearest: {quoted(label)} = {code}).",
            f"If that was meant: {fix}.",
        )
    fix = f"If it means no answer: {case.spelling.say('missing_map', {case.word: -92})}."
    said = case.spelling.say("labels", {case.scale.id: {case.word: ...}})
    return f"{quoted(case.word)} is neither a code nor a label of {case.scale.id}, which {_has(case.scale)}.", (
        f"{fix} If it is an answer, say its code: {said}."
    )


def _nearest_label(word: str, scale: AnswerScale) -> tuple[str, int] | None:
    """Return the label most like a word, and its code; None where none is like it."""
    labels = {label: code for names in scale.labels.values() for code, label in names.items()}
    ranked = sorted(((alike(plain(word), plain(label)), label) for label in labels), reverse=True)
    return (ranked[0][1], labels[ranked[0][1]]) if ranked and ranked[0][0] >= _LEAST_ALIKE else None


def _texts(case: Case) -> tuple[str, str]:
    shown = listed((quoted(word, most=40) for word in case.words), most=8)
    said = case.spelling.say("labels", {case.scale.id: dict.fromkeys(case.words[:_MOST_NAMED], ...)})
    return f"{shown} are neither codes nor labels of {case.scale.id}, which {_has(case.scale)}.", (
        f"If they are answers, say the code of each: {said}. "
        f"If they mean no answer: {case.spelling.say('missing_map', dict.fromkeys(case.words[:1], -92))} and so on."
    )


def _has(scale: AnswerScale) -> str:
    return f"has {_named(scale)}" if any(scale.labels.values()) else "has no labels"


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
