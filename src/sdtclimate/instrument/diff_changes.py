"""The single changes between two versions of an instrument, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sdtclimate.instrument.model import AnswerScale, Composite, Form, Instrument, Item, Subscale, Texts


@dataclass(frozen=True)
class Change:
    """One change: of which kind of thing, its id, and what happened, in words."""

    what: str
    id: str
    said: str


def changes_of(old: Instrument, new: Instrument) -> Iterator[Change]:
    """Yield what differs, from the instrument as a whole down to its skip rules."""
    for name in ("id", "version", "status", "sensitivity"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change("instrument", name, f"{before} -> {after}")
    for language in dict.fromkeys([*old.languages, *new.languages]):
        if (language in old.languages) != (language in new.languages):
            yield Change("language", language, "added" if language in new.languages else "removed")
    yield from _each("answers", old.answer_scales, new.answer_scales, _answer_scale)
    yield from _each("form", old.forms, new.forms, _form)
    yield from _each("item", old.items, new.items, lambda a, b: _item(old, new, a, b))
    if [name for name in old.items if name in new.items] != [name for name in new.items if name in old.items]:
        yield Change("item", "order", "the items are asked in another order")
    yield from _each("scale", old.subscales, new.subscales, _subscale)
    yield from _each("composite", old.composites, new.composites, _composite)
    yield from _each("model", old.models, new.models, lambda a, b: ["changed"] if a != b else [])
    if list(old.skip) != list(new.skip):
        yield Change("skip", "rules", f"{len(old.skip)} -> {len(new.skip)} rules, or their conditions changed")


def _each(
    what: str, old: Mapping[str, Any], new: Mapping[str, Any], compare: Callable[[Any, Any], list[str]]
) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        if name not in new:
            yield Change(what, name, "removed")
        elif name not in old:
            yield Change(what, name, "added")
        else:
            for said in compare(old[name], new[name]):
                yield Change(what, name, said)


def _answer_scale(old: AnswerScale, new: AnswerScale) -> list[str]:
    said = [_pair("kind", old.kind, new.kind), _pair("codes", old.codes, new.codes)]
    said += [_pair("range", (old.minimum, old.maximum), (new.minimum, new.maximum))]
    for language in (name for name in old.labels if name in new.labels):
        for code in (c for c in old.codes if c in new.codes):
            said.append(_pair(f"label of {code} ({language})", old.label(code, language), new.label(code, language)))
    return list(filter(None, said))


def _form(old: Form, new: Form) -> list[str]:
    said = [_pair(name, getattr(old, name), getattr(new, name)) for name in ("informant", "missing", "exclude")]
    said += [_pair(name, getattr(old, name), getattr(new, name)) for name in ("min_headcount", "min_headcount_site")]
    said += [
        line for name in ("recall", "stem", "preamble") for line in _texts(name, getattr(old, name), getattr(new, name))
    ]
    return list(filter(None, said))


def _item(old: Instrument, new: Instrument, before: Item, after: Item) -> list[str]:
    if after.retired and not before.retired:
        return ["retired"]
    said = [_pair("answers", before.answer_scale, after.answer_scale)]
    for form in dict.fromkeys([*before.text, *after.text]):
        if (form in before.text) != (form in after.text):
            said.append(f"{'asked' if form in after.text else 'no longer asked'} on the form {form}")
            continue
        for language in (name for name in old.languages if name in new.languages):
            words = (old.wording(before.id, form, language), new.wording(after.id, form, language))
            said.append(_pair(f"text ({form}, {language})", *words))
    names = ("comparability", "comparability_by_form", "valence", "anchor", "facet", "sensitivity", "is_field")
    said += [_pair(name, getattr(before, name), getattr(after, name)) for name in names]
    return list(filter(None, said))


def _subscale(old: Subscale, new: Subscale) -> list[str]:
    names = ("items", "reverse", "type", "valence", "score", "min_answered", "min_items", "min_applicable")
    said = [_pair(name, getattr(old, name), getattr(new, name)) for name in (*names, "sensitivity")]
    return list(filter(None, [*said, *_texts("title", old.title, new.title)]))


def _composite(old: Composite, new: Composite) -> list[str]:
    names = ("rule", "parts", "items", "codes", "of", "weights", "require", "range", "valence", "sensitivity")
    said = [_pair(name, getattr(old, name), getattr(new, name)) for name in names]
    return list(filter(None, [*said, *_texts("title", old.title, new.title)]))


def _texts(name: str, old: Texts, new: Texts) -> list[str]:
    shared = [language for language in old if language in new]
    said = [_pair(f"{name} ({language})", old[language], new[language]) for language in shared]
    if bool(old) != bool(new):
        said.append(f"{name}: {'added' if new else 'removed'}")
    return list(filter(None, said))


def _pair(name: str, old: object, new: object) -> str:
    return "" if old == new else f"{name}: {_show(old)} -> {_show(new)}"


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {inner}" for key, inner in value.items()) or "none"
    return f'"{value}"' if isinstance(value, str) else str(value)
