"""What `field` and `calib` must give back: estimates on complete answers against the stated truth.

Tolerances are four of the standard deviations over samples that the blueprint prints for `field`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sdtclimate.scoring.score import score
from sdtclimate.synthetic.population import AT, BLOCKS, correlation
from sdtclimate.synthetic.study import SyntheticStudy, make_study
from sdtclimate.synthetic.truth import mean_score, raw_gap, true_alpha

NEEDS, CLIMATE = BLOCKS["needs"], BLOCKS["climate"]
SCALES = {**{name: f"nc_{name}" for name in NEEDS}, **{name: f"sc_{name}" for name in CLIMATE}}
SD_ALPHA = {**dict.fromkeys(NEEDS, 0.029), **dict.fromkeys(CLIMATE, 0.031)}
SD_GAP = {**dict.fromkeys(NEEDS, 0.084), **dict.fromkeys(CLIMATE, 0.097)}


@pytest.fixture(scope="module", params=[None, 1, 2], ids=["shipped", "seed1", "seed2"])
def field(request: pytest.FixtureRequest) -> SyntheticStudy:
    return make_study("field", seed=request.param)


@pytest.fixture(scope="module")
def calib() -> SyntheticStudy:
    return make_study("calib")


def alphas(study: SyntheticStudy) -> dict[str, float]:
    responses = study.responses(complete=True).where(role="psw")
    found = {}
    for latent, scale in SCALES.items():
        subscale = responses.instrument.subscales[scale]
        rows = responses.of(scale)
        turned = [
            6 - row if item in subscale.reverse else row for item, row in zip(rows.item_ids, rows.codes, strict=True)
        ]
        covariances, k = np.cov(np.array(turned, dtype=float)), len(turned)
        found[latent] = k / (k - 1) * (1 - np.trace(covariances) / covariances.sum())
    return found


def scores(study: SyntheticStudy) -> pd.DataFrame:
    return score(study.responses(complete=True)).frame


def test_alpha_in_field(field: SyntheticStudy) -> None:
    for latent, value in alphas(field).items():
        assert abs(value - true_alpha(latent)) < 4 * SD_ALPHA[latent], latent


def test_alpha_in_calib(calib: SyntheticStudy) -> None:
    for latent, value in alphas(calib).items():
        assert abs(value - true_alpha(latent)) < 4 * 0.0095, latent


def test_raw_gaps_in_field(field: SyntheticStudy) -> None:
    frame = scores(field)
    for latent, scale in SCALES.items():
        by_role = frame.groupby("role")[scale].mean()
        by_site = frame.groupby(["site", "role"])[scale].mean().unstack()
        person = by_role["staff"] - by_role["psw"]
        paired = (by_site["staff"] - by_site["psw"]).mean()
        assert abs(person - raw_gap(latent)) < 4 * SD_GAP[latent], latent
        assert abs(paired - raw_gap(latent)) < 4 * (SD_GAP[latent] + 0.01), latent


def test_means_of_every_role_in_calib(calib: SyntheticStudy) -> None:
    found = scores(calib).groupby("role")[list(SCALES.values())].mean()
    for latent, scale in SCALES.items():
        for role, wide in (("psw", 1), ("staff", 1), ("director", 2)):
            error = found.loc[role, scale] - mean_score(latent, role)
            assert abs(error) < 0.12 * wide, (latent, role)


def test_latents_have_the_stated_correlations(calib: SyntheticStudy) -> None:
    psw = calib.latents.eta[calib.roster.of("staff")]
    found = np.corrcoef(psw, rowvar=False)
    # The standard error of r in 4,760 staff of 240 sites is about .02.
    assert np.abs(found - correlation()).max() < 0.11
    assert np.abs(found - correlation()).mean() < 0.02


def test_designated_psws_differ_as_planted(calib: SyntheticStudy) -> None:
    psw = calib.roster.of("psw")
    eta, designated = calib.latents.eta[psw], calib.latents.designated[psw]
    for latent, effect in {"as": 0.35, "rs": 0.30, "rm": -0.50, "cs": 0.0}.items():
        values = eta[:, AT[latent]]
        assert values[designated].mean() - values[~designated].mean() == pytest.approx(effect, abs=0.21)
        assert abs(values.mean()) < 0.2


def test_site_effects_have_the_stated_size(calib: SyntheticStudy) -> None:
    for role, latent, share in [("psw", "as", 0.15), ("psw", "cs", 0.05), ("staff", "as", 0.10), ("staff", "lm", 0.12)]:
        people = calib.roster.of(role)
        values = pd.Series(calib.latents.eta[people, AT[latent]])
        groups = values.groupby(calib.roster.site[people])
        n, mean = groups.size(), groups.mean()
        within = groups.var().mul(n - 1).sum() / (len(values) - len(n))
        size = (n.sum() - (n**2).sum() / n.sum()) / (len(n) - 1)
        between = (n * (mean - values.mean()) ** 2).sum() / (len(n) - 1)
        sigma = (between - within) / size
        assert sigma / (sigma + within) == pytest.approx(share, abs=0.08 if role == "psw" else 0.05)


def test_planted_dif_is_in_the_complete_answers(calib: SyntheticStudy) -> None:
    responses = calib.responses(complete=True)
    place = {item: row for row, item in enumerate(responses.item_ids)}
    roles = responses.people["role"].to_numpy()
    eta = calib.latents.eta

    def kept_apart(item: str, latent: str) -> float:
        """Return how far staff lie from PSWs of the same standing on an item, in codes."""
        codes, x = responses.codes[place[item]].astype(float), eta[:, AT[latent]]
        psw, staff = roles == "psw", roles == "staff"
        slope, level = np.polyfit(x[psw], codes[psw], 1)
        near = staff & (np.abs(x) < 1.5)
        return float((codes[near] - (level + slope * x[near])).mean())

    def slope(item: str, latent: str, role: str) -> float:
        chosen = roles == role
        return float(np.polyfit(eta[chosen, AT[latent]], responses.codes[place[item]][chosen].astype(float), 1)[0])

    assert kept_apart("sc_ap3", "ap") < -0.4
    assert 0.05 < kept_apart("sc_se2", "se") < 0.25
    for item in ("sc_ap1", "sc_ap2", "sc_se1", "sc_pn1", "sc_lm2"):
        assert abs(kept_apart(item, item[3:5])) < 0.1, item
    assert slope("sc_rc1", "rc", "staff") < 0.65 * slope("sc_rc1", "rc", "psw")
    assert slope("sc_rc2", "rc", "staff") == pytest.approx(slope("sc_rc2", "rc", "psw"), abs=0.1)


def test_residuals_are_linked_where_planted(calib: SyntheticStudy) -> None:
    responses = calib.responses(complete=True).where(role="psw")
    place = {item: row for row, item in enumerate(responses.item_ids)}
    people = calib.roster.of("psw")

    def rest(item: str) -> np.ndarray:
        codes = responses.codes[place[item]].astype(float)
        x = calib.latents.eta[people, AT[item[3:5]]]
        return codes - np.polyval(np.polyfit(x, codes, 3), x)

    def r(one: str, other: str) -> float:
        return float(np.corrcoef(rest(one), rest(other))[0, 1])

    # Categories weaken a residual correlation of .20 to about .15.
    assert 0.08 < r("nc_af2", "nc_af3") < 0.25
    assert 0.08 < r("nc_af3", "nc_af4") < 0.25
    assert -0.25 < r("nc_rs5", "nc_rf5") < -0.08
    assert abs(r("nc_af1", "nc_af5")) < 0.08
    assert 0.15 < r("nb_cs1", "nc_cs1") < 0.35
    assert abs(r("nb_cs1", "nc_cs2")) < 0.08


def test_reverse_keyed_items_are_raw(calib: SyntheticStudy) -> None:
    responses = calib.responses(complete=True).of("sc_lm")
    r = np.corrcoef(responses.codes.astype(float))
    assert (r[3, :3] < -0.25).all()
    assert (r[:3, :3] > 0.25).all()
