"""A file on its way to an instrument: its shape is right, and each part knows its line and column."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.nodes import Path, Source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from sdtclimate.instrument.schema import InstrumentFile, ItemEntry, SubscaleEntry

_SPECIAL_KEYS: Final = {
    "required": "Nobody can be made to answer: every question may be skipped. Remove required.",
    "reverse": "Reverse keys belong to the subscale: subscales: [{id: …, reverse: [item]}].",
}


@dataclass(frozen=True)
class Draft:
    """An instrument file of the right shape.

    Parameters
    ----------
    source : Source
        Where everything stands.
    file : InstrumentFile
        The file as typed values.
    """

    source: Source
    file: InstrumentFile

    @cached_property
    def items(self) -> dict[str, ItemEntry]:
        """Items by id; of two with one id, the first."""
        made: dict[str, ItemEntry] = {}
        for item in self.file.items:
            made.setdefault(item.id, item)
        return made

    @cached_property
    def subscales(self) -> dict[str, SubscaleEntry]:
        """Subscales by id; of two with one id, the first."""
        made: dict[str, SubscaleEntry] = {}
        for subscale in self.file.subscales:
            made.setdefault(subscale.id, subscale)
        return made

    def fault(
        self, path: Path, message: str, *, fix: str = "", code: str, severity: str = "error", key: bool = False
    ) -> Fault:
        """Return a fault at a place of the file."""
        return Fault(message, self.source.where(path, key=key), fix, code, severity)


def read_draft(source: Source) -> tuple[Draft | None, list[Fault]]:
    """Return the draft and the faults of its shape.

    With faults the draft is one in which small slips are mended, so that the checks can find the rest in the same
    go; no instrument is made of it. There is no draft where the slips are too large for that.
    """
    from pydantic import ValidationError

    from sdtclimate.instrument.schema import InstrumentFile

    if source.data is None:
        return None, [] if source.faults else [Fault("the file is empty.", f"{source.name}:1:1", code="empty")]
    if not isinstance(source.data, dict):
        said = Fault("an instrument is a mapping: id, title, version …", source.where(()), code="shape")
        return None, [said]
    try:
        return Draft(source, InstrumentFile.model_validate(source.data)), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    known = {fault.where for fault in source.faults}
    # A plain 010 was already named as what it is; that it is no text either adds nothing.
    faults = [fault for fault in (_shape_fault(source, detail) for detail in details) if fault.where not in known]
    try:
        mended = InstrumentFile.model_validate(_mended(source, details))
    except ValidationError:
        return None, faults
    return Draft(source, mended), faults


def _shape_fault(source: Source, detail: ErrorDetails) -> Fault:
    path, found, model_keys = _walk(source, detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    name = ".".join(str(part) for part in path[-2:] if isinstance(part, str)) or "this"
    if kind == "extra_forbidden":
        key = str(path[-1])
        if key in _SPECIAL_KEYS:
            return Fault(f"unknown key {key}.", source.where(path, key=True), _SPECIAL_KEYS[key], "unknown_key")
        guess = nearest(key, model_keys)
        fix = f"Did you mean {guess}?" if guess else f"Known here: {', '.join(model_keys)}."
        return Fault(f"unknown key {key}.", source.where(path, key=True), fix, "unknown_key")
    if kind == "missing":
        return Fault(f"the key {detail['loc'][-1]} is missing.", source.where(path), code="missing_key")
    where = source.where(path, key=detail["loc"][-1] == "[key]")
    if kind == "string_type":
        return _not_text(source, path, found, where, name)
    if kind == "string_pattern_mismatch":
        return Fault(
            f"{name}: {_show(found)} is not allowed here.", where, _pattern_words(str(context["pattern"])), "pattern"
        )
    if kind == "literal_error":
        allowed = _allowed(detail)
        guess = nearest(str(found), allowed)
        fix = f"Allowed: {', '.join(allowed)}." + (f" Did you mean {guess}?" if guess else "")
        return Fault(f"{name}: {_show(found)} is not allowed.", where, fix, "not_allowed")
    words = {
        "int_type": "a whole number",
        "float_type": "a number",
        "bool_type": "true or false",
        "list_type": "a list: [ … ]",
        "dict_type": "a mapping: {key: value}",
        "model_type": "a mapping: {key: value}",
        "none_required": "null, until there are data",
    }
    if kind in words:
        return Fault(f"{name}: {_show(found)} stands where {words[kind]} is expected.", where, code="type")
    return Fault(f"{name}: {_show(found)}: {detail['msg'][0].lower()}{detail['msg'][1:]}.", where, code="value")


def _mended(source: Source, details: list[ErrorDetails]) -> Any:
    """Return the data with unknown keys and values that do not fit left out or put right, for the checks alone."""
    data = copy.deepcopy(source.data)
    for detail in details:
        path, found, _ = _walk(source, detail["loc"])
        holder = data
        for part in path[:-1]:
            holder = holder[part]
        if not path or detail["type"] == "missing":
            continue
        last: Any = path[-1]
        if detail["type"] == "literal_error":
            allowed = _allowed(detail)
            guess = nearest(str(found), allowed)
            if not isinstance(found, str):
                holder.pop(last, None)
            else:
                holder[last] = guess or allowed[0]
        elif detail["type"] == "string_type":
            holder[last] = source.raw.get(path) or "text"
        elif isinstance(holder, dict):
            holder.pop(last, None)
    return data


def _allowed(detail: ErrorDetails) -> list[str]:
    return [word.strip(" '") for word in str(detail["ctx"]["expected"]).replace(" or ", ", ").split(",")]


def _walk(source: Source, loc: tuple[int | str, ...]) -> tuple[Path, Any, list[str]]:
    """Follow a location as far as the data go, leaving out the names of branches that are no keys."""
    data: Any = source.data
    path: Path = ()
    for position, part in enumerate(loc):
        if part == "[key]":
            break
        if isinstance(data, dict) and part in data:
            data, path = data[part], (*path, part)
        elif isinstance(data, dict) and isinstance(part, str) and part.lstrip("-").isdigit() and int(part) in data:
            data, path = data[int(part)], (*path, int(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data, path = data[part], (*path, part)
        elif position == len(loc) - 1:
            break
    return path, data, _keys_at(loc[:-1])


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that the schema knows at a location."""
    from pydantic import BaseModel

    from sdtclimate.instrument.schema import InstrumentFile

    model: type[BaseModel] = InstrumentFile
    for part in loc:
        field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
        if field is not None:
            model = _model_in(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    from typing import get_args

    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner)) is not None), None)


def _not_text(source: Source, path: Path, found: Any, where: str, name: str) -> Fault:
    raw = source.raw.get(path)
    if raw is None or isinstance(found, dict | list):
        return Fault(f"{name}: {_show(found)} stands where a text is expected.", where, code="type")
    if found is None:
        return Fault(f"{name}: nothing stands where a text is expected.", where, 'Write it in quotes: "…".', "type")
    said = f"unquoted {raw}: YAML takes it for the {'switch' if isinstance(found, bool) else 'number'} {found}."
    return Fault(said, where, f'Write "{raw}".', "unquoted")


def _pattern_words(pattern: str) -> str:
    return {
        r"^[a-z][a-z0-9_]*$": "An id begins with a small letter and has small letters, digits and _ only.",
        r"\S": "Write a text that is not empty.",
        r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": 'Write a language code such as en, he or "no".',
        r"^\d+\.\d+\.\d+([-+.][0-9A-Za-z.-]+)?$": 'Write three numbers: "0.1.0".',
        r"^10\.\d{4,9}/\S+$": 'A DOI begins with 10. and a slash follows: "10.1000/182".',
    }.get(pattern, f"Allowed: {pattern}")


def _show(found: Any) -> str:
    if isinstance(found, dict):
        return "a mapping"
    if isinstance(found, list):
        return "a list"
    return "nothing" if found is None else shorten(repr(found), 60, placeholder=" …")
