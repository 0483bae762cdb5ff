"""`Study`: the whole job as data. `report` and `demo` make one in memory; `run` reads one from `study.yaml`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from sdtclimate.core.errors import Fault, StudyError
from sdtclimate.core.files import read_bytes
from sdtclimate.core.keyed import read_keys
from sdtclimate.core.registry import nearest

KINDS: Final = ("full",)
FORMATS: Final = ("html",)
ACTIONS: Final = ("keep", "drop")


@dataclass(frozen=True)
class Export:
    """One file as a survey platform wrote it, with the form and wave that it holds."""

    file: str
    form: str = ""
    wave: int | str | None = None


@dataclass(frozen=True)
class Study:
    """What is read, how, and what is made of it. Each key of ``study.yaml`` is a field of the same name.

    Parameters
    ----------
    exports : tuple of Export
        Files, relative to `folder`.
    instrument : tuple of str
        Ids, packages or files.
    by : str
        People column that the report compares; ``"role"`` sets staff beside PSWs.
    sites : str
        Site list with ``site, n_psw, invited_psw, invited_staff``.
    protect : mapping
        ``min`` by role; raised, never lowered.
    folder : Path
        Where relative files lie. Not part of the file, and of no result.
    """

    exports: tuple[Export, ...]
    instrument: tuple[str, ...]
    id: str = "study"
    title: str = ""
    language: str = "en"
    people: Mapping[str, Any] = field(default_factory=dict)
    roles: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Any] | str = field(default_factory=dict)
    absent: Any = ()
    labels: Mapping[str, Any] = field(default_factory=dict)
    missing_map: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)
    sites: str = ""
    site_names: Mapping[str, Any] = field(default_factory=dict)
    duplicates: str = "last_complete"
    empty: str = "drop"
    previews: str = "drop"
    out_of_range: str = "error"
    by: str = ""
    screening: Mapping[str, Any] = field(default_factory=dict)
    protect: Mapping[str, Any] = field(default_factory=dict)
    data_holder: str = ""
    coproduction: str = "none recorded"
    i_understand: tuple[str, ...] = ()
    report: Mapping[str, Any] = field(default_factory=dict)
    out: str = "share"
    seed: int = 0
    folder: Path = field(default_factory=Path)

    def path(self, name: str) -> Path:
        """Return a file of the study as a path."""
        return self.folder / name

    def lying_in(self, folder: Path) -> Study:
        """Return the same study for a file in another folder: its relative paths lead from there."""

        def moved(name: str) -> str:
            return (
                Path(os.path.relpath(self.folder / name, folder)).as_posix() if not Path(name).is_absolute() else name
            )

        return replace(
            self,
            exports=tuple(replace(export, file=moved(export.file)) for export in self.exports),
            instrument=tuple(moved(i) if Path(i).suffix in (".yaml", ".yml") else i for i in self.instrument),
            columns=moved(self.columns) if isinstance(self.columns, str) and self.columns else self.columns,
            sites=moved(self.sites) if self.sites else "",
            out=moved(self.out),
            folder=folder,
        )

    def to_yaml(self) -> str:
        """Return the study as the text of a ``study.yaml`` that does the same."""
        from io import StringIO

        from ruamel.yaml import YAML

        plain: dict[str, Any] = {}
        default = Study(exports=(), instrument=())
        for entry in fields(self):
            value = getattr(self, entry.name)
            if entry.name in ("folder", "exports", "instrument") or value == getattr(default, entry.name):
                continue
            plain[entry.name] = _plain(value)
        exports = [{k: v for k, v in _export(e).items() if v not in ("", None)} for e in self.exports]
        whole = {"id": self.id, "instrument": list(self.instrument), "exports": exports, **plain}
        writer = YAML()
        writer.default_flow_style = False
        writer.width = 100
        stream = StringIO()
        writer.dump(whole, stream)
        return stream.getvalue()


def load_study(path: str | Path) -> Study:
    """Read ``study.yaml``; every fault of the file comes at once, with its line.

    Raises
    ------
    StudyError
        If a key is unknown or a value does not fit.
    ReadingError
        If the file cannot be opened.
    """
    source = Path(path)
    keys, lines = read_keys(read_bytes(source), name=str(source), what="study file", known=_known(), error=StudyError)
    return _study(keys, lines, source)


def _study(keys: dict[str, Any], lines: Mapping[str, int], source: Path) -> Study:
    known = _known()
    faults: list[Fault] = []

    def fault(key: str, message: str) -> None:
        faults.append(Fault(message, where=f"line {lines.get(key, 1)}", code=key))

    for key in keys:
        if key not in known:
            guess = nearest(str(key), known)
            fault(str(key), f"{key} is no key of a study file.{f' Did you mean {guess}?' if guess else ''}")
    values = {key: value for key, value in keys.items() if key in known and value is not None}
    exports = _exports(values.pop("exports", None), fault)
    instrument = values.pop("instrument", ())
    instrument = (instrument,) if isinstance(instrument, str) else instrument
    if not isinstance(instrument, Sequence) or not instrument or not all(isinstance(i, str) for i in instrument):
        fault("instrument", "instrument: name an id, a package or a file, or a list of them.")
    _types(values, fault)
    if faults:
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        raise StudyError(f"{source} has {count}; nothing was written.", faults)
    values["i_understand"] = tuple(values.get("i_understand", ()))
    return Study(exports=exports, instrument=tuple(instrument), folder=source.parent, **values)


def _known() -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(Study) if entry.name != "folder")


def _exports(value: object, fault: Any) -> tuple[Export, ...]:
    if not isinstance(value, list) or not value:
        fault("exports", "exports: needs one entry a file: - {file: psw.csv, form: psw}.")
        return ()
    found = []
    for place, entry in enumerate(value, start=1):
        if isinstance(entry, str):
            found.append(Export(entry))
        elif not isinstance(entry, dict) or "file" not in entry or set(entry) - {"file", "form", "wave"}:
            fault("exports", f"exports, entry {place}: allowed are file, form and wave; file is needed.")
        else:
            found.append(Export(str(entry["file"]), str(entry.get("form") or ""), entry.get("wave")))
    return tuple(found)


def _types(values: dict[str, Any], fault: Any) -> None:
    default = Study(exports=(), instrument=())
    for key, value in values.items():
        usual = getattr(default, key)
        if (
            isinstance(usual, dict)
            and not isinstance(value, dict)
            and not (key == "columns" and isinstance(value, str))
        ):
            fault(key, f"{key}: needs pairs of a name and a value; found {value!r}.")
        elif isinstance(usual, str) and not isinstance(value, str):
            fault(key, f"{key}: needs text; found {value!r}. Put it in quotes.")
        elif isinstance(usual, int) and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            fault(key, f"{key}: needs a whole number of 0 or more; found {value!r}.")
    if isinstance(values.get("i_understand", []), str):
        values["i_understand"] = [values["i_understand"]]
    _choices(values, "report", {"kinds": KINDS, "formats": FORMATS}, fault)
    _choices(values, "screening", {"action": ACTIONS, "flag_when": (1, 2, 3)}, fault)
    _choices(values, "protect", {"min": None}, fault)


def _choices(values: dict[str, Any], key: str, allowed: Mapping[str, Sequence[object] | None], fault: Any) -> None:
    found = values.get(key)
    if not isinstance(found, dict):
        return
    for name, value in found.items():
        if name not in allowed:
            fault(key, f"{key}: {name} is not known. Known: {', '.join(allowed)}.")
            continue
        choices = allowed[name]
        wrong = (
            [] if choices is None else [v for v in (value if isinstance(value, list) else [value]) if v not in choices]
        )
        if wrong:
            fault(key, f"{key}, {name}: {wrong[0]!r} is not allowed. Allowed: {', '.join(map(str, choices or ()))}.")


def _export(entry: Export) -> dict[str, Any]:
    return {"file": entry.file, "form": entry.form, "wave": entry.wave}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value


def in_folder(study: Study, folder: Path) -> Study:
    """Return the study with its files looked for in another folder."""
    return replace(study, folder=folder)
