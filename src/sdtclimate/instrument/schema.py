"""The shape of an instrument file. Strict: unknown keys are errors, and no value is turned into another type."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from sdtclimate.instrument.model import Comparability

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Field(pattern=r"\S")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Texts = dict[Language, Words]
Sensitivity = Literal["normal", "high"]
Direction = Literal[-1, 0, 1]

KINDS: Final = ("ordinal", "count", "percent", "number", "choice", "multi", "text")
SCORABLE: Final = ("ordinal", "count")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def _labels_tag(value: Any) -> str:
    return "list" if isinstance(value, list) else "by_code"


def _comparability_tag(value: Any) -> str:
    return "by_form" if isinstance(value, dict) else "tag"


Labels = Annotated[
    Annotated[list[Words], Tag("list")] | Annotated[dict[int, Words], Tag("by_code")], Discriminator(_labels_tag)
]
ComparabilityEntry = Annotated[
    Annotated[Comparability, Tag("tag")] | Annotated[dict[Id, Comparability], Tag("by_form")],
    Discriminator(_comparability_tag),
]


class LicenceEntry(_Entry):
    """Whose words these are and what may be done with them."""

    kind: Literal["original", "third_party"]
    name: Words
    url: Words | None = None
    note: Words | None = None


class SourceEntry(_Entry):
    """Where an idea comes from: a file of the project's sources, a citation key, or both."""

    idea: Words
    file: Words | None = None
    citation: Id | None = None
    about: Words | None = Field(None, alias="construct")


class CitationEntry(_Entry):
    """A work, its DOI, and how sure the makers are of what they say about it."""

    key: Id
    citation: Words
    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = None
    confidence: Literal["high", "medium", "low"]
    note: Words | None = None


class CoproductionEntry(_Entry):
    """What peers had a part in. Empty means that none is recorded."""

    stages: list[Words] = []
    note: Words | None = None
    who: Words | None = None
    paid: bool | None = None
    peers_share: Annotated[float, Field(ge=0, le=1)] | None = None
    changed: Words | None = None


class TranslationEntry(_Entry):
    """How a language version came about. English is the master."""

    method: Words
    status: Words
    reviewer: Words | None = None
    date: Words | None = None


class FormEntry(_Entry):
    """A wording for an informant."""

    informant: Literal["psw", "staff", "director", "user", "expert", "respondent"] = Field(
        description="Who answers. respondent: no role."
    )
    recall: Texts = {}
    stem: Texts = {}
    preamble: Texts = {}
    text_from: Id | None = Field(None, description="Items without a text for this form take that of the form named.")
    missing: list[int] = [-91, -92, -93, -95]
    exclude: list[Id] = []
    min_headcount: Annotated[int, Field(ge=0)] = 0
    min_headcount_site: Annotated[int, Field(ge=0)] = 0


class ScaleEntry(_Entry):
    """An answer scale: codes and their labels, or the range of a number."""

    kind: Literal["ordinal", "count", "percent", "number", "choice", "multi", "text"]
    codes: list[int] = []
    labels: dict[Language, Labels] = {}
    missing: list[int] = []
    minimum: float | None = None
    maximum: float | None = None
    unit: Texts = {}


class ConstructEntry(_Entry):
    """What a subscale is meant to measure."""

    title: Texts
    note: Texts = {}


class ItemEntry(_Entry):
    """A scored question, or a descriptive field (``field: true``)."""

    id: Id
    scale: Id
    anchor: Id | None = Field(None, description="Item of another instrument that this one repeats.")
    text: dict[Id, Texts] = {}
    comparability: ComparabilityEntry = "single_form"
    valence: Direction | None = None
    facet: Id | None = None
    sensitivity: Sensitivity = "normal"
    field: bool = Field(False, description="Descriptive, never scored.")
    source: Literal["respondent", "site_list"] = "respondent"
    min_leaders_site: Annotated[int, Field(ge=0)] = 0
    retired: bool = False
    conj_ok: bool = Field(False, description="'and' or 'or' in the text is meant.")
    help: Texts = {}


class SubscaleEntry(_Entry):
    """A scored set of items. Reverse keys belong here, not to the item."""

    id: Id
    title: Texts = {}
    measures: Words = Field(alias="construct")
    type: Literal["R", "F"] = Field("R", description="R reflective, F formative (no alpha, no factor analysis).")
    valence: Direction = 1
    items: Annotated[list[Id], Field(min_length=1)]
    reverse: list[Id] = []
    overlaps: list[Id] = Field([], description="Subscales that share items with this one on purpose.")
    facets: dict[Id, list[Id]] = {}
    score: Literal["mean"] = "mean"
    min_answered: Annotated[float, Field(gt=0, le=1)] = 0.75
    min_items: Annotated[int, Field(ge=1)] = 3
    min_applicable: Annotated[float, Field(gt=0, le=1)] = 0.5
    sensitivity: Sensitivity = "normal"


class CompositeEntry(_Entry):
    """A score made of scores (``parts``), or an index made straight of answers (``items``)."""

    id: Id
    title: Texts = {}
    rule: Literal["mean", "weighted", "difference", "count", "share", "ratio", "range"]
    parts: Annotated[list[Id], Field(min_length=1)] = []
    items: Annotated[list[Id], Field(min_length=1)] = []
    codes: list[int] = Field([], description="Answers that a count or a share counts.")
    of: list[Id] = Field([], description="Items above the line of a ratio.")
    weights: list[float] = []
    require: Annotated[int, Field(ge=1)] | None = None
    range: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    valence: Direction = 1
    sensitivity: Sensitivity = "normal"
    note: Texts = Field({}, description="Printed wherever the score is.")


class KeysEntry(_Entry):
    """How sure it is which item belongs to which scale, and which are reversed."""

    status: Literal["confirmed", "recall", "verify"] = Field(
        description="verify: not known well enough, so that nothing is scored."
    )
    source: Words | None = Field(None, description="Where the keys were read.")
    unconfirmed: list[Words] = Field([], description="What has to be found out.")
    sizes: dict[Id, Annotated[int, Field(ge=1)]] = Field({}, description="Parts and their numbers of items.")


class NoticesEntry(_Entry):
    """What people read before and after hard questions."""

    start: Texts = {}
    end: Texts = {}


class SkipEntry(_Entry):
    """Questions that are not put when an earlier answer makes them pointless."""

    when: Words = Field(alias="if")
    set: Annotated[list[Id], Field(min_length=1)]
    to: Literal[-95] = -95


class ExpectationEntry(_Entry):
    """A difference or relation that the makers expect, and on what ground. None is established."""

    id: Words
    scales: Annotated[list[Id], Field(min_length=1)]
    left: Words
    sign: Literal["<", ">", "=", "+", "-"]
    right: Words
    basis: Words
    note: Words | None = None


class ComparisonsEntry(_Entry):
    """Which comparisons the makers allow and expect."""

    allow: list[Comparability] = []
    expected: list[ExpectationEntry] = []


class InstrumentFile(_Entry):
    """An instrument as it stands in its file."""

    id: Id
    title: Texts
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+([-+.][0-9A-Za-z.-]+)?$")]
    status: Literal["draft", "piloted", "validated"]
    licence: LicenceEntry
    synthetic: bool = False
    languages: list[Language] = []
    translation: dict[Language, TranslationEntry] = {}
    text_policy: Literal["text", "none"] = "text"
    sources: list[SourceEntry] = []
    citations: list[CitationEntry] = []
    coproduction: CoproductionEntry = CoproductionEntry()
    sensitivity: Sensitivity = "normal"
    support_contacts_required: bool = False
    notices: NoticesEntry = NoticesEntry()
    keys: KeysEntry | None = None
    packages: list[Id] = []
    terms: dict[Language, dict[Annotated[str, Field(pattern=r"^[A-Za-z]+$")], Words]] = {}
    preamble: Texts = {}
    forms: Annotated[dict[Id, FormEntry], Field(min_length=1)]
    scales: Annotated[dict[Id, ScaleEntry], Field(min_length=1)]
    constructs: dict[Words, ConstructEntry] = {}
    items: Annotated[list[ItemEntry], Field(min_length=1)]
    subscales: list[SubscaleEntry] = []
    composites: list[CompositeEntry] = []
    models: dict[Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")], Words] = {}
    skip: list[SkipEntry] = []
    comparisons: ComparisonsEntry = ComparisonsEntry()
    norms: None = None
    validation: list[Id] = []


def json_schema() -> str:
    """Return the JSON Schema of an instrument file, for editors that complete and check.

    It is published beside this file, as ``instrument.schema.json``.
    """
    schema = _plain(InstrumentFile.model_json_schema(by_alias=True))
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sdtclimate instrument"}
    return json.dumps({**head, **schema}, indent=2, ensure_ascii=False) + "\n"


def _plain(schema: Any) -> Any:
    """Return a schema in the one spelling that all releases of pydantic share.

    Generated titles are left out, a single ``allOf`` is unwrapped, whole numbers are whole, and no key passes
    that fits none of the patterns, as in the models.
    """
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if isinstance(schema, float) and schema.is_integer():
        return int(schema)
    if not isinstance(schema, dict):
        return schema
    made = {key: _plain(inner) for key, inner in schema.items() if not (key == "title" and isinstance(inner, str))}
    if "const" in made:
        made.pop("enum", None)
    if "patternProperties" in made:
        made["additionalProperties"] = False
    if len(made.get("allOf", [])) == 1:
        made = {**made.pop("allOf")[0], **made}
    return dict(sorted(made.items()))


if __name__ == "__main__":
    sys.stdout.write(json_schema())
