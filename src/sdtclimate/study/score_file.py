"""`score_file`: respondents' scores written for whoever holds the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdtclimate.release.microdata import write_scores
from sdtclimate.study import steps, telling

if TYPE_CHECKING:
    from sdtclimate.study.file import Study


@dataclass(frozen=True, eq=False)
class Scored:
    """What was written: lines for a person, facts for a script."""

    lines: Sequence[str]
    facts: Mapping[str, Any]


def score_file(study: Study, out: str | Path, *, allow_microdata: bool = False) -> Scored:
    """Read and score a study's exports, and write one row a respondent.

    Parameters
    ----------
    study : Study
    out : path
        CSV file; its folder must exist.
    allow_microdata : bool
        Keep site names and other columns about people.
    """
    instrument = steps.load(study)
    responses = steps.read(study, instrument)
    table = steps.score(responses)
    written = write_scores(table, out, allow_microdata=allow_microdata)
    facts = {
        "n": len(table),
        "scales": list(table.scales),
        "file": str(out),
        "columns": list(written.columns),
        "dropped": dict(written.dropped),
        "warning": written.warning,
    }
    return Scored(
        [*telling.reading(responses, duplicates=study.duplicates), *telling.scoring(table, responses), *written.lines],
        facts,
    )
