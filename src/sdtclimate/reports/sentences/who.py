"""Who answered, in words."""

from __future__ import annotations

from typing import Final

from sdtclimate.plots.text import TIED
from sdtclimate.reports.blocks import listed
from sdtclimate.reports.facts import ReportFacts, RoleFacts

FEWEST: Final = 5
"""Fewer people of a role than this are told as a band (guardrail G0)."""


def answered(facts: ReportFacts) -> str:
    """Return how many of each role answered, out of how many where that is known."""
    parts = [part_of(role) for role in facts.roles if role.answered is not None]
    if not parts:
        return ""
    sites = f", from {facts.sites} {'site' if facts.sites == 1 else 'sites'}" if facts.sites else ""
    return f"{listed(parts)} answered{sites}."


def part_of(role: RoleFacts) -> str:
    """Return ``13 of 15 PSWs (87 %)``, or the count alone where nobody knows how many were invited."""
    if role.answered is None:
        return ""
    if few(role.answered):
        return f"fewer than {FEWEST} {role.word}"
    if not role.invited:
        return f"{role.answered} {role.word}"
    return f"{role.answered} of {role.invited} {role.word} ({share_of(role)})"


def share_of(role: RoleFacts) -> str:
    """Return the share of the invited who answered."""
    if role.answered is None or not role.invited or few(role.answered):
        return ""
    return f"{100 * role.answered / role.invited:.0f}{TIED}%"


def few(count: int | None) -> bool:
    """Whether so few answered that the count itself is not told."""
    return count is not None and count < FEWEST


def told(count: int | None) -> str:
    """Return a count of all sites together as a cell; below 5 the band."""
    if count is None:
        return ""
    return f"<{FEWEST}" if few(count) else str(count)
