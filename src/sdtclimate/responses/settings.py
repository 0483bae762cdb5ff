"""What the caller said about reading: arguments of the call, or keys of a map file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sdtclimate.core.errors import Fault, ReadingError, UsageError
from sdtclimate.core.files import read_bytes
from sdtclimate.core.keyed import read_keys
from sdtclimate.core.registry import nearest, one_of
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import listed

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "duplicates": ("last_complete", "first", "last", "keep", "error"),
    "empty": ("drop", "keep"),
    "previews": ("drop", "keep"),
    "out_of_range": ("error", "missing"),
}
"""Arguments with a few values each; the first one is the default."""
_PAIRS: Final = ("columns", "people", "absent", "labels", "missing_map", "roles", "site_names")
MAP_KEYS: Final = (*_PAIRS, *CHOICES)
"""Keys of a map file: those arguments of `read_responses` that say what a column or a cell is."""
STANDARD_PEOPLE: Final = ("role", "site", "wave", "duration", "id", "link", "consent")
"""Names about people that mean something to us; others may be asked for and are taken along."""


@dataclass(frozen=True)
class Settings:
    """All choices of one reading; see `read_responses` for each."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    people: Mapping[str, Any] = field(default_factory=dict)
    roles: Mapping[str, Sequence[str]] = field(default_factory=dict)
    absent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    missing_map: Mapping[Any, Any] = field(default_factory=dict)
    site_names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    duplicates: str = "last_complete"
    empty: str = "drop"
    previews: str = "drop"
    out_of_range: str = "error"
    sheet: str | None = None
    spelling: Spelling = field(default_factory=Spelling)
    folder: Path = field(default_factory=Path)

    def columns_of(self, form: str) -> dict[str, str]:
        """Return the columns named for items and people of one form."""
        shared = {name: column for name, column in self.columns.items() if not isinstance(column, Mapping)}
        return {**shared, **dict(self.columns.get(form, {}))}

    def kept_in_map(self) -> dict[str, Any]:
        """Return what a map file says beside columns and absent items, where it is not the default."""
        said = {name: getattr(self, name) for name in ("people", "roles", "labels", "missing_map", "site_names")}
        chosen = {name: getattr(self, name) for name, known in CHOICES.items() if getattr(self, name) != known[0]}
        return {**{name: dict(value) for name, value in said.items() if value}, **chosen}

    def absent_of(self, form: str) -> frozenset[str]:
        """Return the items said not to have been asked on a form."""
        return frozenset((*self.absent.get("", ()), *self.absent.get(form, ())))


def gather(
    instrument: Instrument,
    *,
    columns: Any = None,
    people: Any = None,
    roles: Any = None,
    absent: Any = None,
    labels: Any = None,
    missing_map: Any = None,
    site_names: Any = None,
    where: Any = None,
    duplicates: str = "last_complete",
    empty: str = "drop",
    previews: str = "drop",
    out_of_range: str = "error",
    sheet: str | None = None,
    fixes: str | None = None,
) -> Settings:
    """Return the settings of a call, with those of a map file where `columns` is a path.

    What the call says goes before what the file says, key by key; a choice of the file holds where the call leaves
    the default.

    Raises
    ------
    UsageError
        If a value does not exist, or names an item, form or scale that does not; all of them at once.
    ReadingError
        If the map file cannot be read or holds keys that do not exist.
    """
    said = {"columns": columns, "people": people, "roles": roles, "absent": absent}
    said |= {"labels": labels, "missing_map": missing_map, "site_names": site_names}
    choices = {"duplicates": duplicates, "empty": empty, "previews": previews, "out_of_range": out_of_range}
    folder, usual, name = Path(), "python", ""
    if isinstance(columns, str | Path):
        folder, usual, name = Path(columns).parent, "yaml", Path(columns).name
        keys = load_map(columns)
        said = {**keys, **{key: value for key, value in said.items() if value is not None and key != "columns"}}
        choices |= {key: str(keys[key]) for key, known in CHOICES.items() if key in keys and choices[key] == known[0]}
    for argument, known in CHOICES.items():
        one_of(choices[argument], known, argument=argument)
    settings = Settings(
        duplicates=choices["duplicates"],
        empty=choices["empty"],
        previews=choices["previews"],
        out_of_range=choices["out_of_range"],
        sheet=sheet,
        spelling=Spelling(yaml=one_of(fixes or usual, ("python", "yaml"), argument="fixes") == "yaml", file=name),
        folder=folder,
        where=_mapping(where, "where"),
        roles={name: _words(value) for name, value in _mapping(said.get("roles"), "roles").items()},
        people=_mapping(said.get("people"), "people"),
        columns=_mapping(said.get("columns"), "columns"),
        labels=_mapping(said.get("labels"), "labels"),
        missing_map=_mapping(said.get("missing_map"), "missing_map"),
        site_names={name: _words(value) for name, value in _mapping(said.get("site_names"), "site_names").items()},
    )
    found, faults = _absent(said.get("absent"), instrument)
    settings = replace(settings, absent=found)
    faults += _check_columns(settings, instrument)
    faults += _check_roles(settings, instrument)
    faults += _check_labels(settings, instrument)
    if len(faults) == 1:
        raise UsageError(str(faults[0]))
    if faults:
        raise UsageError(f"{name or 'The call'} has {len(faults)} faults. Nothing was read.", faults)
    return settings


def load_map(path: str | Path) -> dict[str, Any]:
    """Return the keys of a YAML map file; unknown keys are errors, all at once.

    Raises
    ------
    ReadingError
        If the file is missing, no YAML, or holds other keys than `MAP_KEYS`.
    """
    name = Path(path).name
    keys, lines = read_keys(read_bytes(path), name=name, what="map of columns", known=MAP_KEYS, error=ReadingError)
    faults = [_unknown_key(str(key), lines) for key in keys if key not in MAP_KEYS]
    if faults:
        raise ReadingError(f"{name} has {len(faults)} unknown key{'s' if len(faults) > 1 else ''}.", faults)
    return {key: value for key, value in keys.items() if value is not None}


def _unknown_key(key: str, lines: Mapping[str, int]) -> Fault:
    guess = nearest(key, MAP_KEYS)
    hint = f"Did you mean {guess}?" if guess else f"Known: {', '.join(MAP_KEYS)}."
    return Fault(f"{key} is no key of a map.", f"line {lines.get(key, 1)}", hint, "unknown_key")


def _mapping(value: Any, argument: str) -> dict[Any, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UsageError(f"{argument}= needs pairs of a name and a value. Found {value!r}.")
    return dict(value)


def _words(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(value)] if isinstance(value, str | int | float) else [str(word) for word in value]


def _absent(value: Any, instrument: Instrument) -> tuple[dict[str, tuple[str, ...]], list[Fault]]:
    entries = {"": value} if value is not None and not isinstance(value, Mapping) else dict(value or {})
    found: dict[str, tuple[str, ...]] = {}
    faults = []
    for form, names in entries.items():
        if form and form not in instrument.forms:
            faults.append(_unknown(form, instrument.forms, "absent", f"form of {instrument.id}"))
        items: list[str] = []
        for name in _words(names or []):
            if name in instrument.items:
                items.append(name)
            elif name in instrument.subscales:
                items += instrument.subscales[name].items
            elif part := next((p for p in instrument.parts if p.id == name), None):
                items += part.items
            else:
                faults.append(_unknown(name, instrument.items, "absent", f"item of {instrument.id}"))
        found[form] = tuple(items)
    return found, faults


def _check_columns(settings: Settings, instrument: Instrument) -> list[Fault]:
    people = {*STANDARD_PEOPLE, *settings.people}
    faults = []
    for name, column in settings.columns.items():
        if isinstance(column, Mapping):
            if name not in instrument.forms:
                faults.append(_unknown(name, instrument.forms, "columns", f"form of {instrument.id}"))
            inner: Mapping[str, Any] = column
        else:
            inner = {name: column}
        faults += [
            _unknown(item, [*instrument.items, *people], "columns", f"item of {instrument.id}")
            for item in inner
            if item not in instrument.items and item not in people
        ]
    return faults


def _check_roles(settings: Settings, instrument: Instrument) -> list[Fault]:
    known = {*instrument.forms, *(form.informant for form in instrument.forms.values())}
    return [_unknown(name, known, "roles", "role") for name in settings.roles if name not in known]


def _check_labels(settings: Settings, instrument: Instrument) -> list[Fault]:
    known = [*instrument.answer_scales, *instrument.items]
    faults = [_unknown(name, known, "labels", "answer scale or item") for name in settings.labels if name not in known]
    faults += [
        Fault(f"labels, {name}: needs pairs of a label and its code.", fix='As in {"agree5": {"Agreed": 4}}.')
        for name, pairs in settings.labels.items()
        if not isinstance(pairs, Mapping)
    ]
    for name, pairs in settings.labels.items():
        if name in known and isinstance(pairs, Mapping):
            scale = instrument.answer_scales[
                name if name in instrument.answer_scales else instrument.items[name].answer_scale
            ]
            faults += [
                Fault(
                    f"labels, {name}: {label!r} is given {code!r}. Codes of {scale.id}: {listed(sorted(scale.codes))}."
                )
                for label, code in pairs.items()
                if scale.codes and (isinstance(code, bool) or code not in scale.codes)
            ]
    return faults


def _unknown(name: str, known: Any, argument: str, what: str) -> Fault:
    guess = nearest(str(name), list(known))
    return Fault(
        f"{argument}: {name} is no {what}.", fix=f"Did you mean {guess}?" if guess else "", code="unknown_name"
    )
