"""Guardrails that fired, and refusals, gathered from the results and the facts of a study."""

from __future__ import annotations

import re

from sdtclimate.reports.blocks import sentence, upper
from sdtclimate.reports.material import Material
from sdtclimate.results.note import text_of
from sdtclimate.results.result import Result


def fired(material: Material) -> list[str]:
    """Return each guardrail that fired once, with its id and those for whom it fired, in the order of the ids."""
    found: list[str] = list(material.facts.guardrails)
    for result in material.results:
        found += [f"{note.id}: {text_of(note)}" for note in result.notes if re.fullmatch(r"G\d", note.id)]
    groups: dict[tuple[str, str], list[str]] = {}
    for text in found:
        rail, who, said = _parts(text)
        groups.setdefault((rail, said), []).append(who)
    lines = []
    for (rail, text), whom in sorted(groups.items()):
        named = ", ".join(dict.fromkeys(name for name in whom if name))
        lines.append(f"{rail}: {named}: {text}" if named else f"{rail}: {upper(text)}")
    overrides = dict.fromkeys(name for result in material.results for name in result.provenance.overrides)
    return [*lines, *(f"{name} was overridden by those who made this report." for name in overrides)]


def _parts(text: str) -> tuple[str, str, str]:
    """Return id, for whom, and the sentence of a guardrail's message: ``G2``, ``staff n = 29``, what follows."""
    match = re.match(r"(G\d)\b[:\s]*", text)
    rail = match[1] if match else ""
    rest = re.sub(r"\bG\d: ", "", text[match.end() :] if match else text)
    counted = re.match(r"(?:(?P<who>[^:]*?):\s*)?n = (?P<n>[^:]+):\s*(?P<text>.*)", rest)
    if counted:
        return rail, f"{counted['who'] or ''} n = {counted['n']}".strip(), sentence(counted["text"])
    named = re.match(r"(?P<who>[^:.]*?):\s*(?P<text>.*)", rest)
    return (rail, "", sentence(named["text"])) if named else (rail, "", sentence(rest))


def refused(material: Material) -> list[tuple[Result, str]]:
    """Return results that could not be had, with their reasons."""
    return [(result, sentence(result.reason)) for result in material.results if result.status == "not_estimable"]
