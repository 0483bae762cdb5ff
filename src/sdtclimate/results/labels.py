"""`Labels`: what scales, items, roles and answers are called; plain data that a result takes along from the instrument.

They say nothing about people and stand in no file of results: `results.json` keeps ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sdtclimate.core.terms import ROLE_LABELS


@dataclass(frozen=True)
class InstrumentFacts:
    """One questionnaire, as a first page names it.

    Parameters
    ----------
    hash : str
        Over everything that gives a score or a word its meaning.
    licence : str
        ``"original"`` or ``"third_party"``.
    own_draft : bool
        One of our own drafts, which are not validated (notice N1). Anybody else's gets N2.
    status : str
        How its makers describe its status.
    scales : tuple of str
        Ids of its scales, composites last.
    """

    id: str
    title: str = ""
    version: str = ""
    hash: str = ""
    licence: str = ""
    own_draft: bool = False
    status: str = ""
    scales: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its title, or its id where it has none."""
        return self.title or self.id


@dataclass(frozen=True)
class Labels:
    """Names for ids. What has no name here is called by its id.

    Parameters
    ----------
    scales : mapping scale -> title
    items : mapping item -> wording
        Empty where the wording is not ours to show.
    roles : mapping role -> word in the plural
    answers : mapping scale or item -> {code: label}
        The whole answer scale, from the instrument and never from the data.
    people : str
        Word for everybody who answered.
    instruments : tuple of InstrumentFacts
    composites : tuple of str
        Scales that are made of other scales.
    terms : mapping
        Words of the instrument for the people it asks about: ``{"w": "peer support workers"}``.
    """

    scales: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=lambda: dict(ROLE_LABELS))
    answers: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    people: str = "respondents"
    instruments: tuple[InstrumentFacts, ...] = ()
    composites: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Labels of {len(self.scales)} scales and {len(self.items)} items"

    def scale(self, scale: object) -> str:
        """Return the title of a scale."""
        return self.scales.get(str(scale)) or str(scale)

    def item(self, item: object) -> str:
        """Return the wording of an item; its id where the wording is not ours to show."""
        return self.items.get(str(item)) or str(item)

    def role(self, role: object) -> str:
        """Return the word for a role or group."""
        return self.roles.get(str(role)) or str(role)
