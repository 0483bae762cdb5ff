"""The lines that a run prints: what was read, flagged, scored, refused and protected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.disclosure.bands import n_band
from sdtclimate.disclosure.policy import FLOOR_OTHER
from sdtclimate.rules.guardrails import guardrail_of

if TYPE_CHECKING:
    from sdtclimate.responses.responses import Responses
    from sdtclimate.results.result import Result
    from sdtclimate.results.screening import ScreeningResult
    from sdtclimate.scoring.score_table import ScoreTable

SHORT_REASONS: Final[dict[str, str]] = {
    "preview": "preview",
    "no_consent": "no consent",
    "empty": "empty",
    "duplicate": "repeat",
    "identical": "same answers twice",
    "filtered": "outside --where",
    "withdrawn": "withdrawn",
    "screened": "set aside by screening",
}

RAIL_MEANS: Final[dict[str, str]] = {
    "G0": ": nothing is shown",
    "G1": ": means to half points",
    "G2": ": means with intervals; no factor analysis, no DIF",
}
"""What a guardrail means for the whole report, where every role falls under the same one."""


def reading(responses: Responses, *, duplicates: str = "") -> list[str]:
    """Return one line a file: rows in = people + everything that was set aside, by reason.

    `duplicates` is the rule by which one row of a person was kept; it is said beside the repeats.
    """
    kept_row = {"last_complete": " (last complete kept)", "first": " (first kept)", "last": " (last kept)"}
    beside = {"duplicate": kept_row.get(duplicates, "")}
    ledger = responses.ledger
    width = max((len(source) for source in ledger.rows_in), default=0)
    lines = []
    for place, (source, n) in enumerate(ledger.rows_in.items()):
        kept = ledger.rows_kept.get(source, 0)
        aside = [
            f"{count} {SHORT_REASONS.get(reason, reason)}{beside.get(reason, '')}"
            for reason, count in ledger.counts(source).items()
        ]
        head = "Reading" if place == 0 else ""
        parts = [f"{kept} {'person' if kept == 1 else 'people'}", *aside]
        lines.append(f"{head:<11} {source:<{width}}  {n} row{'' if n == 1 else 's'} = {' + '.join(parts)}")
    lines += [f"{'':<11} {remark}" for remark in ledger.remarks]
    return lines


def reading_facts(responses: Responses) -> dict[str, Any]:
    """Return the same as data."""
    ledger = responses.ledger
    return {
        source: {"rows": n, "people": ledger.rows_kept.get(source, 0), "set_aside": ledger.counts(source)}
        for source, n in ledger.rows_in.items()
    }


def screening(found: ScreeningResult, *, dropped: bool) -> list[str]:
    """Return one line: how many forms were flagged and what was done with them."""
    n = int(found.flags.sum())
    what = "set aside, as the study says" if dropped else "kept"
    return [f"{'Screening':<11} {n} form{'' if n == 1 else 's'} flagged by two indices or more; {what}"]


def scoring(scores: ScoreTable, responses: Responses) -> list[str]:
    """Return one line: how many scales were scored."""
    scored = int(np.isfinite(scores.values).any(axis=1).sum())
    return [f"{'Scoring':<11} {scored} of {len(scores.scales)} scales, {len(responses)} people"]


def guardrails(responses: Responses, results: Mapping[str, Sequence[Result]]) -> list[str]:
    """Return which guardrail each role fell under, and what was refused."""
    if responses.roles:
        sizes = {role: int((responses.people["role"] == role).sum()) for role in responses.roles}
    else:
        sizes = {"": len(responses)}
    said = [
        f"{guardrail_of(n).id} {ROLE_LABELS.get(role, role) or 'respondents'} {_size(n, part=responses.is_part)}"
        for role, n in sizes.items()
    ]
    refused = [result.title for group in results.values() for result in group if result.status == "not_estimable"]
    rails = {guardrail_of(n).id for n in sizes.values()}
    meaning = RAIL_MEANS.get(rails.pop(), "") if len(rails) == 1 else ""
    lines = [f"{'Guardrails':<11} {', '.join(said)}{meaning}"]
    if refused:
        lines.append(f"{'':<11} not made, with the reason in the report: {', '.join(dict.fromkeys(refused))}")
    return lines


def _size(n: int, *, part: bool) -> str:
    """Return n of all sites together; under the minimum, and where a filter made the answers fewer, its band."""
    if n < FLOOR_OTHER:
        return f"n < {FLOOR_OTHER}"
    return f"n = {n_band(n) if part else n}"


def _sites(result: Result) -> list[str]:
    """Return for each role how many sites are shown, and why the others are not. A site with any mean is shown."""
    shown = result.shown()
    if "site" not in shown:
        return []
    means = shown[(shown["statistic"] == "mean") & (shown["site"] != "")]
    lines = []
    for role, rows in means.groupby("role", sort=False):
        told = rows["estimate"].notna().groupby(rows["site"]).any()
        covered = (rows["suppressed"] == "complementary").groupby(rows["site"]).any() & ~told
        hidden, cover = int((~told).sum()), int(covered.sum())
        few = [f"{_word(hidden - cover)} under the minimum"] if hidden > cover else []
        why = [*few, *([f"{_word(cover)} to cover {'it' if hidden - cover == 1 else 'them'}"] if cover else [])]
        said = f"{hidden} hidden ({', '.join(why)})" if hidden else "none hidden"
        lines.append(f"by site, {ROLE_LABELS.get(str(role), str(role))}: {int(told.sum())} shown, {said}")
    return lines


def _word(n: int) -> str:
    return "one" if n == 1 else str(n)


def protecting(results: Mapping[str, Sequence[Result]]) -> list[str]:
    """Return one line a role: how many sites are shown and how many hidden; without sites how many numbers are."""
    lines = [line for result in results.get("scores", ()) for line in _sites(result)]
    if lines:
        return [f"{'' if place else 'Protecting':<11} {line}" for place, line in enumerate(lines)]
    primary = complementary = 0
    for group in results.values():
        for result in group:
            shown = result.shown()
            if "suppressed" in shown:
                primary += int((shown["suppressed"] == "primary").sum())
                complementary += int((shown["suppressed"] == "complementary").sum())
    covered = f"{complementary} more so that none can be worked out"
    return [f"{'Protecting':<11} {primary} numbers hidden for few people, {covered}"]
