"""Languages: each is whole or not used, and a translation says how it came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.checks.texts import all_texts, languages_of
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path


def languages_are_whole(draft: Draft) -> Iterator[Fault]:
    """A language is whole or it is not used: texts, labels of answers, units and terms alike."""
    languages = languages_of(draft)
    for path, texts in _all_by_language(draft):
        for language in texts:
            if language not in languages:
                said = f"a text in {language}, which is not one of the languages ({', '.join(languages)})."
                yield draft.fault(
                    (*path, language), said, fix="Add it to languages:, or remove it.", code="language", key=True
                )
        absent = [language for language in languages if language not in texts]
        if absent:
            said = f"{_owner(draft, path)} has no text in {', '.join(absent)}."
            yield draft.fault(path, said, fix="A language is whole or it is not used.", code="language")
    yield from _same_in_all(draft, languages)


def _same_in_all(draft: Draft, languages: list[str]) -> Iterator[Fault]:
    """Labels that are given for some codes only, and terms, are the same ones in every language."""
    for name, scale in draft.file.scales.items():
        named = {lang: set(labels) for lang, labels in scale.labels.items() if isinstance(labels, dict)}
        every = set().union(*named.values())
        for language in (lang for lang in languages if lang in named and named[lang] != every):
            codes = ", ".join(map(str, sorted(every - named[language])))
            said = f"{name} has no label for {codes} in {language}."
            path: Path = ("scales", name, "labels", language)
            yield draft.fault(path, said, fix="A language is whole or it is not used.", code="language")
    tokens = {token for words in draft.file.terms.values() for token in words}
    for language, words in draft.file.terms.items():
        if language in languages and set(words) != tokens:
            said = f"the terms in {language} lack {', '.join(sorted(tokens - set(words)))}."
            yield draft.fault(
                ("terms", language), said, fix="A language is whole or it is not used.", code="language", key=True
            )


def translations_are_told(draft: Draft) -> Iterator[Fault]:
    """Every language but the first says how its words came about and who looked at them."""
    for language in languages_of(draft)[1:]:
        if language not in draft.file.translation:
            said = f"the language {language} has no translation: block."
            fix = f'Say how it came about: translation: {{{language}: {{method: "…", reviewer: "…", status: "…"}}}}'
            yield draft.fault(("languages",), said, fix=fix, code="translation")


def _all_by_language(draft: Draft) -> Iterator[tuple[Path, Mapping[str, object]]]:
    yield from all_texts(draft)
    for name, scale in draft.file.scales.items():
        for key in ("labels", "unit"):
            if found := getattr(scale, key):
                yield ("scales", name, key), found
    if draft.file.terms:
        yield ("terms",), draft.file.terms


def _owner(draft: Draft, path: Path) -> str:
    if path[0] in ("items", "subscales", "composites"):
        return str(getattr(draft.file, str(path[0]))[path[1]].id)
    return " ".join(str(part) for part in path[: 3 if path[0] == "scales" else 2])
