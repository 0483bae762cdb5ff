"""Which form a file holds: what was said, else evidence in its wordings and fields, else a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.grid import Evidence
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import listed, quoted

Fits = Mapping[str, frozenset[str]]
"""Form -> names of the columns that it would explain."""


def form_of_file(index: ColumnIndex, instrument: Instrument, said: str, spelling: Spelling) -> tuple[str, Evidence]:
    """Return the form that a file without a role column holds.

    Parameters
    ----------
    index : ColumnIndex
    instrument : Instrument
    said : str
        The form that the caller named; empty text to find it.
    spelling : Spelling
        How fixes are written.

    Raises
    ------
    ReadingError
        If nothing decides, several forms are in the file, or the file speaks against what was said.

    Notes
    -----
    A form is found if it explains every column that any other form explains, and for each other form at least one
    column more. A column speaks by its wording; only where it has none, by its name.
    """
    source = index.table.source
    if len(instrument.forms) == 1:
        form = next(iter(instrument.forms))
        return form, Evidence("form", form, "certain", "the only one")
    fits = columns_by_form(index, instrument)
    if said:
        _contradict(said, fits, index)
        return said, Evidence("form", said, "certain", "as said")
    if not any(fits.values()):
        raise ReadingError(
            f"No column of {source} fits an item of {instrument.id}, by name or by wording. Nothing was read. "
            f"Columns: {listed(index.table.by_name, most=12)}. Is it the right instrument? "
            f"If its columns have other names, say the form, {_choices(list(fits), source)}, and the columns."
        )
    for form, columns in fits.items():
        others = [other for name, other in fits.items() if name != form]
        if all(columns > other for other in others):
            more = min(len(columns - other) for other in others)
            return form, Evidence("form", form, "certain", f"{_columns(more)} fit it and no other form")
    raise _undecided(instrument, fits, source, spelling)


def columns_by_form(index: ColumnIndex, instrument: Instrument) -> Fits:
    """Return for each form the columns that it would explain."""
    fits: dict[str, set[str]] = {form: set() for form in instrument.forms}
    for item in instrument.items.values():
        asked = [f for f in item.text if f in instrument.forms and item.id not in instrument.forms[f].exclude]
        if item.retired or not asked:
            continue
        worded = {
            form: {
                column.name
                for language in item.text[form]
                for column in index.by_wording(instrument.wording(item.id, form, language))
            }
            for form in asked
        }
        named = {column.name for column in index.by_name(item.id)[0]}.difference(*worded.values())
        for form in asked:
            fits[form] |= worded[form] | named
    return {form: frozenset(columns) for form, columns in fits.items()}


def _undecided(instrument: Instrument, fits: Fits, source: str, spelling: Spelling) -> ReadingError:
    best = [form for form, columns in fits.items() if not any(columns < other for other in fits.values())]
    apart = {form: columns for form, columns in fits.items() if form in best}
    if len(set(apart.values())) > 1:
        role = "--people role=COLUMN" if spelling.yaml else 'people={"role": "…"}'
        seen = " and ".join(
            f"{form} ({_columns(len(columns.difference(*(c for f, c in apart.items() if f != form))))})"
            for form, columns in apart.items()
        )
        return ReadingError(
            f"{source} holds columns that fit only {seen}. If all of them answered in it, name the column that says "
            f"who: {role}. If not, say which: {_choices(best, source)}."
        )
    python = "" if spelling.yaml else f' In Python: {{"{best[0]}": "{source}"}} or form="{best[0]}".'
    return ReadingError(
        f"{source} fits {_and(best)} equally well ({_why(instrument, best)}). "
        f"Say which: {_choices(best, source)}.{python}"
    )


def _why(instrument: Instrument, forms: Sequence[str]) -> str:
    if instrument.text_policy == "none":
        return f"{instrument.id} ships no wording"
    one_wording = all(
        len({instrument.wording(item.id, form) for form in forms if form in item.text}) <= 1
        for item in instrument.items.values()
        if not item.is_field
    )
    if one_wording:
        return f"{instrument.id} has one wording for {'both' if len(forms) == 2 else 'all'}"
    return "no column bears a wording that only one of them has"


def _contradict(said: str, fits: Fits, index: ColumnIndex) -> None:
    better = [form for form, columns in fits.items() if columns > fits[said]]
    if not better:
        return
    other = max(better, key=lambda form: len(fits[form]))
    source = index.table.source
    more = [column for column in index.answers if column.name in fits[other] - fits[said]]
    example = f"{more[0].name} {quoted(more[0].text)}" if more[0].text else more[0].name
    raise ReadingError(
        f"{source} was given as {said}, but {_columns(len(more))} fit {other} and not {said} ({example}), and none "
        f"fits {said} alone. If {other} answered: {other}={source}."
    )


def _columns(count: int) -> str:
    return f"{count} column{'' if count == 1 else 's'}"


def _choices(forms: Sequence[str], source: str) -> str:
    return " or ".join(f"{form}={source}" for form in forms)


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
