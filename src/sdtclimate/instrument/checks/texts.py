"""Texts: each form has its words in every language, and none where none may be shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.build import texts_of
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path

TOKEN = re.compile(r"\{([^{}]*)\}")


def third_party_has_no_text(draft: Draft) -> Iterator[Fault]:
    """Published scales are shipped as structure; their wording belongs to their makers."""
    file = draft.file
    if file.licence.kind == "third_party" and file.text_policy != "none":
        said = "a third-party instrument must say text_policy: none."
        yield draft.fault(
            ("licence", "kind"), said, fix="Only the structure of published scales is kept.", code="policy"
        )
    if file.text_policy == "none":
        for place, item in enumerate(file.items):
            if item.text:
                said = f"{item.id} has a text, and text_policy is none."
                yield draft.fault(("items", place, "text"), said, fix="Remove the text.", code="third_party_text")


def forms_have_text(draft: Draft) -> Iterator[Fault]:
    """Each form asks something, and each item is asked somewhere."""
    file = draft.file
    if file.text_policy == "none":
        return
    asked: set[str] = set()
    for place, item in enumerate(file.items):
        forms = texts_of(item, file)
        asked.update(forms)
        if item.source == "site_list":
            if item.text:
                said = f"{item.id} comes from the site list and has a text."
                yield draft.fault(("items", place, "text"), said, fix="Remove the text.", code="text")
        elif not forms and not item.retired:
            said = f"{item.id} has a text for no form."
            form = next(iter(file.forms))
            language = languages_of(draft)[0]
            fix = f'Write text: {{{form}: {{{language}: "…"}}}}'
            yield draft.fault(("items", place, "id"), said, fix=fix, code="no_text")
    for name in file.forms:
        if name not in asked:
            said = f"the form {name} has no text: no item asks it anything."
            yield draft.fault(
                ("forms", name), said, fix="Add texts, or text_from: another form.", code="no_text", key=True
            )


def terms_are_known(draft: Draft) -> Iterator[Fault]:
    """A word in braces is a term of the instrument."""
    for path, texts in all_texts(draft):
        for language, text in texts.items():
            known = list(draft.file.terms.get(language, {}))
            for token in TOKEN.findall(text):
                if token not in known:
                    guess = nearest(token, known, cutoff=0.3)
                    fix = f"Did you mean {{{guess}}}?" if guess else f"Add it: terms: {{{language}: {{{token}: …}}}}"
                    yield draft.fault((*path, language), f"{{{token}}} is no term.", fix=fix, code="term")
            if text.count("{") != text.count("}"):
                yield draft.fault((*path, language), "a brace without its partner.", code="term")


def no_circle_of_texts(draft: Draft) -> Iterator[Fault]:
    """Forms that borrow texts from each other in a circle have none."""
    forms = draft.file.forms
    for name in forms:
        chain, lender = [name], forms[name].text_from
        while lender is not None and lender in forms and lender not in chain:
            chain.append(lender)
            lender = forms[lender].text_from
        if lender == name and len(chain) > 1:
            said = f"forms take their texts in a circle: {' from '.join([*chain, name])}."
            yield draft.fault(("forms", name, "text_from"), said, fix="One of them needs texts.", code="circle")


def languages_of(draft: Draft) -> list[str]:
    """Return the languages of a file, the master first."""
    return draft.file.languages or list(draft.file.title)


def all_texts(draft: Draft) -> Iterator[tuple[Path, dict[str, str]]]:
    """Yield every text of a file, by language."""
    file = draft.file
    yield ("title",), file.title
    if file.preamble:
        yield ("preamble",), file.preamble
    for name, form in file.forms.items():
        for key in ("recall", "stem", "preamble"):
            texts = getattr(form, key)
            if texts:
                yield ("forms", name, key), texts
    for place, item in enumerate(file.items):
        for form_name, texts in item.text.items():
            yield ("items", place, "text", form_name), texts
        if item.help:
            yield ("items", place, "help"), item.help
    for kind in ("subscales", "composites"):
        for place, entry in enumerate(getattr(file, kind)):
            if entry.title:
                yield (kind, place, "title"), entry.title
    for place, composite in enumerate(file.composites):
        if composite.note:
            yield ("composites", place, "note"), composite.note
    for key, texts in (("start", file.notices.start), ("end", file.notices.end)):
        if texts:
            yield ("notices", key), texts
    for name, construct in file.constructs.items():
        yield ("constructs", name, "title"), construct.title
        if construct.note:
            yield ("constructs", name, "note"), construct.note
