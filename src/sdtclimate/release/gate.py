"""`protect`: the one gate. Everything that goes out together is looked at together."""

from __future__ import annotations

from dataclasses import replace

from sdtclimate.core.errors import UsageError
from sdtclimate.disclosure.complementary import cover
from sdtclimate.disclosure.policy import Policy
from sdtclimate.disclosure.sheet import Sheet
from sdtclimate.results.result import Result, require_released

__all__ = ["protect", "require_released"]


def protect(*results: Result, policy: Policy | None = None) -> tuple[Result, ...]:
    """Return the results as they may go out together.

    Parameters
    ----------
    *results : Result
        Everything that one report, folder or notebook will show. What is shown in two calls is not covered against
        each other.
    policy : Policy, optional
        Raises the minimum cells of all results. Each minimum used is the highest that any of them asks for.

    Returns
    -------
    tuple of Result
        The same results in the same order, ``released``. Each carries the positions of the rows that
        complementary suppression hides, so that a group hidden in one is hidden in all of them, and `shown`,
        `table`, `to_dict` and every plot agree. Frames, cells and notes are unchanged.

    Raises
    ------
    UsageError
        If something else than results is given.

    Notes
    -----
    People are matched over results by their index labels, which is right for results from one reading of the data
    (one data hash). Results of different data, and of bare frames, are looked at each for itself. Releases of an
    earlier day are not known here.
    """
    for position, result in enumerate(results):
        if not isinstance(result, Result):
            raise UsageError(
                f"protect: argument {position + 1} is a {type(result).__name__}. Give results, one by one: "
                "protect(reliability, gap), or protect(*results)."
            )
    strictest = _strictest([*(result.policy for result in results), *([policy] if policy else [])])
    sheets = [
        Sheet(result.frame, result.cells, strictest, result.by, result.provenance.data_hash or f"alone {position}")
        for position, result in enumerate(results)
    ]
    banded = {result.provenance.data_hash for result in results if result.provenance.banded}
    return tuple(
        replace(
            result,
            policy=strictest,
            hidden=rows,
            released=True,
            provenance=replace(result.provenance, banded=result.provenance.data_hash in banded),
        )
        for result, rows in zip(results, cover(sheets), strict=True)
    )


def _strictest(policies: list[Policy]) -> Policy:
    roles = sorted({role for policy in policies for role in policy.minimum})
    return Policy({role: max(policy.minimum_of(role) for policy in policies) for role in roles})
