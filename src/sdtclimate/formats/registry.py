"""`PLATFORMS`: what can be recognised and read. One platform is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sdtclimate.formats.grid import Evidence, Grid
from sdtclimate.formats.plain import reader as plain
from sdtclimate.formats.qualtrics import reader as qualtrics
from sdtclimate.formats.raw import RawTable


@dataclass(frozen=True)
class Platform:
    """A survey platform: its name, how its files are recognised, and how they are read."""

    title: str
    recognise: Callable[[Grid], Evidence | None]
    read: Callable[[Grid], RawTable]


PLATFORMS: Final[dict[str, Platform]] = {
    "qualtrics": Platform("Qualtrics", qualtrics.recognise, qualtrics.read),
    "plain": Platform("plain table", plain.recognise, plain.read),
}
"""In the order in which they are asked; the last one takes every table."""
