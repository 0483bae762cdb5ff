"""`Material`: the released results and the facts of the study, as chapters look things up in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sdtclimate.plots.rows import rows_of, values_of
from sdtclimate.reports.facts import ReportFacts, ScaleGroup
from sdtclimate.results.labels import Labels
from sdtclimate.results.result import Result

BETWEEN_FORMS: Final = ("shared_referent", "own_view", "self_vs_other")
"""Comparabilities under which both groups were asked about the same thing."""


@dataclass(frozen=True, eq=False)
class Material:
    """What a report is made of.

    Parameters
    ----------
    results : tuple of Result
        Released.
    facts : ReportFacts
    """

    results: tuple[Result, ...]
    facts: ReportFacts

    @cached_property
    def words(self) -> Labels:
        """Names for figures and tables."""
        return self.facts.words

    def of(self, kind: str) -> list[Result]:
        """Return the results of a kind, in their order."""
        return [result for result in self.results if result.kind == kind]

    def first(self, kind: str) -> Result | None:
        """Return the first result of a kind."""
        return next(iter(self.of(kind)), None)

    @cached_property
    def scores(self) -> Result | None:
        """Means of all sites together."""
        found = self.of("describe_scores")
        return next((r for r in found if not values_of(rows_of(r), "site")), next(iter(found), None))

    @property
    def groups_apart(self) -> bool:
        """Whether groups of people have a chapter of their own, so that the others tell of all together."""
        return bool(self.of("group_comparison"))

    @cached_property
    def by_site(self) -> Result | None:
        """Means by site."""
        return next((r for r in self.of("describe_scores") if values_of(rows_of(r), "site")), None)

    @cached_property
    def groups(self) -> tuple[ScaleGroup, ...]:
        """Scales as they stand together: as the facts say, else by how they may be compared."""
        if self.facts.scale_groups:
            return self.facts.scale_groups
        return self._found_groups()

    def _found_groups(self) -> tuple[ScaleGroup, ...]:
        tags: dict[str, str] = {}
        for kind in ("describe_scores", "describe_items", "gap", "reliability", "group_comparison"):
            for result in self.of(kind):
                for scale in values_of(rows_of(result), "scale"):
                    tags.setdefault(scale, "")
        gap = self.first("gap")
        if gap is not None:
            for row in rows_of(gap, site=""):
                tag = str(row.get("comparability") or "")
                if tag and row.get("scale") in tags:
                    tags[str(row["scale"])] = tag
        found: dict[str, list[str]] = {}
        for scale, tag in tags.items():
            found.setdefault(tag, []).append(scale)
        return tuple(ScaleGroup("", tuple(scales), tag) for tag, scales in found.items())

    def groups_where(self, *, shared: bool) -> tuple[ScaleGroup, ...]:
        """Return the groups of scales that both roles answered about the same thing, or the others."""
        return tuple(group for group in self.groups if (group.comparability in BETWEEN_FORMS) == shared)

    def known_scales(self, result: Result, group: ScaleGroup) -> tuple[str, ...]:
        """Return the scales of a group that a result tells of."""
        there = set(values_of(rows_of(result), "scale"))
        return tuple(scale for scale in group.scales if scale in there)

    @property
    def subscales(self) -> tuple[str, ...]:
        """All scales that are not made of others."""
        return tuple(scale for group in self.groups if not group.composites for scale in group.scales)

    def known_subscales(self, result: Result) -> tuple[str, ...]:
        """Return the scales of a result that are not made of others."""
        there = set(values_of(rows_of(result), "scale"))
        return tuple(scale for scale in self.subscales if scale in there)
