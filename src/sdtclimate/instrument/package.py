"""Several instruments as one: merged items and scales, with the members kept as `parts`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sdtclimate.core.errors import Fault, InstrumentError
from sdtclimate.instrument.canonical import hash_of
from sdtclimate.instrument.model import AnswerScale, Form, Instrument, Item, Texts

T = TypeVar("T")
_STATUS_ORDER = ("draft", "piloted", "validated")


def join(parts: Sequence[Instrument], *, package_id: str = "", title: Texts | None = None) -> Instrument:
    """Return one instrument made of several.

    Parameters
    ----------
    parts : sequence of Instrument
        In the order in which they are asked.
    package_id : str
        Id of the whole; the ids of the parts joined by ``+`` where empty.
    title : Texts or None
        Title of the whole; the titles of the parts joined where None.

    Raises
    ------
    InstrumentError
        If two parts share an id, or give one term two meanings.

    Notes
    -----
    A form of the whole has every reason for missing of its parts, the strictest head counts, and a stem, recall
    and preamble only where all parts agree; the parts keep their own. Two answer scales of one name but different
    codes or labels become ``<part>__<name>``.
    """
    parts = tuple(parts)
    faults = [*_shared_ids(parts), *_terms_apart(parts)]
    if faults:
        raise InstrumentError(f"{_heading(parts)} cannot be put together.", faults)
    parts_renamed = _with_unique_scales(parts)
    languages = [name for name in parts[0].languages if all(name in part.languages for part in parts)]
    first = parts[0]
    whole = Instrument(
        id=package_id or "+".join(part.id for part in parts),
        title=title or {name: " + ".join(_text(part.title, name) for part in parts) for name in languages or ["en"]},
        version=_common(part.version for part in parts) or "+".join(part.version for part in parts),
        status=min((part.status for part in parts), key=_STATUS_ORDER.index),
        licence=first.licence if _all_equal(part.licence for part in parts) else _mixed_licence(parts),
        languages=tuple(languages) or first.languages,
        terms=_merged_terms(parts),
        answer_scales=_merge(part.answer_scales for part in parts_renamed),
        items=_merge(part.items for part in parts_renamed),
        forms=_forms(parts),
        subscales=_merge(part.subscales for part in parts),
        composites=_merge(part.composites for part in parts),
        models=_models(parts),
        skip=tuple(rule for part in parts for rule in part.skip),
        sensitivity="high" if any(part.sensitivity == "high" for part in parts) else "normal",
        text_policy="none" if all(part.text_policy == "none" for part in parts) else "text",
        sources=tuple(_distinct(entry for part in parts for entry in part.sources)),
        citations=tuple(_distinct(entry for part in parts for entry in part.citations)),
        coproduction=first.coproduction
        if _all_equal(part.coproduction for part in parts)
        else {part.id: part.coproduction for part in parts},
        hash="",
        synthetic=any(part.synthetic for part in parts),
        parts=parts,
        support_contacts_required=any(part.support_contacts_required for part in parts),
        constructs=_merge(part.constructs for part in parts),
        comparisons=_comparisons(parts),
    )
    object.__setattr__(whole, "hash", hash_of(whole))
    return whole


def _heading(parts: Sequence[Instrument]) -> str:
    return ", ".join(part.id for part in parts)


def _text(texts: Texts, language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _shared_ids(parts: Sequence[Instrument]) -> list[Fault]:
    faults: list[Fault] = []
    owners: dict[str, str] = {}
    for part in parts:
        if part.id in (owner for owner in owners.values()):
            faults.append(Fault(f"{part.id} is named twice.", part.id, "Name it once.", "duplicate_id"))
            continue
        for name in (*part.items, *part.subscales, *part.composites):
            if owners.setdefault(name, part.id) != part.id:
                said = f"the id {name} is used by {owners[name]} and by {part.id}."
                faults.append(Fault(said, name, "Rename it in one of them.", "duplicate_id"))
    return faults


def _terms_apart(parts: Sequence[Instrument]) -> list[Fault]:
    faults: list[Fault] = []
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for part in parts:
        for language, words in part.terms.items():
            for token, word in words.items():
                owner, before = seen.setdefault((language, token), (part.id, word))
                if before != word:
                    said = f"the term {token} ({language}) is {before!r} in {owner} and {word!r} in {part.id}."
                    faults.append(Fault(said, "terms", "Use one wording in both.", "terms"))
    return faults


def _with_unique_scales(parts: Sequence[Instrument]) -> list[Instrument]:
    first: dict[str, AnswerScale] = {}
    made: list[Instrument] = []
    for part in parts:
        apart = {name: f"{part.id}__{name}" for name, s in part.answer_scales.items() if first.setdefault(name, s) != s}
        if not apart:
            made.append(part)
            continue
        scales = {apart.get(name, name): replace(s, id=apart.get(name, name)) for name, s in part.answer_scales.items()}
        items: dict[str, Item] = {
            name: replace(item, answer_scale=apart.get(item.answer_scale, item.answer_scale))
            for name, item in part.items.items()
        }
        made.append(replace(part, answer_scales=scales, items=items))
    return made


def _forms(parts: Sequence[Instrument]) -> dict[str, Form]:
    made: dict[str, Form] = {}
    for name in dict.fromkeys(form for part in parts for form in part.forms):
        same = [part.forms[name] for part in parts if name in part.forms]
        made[name] = Form(
            id=name,
            informant=same[0].informant,
            recall=_common_texts([form.recall for form in same]),
            stem=_common_texts([form.stem for form in same]),
            missing=tuple(dict.fromkeys(code for form in same for code in form.missing)),
            exclude=tuple(dict.fromkeys(item for form in same for item in form.exclude)),
            min_headcount=max(form.min_headcount for form in same),
            min_headcount_site=max(form.min_headcount_site for form in same),
            preamble=_common_texts([form.preamble for form in same]),
        )
    return made


def _models(parts: Sequence[Instrument]) -> dict[str, str]:
    names = [name for part in parts for name in part.models]
    return {
        name if names.count(name) == 1 else f"{part.id}__{name}": spec
        for part in parts
        for name, spec in part.models.items()
    }


def _comparisons(parts: Sequence[Instrument]) -> dict[str, object]:
    return {
        key: _distinct(entry for part in parts for entry in _as_list(part.comparisons.get(key)))
        for key in ("allow", "expected")
    }


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _mixed_licence(parts: Sequence[Instrument]) -> dict[str, str]:
    kind = _common(part.licence.get("kind", "") for part in parts) or "mixed"
    return {"kind": kind, "name": "; ".join(f"{part.id}: {part.licence.get('name', '')}" for part in parts)}


def _merged_terms(parts: Sequence[Instrument]) -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = {}
    for part in parts:
        for language, words in part.terms.items():
            made.setdefault(language, {}).update(words)
    return made


def _merge(mappings: Iterable[Mapping[str, T]]) -> dict[str, T]:
    made: dict[str, T] = {}
    for mapping in mappings:
        made.update(mapping)
    return made


def _common(values: Iterable[str]) -> str:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else ""


def _common_texts(texts: Sequence[Texts]) -> Texts:
    return texts[0] if _all_equal(texts) else {}


def _all_equal(values: Iterable[object]) -> bool:
    known = list(values)
    return all(value == known[0] for value in known)


def _distinct(entries: Iterable[T]) -> list[T]:
    made: list[T] = []
    for entry in entries:
        if entry not in made:
            made.append(entry)
    return made
