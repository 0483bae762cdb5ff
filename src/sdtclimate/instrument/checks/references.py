"""References: every name points to something that exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path


def items_name_what_exists(draft: Draft) -> Iterator[Fault]:
    """Answer scale, forms and languages of each item."""
    file = draft.file
    for place, item in enumerate(file.items):
        path: Path = ("items", place)
        if item.scale not in file.scales:
            yield _unknown(draft, (*path, "scale"), f"{item.id} uses the scale {item.scale}", file.scales)
        for form in item.text:
            if form not in file.forms:
                yield _unknown(draft, (*path, "text", form), f"{item.id} has a text for {form}", file.forms, key=True)
        for form in item.comparability if isinstance(item.comparability, dict) else ():
            if form not in file.forms:
                said = f"{item.id} has a comparability for {form}"
                yield _unknown(draft, (*path, "comparability", form), said, file.forms, key=True)


def subscales_name_what_exists(draft: Draft) -> Iterator[Fault]:
    """Items, reverse keys, facets and overlaps of each subscale."""
    items = draft.items
    for place, subscale in enumerate(draft.file.subscales):
        path: Path = ("subscales", place)
        for position, item in enumerate(subscale.items):
            if item not in items:
                said = f"scale {subscale.id} holds {item}, which is no item"
                yield _unknown(draft, (*path, "items", position), said, items, listed=False)
        for position, item in enumerate(subscale.reverse):
            if item not in subscale.items:
                said = f"scale {subscale.id} reverses {item}, which is not one of its items"
                yield _unknown(draft, (*path, "reverse", position), said, subscale.items)
        for facet, members in subscale.facets.items():
            for position, item in enumerate(members):
                if item not in subscale.items:
                    said = f"facet {facet} of {subscale.id} holds {item}, which is not one of its items"
                    yield _unknown(draft, (*path, "facets", facet, position), said, subscale.items)
        for position, other in enumerate(subscale.overlaps):
            if other not in draft.subscales or other == subscale.id:
                others = [name for name in draft.subscales if name != subscale.id]
                said = f"{subscale.id} overlaps {other}, which is no other subscale"
                yield _unknown(draft, (*path, "overlaps", position), said, others)


def forms_name_what_exists(draft: Draft) -> Iterator[Fault]:
    """Items left out and the form that words are borrowed from."""
    file = draft.file
    for name, form in file.forms.items():
        for position, item in enumerate(form.exclude):
            if item not in draft.items:
                said = f"form {name} leaves out {item}, which is no item"
                yield _unknown(draft, ("forms", name, "exclude", position), said, draft.items, listed=False)
        if form.text_from is not None and (form.text_from not in file.forms or form.text_from == name):
            others = [other for other in file.forms if other != name]
            said = f"form {name} takes texts from {form.text_from}, which is no other form"
            yield _unknown(draft, ("forms", name, "text_from"), said, others)


def rest_names_what_exists(draft: Draft) -> Iterator[Fault]:
    """Scales of expected comparisons, citations of sources and of the validation, languages of translations."""
    file = draft.file
    scales = [*draft.subscales, *(entry.id for entry in file.composites)]
    for place, expectation in enumerate(file.comparisons.expected):
        for position, name in enumerate(expectation.scales):
            if name not in scales:
                said = f"expectation {expectation.id} names {name}, which is no scale"
                yield _unknown(draft, ("comparisons", "expected", place, "scales", position), said, scales)
    keys = [entry.key for entry in file.citations]
    for place, source in enumerate(file.sources):
        if source.citation is not None and source.citation not in keys:
            said = f"a source cites {source.citation}, which is not under citations"
            yield _unknown(draft, ("sources", place, "citation"), said, keys)
    for position, key in enumerate(file.validation):
        if key not in keys:
            said = f"validation cites {key}, which is not under citations"
            yield _unknown(draft, ("validation", position), said, keys)
    languages = file.languages or list(file.title)
    for language in file.translation:
        if language not in languages:
            said = f"a translation into {language}, which is not one of the languages"
            yield _unknown(draft, ("translation", language), said, languages, key=True)


def _unknown(
    draft: Draft, path: Path, said: str, known: Iterable[str], *, key: bool = False, listed: bool = True
) -> Fault:
    name = said.split(", which")[0].rsplit(" ", 1)[-1]
    names = list(known)
    guess = nearest(name, names)
    fix = f"Did you mean {guess}?" if guess else ""
    if not guess and listed:
        fix = f"Known: {', '.join(names)}." if names else "There is none yet."
    ending = "." if ", which" in said else ", which is not declared."
    return draft.fault(path, said + ending, fix=fix, code="unknown_name", key=key)
