"""A checked file -> the frozen `Instrument`. Nothing is judged here: the checks have been."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sdtclimate.instrument.canonical import hash_of
from sdtclimate.instrument.model import (
    AnswerScale,
    Comparability,
    Composite,
    Form,
    Instrument,
    Item,
    Keys,
    Subscale,
    Texts,
)

if TYPE_CHECKING:
    from sdtclimate.instrument.schema import CompositeEntry, InstrumentFile, ItemEntry, ScaleEntry

Range = tuple[float, float]


def build(file: InstrumentFile) -> Instrument:
    """Return the instrument that a file describes."""
    languages = tuple(file.languages) or tuple(file.title)
    default_language = languages[0]
    made = Instrument(
        id=file.id,
        title=file.title,
        version=file.version,
        status=file.status,
        licence={key: str(value) for key, value in file.licence.model_dump(exclude_none=True).items()},
        languages=languages,
        terms=file.terms,
        answer_scales={name: _answer_scale(name, entry) for name, entry in file.scales.items()},
        items={entry.id: _item(entry, file) for entry in file.items},
        forms={name: _form(name, file) for name in file.forms},
        subscales={
            entry.id: Subscale(
                id=entry.id,
                title=entry.title or {default_language: entry.id},
                construct=entry.measures,
                type=entry.type,
                valence=entry.valence,
                items=tuple(entry.items),
                reverse=tuple(entry.reverse),
                facets={name: tuple(items) for name, items in entry.facets.items()},
                score=entry.score,
                min_answered=float(entry.min_answered),
                min_items=entry.min_items,
                min_applicable=float(entry.min_applicable),
                sensitivity=entry.sensitivity,
            )
            for entry in file.subscales
        },
        composites=_composites(file, default_language),
        models={name: _tidy(spec) for name, spec in file.models.items()},
        skip=tuple({"if": entry.when, "set": tuple(entry.set), "to": entry.to} for entry in file.skip),
        sensitivity=file.sensitivity,
        text_policy=file.text_policy,
        sources=tuple(entry.model_dump(exclude_none=True, by_alias=True) for entry in file.sources),
        citations=tuple(entry.model_dump(exclude_none=True) for entry in file.citations),
        coproduction=file.coproduction.model_dump(exclude_none=True),
        hash="",
        packages=tuple(file.packages),
        synthetic=file.synthetic,
        norms=file.norms,
        translation={name: entry.model_dump(exclude_none=True) for name, entry in file.translation.items()},
        comparisons=file.comparisons.model_dump(exclude_none=True),
        support_contacts_required=file.support_contacts_required,
        constructs={name: entry.title for name, entry in file.constructs.items()},
        keys=_keys(file),
        notices={name: texts for name, texts in file.notices.model_dump().items() if texts},
    )
    object.__setattr__(made, "hash", hash_of(made))
    return made


def texts_of(entry: ItemEntry, file: InstrumentFile) -> dict[str, Texts]:
    """Return an item's wording per form that asks it, forms in the order of the file.

    A form with ``text_from`` borrows what it has no text of its own for. Where no text is shipped each form
    asks every item, without words.
    """
    made: dict[str, Texts] = {}
    for name, form in file.forms.items():
        if entry.id in form.exclude or entry.source != "respondent":
            continue
        if file.text_policy == "none":
            made[name] = {}
            continue
        lender: str | None = name
        seen: set[str] = set()
        while lender is not None and lender not in entry.text and lender not in seen:
            seen.add(lender)
            lender = file.forms[lender].text_from if lender in file.forms else None
        if lender in entry.text and lender is not None:
            made[name] = entry.text[lender]
    return made


def labels_of(entry: ScaleEntry) -> dict[str, dict[int, str]]:
    """Return labels by code, per language."""
    return {
        language: dict(zip(entry.codes, labels, strict=False)) if isinstance(labels, list) else dict(labels)
        for language, labels in entry.labels.items()
    }


def ranges_of(file: InstrumentFile) -> dict[str, Range]:
    """Return the lowest and highest score of each subscale and composite, where they can be known.

    Composites are taken in the order of the file, so a part that is declared later has no range yet.
    """
    made: dict[str, Range] = {}
    used = {entry.id: entry.scale for entry in file.items}
    for subscale in file.subscales:
        answers = file.scales.get(used.get(subscale.items[0], ""))
        if answers is not None and answers.codes:
            made[subscale.id] = (float(min(answers.codes)), float(max(answers.codes)))
    for composite in file.composites:
        if composite.items:
            index = _range_of_index(composite, [file.scales.get(used.get(item, "")) for item in composite.items])
            if index is not None:
                made[composite.id] = index
            continue
        parts = [made[part] for part in composite.parts if part in made]
        if not parts:
            continue
        weights = weights_of(composite)
        if len(parts) != len(composite.parts) or len(weights) != len(composite.parts):
            continue
        if composite.rule == "mean":
            made[composite.id] = min(low for low, _ in parts), max(high for _, high in parts)
            continue
        ends = [sorted((weight * low, weight * high)) for weight, (low, high) in zip(weights, parts, strict=True)]
        made[composite.id] = sum(low for low, _ in ends), sum(high for _, high in ends)
    return made


def _range_of_index(entry: CompositeEntry, scales: list[ScaleEntry | None]) -> Range | None:
    """Return the lowest and highest value of an index, None where its items leave it open."""
    if entry.rule == "count":
        return 0.0, float(len(entry.items))
    if entry.rule in ("share", "ratio"):
        return 0.0, 1.0
    ends = [_ends(scale) for scale in scales if scale is not None]
    known = [pair for pair in ends if pair is not None]
    if len(known) < len(scales) or entry.rule not in ("mean", "range"):
        return None
    low, high = min(pair[0] for pair in known), max(pair[1] for pair in known)
    return (low, high) if entry.rule == "mean" else (0.0, high - low)


def _ends(scale: ScaleEntry) -> Range | None:
    if scale.codes:
        return float(min(scale.codes)), float(max(scale.codes))
    if scale.minimum is None or scale.maximum is None:
        return None
    return float(scale.minimum), float(scale.maximum)


def weights_of(entry: CompositeEntry) -> tuple[float, ...]:
    """Return the weight of each part: equal parts of 1 for a mean, 1 and -1 for a difference."""
    if entry.rule == "weighted":
        return tuple(float(weight) for weight in entry.weights)
    if entry.rule == "difference":
        return (1.0, -1.0)
    return tuple(1 / len(entry.parts) for _ in entry.parts)


def _answer_scale(name: str, entry: ScaleEntry) -> AnswerScale:
    return AnswerScale(
        id=name,
        kind=entry.kind,
        codes=tuple(entry.codes),
        labels=labels_of(entry),
        missing=tuple(entry.missing),
        minimum=entry.minimum,
        maximum=entry.maximum,
        unit=entry.unit,
    )


def _item(entry: ItemEntry, file: InstrumentFile) -> Item:
    tags: Mapping[str, Comparability] = entry.comparability if isinstance(entry.comparability, dict) else {}
    default: Comparability = next(iter(tags.values()), "single_form")
    homes = [scale for scale in file.subscales if entry.id in scale.items]
    home = homes[0] if homes else None
    facet = next((n for scale in homes for n, items in scale.facets.items() if entry.id in items), "")
    valence = entry.valence
    if valence is None:
        valence = 0 if home is None else (-home.valence if entry.id in home.reverse else home.valence)
    return Item(
        id=entry.id,
        answer_scale=entry.scale,
        text=texts_of(entry, file),
        comparability=default if isinstance(entry.comparability, dict) else entry.comparability,
        comparability_by_form=dict(tags),
        valence=valence,
        anchor=entry.anchor or entry.id,
        facet=entry.facet or facet,
        sensitivity=entry.sensitivity,
        is_field=entry.field,
        retired=entry.retired,
        conj_ok=entry.conj_ok,
        help=entry.help,
        source=entry.source,
        min_leaders_site=entry.min_leaders_site,
    )


def _form(name: str, file: InstrumentFile) -> Form:
    entry = file.forms[name]
    languages = dict.fromkeys([*file.preamble, *entry.preamble])
    return Form(
        id=name,
        informant=entry.informant,
        recall=entry.recall,
        stem=entry.stem,
        missing=tuple(entry.missing),
        exclude=tuple(entry.exclude),
        min_headcount=entry.min_headcount,
        min_headcount_site=entry.min_headcount_site,
        preamble={
            language: " ".join(part for part in (file.preamble.get(language), entry.preamble.get(language)) if part)
            for language in languages
        },
    )


def _composites(file: InstrumentFile, language: str) -> dict[str, Composite]:
    made: dict[str, Composite] = {}
    ranges = ranges_of(file)
    hard = {entry.id for entry in file.items if entry.sensitivity == "high"}
    for entry in file.composites:
        made[entry.id] = Composite(
            id=entry.id,
            title=entry.title or {language: entry.id},
            rule=entry.rule,
            parts=tuple(entry.parts),
            weights=tuple(float(weight) for weight in entry.weights),
            require=entry.require or _require(entry),
            range=ranges.get(entry.id, (0.0, 0.0)),
            valence=entry.valence,
            sensitivity="high" if hard.intersection(entry.items) else entry.sensitivity,
            items=tuple(entry.items),
            codes=tuple(entry.codes),
            of=tuple(entry.of),
            note=entry.note,
        )
    return made


def _require(entry: CompositeEntry) -> int:
    # A share follows the rule of subscales: three answers at least, or all where there are fewer.
    return min(3, len(entry.items)) if entry.rule == "share" else len(entry.parts or entry.items)


def _keys(file: InstrumentFile) -> Keys:
    entry = file.keys
    if entry is None:
        return Keys()
    return Keys(entry.status, entry.source or "", tuple(entry.unconfirmed), dict(entry.sizes))


def _tidy(spec: str) -> str:
    return "\n".join(" ".join(line.split()) for line in spec.splitlines() if line.strip())
