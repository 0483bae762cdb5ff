"""The stated truth is the blueprint's, number by number."""

from __future__ import annotations

import numpy as np
import pytest

from sdtclimate.synthetic.population import (
    BLOCKS,
    DIF,
    ITEMS,
    LATENTS,
    correlation,
    loadings_of,
    residual_sd,
    shift_of,
)
from sdtclimate.synthetic.truth import mean_score, raw_gap, true_alpha


def test_latents_and_items() -> None:
    assert len(LATENTS) == 32
    assert len(ITEMS) == 30 + 24 + 20 + 8 + 20 + 16 + 16
    assert LATENTS[:12] == ("cs", "cf", "as", "af", "rs", "rf", "lm", "ap", "rr", "pn", "se", "rc")
    assert LATENTS[-4:] == ("sr", "ss", "el", "bo")


def test_correlations_are_positive_definite_as_printed() -> None:
    matrix = correlation()
    np.testing.assert_array_equal(matrix, matrix.T)
    np.testing.assert_array_equal(np.diag(matrix), 1.0)
    assert round(float(np.linalg.eigvalsh(matrix)[0]), 3) == 0.259
    assert round(float(np.linalg.eigvalsh(matrix[:6, :6])[0]), 3) == 0.265


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("cs", "cf", -0.50),
        ("rs", "rf", -0.60),
        ("lm", "rc", 0.50),
        ("st", "dr", 0.55),
        ("pm", "tm", -0.40),
        ("am", "ex", 0.45),
        ("am", "ij", 0.10),
        ("ex", "ir", -0.15),
        ("am", "ir", -0.30),
        ("oi", "rk", 0.55),
        ("js", "ca", 0.40),
        ("el", "bo", 0.60),
        ("lm", "as", 0.35),
        ("se", "cf", -0.25),
        ("nm", "rf", 0.35),
        ("nm", "rs", -0.25),
        ("lm", "st", -0.40),
        ("cs", "ij", 0.0),
        ("cs", "am", -0.20),
        ("rf", "ij", 0.20),
        ("oi", "ig", 0.25),
        ("bo", "ex", 0.15),
        ("bo", "lm", -0.20),
        ("pm", "cs", 0.0),
    ],
)
def test_single_correlations(one: str, other: str, value: float) -> None:
    assert correlation()[LATENTS.index(one), LATENTS.index(other)] == value


PRINTED_GAPS = {
    "cs": -0.193,
    "cf": 0.068,
    "as": 0.130,
    "af": -0.166,
    "rs": 0.317,
    "rf": -0.268,
    "lm": 0.250,
    "ap": 0.213,
    "rr": 0.215,
    "pn": 0.0,
    "se": 0.322,
    "rc": 0.277,
    "st": -0.131,
    "rm": -0.198,
    "nm": -0.375,
    "mp": -0.226,
    "dr": -0.163,
    "pm": -0.261,
    "tm": 0.300,
}


@pytest.mark.parametrize(("latent", "gap"), PRINTED_GAPS.items())
def test_true_raw_gaps_are_those_printed(latent: str, gap: float) -> None:
    assert raw_gap(latent) == pytest.approx(gap, abs=6e-4)


@pytest.mark.parametrize(
    ("latent", "without", "gap"), [("ap", "sc_ap3", 0.391), ("se", "sc_se2", 0.281), ("rc", "sc_rc1", 0.309)]
)
def test_gaps_without_the_item_that_differs(latent: str, without: str, gap: float) -> None:
    assert raw_gap(latent, without=[without]) == pytest.approx(gap, abs=6e-4)


@pytest.mark.parametrize(
    ("latent", "alpha"),
    [
        *{"cs": 0.79, "cf": 0.79, "as": 0.81, "af": 0.82, "rs": 0.82, "rf": 0.82}.items(),
        *((latent, 0.77) for latent in BLOCKS["climate"]),
        *((latent, 0.75) for latent in (*BLOCKS["tension"], *BLOCKS["views"])),
    ],
)
def test_true_alphas_are_those_printed(latent: str, alpha: float) -> None:
    assert true_alpha(latent) == pytest.approx(alpha, abs=0.005)


def test_directors_are_staff_and_a_step_rosier() -> None:
    at = {latent: place for place, latent in enumerate(LATENTS)}
    staff, director = shift_of("staff"), shift_of("director")
    step = director - staff
    assert step[at["ap"]] == pytest.approx(0.15)
    assert step[at["rf"]] == pytest.approx(-0.15)
    assert step[at["sr"]] == pytest.approx(-0.15)
    assert step[at["tm"]] == 0
    assert director[at["lm"]] == 0.80
    assert not shift_of("psw").any()


def test_planted_dif_keeps_the_residual_variance() -> None:
    names = [item.id for item in ITEMS]
    at = names.index("sc_rc1")
    assert loadings_of("psw")[at] == 0.78
    assert loadings_of("staff")[at] == loadings_of("director")[at] == 0.35
    assert residual_sd()[at] ** 2 == pytest.approx(0.39, abs=0.002)
    assert set(DIF) == {"sc_ap3", "sc_rc1", "sc_se2"}
    assert mean_score("ap", "director") > mean_score("ap", "staff")
