"""`Words`: what scales, items, roles and answers are called in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sdtclimate.core.terms import ROLE_LABELS


@dataclass(frozen=True)
class Words:
    """Names for ids. What has no name here is called by its id.

    Parameters
    ----------
    scales : mapping scale -> title
    items : mapping item -> wording
    roles : mapping role -> word in the plural
    answers : mapping scale or item -> {code: label}
        The whole answer scale, from the instrument and never from the data.
    people : str
        Word for everybody who answered.
    """

    scales: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=lambda: dict(ROLE_LABELS))
    answers: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    people: str = "respondents"

    def scale(self, scale: object) -> str:
        """Return the title of a scale."""
        return self.scales.get(str(scale)) or str(scale)

    def item(self, item: object) -> str:
        """Return the wording of an item; its id where the wording is not ours to show."""
        return self.items.get(str(item)) or str(item)

    def role(self, role: object) -> str:
        """Return the word for a role or group."""
        return self.roles.get(str(role)) or str(role)
