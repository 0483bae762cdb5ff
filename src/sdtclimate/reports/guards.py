"""Guardrails that fired, and refusals, gathered from the results and the facts of a study."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sdtclimate.plots.rows import rows_of, span_of, values_of
from sdtclimate.plots.text import n_of
from sdtclimate.reports.blocks import sentence
from sdtclimate.reports.material import Material
from sdtclimate.results.note import text_of
from sdtclimate.results.result import Result

SHORT: Final = {
    "G0": "too few people to show anything",
    "G1": "fewer than 10 people, means only",
    "G2": "10 to 29 people, wide intervals, a case description; no factor analysis",
    "G3": "30 to 99 people, the structure cannot be tested and follows the theory",
    "G4": "100 to 199 people, fit indices are unstable",
    "G5": "exploring and confirming with the same answers is no confirmation",
}
"""Each guardrail in few words, for the first page; its full sentence stands beside what it is about."""
OF_COMPLETE: Final = ("dimensionality", "reliability")
Found = dict[str, dict[str, dict[str, list[str]]]]
"""Guardrail, what it is about (empty: all), whom, counts."""
_COUNT: Final = re.compile(r"n = (\d+)\b|n = ([^:;,]+)")


def fired(material: Material) -> list[str]:
    """Return each guardrail that fired once, in few words, with those for whom it fired; in the order of the ids.

    Structure and reliability rest on complete answers alone, so those for whom they were too few are named apart.
    """
    found: Found = {}
    for text in material.facts.guardrails:
        _note(found, text[:2], text, "", [""])
    for result in material.results:
        roles = [material.words.role(role) for role in values_of(rows_of(result), "role")]
        topic = result.title.lower() if result.kind in OF_COMPLETE else ""
        for note in result.notes:
            if re.fullmatch(r"G\d", note.id):
                _note(found, note.id, text_of(note), topic, roles)
    lines = [_line(rail, topics) for rail, topics in sorted(found.items())]
    overrides = dict.fromkeys(name for result in material.results for name in result.provenance.overrides)
    return [*lines, *(f"{name} was overridden by those who made this report." for name in overrides)]


def _note(found: Found, rail: str, text: str, topic: str, roles: Sequence[str]) -> None:
    """Put down for whom a guardrail fired: named by its message, else the only role of its result."""
    named = [role for role in roles if role and re.search(rf"\b{re.escape(role)}\b", text)]
    who = named[0] if named else roles[0] if len(roles) == 1 else ""
    count = _COUNT.search(text)
    counts = found.setdefault(rail, {}).setdefault(topic, {}).setdefault(who or _who(text), [])
    if count and (n := (count[1] or count[2]).strip()) not in counts:
        counts.append(n)


def _who(text: str) -> str:
    """Return the word before the count in ``staff: n = 29: ...``."""
    match = re.match(r"(?:G\d:\s*)?(?P<who>[^:=.]*?):\s*n = ", text)
    return match["who"] if match and match["who"] != "n" else ""


def _line(rail: str, topics: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    said = []
    for topic in sorted(topics):
        whom = ", ".join(one for one in (_group(who, ns) for who, ns in topics[topic].items()) if one)
        said.append(f"{topic} of {whom}" if topic and whom else topic or whom)
    about = "; ".join(one for one in said if one)
    return f"{rail}, {SHORT.get(rail, '')}{f': {about}' if about else ''}."


def _group(who: str, ns: Sequence[str]) -> str:
    count = n_of(span_of(ns)) if ns else ""
    return f"{who} ({count})" if who and count else who or count


def refused(material: Material) -> list[tuple[Result, str]]:
    """Return results that could not be had, with their reasons."""
    return [(result, sentence(result.reason)) for result in material.results if result.status == "not_estimable"]
