"""`load_instrument`: a shipped id, a package, a file or YAML text becomes one frozen `Instrument`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from sdtclimate.core.errors import Fault, InstrumentError, ReadingError
from sdtclimate.core.files import read_bytes
from sdtclimate.core.registry import nearest
from sdtclimate.core.table.table import Column, Table
from sdtclimate.instrument.build import build
from sdtclimate.instrument.catalog import PACKAGES, members_of, shipped_ids, shipped_text
from sdtclimate.instrument.checks import check_draft
from sdtclimate.instrument.draft import read_draft
from sdtclimate.instrument.model import Instrument
from sdtclimate.instrument.nodes import read_source
from sdtclimate.instrument.package import join

Source = str | Path | Instrument
MOST_SHOWN: Final = 200


@dataclass(frozen=True)
class CheckReport:
    """What is right and wrong with an instrument file.

    Parameters
    ----------
    name : str
        The file.
    faults : tuple of Fault
        In the order of the file; each with its severity, ``error`` or ``warning``.
    """

    name: str
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> int:
        """Number of errors; with none the file loads."""
        return sum(fault.severity == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        """Number of warnings; they never stop a file from loading."""
        return len(self.faults) - self.errors

    @property
    def heading(self) -> str:
        """The file and the counts: ``team_learning.yaml: 3 errors, 1 warning``."""
        counts = [_count(self.errors, "error")] if self.errors or not self.warnings else []
        if self.warnings:
            counts.append(_count(self.warnings, "warning"))
        return f"{self.name}: {', '.join(counts)}"

    def table(self) -> Table:
        """Return the faults as a table: place, severity, what is wrong and what to do."""
        rows = [
            (fault.where.removeprefix(f"{self.name}:"), fault.severity, f"{fault.message} {fault.fix}".rstrip())
            for fault in self.faults
        ]
        return Table([Column("place"), Column("kind"), Column("what")], rows, caption=self.heading)

    def __str__(self) -> str:
        lines = [
            f"  {fault.where.removeprefix(f'{self.name}:'):<7} {fault.severity:<8} {fault.message} {fault.fix}".rstrip()
            for fault in self.faults
        ]
        return "\n".join([self.heading, *lines])

    def _repr_html_(self) -> str:
        return self.table().to_html()


def load_instrument(source: Source | Sequence[Source]) -> Instrument:
    """Load an instrument, checked and frozen.

    Parameters
    ----------
    source : str, Path, Instrument or a sequence of these
        Id of a shipped instrument (``"needs_core"``), of a package (``"climate"``), path of a file, or YAML text
        (a string with a line break). Several become one instrument with `parts`.

    Returns
    -------
    Instrument

    Raises
    ------
    InstrumentError
        With every fault of the file at once, each with line and column; or naming what is known, where the id
        is not.
    """
    if isinstance(source, Instrument):
        return source
    if isinstance(source, str | Path):
        return _load_one(source)
    loaded = [load_instrument(one) for one in _several(source)]
    # A package within a list gives its members, so that no instrument hides two levels deep.
    members = [part for whole in loaded for part in (whole.parts or (whole,))]
    distinct = list({part.hash: part for part in members}.values())
    return loaded[0] if len(loaded) == 1 else join(distinct)


def check_file(path: str | Path) -> CheckReport:
    """Return everything that is wrong or doubtful in an instrument file; raises nothing that a file can cause.

    Parameters
    ----------
    path : str or Path
        A YAML file.
    """
    name = Path(path).name
    try:
        content = read_bytes(path)
    except ReadingError as error:
        return CheckReport(str(path), (Fault(error.message, code="no_file"),))
    return check_text(content, name)[1]


def check_text(content: str | bytes, name: str = "text") -> tuple[Instrument | None, CheckReport]:
    """Return the instrument of a YAML text, None where it has errors, and the report of its checks."""
    source = read_source(content, name)
    draft, faults = read_draft(source)
    faults = [*source.faults, *faults]
    if draft is not None:
        faults += check_draft(draft)
    report = CheckReport(name, _in_order(faults))
    return (build(draft.file) if draft is not None and not report.errors else None), report


def _several(source: object) -> list[Source]:
    if not isinstance(source, list | tuple):
        said = f"{type(source).__name__} is no instrument. Give an id, a path, YAML text, or a list of these."
        raise InstrumentError(said)
    if not source:
        raise InstrumentError(f"no instrument named. Known: {_known()}.")
    return list(source)


def _load_one(source: str | Path) -> Instrument:
    if isinstance(source, str):
        if source in shipped_ids():
            return _shipped_instrument(source)
        if source in PACKAGES:
            return _shipped_package(source)
        if "\n" in source:
            return _loaded(*check_text(source))
    path = Path(source or "no name")
    if path.is_file():
        return _loaded(*check_text(read_bytes(path), path.name))
    if isinstance(source, str) and path.suffix not in (".yaml", ".yml") and not path.is_dir():
        guess = nearest(source, [*shipped_ids(), *PACKAGES])
        hint = f" Did you mean {guess}?" if guess else ""
        raise InstrumentError(
            f"{source!r} is no shipped instrument, package or file.{hint} Known: {_known()}. "
            "Another instrument is given by the path of its YAML file."
        )
    try:
        read_bytes(path)
    except ReadingError as error:
        raise InstrumentError(error.message) from None
    raise InstrumentError(f"{path} is no file that can be read.")


def _loaded(instrument: Instrument | None, report: CheckReport) -> Instrument:
    if instrument is None:
        raise InstrumentError(report.heading, report.faults)
    return instrument


@lru_cache(maxsize=64)
def _shipped_instrument(name: str) -> Instrument:
    return _loaded(*check_text(shipped_text(name), f"{name}.yaml"))


@lru_cache(maxsize=16)
def _shipped_package(name: str) -> Instrument:
    members = [_shipped_instrument(member) for member in members_of(name)]
    if not members:
        raise InstrumentError(f"no member of the package {name} is shipped yet. Known: {_known()}.")
    return join(members, package_id=name, title=PACKAGES[name])


def _known() -> str:
    packages = [name for name in PACKAGES if any(members_of(name))]
    return f"{', '.join(shipped_ids())}; packages {', '.join(packages)}"


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    ordered = sorted(faults, key=_place)
    if len(ordered) <= MOST_SHOWN:
        return tuple(ordered)
    rest = f"{len(ordered) - MOST_SHOWN:,} more faults are not listed. Is this an instrument file?"
    return (*ordered[:MOST_SHOWN], Fault(rest, code="many"))


def _place(fault: Fault) -> tuple[int, int]:
    line, column = [*fault.where.rsplit(":", 2)[1:], "0", "0"][:2]
    return (int(line), int(column)) if line.isdigit() and column.isdigit() else (0, 0)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
