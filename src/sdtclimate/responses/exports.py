"""The grammar of input: a path, a frame, `{form: path}`, `{(form, wave): path}`, or a list of paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.instrument.model import Instrument


@dataclass(frozen=True, eq=False)
class Export:
    """One file or frame: what was said of its form and wave, and its name in messages."""

    source: Any
    name: str
    form: str = ""
    wave: int | str | None = None


def exports_of(source: Any, instrument: Instrument, *, form: str | None = None) -> tuple[Export, ...]:
    """Return the exports that `source` names.

    Parameters
    ----------
    source : path, frame, mapping or sequence
        Keys of a mapping are forms, or pairs of a form and a wave. A sequence may hold `Export`s, of which some say
        their form and others do not.
    instrument : Instrument
        Knows the forms.
    form : str, optional
        The form of a single export.

    Raises
    ------
    UsageError
        If a form does not exist, one file is named twice, or `source` is empty or of another kind.
    """
    if isinstance(source, Mapping):
        entries = [(*_key(key), value) for key, value in source.items()]
    elif isinstance(source, Sequence) and not isinstance(source, str | bytes):
        entries = [(v.form, v.wave, v.source) if isinstance(v, Export) else ("", None, v) for v in source]
    else:
        entries = [(form or "", None, source)]
        form = None
    if form is not None:
        raise UsageError(f"form={form!r} is for one file. With several, say it for each: {{{form!r}: path, …}}.")
    if not entries:
        raise UsageError("source is empty. Name at least one file.")
    for said, _, _ in entries:
        if said:
            lookup(instrument.forms, said, what=f"form of {instrument.id}", argument="form")
    names = _names([value for _, _, value in entries], [said for said, _, _ in entries])
    return tuple(Export(value, name, said, wave) for (said, wave, value), name in zip(entries, names, strict=True))


def _key(key: object) -> tuple[str, int | str | None]:
    if isinstance(key, str):
        return key, None
    if isinstance(key, tuple) and len(key) == 2 and isinstance(key[0], str) and isinstance(key[1], int | str):
        return key[0], key[1]
    raise UsageError(f"source: {key!r} is neither a form nor a pair of form and wave, as in {{('psw', 1): path}}.")


def _names(sources: Sequence[Any], forms: Sequence[str]) -> list[str]:
    """Return for each source the shortest end of its path that no other has; frames go by their form."""
    parts = [PurePath(source).parts if isinstance(source, str | Path) else () for source in sources]
    paths = [str(source) for source, part in zip(sources, parts, strict=True) if part]
    twice = [path for path, count in Counter(paths).items() if count > 1]
    if twice:
        raise UsageError(f"{PurePath(twice[0]).name} is named twice. Name each file once.")
    names = []
    for at, part in enumerate(parts):
        if not part:
            names.append(f"frame for {forms[at]}" if forms[at] else "frame")
            continue
        depth = next(d for d in range(1, len(part) + 1) if sum(p[-d:] == part[-d:] for p in parts) == 1)
        names.append("/".join(part[-depth:]))
    counts = Counter(names)
    return [f"{name} {at + 1}" if counts[name] > 1 else name for at, name in enumerate(names)]
