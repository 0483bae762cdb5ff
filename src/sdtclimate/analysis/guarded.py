"""What the guardrails say beside a result, and the notices that belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sdtclimate.core.estimate import NAN, Estimate
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.policy import FLOOR_OTHER
from sdtclimate.results.note import Note
from sdtclimate.rules.guardrails import ask, guardrail_of


def guarded_mean(estimate: Estimate, *, who: str, i_understand: tuple[str, ...] = ()) -> Estimate:
    """Return a mean as far as its n bears it: none below 5 people, no interval from their own spread below 10."""
    verdict = ask(estimate.n, "means", who=who, i_understand=i_understand)
    if verdict.status == "not_estimable":
        return Estimate.impossible(verdict.reason, n=estimate.n, k=estimate.k, level=estimate.level)
    interval = ask(estimate.n, "interval", who=who, i_understand=i_understand)
    if interval.status == "not_estimable":
        return without_interval(estimate).with_caution(interval.reason)
    return estimate


def without_interval(estimate: Estimate) -> Estimate:
    """Return the estimate alone."""
    return replace(estimate, se=NAN, ci_low=NAN, ci_high=NAN)


def size_notes(groups: Iterable[tuple[str, int]], *, part: bool = False) -> tuple[Note, ...]:
    """Return G0 to G2 for each group of people (word, n) that they touch, for all sites together.

    `part`: a filter made the answers fewer, so that a band stands for n.
    """
    notes = []
    for who, n in groups:
        rail = guardrail_of(n)
        if rail.id in ("G0", "G1", "G2"):
            text = rail.text if "{who}" in rail.text else "{who}: " + rail.text
            notes.append(Note(rail.id, text, {"who": who, "n_or_band": n_band(n) if part or n < FLOOR_OTHER else n}))
    return tuple(notes)


def notice(name: str) -> Note:
    """Return a standing notice (N1 to N14) by its id; its text is kept with the pages."""
    return Note(name, "")
