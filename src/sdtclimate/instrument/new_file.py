"""A new instrument file: a valid draft to write on, with the JSON Schema beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sdtclimate.core.errors import UsageError
from sdtclimate.core.files import write_folder
from sdtclimate.core.registry import lookup
from sdtclimate.instrument.catalog import shipped_ids
from sdtclimate.instrument.loader import check_text
from sdtclimate.instrument.schema import json_schema

SCHEMA_NAME: Final = "instrument.schema.json"
ROLES: Final[Mapping[str, str]] = {
    "psw": "[-91, -92, -93, -95]",
    "staff": "[-91, -92, -93, -94, -95]",
    "director": "[-91, -92, -93, -94, -95]",
    "user": "[-91, -92, -93, -94, -95]",
    "respondent": "[-91, -92, -93, -94, -95]",
}
"""Who may answer, and the reasons for missing that they are offered."""
MOST_ITEMS: Final = 200
_ID: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class NewInstrument:
    """What a new file is started with.

    Parameters
    ----------
    id : str
        Small letters, digits and _, beginning with a letter.
    title : str
    forms : tuple of str
        Who answers: ``psw``, ``staff``, ``director``, ``user``, or ``respondent`` where there are no roles.
    items : int
        Questions to begin with, 3 to 200.
    points : int
        Steps of the answer scale, 2 to 11.
    prefix : str
        What item ids begin with; the id of the instrument by default.
    """

    id: str
    title: str = ""
    forms: tuple[str, ...] = ("psw",)
    items: int = 4
    points: int = 5
    prefix: str = ""


def start_file(path: str | Path, wanted: NewInstrument, *, overwrite: bool = False) -> tuple[Path, Path]:
    """Write a valid draft and the schema beside it.

    Parameters
    ----------
    path : str or Path
        The YAML file to begin.
    wanted : NewInstrument
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    tuple of Path
        The draft and the schema.

    Raises
    ------
    UsageError
        If the id is not allowed or taken, a number is out of range, or the file is there already.
    """
    target = Path(path)
    if target.suffix not in (".yaml", ".yml"):
        raise UsageError(f"{target.name} does not end in .yaml. Write: {target.name}.yaml")
    if target.exists() and not overwrite:
        raise UsageError(f"{target} is there already. Choose another name, or replace it with --force.")
    text = draft_text(wanted)
    write_folder(target.parent, {target.name: text, SCHEMA_NAME: json_schema()})
    return target, target.parent / SCHEMA_NAME


def draft_text(wanted: NewInstrument) -> str:
    """Return the YAML text of a draft that has no fault.

    Raises
    ------
    UsageError
        If it could have none.
    """
    _check(wanted)
    prefix = wanted.prefix or wanted.id
    names = [f"{prefix}_{k}" for k in range(1, wanted.items + 1)]
    forms = "\n".join(_form(name, wanted.forms) for name in wanted.forms)
    items = "\n".join(_item(name, number, wanted.forms[0]) for number, name in enumerate(names, start=1))
    codes = list(range(1, wanted.points + 1))
    text = f"""\
# yaml-language-server: $schema={SCHEMA_NAME}
# A draft. Check it while you write: sdtclimate instruments check {wanted.id}.yaml
id: {wanted.id}
title: {{en: {_quoted(wanted.title or wanted.id.replace("_", " ").capitalize())}}}
version: "0.1.0"
status: draft
licence: {{kind: original, name: "state a licence"}}
languages: [en]
sensitivity: normal
# Where the ideas come from, and what peers had a part in.
sources: []
coproduction: {{stages: [], note: "none recorded"}}
preamble: {{en: "You can skip any question."}}
forms:
{forms}
scales:
  answers:
    kind: ordinal
    codes: [{", ".join(map(str, codes))}]
    labels: {{en: {{1: "Strongly disagree", {wanted.points}: "Strongly agree"}}}}
items:
{items}
# Reverse keys belong to the scale: reverse: [{names[-1]}]
subscales:
  - id: {prefix}_scale
    title: {{en: "Name of the scale"}}
    construct: what it is meant to measure
    type: R
    valence: 1
    items: [{", ".join(names)}]
    score: mean
    min_answered: 0.75
    min_items: 3
    min_applicable: 0.5
norms: null
"""
    instrument, report = check_text(text, f"{wanted.id}.yaml")
    if instrument is None:
        raise UsageError(f"No draft can be made of this: {report}")
    return text


def _check(wanted: NewInstrument) -> None:
    for name, value in (("id", wanted.id), ("prefix", wanted.prefix or wanted.id)):
        if not _ID.fullmatch(value):
            allowed = "An id begins with a small letter and has small letters, digits and _ only."
            raise UsageError(f"{name}: {value!r} is no id. {allowed}")
    if wanted.id in shipped_ids():
        raise UsageError(f"{wanted.id} is the id of a shipped instrument. Choose another.")
    if not wanted.forms:
        raise UsageError(f"No form named. Known: {', '.join(ROLES)}.")
    for form in wanted.forms:
        lookup(ROLES, form, what="form", argument="form")
    for name, number, low, high in (("items", wanted.items, 3, MOST_ITEMS), ("points", wanted.points, 2, 11)):
        if not low <= number <= high:
            raise UsageError(f"{name}: {number} is not from {low} to {high}.")


def _form(name: str, forms: tuple[str, ...]) -> str:
    borrowed = f"text_from: {forms[0]}, " if name != forms[0] else ""
    return f"  {name}: {{informant: {name}, {borrowed}missing: {ROLES[name]}}}"


def _item(name: str, number: int, form: str) -> str:
    return f'  - {{id: {name}, scale: answers, text: {{{form}: {{en: "Write question {number} here."}}}}}}'


def _quoted(text: str) -> str:
    # A JSON string is a YAML string in double quotes, whatever is in it.
    return json.dumps(text, ensure_ascii=False)
