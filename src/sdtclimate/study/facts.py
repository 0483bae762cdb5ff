"""`facts_of`: what the pages must know of the study beyond the results; study-wide counts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.disclosure.policy import FLOOR_OTHER
from sdtclimate.instrument.model import Composite, Instrument, Subscale
from sdtclimate.reports.facts import FlowRow, InstrumentFacts, ReportFacts, RoleFacts, ScaleGroup
from sdtclimate.responses.ledger import ROW_REASONS
from sdtclimate.results.provenance import versions
from sdtclimate.rules.comparability import COMPARISONS
from sdtclimate.study.steps import comparison_of, policy_of

if TYPE_CHECKING:
    from sdtclimate.responses.responses import Responses
    from sdtclimate.scoring.score_table import ScoreTable
    from sdtclimate.study.file import Study


def facts_of(study: Study, responses: Responses, scores: ScoreTable) -> ReportFacts:
    """Return the facts of a study for its report."""
    instrument = responses.instrument
    language = study.language
    members = instrument.parts or (instrument,)
    return ReportFacts(
        title=study.title or _joined([_text(part.title, language) or part.id for part in members]),
        instruments=tuple(_instrument(part, language) for part in members),
        roles=_roles(responses, scores),
        language=language,
        terms=dict(instrument.terms.get(language, {})),
        sites=_sites(responses),
        flow=() if responses.is_part else _flow(responses),
        waves=_waves(responses),
        data_holder=study.data_holder,
        coproduction=study.coproduction,
        settings=_settings(study, responses),
        versions=versions(),
        scale_titles=_titles(instrument, language),
        scale_groups=_groups(members, language),
        items={item: instrument.wording(item, _form_for_words(instrument), language) for item in instrument.items},
        answers=_answers(instrument, language),
        minimum=min(policy_of(study).minimum_of(role) for role in responses.roles or ("",)),
    )


def _instrument(part: Instrument, language: str) -> InstrumentFacts:
    return InstrumentFacts(
        id=part.id,
        title=_text(part.title, language),
        version=part.version,
        hash=part.hash,
        licence=str(part.licence.get("kind", "")),
        own_draft=part.own_draft,
        status=part.status,
    )


def _roles(responses: Responses, scores: ScoreTable) -> tuple[RoleFacts, ...]:
    """Return the roles; where the answers name none, one entry without a role.

    Where a filter made the answers fewer, nobody is counted: the people are a group, and the site list counts all.
    """
    if responses.is_part:
        return tuple(RoleFacts(role, ROLE_LABELS.get(role, role)) for role in responses.roles) or (RoleFacts(""),)
    has_score = np.isfinite(scores.values).any(axis=0)
    if not responses.roles:
        return (RoleFacts("", "respondents", None, len(responses), int(has_score.sum())),)
    found = []
    for role in responses.roles:
        here = (responses.people["role"] == role).to_numpy(dtype=bool)
        label = ROLE_LABELS.get(role, role)
        invited = _invited(responses, role)
        found.append(RoleFacts(role, label, invited, int(here.sum()), int((here & has_score).sum())))
    return tuple(found)


def _invited(responses: Responses, role: str) -> int | None:
    sites = responses.sites
    column = f"invited_{role}"
    if sites is None or column not in sites or sites[column].isna().any():
        return None
    return int(sites[column].sum())


def _sites(responses: Responses) -> int | None:
    if "site" not in responses.people:
        return None
    return int(responses.people["site"].nunique())


def _flow(responses: Responses) -> tuple[FlowRow, ...]:
    """Return the rows of each file, but not of one with people of a role of 1 to 4: it would count them."""
    ledger = responses.ledger
    counts = {role: int((responses.people["role"] == role).sum()) for role in responses.roles}
    few = [role for role, n in counts.items() if n < FLOOR_OTHER]
    telling: set[str] = set()
    if few and responses.source_of.size:
        there = responses.source_of[responses.people["role"].isin(few).to_numpy(dtype=bool)]
        telling = {responses.sources[place] for place in np.unique(there)}
    return tuple(
        FlowRow(
            source,
            rows,
            ledger.rows_kept.get(source, 0),
            {ROW_REASONS.get(reason, reason): n for reason, n in ledger.counts(source).items()},
        )
        for source, rows in ledger.rows_in.items()
        if source not in telling
    )


def _waves(responses: Responses) -> str:
    if "wave" not in responses.people:
        return ""
    waves = sorted(map(str, responses.people["wave"].dropna().unique()))
    return f"wave {waves[0]}" if len(waves) == 1 else f"waves {', '.join(waves)}" if waves else ""


def _settings(study: Study, responses: Responses) -> dict[str, object]:
    return {
        "comparison": comparison_of(study, responses) or "none",
        "duplicates": study.duplicates,
        "empty rows": study.empty,
        "previews": study.previews,
        "out of range": study.out_of_range,
        "screening": str(study.screening.get("action", "keep")),
        "seed": study.seed,
        "overridden guardrails": ", ".join(study.i_understand) or "none",
        **{f"only where {name}": str(value) for name, value in study.where.items()},
    }


def _titles(instrument: Instrument, language: str) -> dict[str, str]:
    both: list[Subscale | Composite] = [*instrument.subscales.values(), *instrument.composites.values()]
    return {scale.id: _text(scale.title, language) or scale.id for scale in both}


def _groups(members: Sequence[Instrument], language: str) -> tuple[ScaleGroup, ...]:
    """Return the scales as they stand together: by questionnaire and comparability, composites apart."""
    found: list[ScaleGroup] = []
    for part in members:
        title = _text(part.title, language) or part.id
        scored = [name for name, scale in part.subscales.items() if scale.type == "R"]
        for scales, composites in ((scored, False), (list(part.composites), True)):
            tags = {name: part.comparability(name) for name in scales}
            for tag in COMPARISONS:
                chosen = tuple(name for name in scales if tags[name] == tag)
                if chosen:
                    found.append(ScaleGroup(title, chosen, "" if tag == "single_form" else tag, composites))
    return tuple(found)


def _answers(instrument: Instrument, language: str) -> dict[str, dict[int, str]]:
    return {
        name: {code: answers.label(code, language) for code in answers.codes}
        for name, scale in instrument.subscales.items()
        if not isinstance(scale, Composite)
        for answers in [instrument.answer_scale_of(name)]
    }


def _form_for_words(instrument: Instrument) -> str:
    return "psw" if "psw" in instrument.forms else next(iter(instrument.forms))


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
