"""`ANALYSES`: what the main job asks of the answers, in the order of the report.

An analysis that the data cannot bear gives a Result that says so; the others still come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sdtclimate.disclosure.policy import Policy
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.score_table import ScoreTable

if TYPE_CHECKING:
    from sdtclimate.results.result import Result


@dataclass(frozen=True, eq=False)
class Context:
    """What every analysis of one job gets.

    Parameters
    ----------
    by : str
        People column that divides the answers: ``"role"``, another column, or empty.
    """

    responses: Responses
    scores: ScoreTable
    by: str = ""
    rng: int = 0
    i_understand: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    progress: bool | None = None

    @property
    def has_roles(self) -> bool:
        """Whether PSWs and staff both answered."""
        return {"psw", "staff"} <= set(self.responses.roles)

    @property
    def has_sites(self) -> bool:
        """Whether answers come from two or more named sites."""
        people = self.responses.people
        return "site" in people and people["site"].nunique() > 1

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The members of a package, or the instrument itself."""
        return self.responses.instrument.parts or (self.responses.instrument,)


def _describe_scores(job: Context) -> Sequence[Result]:
    from sdtclimate.analysis.describe_scores import describe_scores

    found: list[Result] = [describe_scores(job.responses, by=job.by or None, scores=job.scores, policy=job.policy)]
    if job.has_sites and job.by == "role":
        found.append(describe_scores(job.responses, by=("role", "site"), scores=job.scores, policy=job.policy))
    return found


def _describe_items(job: Context) -> Sequence[Result]:
    from sdtclimate.analysis.describe_items import describe_items

    return [describe_items(job.responses, by=job.by or None, policy=job.policy)]


def _missingness(job: Context) -> Sequence[Result]:
    from sdtclimate.analysis.missingness import missingness

    return [missingness(job.responses, by=job.by or None, policy=job.policy)]


def _compare(job: Context) -> Sequence[Result]:
    if job.by == "role":
        from sdtclimate.analysis.compare_roles import compare_roles

        return [
            compare_roles(
                job.responses,
                scores=job.scores,
                rng=job.rng,
                i_understand=job.i_understand,
                policy=job.policy,
                progress=job.progress,
            )
        ]
    from sdtclimate.analysis.compare_groups import compare_groups

    return [
        compare_groups(job.responses, by=job.by, scores=job.scores, i_understand=job.i_understand, policy=job.policy)
    ]


def _reliability(job: Context) -> Sequence[Result]:
    from sdtclimate.analysis.reliability import reliability

    return [
        reliability(
            job.responses,
            by=job.by or None,
            rng=job.rng,
            i_understand=job.i_understand,
            policy=job.policy,
            progress=job.progress,
        )
    ]


def _dimensionality(job: Context) -> Sequence[Result]:
    """One block of items a questionnaire; PSWs and staff apart, since the two forms may mean different things."""
    from sdtclimate.analysis.dimensionality import dimensionality

    found: list[Result] = []
    for instrument in job.instruments:
        scales = _each_item_once(instrument)
        if not scales:
            continue
        for role in job.responses.roles or (None,):
            people = job.responses if role is None else job.responses.where(role=role)
            asked = [name for name in scales if not people.of(name).is_missing.all()]
            if asked:
                found.append(
                    dimensionality(
                        people,
                        scale=asked,
                        rng=job.rng,
                        i_understand=job.i_understand,
                        policy=job.policy,
                        progress=job.progress,
                    )
                )
    return found


def _each_item_once(instrument: Instrument) -> list[str]:
    """Return the reflective scales, but for those that use the items of an earlier one again."""
    taken: set[str] = set()
    chosen = []
    for name, scale in instrument.subscales.items():
        if scale.type == "R" and not taken & set(scale.items):
            taken |= set(scale.items)
            chosen.append(name)
    return chosen


@dataclass(frozen=True)
class Analysis:
    """One question of the main job.

    Parameters
    ----------
    run : callable
        From the context to one or more results.
    title : str
        What is being done, for the progress line.
    needs_groups : bool
        Left out, without a word, where nothing divides the answers.
    """

    run: Callable[[Context], Sequence[Result]]
    title: str
    needs_groups: bool = False


ANALYSES: Final[dict[str, Analysis]] = {
    "scores": Analysis(_describe_scores, "Means"),
    "items": Analysis(_describe_items, "Answers by item"),
    "missing": Analysis(_missingness, "Missing answers"),
    "comparison": Analysis(_compare, "Comparison", needs_groups=True),
    "reliability": Analysis(_reliability, "Reliability"),
    "dimensionality": Analysis(_dimensionality, "Structure"),
}
