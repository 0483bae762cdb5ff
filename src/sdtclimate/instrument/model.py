"""The nouns of an instrument. All are frozen; every mapping keeps the order of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from sdtclimate.core.registry import lookup

Comparability = Literal["shared_referent", "own_view", "self_vs_other", "proxy", "single_form"]
COMPARABILITIES: Final[tuple[Comparability, ...]] = (
    "shared_referent",
    "own_view",
    "self_vs_other",
    "proxy",
    "single_form",
)
Texts = Mapping[str, str]
"""Wording by language code."""


@dataclass(frozen=True)
class AnswerScale:
    """The anchors of a question: codes, their labels per language, and what kind of answer it is.

    ``kind`` is ``ordinal``, ``count``, ``percent``, ``number``, ``choice``, ``multi`` or ``text``; only
    ``ordinal`` and ``count`` scales can be scored. ``labels[lang]`` may name all codes or only some.
    Kinds ``number`` and ``percent`` have no codes but a range, ``minimum`` to ``maximum``.
    """

    id: str
    kind: str
    codes: tuple[int, ...]
    labels: Mapping[str, Mapping[int, str]]
    missing: tuple[int, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    unit: Texts = field(default_factory=dict)

    @property
    def low(self) -> int:
        """The lowest declared code."""
        return min(self.codes)

    @property
    def high(self) -> int:
        """The highest declared code."""
        return max(self.codes)

    def label(self, code: int, language: str = "en") -> str:
        """Return the label of a code, or the code itself where it has none."""
        names = self.labels.get(language) or next(iter(self.labels.values()), {})
        return names.get(code, str(code))


@dataclass(frozen=True)
class Item:
    """A scored question (``answer_scale`` ordinal) or a descriptive field.

    ``text[form][lang]`` is the wording as in the file, with ``{P}``, ``{p}``, ``{w}`` in it.
    ``comparability`` may differ by form: ``comparability_of("director")``. ``source`` is ``site_list`` for a
    field that no form asks. ``min_leaders_site``: leaders on a site's payroll below which the item is not
    shown for that site, as it would rate a named person.
    """

    id: str
    answer_scale: str
    text: Mapping[str, Texts]
    comparability: Comparability = "single_form"
    comparability_by_form: Mapping[str, Comparability] = field(default_factory=dict)
    valence: int = 0
    anchor: str = ""
    facet: str = ""
    sensitivity: str = "normal"
    is_field: bool = False
    retired: bool = False
    conj_ok: bool = False
    help: Texts = field(default_factory=dict)
    source: str = "respondent"
    min_leaders_site: int = 0

    @property
    def forms(self) -> tuple[str, ...]:
        """Forms that ask this item."""
        return tuple(self.text)

    def comparability_of(self, form: str) -> Comparability:
        """Return how answers on `form` may be set beside those of PSWs."""
        return self.comparability_by_form.get(form, self.comparability)


@dataclass(frozen=True)
class Form:
    """A wording for a role: who answers it, over which time, with which reasons for missing."""

    id: str
    informant: str
    recall: Texts = field(default_factory=dict)
    stem: Texts = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    exclude: tuple[str, ...] = ()
    min_headcount: int = 0
    min_headcount_site: int = 0
    """PSWs on the payroll of a site below which ``proxy`` items are not given, and below which they are only pooled."""
    preamble: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Subscale:
    """A scored set of items; reverse keys belong here and not to the item."""

    id: str
    title: Texts
    construct: str
    type: str
    valence: int
    items: tuple[str, ...]
    reverse: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    score: str = "mean"
    min_answered: float = 0.75
    min_items: int = 3
    min_applicable: float = 0.5
    sensitivity: str = "normal"


@dataclass(frozen=True)
class Composite:
    """A score made of scores (`parts`), or an index made straight of answers (`items`); never of both.

    Parameters
    ----------
    rule : str
        ``mean``, ``weighted`` or ``difference`` of parts; ``mean``, ``count``, ``share``, ``ratio`` or ``range`` of
        items. `codes` are the answers that a count or share counts, `of` the items above the line of a ratio.
    note : Texts
        What is printed wherever the score is.
    """

    id: str
    title: Texts
    rule: str
    parts: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    require: int = 0
    range: tuple[float, float] = (0.0, 0.0)
    valence: int = 1
    sensitivity: str = "normal"
    items: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()
    of: tuple[str, ...] = ()
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Keys:
    """How sure it is which item belongs to which scale, and which are reversed.

    Parameters
    ----------
    status : str
        ``confirmed`` (read at `source`), ``recall`` (from memory, to be checked once against the sheet), or ``verify``:
        not known well enough, so that nothing is scored. Empty where nothing is said: keys of one's own.
    unconfirmed : tuple of str
        What has to be found out.
    sizes : mapping of str to int
        Parts of the measure and their numbers of items, where these alone are known.
    """

    status: str = ""
    source: str = ""
    unconfirmed: tuple[str, ...] = ()
    sizes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Instrument:
    """An instrument or a package of several, loaded, checked and frozen.

    Parameters
    ----------
    hash : str
        SHA-256 over everything that gives a score or a word its meaning.
    parts : tuple of Instrument
        The members of a package; empty for a single instrument.
    """

    id: str
    title: Texts
    version: str
    status: str
    licence: Mapping[str, str]
    languages: tuple[str, ...]
    terms: Mapping[str, Texts]
    answer_scales: Mapping[str, AnswerScale]
    items: Mapping[str, Item]
    forms: Mapping[str, Form]
    subscales: Mapping[str, Subscale]
    composites: Mapping[str, Composite]
    models: Mapping[str, str]
    skip: tuple[Mapping[str, object], ...]
    sensitivity: str
    text_policy: str
    sources: tuple[Mapping[str, str], ...]
    citations: tuple[Mapping[str, str], ...]
    coproduction: Mapping[str, object]
    hash: str
    packages: tuple[str, ...] = ()
    synthetic: bool = False
    norms: object = None
    parts: tuple[Instrument, ...] = ()
    translation: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    comparisons: Mapping[str, object] = field(default_factory=dict)
    support_contacts_required: bool = False
    constructs: Mapping[str, Texts] = field(default_factory=dict)
    keys: Keys = field(default_factory=Keys)
    notices: Mapping[str, Texts] = field(default_factory=dict)
    """What people read before (``start``) and after (``end``) hard questions."""

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return (
            f"{self.id} {self.version} ({self.status}): {len(self.scored_items)} items, {len(self.subscales)} scales, "
            f"{len(self.composites)} composites; forms {', '.join(self.forms)}; hash {self.hash[:12]}"
        )

    def _repr_html_(self) -> str:
        from sdtclimate.instrument.describe import scale_table

        return scale_table(self).to_html()

    def scale(self, scale_id: str) -> Subscale | Composite:
        """Return a subscale or composite by id; an unknown id names the nearest."""
        known: dict[str, Subscale | Composite] = {**self.subscales, **self.composites}
        return lookup(known, scale_id, what="scale", argument="scale")

    @cached_property
    def scored_items(self) -> tuple[str, ...]:
        """Items whose answers are kept as codes, in the order of the file.

        They belong to a subscale or an index; of a measure whose keys are not confirmed, all items that are no fields.
        """
        used = {item for scale in self.subscales.values() for item in scale.items}
        used |= {item for index in self.composites.values() for item in index.items if not self.items[item].is_field}
        for part in self.unconfirmed:
            used |= {name for name, item in part.items.items() if not item.is_field and not item.retired}
        return tuple(item for item in self.items if item in used)

    @property
    def unconfirmed(self) -> tuple[Instrument, ...]:
        """The members, or the instrument itself, whose keys are not confirmed: nothing of them is scored."""
        return tuple(part for part in self.parts or (self,) if part.keys.status == "verify")

    @cached_property
    def own_draft(self) -> bool:
        """Whether this is one of our own unvalidated drafts (notice N1) rather than anybody else's (N2)."""
        return self.status == "draft" and self.licence.get("kind") == "original"

    def answer_scale_of(self, scale_id: str) -> AnswerScale:
        """Return the answer scale that all items of a subscale share."""
        subscale = self.subscales[scale_id]
        return self.answer_scales[self.items[subscale.items[0]].answer_scale]

    def items_of_form(self, form: str) -> Iterator[Item]:
        """Yield the items that a form asks, in the order of the file."""
        return (item for item in self.items.values() if form in item.text and not item.retired)

    def wording(self, item_id: str, form: str, language: str = "en") -> str:
        """Return an item's wording on a form with the local terms put in; empty where no text is shipped."""
        texts = self.items[item_id].text.get(form, {})
        text = texts.get(language, "")
        for token, word in self.terms.get(language, {}).items():
            text = text.replace("{" + token + "}", word)
        return text

    def headcount_rule(self, scale_id: str, form: str = "staff") -> tuple[int, int]:
        """Return the PSW head counts of a site below which a scale is not scored, and below which it is only pooled.

        Both are 0 unless the scale is ``proxy`` on `form`: only impressions of few, nameable people are withheld.
        """
        if form not in self.forms or self.comparability(scale_id, form) != "proxy":
            return 0, 0
        return self.forms[form].min_headcount, self.forms[form].min_headcount_site

    def comparability(self, scale_id: str, form: str = "staff") -> Comparability:
        """Return the weakest comparability among a scale's items when `form` is set beside PSWs' own form."""
        scale = self.scale(scale_id)
        parts = scale.parts if isinstance(scale, Composite) else ()
        tags = {self.comparability(part, form) for part in parts} | {
            self.items[item].comparability_of(form) if form in self.items[item].text else "single_form"
            for item in scale.items
        }
        order: tuple[Comparability, ...] = ("single_form", "proxy", "self_vs_other", "own_view", "shared_referent")
        return next(tag for tag in order if tag in tags)
