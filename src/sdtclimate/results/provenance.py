"""`Provenance`: where a result comes from. No clock, no folder, no personal column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache


@dataclass(frozen=True)
class Provenance:
    """Instrument, data, settings and versions that a result rests on.

    `banded`: n_in and n_out may not be told exactly, because the answers are part of a study, or a role among them
    has fewer than 5 people, whose number would follow from the total.
    """

    instrument: str = ""
    instrument_version: str = ""
    instrument_hash: str = ""
    data_hash: str = ""
    n_in: int = 0
    n_out: int = 0
    settings: Mapping[str, object] = field(default_factory=dict)
    seed: int | None = None
    overrides: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    banded: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return plain data for JSON."""
        return {name: value for name, value in asdict(self).items() if name != "banded"}


def versions() -> dict[str, str]:
    """Return the versions of what the numbers were computed with."""
    return dict(_versions())


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    from importlib.metadata import version
    from platform import python_version

    names = ("sdtclimate", "numpy", "scipy", "pandas")
    return (("python", python_version()), *((name, version(name)) for name in names))
