"""`compare_roles` on simulated studies: the planted gaps come back, and intervals hold them as often as they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sdtclimate.analysis.compare_roles import compare_roles
from sdtclimate.core.random import stream
from sdtclimate.stats.effects.difference import welch
from sdtclimate.stats.resampling.sites import site_mean_bootstrap_t
from sdtclimate.synthetic.study import make_study
from sdtclimate.synthetic.truth import raw_gap

NEEDS, CLIMATE = ("cs", "cf", "as", "af", "rs", "rf"), ("lm", "ap", "rr", "pn", "se", "rc")
TRUE = {  # staff - PSW, raw, as the study plants them
    **dict(zip(NEEDS, (-0.193, 0.068, 0.130, -0.166, 0.317, -0.268), strict=True)),
    **dict(zip(CLIMATE, (0.250, 0.213, 0.215, 0.0, 0.322, 0.277), strict=True)),
}
SD = {**dict.fromkeys(NEEDS, 0.084), **dict.fromkeys(CLIMATE, 0.097)}


@pytest.mark.parametrize("seed", [None, 5])
def test_planted_gaps_come_back(seed: int | None) -> None:
    result = compare_roles(make_study("field", seed=seed).responses(complete=True).where(wave=1), draws=200)
    frame = result.frame[(result.frame.statistic == "gap_fav") & (result.frame.variant == "")].set_index("scale")
    for name, true in TRUE.items():
        scale = f"nc_{name}" if name in NEEDS else f"sc_{name}"
        assert raw_gap(name) == pytest.approx(true, abs=6e-4)
        sign = -1 if name in ("cf", "af", "rf") else 1
        assert abs(frame.estimate[scale] - sign * true) < 4 * SD[name], name
        assert frame.n_sites[scale] == 24
        assert math.isnan(frame.ci_low[scale]) == (name in NEEDS)  # impressions are described, not tested


def test_bendor_counts_people() -> None:
    result = compare_roles(make_study("bendor").responses(complete=True))
    gaps = result.frame[result.frame.statistic == "gap_fav"]
    climate = gaps[gaps.scale.str.startswith("sc_")]
    assert climate.reason.str.contains("too few to count sites").all()
    assert climate.ci_low.notna().all()
    assert "G2" in {note.id for note in result.notes}


@pytest.mark.prove
def test_intervals_over_sites_hold_the_planted_gaps() -> None:
    """A study's own skewed codes, sites of 3 to 12 PSWs: bootstrap-t near 95 %, people as units well below."""
    hits, plain, times = 0, 0, 0
    for seed in range(60):
        responses = make_study("field", seed=1000 + seed).responses(complete=True).where(wave=1)
        codes, people = responses.codes.astype(float), responses.people
        staff, site = (people.role == "staff").to_numpy(), people.site.to_numpy()
        psw = (people.role == "psw").to_numpy()
        for name in TRUE:
            prefix = "nc" if name in NEEDS else "sc"
            subscale = responses.instrument.subscales[f"{prefix}_{name}"]
            rows = responses.positions(subscale.items)
            turned = np.array([item in subscale.reverse for item in subscale.items])[:, None]
            x = np.where(turned, 6 - codes[rows], codes[rows]).mean(axis=0)
            units = np.array([x[staff & (site == s)].mean() - x[psw & (site == s)].mean() for s in np.unique(site)])
            found = site_mean_bootstrap_t(units, draws=999, rng=stream(seed, name))
            true = raw_gap(name)
            hits += found.ci_low <= true <= found.ci_high
            people_only = welch(x[psw], x[staff])
            plain += people_only.ci_low <= true <= people_only.ci_high
            times += 1
    assert 0.92 <= hits / times <= 0.97
    assert plain / times < hits / times
