"""`run_study`: the main job from exports to pages, all outputs or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdtclimate.core.files import write_folder
from sdtclimate.core.registry import one_of
from sdtclimate.study import steps
from sdtclimate.study.file import Study

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument
    from sdtclimate.reports.document import Document
    from sdtclimate.responses.responses import Responses
    from sdtclimate.results.result import Result
    from sdtclimate.scoring.score_table import ScoreTable


@dataclass(frozen=True, eq=False)
class Summary:
    """What a run did: lines for a person, facts for a script, and the objects for a notebook."""

    lines: Sequence[str]
    facts: Mapping[str, Any]
    instrument: Instrument
    responses: Responses | None = None
    scores: ScoreTable | None = None
    results: Mapping[str, Sequence[Result]] = field(default_factory=dict)
    document: Document | None = None


def run_study(
    study: Study, *, until: str | None = None, out: str | Path | None = None, progress: bool | None = None
) -> Summary:
    """Do the main job of a study.

    Parameters
    ----------
    study : Study
    until : str, optional
        Stop after this step (`steps.STEPS`). Before ``"write"`` nothing is written.
    out : path, optional
        Folder for what may be handed out; default is the study's own.
    progress : bool or None
        Bars for long work; None shows them on a terminal.

    Raises
    ------
    SdtError
        If the data or a file is not as it should be. Then nothing is written.
    """
    from sdtclimate.study import telling

    stop = one_of(until or "write", steps.STEPS, argument="until")
    instrument = steps.load(study)
    if stop == "load":
        return Summary([f"Loaded      {instrument.id} {instrument.version}"], {"instrument": instrument.id}, instrument)
    responses = steps.read(study, instrument)
    lines = telling.reading(responses, duplicates=study.duplicates)
    facts: dict[str, Any] = {"instrument": instrument.id, "reading": telling.reading_facts(responses)}
    if stop == "read":
        return Summary(lines, facts, instrument, responses)
    screening, responses = steps.screen(study, responses)
    lines += telling.screening(screening, dropped=study.screening.get("action") == "drop")
    if stop == "screen":
        return Summary(lines, facts, instrument, responses)
    scores = steps.score(responses)
    lines += telling.scoring(scores, responses)
    if stop == "score":
        return Summary(lines, facts, instrument, responses, scores)
    found = {"screening": (screening,), **steps.analyse(study, responses, scores, progress=progress)}
    lines += telling.guardrails(responses, found)
    if stop == "analyse":
        return Summary(lines, facts, instrument, responses, scores, found)
    safe = steps.release(study, found)
    lines += telling.protecting(safe)
    if stop == "release":
        return Summary(lines, facts, instrument, responses, scores, safe)
    document = steps.compose(study, responses, scores, safe)
    if stop == "compose":
        return Summary(lines, facts, instrument, responses, scores, safe, document)
    target = Path(out) if out is not None else study.path(study.out)
    write(document, target)
    facts["files"] = [str(target / name) for name in ("report.html", "results.json")]
    lines.append(f"Wrote       {target}/  report.html  results.json")
    return Summary(lines, facts, instrument, responses, scores, safe, document)


def write(document: Document, folder: Path) -> Path:
    """Step 8: the pages and their numbers, all or none."""
    from sdtclimate.results.store import dump_results

    return write_folder(
        folder, {"report.html": document.render("html"), "results.json": dump_results(document.results)}
    )
