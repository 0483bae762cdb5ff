"""The gap between two roles on one scale, and how sure it is: sites counted where there are enough, else people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.analysis.guarded import without_interval
from sdtclimate.core.estimate import Estimate
from sdtclimate.core.random import stream
from sdtclimate.rules.guardrails import SITES_FOR_INFERENCE
from sdtclimate.stats.effects.difference import welch, welch_within
from sdtclimate.stats.effects.spread import mean_of
from sdtclimate.stats.resampling.sites import site_mean_bootstrap_t, site_mean_t

T_OVER_SITES: Final = "t over sites"


@dataclass(frozen=True, eq=False)
class Pair:
    """The scores of two roles on one scale.

    Parameters
    ----------
    first, second : float array
        Scores, PSWs first; nobody without a score.
    first_sites, second_sites : int array
        Site of each person from 0; -1 where none is known.
    """

    first: npt.NDArray[np.float64]
    second: npt.NDArray[np.float64]
    first_sites: npt.NDArray[np.int64]
    second_sites: npt.NDArray[np.int64]

    @property
    def shared(self) -> npt.NDArray[np.int64]:
        """Sites with scores of both roles."""
        both = np.intersect1d(self.first_sites, self.second_sites)
        return both[both >= 0]

    @property
    def knows_sites(self) -> bool:
        """Whether any person's site is known."""
        return bool((self.first_sites >= 0).any() or (self.second_sites >= 0).any())

    @property
    def is_paired(self) -> bool:
        """Whether enough sites have both roles to count sites."""
        return len(self.shared) >= SITES_FOR_INFERENCE

    def differences(self) -> npt.NDArray[np.float64]:
        """Return mean(second) - mean(first) of each site with both, in ascending order."""
        found = [
            mean_of(self.second[self.second_sites == site]) - mean_of(self.first[self.first_sites == site])
            for site in self.shared
        ]
        return np.sort(np.array(found, dtype=np.float64))


def over_sites(pair: Pair, *, scale: str, draws: int, seed: int, level: float) -> Mapping[str, Estimate]:
    """Return the mean over sites of the site-paired difference: bootstrap-t, and Student's t beside it."""
    units = pair.differences()
    rng = stream(seed, "compare_roles", scale)
    head = f"mean over {units.size} sites of site-paired differences; "
    found = {
        "": site_mean_bootstrap_t(units, draws=draws, rng=rng, level=level),
        T_OVER_SITES: site_mean_t(units, level=level),
    }
    return {name: replace(estimate, method=head + estimate.method) for name, estimate in found.items()}


def over_people(pair: Pair, *, level: float) -> Estimate:
    """Return the difference of the people's means with Welch's interval within these sites, and say what it is.

    People are the units. The sites are taken as they are: the interval says nothing of other sites.
    """
    sites = len(pair.shared)
    if not pair.knows_sites:
        estimate = welch(pair.first, pair.second, level=level)
        return _labelled(estimate, "no_sites: people as units; the answers name no sites", "people as units")
    if not sites:
        return Estimate.impossible(
            "no_shared_site: no site has answers of both, so that a gap would be a difference between sites",
            n=pair.first.size + pair.second.size,
            level=level,
        )
    estimate = welch_within(
        pair.first, pair.second, first_sites=pair.first_sites, second_sites=pair.second_sites, level=level
    )
    few = "1 site is" if sites == 1 else f"{sites} sites are"
    label = f"people as units; {few} too few to count sites"
    return _labelled(estimate, f"few_sites: {label}", f"{label}; these sites only")


def within_one_site(pair: Pair, *, level: float) -> Estimate:
    """Return the difference at one site, people as units."""
    return _labelled(welch(pair.first, pair.second, level=level), "", "people as units; this site only")


def signed(estimate: Estimate, valence: int) -> Estimate:
    """Return ``valence x`` the estimate; its interval turns round with the sign."""
    if valence >= 0:
        return estimate
    return replace(estimate, value=-estimate.value, ci_low=-estimate.ci_high, ci_high=-estimate.ci_low)


def described(estimate: Estimate, tag: str) -> Estimate:
    """Return a gap that may be described and not tested: no interval that invites a test."""
    told = without_interval(estimate)
    return replace(told, method=estimate.method.split(";")[0] + f"; {tag}: described, not tested")


def _labelled(estimate: Estimate, caution: str, label: str) -> Estimate:
    found = replace(estimate, method=f"{label}; {estimate.method}")
    return found.with_caution(caution) if caution else found
