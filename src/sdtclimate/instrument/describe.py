"""An instrument as tables: its scales, forms, items and sources."""

from __future__ import annotations

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.terms import MISSING_CODES
from sdtclimate.instrument.model import Composite, Instrument, Subscale, Texts

MASTER = "psw"


def describe(instrument: Instrument, *, language: str = "en") -> tuple[Table, ...]:
    """Return an instrument as tables: scales, forms, the items of each form, and the works it cites.

    Parameters
    ----------
    instrument : Instrument
    language : str
        Of titles and words.
    """
    forms = list(instrument.forms)
    tables = [scale_table(instrument, language=language), form_table(instrument, language=language)]
    tables += [item_table(instrument, form, language=language) for form in forms]
    if instrument.citations:
        tables.append(citation_table(instrument))
    return tuple(tables)


def scale_table(instrument: Instrument, *, language: str = "en") -> Table:
    """Return the scales of an instrument as a table, status and hash below.

    Parameters
    ----------
    instrument : Instrument
    language : str
        Of titles and words.

    Returns
    -------
    Table
        One row a subscale or composite: id, title, what it is made of, reversed items, range, forms that ask it,
        and how far answers on other forms may be set beside those of PSWs.
    """
    columns = [Column("scale"), Column("title"), Column("k", align="right"), Column("made of"), Column("reversed")]
    columns += [Column("range", align="right"), Column("forms"), Column("beside the PSW form")]
    rows = [
        *(_subscale_row(instrument, scale, language) for scale in instrument.subscales.values()),
        *(_composite_row(scale, language) for scale in instrument.composites.values()),
    ]
    caption = f"{_in(instrument.title, language)} ({instrument.id} {instrument.version}), status: {instrument.status}"
    return Table(columns, rows, caption=caption, notes=_notes(instrument))


def form_table(instrument: Instrument, *, language: str = "en") -> Table:
    """Return the forms: who answers, over which time, how many items, and from which head count on."""
    rows = [
        (
            form.id,
            form.informant,
            _in(form.recall, language),
            sum(1 for _ in instrument.items_of_form(form.id)),
            " ".join(MISSING_CODES.get(code, str(code)) for code in form.missing),
            f"from {form.min_headcount} PSWs; by site from {form.min_headcount_site}" if form.min_headcount else "",
        )
        for form in instrument.forms.values()
    ]
    columns = [Column("form"), Column("informant"), Column("recall"), Column("asks", align="right")]
    columns += [Column("reasons for missing"), Column("proxy items")]
    return Table(columns, rows, caption="Forms")


def item_table(instrument: Instrument, form: str, *, language: str = "en") -> Table:
    """Return what a form asks, in order: id, answer scale, and the words with the local terms put in."""
    rows = [
        (item.id, item.answer_scale, instrument.wording(item.id, form, language) or "no text is shipped")
        for item in instrument.items_of_form(form)
    ]
    caption = f"{_in(instrument.title, language)}, form {form}"
    return Table([Column("item"), Column("answers"), Column("text")], rows, caption=caption)


def citation_table(instrument: Instrument) -> Table:
    """Return the works that the instrument cites, and how sure its makers are of what they say about them."""
    rows = [
        (entry["key"], entry["citation"], entry.get("doi", ""), entry["confidence"]) for entry in instrument.citations
    ]
    return Table([Column("key"), Column("work"), Column("doi"), Column("confidence")], rows, caption="Sources")


def _subscale_row(instrument: Instrument, scale: Subscale, language: str) -> tuple[object, ...]:
    answers = instrument.answer_scale_of(scale.id)
    forms = [name for name in instrument.forms if all(name in instrument.items[item].text for item in scale.items)]
    return (
        scale.id,
        _in(scale.title, language),
        len(scale.items),
        " ".join(scale.items),
        " ".join(scale.reverse),
        f"{answers.low} to {answers.high}",
        ", ".join(forms),
        _beside(instrument, scale.id, forms),
    )


def _composite_row(scale: Composite, language: str) -> tuple[object, ...]:
    low, high = scale.range
    of = scale.parts or scale.items
    rule = scale.rule + (f" of answers {', '.join(map(str, scale.codes))}" if scale.codes else "")
    rule += f" of {' '.join(scale.of)} in all" if scale.of else ""
    rule += f", {scale.require} needed" if scale.require != len(of) else ""
    made_of = f"{rule}: {' '.join(of)}"
    return scale.id, _in(scale.title, language), len(of), made_of, "", f"{low:g} to {high:g}", "", ""


def _beside(instrument: Instrument, scale_id: str, forms: list[str]) -> str:
    if MASTER not in forms:
        return ""
    return "; ".join(f"{name}: {instrument.comparability(scale_id, name)}" for name in forms if name != MASTER)


def _notes(instrument: Instrument) -> list[str]:
    fields = sum(item.is_field and not item.retired for item in instrument.items.values())
    notes = [f"{len(instrument.scored_items)} items" + (f", {fields} descriptive fields" if fields else "") + "."]
    if instrument.own_draft:
        notes.append("Draft: written for this toolkit, not validated. No norms, no cut-offs.")
    notes += [
        f"{_in(scale.title, 'en')}: {_in(scale.note, 'en')}" for scale in instrument.composites.values() if scale.note
    ]
    if instrument.keys.status:
        notes.append(_keys_note(instrument))
    notes.append(f"Licence: {instrument.licence.get('name', '')}.")
    if instrument.text_policy == "none":
        notes.append("Structure only: no wording is shipped.")
    if instrument.parts:
        notes.append(f"Made of: {', '.join(f'{part.id} {part.version}' for part in instrument.parts)}.")
    notes.append(f"Hash: {instrument.hash}")
    return notes


def _keys_note(instrument: Instrument) -> str:
    keys = instrument.keys
    source = f": {keys.source}" if keys.source else ""
    if keys.status == "confirmed":
        return f"Keys confirmed{source}."
    if keys.status == "recall":
        return f"Keys from memory, to be checked once against the sheet{source}."
    sizes = ", ".join(f"{name} {k}" for name, k in keys.sizes.items())
    parts = f" Parts: {sizes}." if sizes else ""
    seen = f" Seen: {keys.source}." if keys.source else ""
    return f"Keys not confirmed, so nothing is scored. To be found out: {'; '.join(keys.unconfirmed)}.{seen}{parts}"


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
