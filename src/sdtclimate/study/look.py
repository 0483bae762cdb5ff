"""`look`: what was recognised, matched and set aside, and how sure. Nothing is scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sdtclimate.core.errors import SdtError
from sdtclimate.responses.read import match
from sdtclimate.study import steps, telling

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument
    from sdtclimate.responses.match_report import MatchReport
    from sdtclimate.study.file import Study


@dataclass(frozen=True, eq=False)
class Seen:
    """What a look found.

    Parameters
    ----------
    lines : sequence of str
    facts : mapping
        The same for a script.
    readable : bool
        Whether the answers could be read as meant.
    mapping_yaml : str
        The mapping as found, to mend and to give to ``--columns``.
    """

    lines: Sequence[str]
    facts: Mapping[str, Any]
    readable: bool
    mapping_yaml: str


def look(study: Study, instrument: Instrument) -> Seen:
    """Match the columns of a study's exports, and read them as far as they can be read.

    Raises
    ------
    SdtError
        If a file cannot be opened, or its form cannot be told.
    """
    options = steps.reading_options(study)
    report = match(steps.source_of(study), instrument, **options)
    lines = [f"  {line}" for line in report.lines()]
    lines += ["", report.table().to_text()]
    facts: dict[str, Any] = {"files": report.rows(), "readable": report.ok}
    readable = report.ok
    try:
        responses = steps.read(study, instrument)
    except SdtError as error:
        lines += ["", str(error)]
        readable = False
        facts |= {"readable": False, "message": error.message, "faults": [str(fault) for fault in error.faults]}
    else:
        lines += ["", *telling.reading(responses, duplicates=study.duplicates), *_kept_out(report)]
        facts["reading"] = telling.reading_facts(responses)
    return Seen(lines, facts, readable, report.mapping_yaml())


def _kept_out(report: MatchReport) -> list[str]:
    lines = []
    for file in report.files:
        if file.personal:
            lines.append(f"{'Personal':<11} {file.source}: {', '.join(file.personal)}: kept out of scores and reports")
        if file.extra:
            lines.append(f"{'Not used':<11} {file.source}: {', '.join(file.extra)}")
    return lines
