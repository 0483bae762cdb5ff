"""The eight steps of the main job, each callable alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sdtclimate.core.errors import UsageError
from sdtclimate.core.random import seed_of
from sdtclimate.disclosure.policy import Policy

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument
    from sdtclimate.reports.document import Document
    from sdtclimate.responses.responses import Responses
    from sdtclimate.results.result import Result
    from sdtclimate.results.screening import ScreeningResult
    from sdtclimate.scoring.score_table import ScoreTable
    from sdtclimate.study.file import Study

STEPS: Final = ("load", "read", "screen", "score", "analyse", "release", "compose", "write")


def load(study: Study) -> Instrument:
    """Step 1: the instrument, or the package of several."""
    from sdtclimate.instrument.loader import load_instrument

    sources = [_instrument_source(study, name) for name in study.instrument]
    return load_instrument(sources[0] if len(sources) == 1 else sources)


def read(study: Study, instrument: Instrument) -> Responses:
    """Step 2: the exports as answers, with the ledger of every row and cell."""
    from sdtclimate.responses.read import read_responses

    return read_responses(
        source_of(study),
        instrument,
        **reading_options(study),
        missing_map=dict(study.missing_map) or None,
        labels=dict(study.labels) or None,
        where=dict(study.where) or None,
        duplicates=study.duplicates,
        empty=study.empty,
        out_of_range=study.out_of_range,
        sites=study.path(study.sites) if study.sites else None,
        site_names=dict(study.site_names) or None,
    )


def reading_options(study: Study) -> dict[str, Any]:
    """Return the options that matching and reading share."""
    mapping = study.columns
    return {
        "columns": study.path(mapping) if isinstance(mapping, str) and mapping else mapping or None,
        "people": dict(study.people) or None,
        "roles": dict(study.roles) or None,
        "absent": study.absent or None,
        "previews": study.previews,
        "fixes": "yaml",
    }


def screen(study: Study, responses: Responses) -> tuple[ScreeningResult, Responses]:
    """Step 3: flags; answers are set aside only where the study says ``screening: {action: drop}``."""
    from sdtclimate.analysis.screen import screen as find_flags

    found = find_flags(responses, flag_when=int(study.screening.get("flag_when", 2)), policy=policy_of(study))
    if study.screening.get("action", "keep") == "drop":
        flagged = found.flags.reindex(responses.people.index).fillna(value=False).to_numpy(dtype=bool)
        return found, responses.keep(~flagged, why="screened", detail="flagged by two indices")
    return found, responses


def score(responses: Responses) -> ScoreTable:
    """Step 4: scores with their reasons."""
    from sdtclimate.scoring.score import score as score_responses

    return score_responses(responses)


def analyse(
    study: Study, responses: Responses, scores: ScoreTable, *, progress: bool | None = None
) -> dict[str, tuple[Result, ...]]:
    """Step 5: every analysis in turn; what cannot be borne says so in its own result."""
    from sdtclimate.analysis.registry import ANALYSES, Context

    job = Context(
        responses,
        scores,
        by=comparison_of(study, responses),
        rng=seed_of(study.seed),
        i_understand=study.i_understand,
        policy=policy_of(study),
        progress=progress,
    )
    return {
        name: tuple(analysis.run(job)) for name, analysis in ANALYSES.items() if job.by or not analysis.needs_groups
    }


def release(study: Study, results: Mapping[str, Sequence[Result]]) -> dict[str, tuple[Result, ...]]:
    """Step 6: everything together through the one gate."""
    from sdtclimate.release.gate import protect

    flat = [result for group in results.values() for result in group]
    safe = iter(protect(*flat, policy=policy_of(study)))
    return {name: tuple(next(safe) for _ in group) for name, group in results.items()}


def compose(
    study: Study, responses: Responses, scores: ScoreTable, results: Mapping[str, Sequence[Result]]
) -> Document:
    """Step 7: the pages, from released results only."""
    from sdtclimate.reports.report import report
    from sdtclimate.study.facts import facts_of

    flat = [result for group in results.values() for result in group]
    return report(flat, facts=facts_of(study, responses, scores))


def comparison_of(study: Study, responses: Responses) -> str:
    """Return the column that divides the report: what was asked for, else roles where there are two."""
    columns = [str(name) for name in responses.people.columns]
    if study.by and study.by not in columns:
        raise UsageError(f"by: {study.by} is no column about people. There are: {', '.join(columns)}.")
    if study.by:
        return study.by
    return "role" if len(responses.roles) > 1 else ""


def policy_of(study: Study) -> Policy:
    """Return the minimum cells of the study."""
    return Policy({str(role): int(n) for role, n in dict(study.protect.get("min") or {}).items()})


def source_of(study: Study) -> Any:
    """Return the exports as `read_responses` takes them."""
    exports = study.exports
    paths = [study.path(entry.file) for entry in exports]
    if not any(entry.form or entry.wave is not None for entry in exports):
        return paths[0] if len(paths) == 1 else paths
    from sdtclimate.responses.exports import Export

    return [Export(path, path.name, entry.form, entry.wave) for path, entry in zip(paths, exports, strict=True)]


def unnamed(files: Sequence[str]) -> UsageError:
    """Return the error of a call that names no instrument: it says which of the shipped ones the columns fit."""
    from sdtclimate.responses.which_instrument import no_instrument

    return no_instrument([Path(file) for file in files], None)


def _instrument_source(study: Study, name: str) -> str | Path:
    beside = study.path(name)
    return beside if beside.suffix in (".yaml", ".yml") else name
