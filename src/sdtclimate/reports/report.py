"""`report`: from released results to a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.reports.facts import InstrumentFacts, ReportFacts, RoleFacts
from sdtclimate.results.note import Note

if TYPE_CHECKING:
    from sdtclimate.reports.document import Block, Chapter, Document
    from sdtclimate.results.result import Result


def report(
    results: Sequence[Result],
    *,
    kind: str = "full",
    title: str | None = None,
    facts: ReportFacts | None = None,
) -> Document:
    """Compose a report from released results.

    Parameters
    ----------
    results : sequence of Result
        What `sdt.protect` gave back, everything that the report shows in one call.
    kind : str
        ``"full"``.
    title : str, optional
        Title of the report; default is that of the facts.
    facts : ReportFacts, optional
        What is known of the study: questionnaires, who was asked, titles of scales, wording. Without it pages
        use ids, and roles as the results name them.

    Returns
    -------
    Document
        ``write("report.html")``, ``render("html")``. Its ``results`` hold what `results.json` holds.

    Raises
    ------
    UnprotectedResult
        If a result has not passed the release gate.
    UsageError
        If there is no result, or no such kind.
    """
    from sdtclimate.release.gate import require_released
    from sdtclimate.reports.document import Document
    from sdtclimate.reports.kinds import full
    from sdtclimate.reports.material import Material
    from sdtclimate.results.result import Result as AnyResult
    from sdtclimate.results.store import results_document

    make = lookup({"full": full.chapters}, kind, what="kind of report", argument="kind")
    found = (results,) if isinstance(results, AnyResult) else tuple(results)
    wrong = next((one for one in found if not isinstance(one, AnyResult)), None)
    if wrong is not None or not found:
        given = "nothing" if not found else f"a {type(wrong).__name__}"
        raise UsageError(f"report() takes what sdt.protect(...) gives back; found {given}.")
    for result in found:
        require_released(result)
    known = facts if facts is not None else _facts_of(found)
    known = replace(known, title=title) if title else known
    material = Material(found, known)
    chapters = make(material)
    return Document(
        title=known.title or "Report",
        subtitle=_subtitle(known),
        chapters=tuple(chapters),
        notes=_notes(chapters),
        results=results_document(found, _meta(known, kind)),
        language=known.language,
        draft=known.draft,
    )


def _facts_of(results: Sequence[Result]) -> ReportFacts:
    """Return what the results themselves know of the study."""
    from sdtclimate.core.terms import ROLES
    from sdtclimate.plots.rows import rows_of, values_of

    provenance = next((r.provenance for r in results if r.provenance.instrument), results[0].provenance)
    there = {role for result in results for role in values_of(rows_of(result), "role")}
    instrument = InstrumentFacts(
        provenance.instrument, version=provenance.instrument_version, hash=provenance.instrument_hash
    )
    return ReportFacts(
        title=f"Report on {provenance.instrument}" if provenance.instrument else "Report",
        instruments=(instrument,) if provenance.instrument else (),
        roles=tuple(RoleFacts(role) for role in (*ROLES, *sorted(there - set(ROLES))) if role in there),
        versions=dict(provenance.versions),
    )


def _subtitle(facts: ReportFacts) -> str:
    names = [one.name for one in facts.instruments]
    return " · ".join(part for part in (facts.waves, ", ".join(names)) if part)


def _notes(chapters: Iterable[Chapter]) -> tuple[Note, ...]:
    """Return every standing notice that the pages print, once."""
    from sdtclimate.reports.document import Paragraph

    found: dict[str, Note] = {}
    blocks: list[Block] = [block for chapter in chapters for block in chapter.blocks]
    for block in blocks:
        if isinstance(block, Paragraph) and re.fullmatch(r"N\d+", block.id):
            found.setdefault(block.text, Note(block.id, "{text}", {"text": block.text}))
    return tuple(found.values())


def _meta(facts: ReportFacts, kind: str) -> dict[str, object]:
    """Return what `results.json` says about the study: counts that may be printed, no path, no clock."""
    from sdtclimate.reports.sentences.who import told

    return {
        "title": facts.title,
        "kind": kind,
        "language": facts.language,
        "instruments": [
            {"id": one.id, "title": one.title, "version": one.version, "hash": one.hash, "status": one.status}
            for one in facts.instruments
        ],
        "roles": [
            {
                "role": role.role,
                "invited": told(role.invited),
                "answered": told(role.answered),
                "scored": told(role.scored),
            }
            for role in facts.roles
        ],
        "sites": facts.sites,
        "waves": facts.waves,
        "coproduction": facts.coproduction,
        "settings": {str(name): str(value) for name, value in facts.settings.items()},
        "versions": dict(facts.versions),
    }
