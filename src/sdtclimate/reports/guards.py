"""Guardrails that fired, and refusals, gathered from the results and the facts of a study."""

from __future__ import annotations

import re

from sdtclimate.reports.blocks import sentence, upper
from sdtclimate.reports.material import Material
from sdtclimate.results.note import text_of
from sdtclimate.results.result import Result



def fired(material: Material) -> list[str]:
    """Return each guardrail that fired once, with its id, in the order of the ids."""
    found = list(material.facts.guardrails)
    for result in material.results:
        for note in result.notes:
            if re.fullmatch(r"G\d", note.id):
                found.append(f"{note.id}: {_bare(text_of(note))}")
        found += [f"{name} was overridden (i_understand)." for name in result.provenance.overrides]
    return sorted(dict.fromkeys(sentence(text) for text in found), key=lambda text: (text[:2], text))


def _bare(text: str) -> str:
    """Return a guardrail's sentence without its id, which some notes carry inside."""
    return upper(re.sub(r"\bG\d: ", "", text))


def refused(material: Material) -> list[tuple[Result, str]]:
    """Return results that could not be had, with their reasons."""
    return [(result, sentence(result.reason)) for result in material.results if result.status == "not_estimable"]
