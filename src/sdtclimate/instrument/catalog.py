"""What is shipped: instruments, packages, and where their texts lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sdtclimate.core.shipped import shipped
from sdtclimate.core.table.table import Column, Table
from sdtclimate.instrument.model import Instrument, Texts

PACKAGES: Final[dict[str, Texts]] = {
    "pulse": {"en": "Pulse: the brief form"},
    "core": {"en": "Core: needs, with role and setting"},
    "climate": {"en": "Climate for sharing lived experience"},
    "full": {"en": "The full suite"},
}
"""Package id -> title. An instrument says in its file, under ``packages:``, to which ones it belongs."""

SUITE_ORDER: Final = (
    "needs_core",
    "needs_brief",
    "support_climate",
    "paradox_tension",
    "sharing_views",
    "sharing_motivation",
    "practice_profile",
    "risk_load",
    "training_profile",
    "work_outcomes",
    "service_user_view",
    "role_profile",
)
"""Order of the instruments in a list and in a package; others follow by the alphabet."""


@dataclass(frozen=True)
class InstrumentInfo:
    """One line of the catalogue.

    Parameters
    ----------
    id, title, version, status, licence : str
    items : int
        Scored items; descriptive fields are not counted.
    scales : tuple of str
        Ids of subscales, then of composites.
    forms : tuple of str
    packages : tuple of str
    """

    id: str
    title: str
    version: str
    status: str
    licence: str
    items: int
    scales: tuple[str, ...]
    forms: tuple[str, ...]
    packages: tuple[str, ...]


class Catalogue(tuple[InstrumentInfo, ...]):
    """A tuple of `InstrumentInfo` that shows itself as a table."""

    __slots__ = ()

    def table(self) -> Table:
        """Return the catalogue as a table."""
        columns = [Column("id"), Column("title"), Column("version"), Column("status"), Column("items", align="right")]
        columns += [Column("forms"), Column("packages"), Column("licence")]
        rows = [
            (
                info.id,
                info.title,
                info.version,
                info.status,
                info.items,
                ", ".join(info.forms),
                ", ".join(info.packages),
                info.licence,
            )
            for info in self
        ]
        return Table(columns, rows, caption="Instruments that are shipped")

    def __repr__(self) -> str:
        return self.table().to_text()

    def _repr_html_(self) -> str:
        return self.table().to_html()


def list_instruments() -> Catalogue:
    """Return what is shipped, one `InstrumentInfo` each, in the order of the suite.

    Returns
    -------
    Catalogue
        A tuple that shows itself as a table.
    """
    from sdtclimate.instrument.loader import load_instrument

    return Catalogue(_info(load_instrument(name)) for name in shipped_ids())


def _info(instrument: Instrument) -> InstrumentInfo:
    return InstrumentInfo(
        id=instrument.id,
        title=instrument.title.get("en") or next(iter(instrument.title.values())),
        version=instrument.version,
        status=instrument.status,
        licence=instrument.licence["name"],
        items=len(instrument.scored_items),
        scales=(*instrument.subscales, *instrument.composites),
        forms=tuple(instrument.forms),
        packages=instrument.packages,
    )


@lru_cache(maxsize=1)
def _shipped_files() -> dict[str, tuple[str, ...]]:
    """Return id -> path below the project's top level, own instruments first."""
    found: dict[str, tuple[str, ...]] = {}
    for folder in (("instruments",), ("instruments", "third_party")):
        names = sorted(entry.name for entry in shipped(*folder).iterdir() if entry.name.endswith(".yaml"))
        for name in sorted(names, key=_place):
            found.setdefault(name.removesuffix(".yaml"), (*folder, name))
    return found


def _place(file_name: str) -> tuple[int, str]:
    name = file_name.removesuffix(".yaml")
    return (SUITE_ORDER.index(name) if name in SUITE_ORDER else len(SUITE_ORDER), name)


def shipped_ids() -> tuple[str, ...]:
    """Return the ids of the shipped instruments; a file bears the id of its instrument."""
    return tuple(_shipped_files())


def shipped_text(instrument_id: str) -> bytes:
    """Return the file of a shipped instrument."""
    return shipped(*_shipped_files()[instrument_id]).read_bytes()


def members_of(package: str) -> Iterator[str]:
    """Yield the ids of a package's members that are shipped so far.

    Only the line ``packages: [...]`` of each own file is looked at, so that a package of three does not cost the
    reading of all; a test holds that line equal to what the file says as a whole.
    """
    for name, path in _shipped_files().items():
        if "third_party" in path:
            continue
        text = shipped_text(name).decode("utf-8")
        line = next((line for line in text.splitlines() if line.startswith("packages:")), "")
        if package in line.removeprefix("packages:").strip(" []").replace(" ", "").split(","):
            yield name


@lru_cache(maxsize=1)
def shipped_item_ids() -> frozenset[str]:
    """Return the item ids of all own instruments, by a look at their texts: anchors point to these."""
    texts = [shipped_text(name).decode("utf-8") for name, path in _shipped_files().items() if "third_party" not in path]
    return frozenset(found for text in texts for found in _ITEM_ID.findall(_items_block(text)))


_ITEM_ID: Final = re.compile(r"^  - \{?id: ([a-z][a-z0-9_]*)", re.MULTILINE)


def _items_block(text: str) -> str:
    start = re.search(r"^items:$", text, re.MULTILINE)
    if start is None:
        return ""
    rest = text[start.end() :]
    end = re.search(r"^[a-z]", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest
