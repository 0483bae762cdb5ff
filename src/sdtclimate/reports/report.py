"""`report`: from results to a document, through the one gate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sdtclimate.core.errors import UnprotectedResult, UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.reports.found_facts import facts_of_results
from sdtclimate.results.note import Note

if TYPE_CHECKING:
    from sdtclimate.reports.document import Block, Chapter, Document
    from sdtclimate.reports.facts import ReportFacts
    from sdtclimate.results.result import Result


def report(
    results: Sequence[Result],
    *,
    kind: str = "full",
    title: str | None = None,
    facts: ReportFacts | None = None,
) -> Document:
    """Compose a report.

    Parameters
    ----------
    results : sequence of Result
        Everything that the report shows, as the analyses returned it: ``sdt.report([rel, gap])``. It passes the
        release gate here, all together. What `sdt.protect` gave back is taken as it is; then all of it must be.
    kind : str
        ``"full"``.
    title : str, optional
        Title of the report; default is that of the facts, else the titles of the questionnaires.
    facts : ReportFacts, optional
        What is known of the study beyond the results: who was invited and answered, waves, who keeps the forms.
        Without it the pages say what the results know by themselves: questionnaires with version and hash, titles,
        wording, how many have a score.

    Returns
    -------
    Document
        ``write("report.html")``, ``render("html")``. Its ``results`` hold what `results.json` holds.

    Raises
    ------
    UnprotectedResult
        If some of the results have passed the gate and others have not: they were not looked at together.
    UsageError
        If there is no result, or no such kind.
    """
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
        raise UsageError(f"report() takes results, as in report([reliability, gap]); found {given}.")
    found = _released(found)
    known = facts if facts is not None else facts_of_results(found)
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


def _released(results: tuple[Result, ...]) -> tuple[Result, ...]:
    """Return the results as they may go out together."""
    from sdtclimate.release.gate import protect

    passed = sum(result.released for result in results)
    if passed == len(results):
        return results
    if passed:
        raise UnprotectedResult(
            f"{passed} of {len(results)} results have passed the release gate and {len(results) - passed} not, so "
            "that they were not looked at together. Give all of them as the analyses returned them, or "
            "report(protect(*results))."
        )
    return protect(*results)


def _subtitle(facts: ReportFacts) -> str:
    names = [one.name for one in facts.instruments if one.name not in facts.title]
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
