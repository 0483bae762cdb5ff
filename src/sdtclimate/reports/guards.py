"""Guardrails that fired, and refusals, gathered from the results and the facts of a study."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sdtclimate.plots.rows import rows_of, span_of, values_of
from sdtclimate.reports.blocks import sentence
from sdtclimate.reports.material import Material
from sdtclimate.results.note import text_of
from sdtclimate.results.result import Result

SHORT: Final = {
    "G0": "too few people to show anything of",
    "G1": "fewer than 10 people, means only",
    "G2": "10 to 29 people, wide intervals, a case description; no factor analysis",
    "G3": "30 to 99 people, the structure cannot be tested and follows the theory",
    "G4": "100 to 199 people, fit indices are unstable",
    "G5": "exploring and confirming with the same answers is no confirmation",
}
"""Each guardrail in few words, for the first page; its full sentence stands beside what it is about."""
_COUNT: Final = re.compile(r"n = (\d+)\b|n = ([^:;,]+)")


def fired(material: Material) -> list[str]:
    """Return each guardrail that fired once, in few words, with those for whom it fired; in the order of the ids."""
    found: dict[str, dict[str, list[str]]] = {}
    for text in material.facts.guardrails:
        _note(found, text[:2], text, [""])
    for result in material.results:
        roles = [material.words.role(role) for role in values_of(rows_of(result), "role")]
        for note in result.notes:
            if re.fullmatch(r"G\d", note.id):
                _note(found, note.id, text_of(note), roles)
    lines = [_line(rail, groups) for rail, groups in sorted(found.items())]
    overrides = dict.fromkeys(name for result in material.results for name in result.provenance.overrides)
    return [*lines, *(f"{name} was overridden by those who made this report." for name in overrides)]


def _note(found: dict[str, dict[str, list[str]]], rail: str, text: str, roles: Sequence[str]) -> None:
    """Put down for whom a guardrail fired: named by its message, else the only role of its result."""
    named = [role for role in roles if role and re.search(rf"\b{re.escape(role)}\b", text)]
    who = named[0] if named else roles[0] if len(roles) == 1 else ""
    count = _COUNT.search(text)
    counts = found.setdefault(rail, {}).setdefault(who or _who(text), [])
    if count and (n := (count[1] or count[2]).strip()) not in counts:
        counts.append(n)


def _who(text: str) -> str:
    """Return the word before the count in ``staff: n = 29: ...``."""
    match = re.match(r"(?:G\d:\s*)?(?P<who>[^:=.]*?):\s*n = ", text)
    return match["who"] if match and match["who"] != "n" else ""


def _line(rail: str, groups: Mapping[str, Sequence[str]]) -> str:
    whom = [f"{who} ({_counts(ns)})" if who and ns else who or _counts(ns) for who, ns in groups.items()]
    about = "; ".join(one for one in whom if one)
    return f"{rail}, {SHORT.get(rail, '')}{f': {about}' if about else ''}."


def _counts(ns: Sequence[str]) -> str:
    return f"n = {span_of(ns)}" if ns else ""


def refused(material: Material) -> list[tuple[Result, str]]:
    """Return results that could not be had, with their reasons."""
    return [(result, sentence(result.reason)) for result in material.results if result.status == "not_estimable"]
