"""`ReportFacts`: what a report must know of the study beyond the results. Plain data; nothing about single persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.results.labels import InstrumentFacts, Labels

__all__ = ["FlowRow", "InstrumentFacts", "ReportFacts", "RoleFacts", "ScaleGroup"]


@dataclass(frozen=True)
class RoleFacts:
    """A role: its word, and how many were invited, answered and have a score, all sites together.

    Parameters
    ----------
    role : str
        ``"psw"``; empty where the answers name no role.
    label : str
        Word in the plural: ``"PSWs"``.
    invited, answered, scored : int or None
        None where it is not known. Numbers here are printed as they are: study-wide only.
    """

    role: str
    label: str = ""
    invited: int | None = None
    answered: int | None = None
    scored: int | None = None

    @property
    def word(self) -> str:
        """The word for these people."""
        return self.label or ROLE_LABELS.get(self.role, self.role) or "respondents"


@dataclass(frozen=True)
class FlowRow:
    """One file: rows that came in, rows set aside by reason, rows kept. In = kept + set aside."""

    source: str
    rows: int
    kept: int
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ScaleGroup:
    """Scales that stand together in figures and tables.

    Parameters
    ----------
    heading : str
    scales : tuple of str
        Ids in the order of the page.
    comparability : str
        How two forms of these scales may be set beside each other; empty where only one form asks them.
    composites : bool
        Scales that are made of other scales: they get a table and no place in headlines.
    """

    heading: str
    scales: tuple[str, ...]
    comparability: str = ""
    composites: bool = False

    @property
    def name(self) -> str:
        """The heading of these scales; what is put together of others says so."""
        return f"{self.heading}, put together" if self.heading and self.composites else self.heading


@dataclass(frozen=True)
class ReportFacts:
    """What a report must know of the study beyond the results.

    Parameters
    ----------
    title : str
    instruments : tuple of InstrumentFacts
    roles : tuple of RoleFacts
        In the order of the page. Empty roles, or one with an empty `role`: pages speak of respondents only.
    language : str
        Code of the pages; the direction of writing follows from it.
    terms : mapping
        Words of the instrument for the people it asks about: ``{"w": "peer support workers"}``.
    sites : int or None
        How many sites there are.
    flow : tuple of FlowRow
    waves : str
        Waves and dates in words; empty where there are none.
    data_holder : str
        The office that keeps the forms.
    coproduction : str
    guardrails : tuple of str
        Sentences of the guardrails that fired; those in the notes of results are added by themselves.
    settings, versions : mapping
        What was chosen, and what the numbers were computed with.
    scale_titles : mapping scale -> title
    scale_groups : tuple of ScaleGroup
        Empty: every scale of the results in one group.
    items : mapping item -> wording
        Empty text, or no entry, where the wording is not ours to show: pages show the id.
    answers : mapping scale -> {code: label}
    minimum : int
        Smallest group that is shown, for notice N3.
    draft : bool
    """

    title: str = ""
    instruments: tuple[InstrumentFacts, ...] = ()
    roles: tuple[RoleFacts, ...] = ()
    language: str = "en"
    terms: Mapping[str, str] = field(default_factory=dict)
    sites: int | None = None
    flow: tuple[FlowRow, ...] = ()
    waves: str = ""
    data_holder: str = ""
    coproduction: str = "none recorded"
    guardrails: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    scale_titles: Mapping[str, str] = field(default_factory=dict)
    scale_groups: tuple[ScaleGroup, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    minimum: int = 5
    draft: bool = False

    @property
    def has_roles(self) -> bool:
        """Whether pages speak of roles at all."""
        return any(role.role for role in self.roles)

    @property
    def people(self) -> str:
        """Word for everybody who answered."""
        return "respondents"

    @property
    def words(self) -> Labels:
        """Names for figures."""
        named = {role.role: role.word for role in self.roles if role.role}
        blocks = {one.id: one.name for one in self.instruments}
        return Labels(
            scales={**blocks, **self.scale_titles},
            items=self.items,
            roles={**ROLE_LABELS, **named} if named else {},
            answers=self.answers,
            people=self.people,
            instruments=self.instruments,
            composites=tuple(scale for group in self.scale_groups if group.composites for scale in group.scales),
            terms=self.terms,
        )
