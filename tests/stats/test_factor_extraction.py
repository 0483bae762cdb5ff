"""Extraction and fit against polished minima in R; recovery; Heywood cases; refusals."""

from __future__ import annotations

import numpy as np
import pytest

from sdtclimate.stats.factor.extraction import degrees_of_freedom, most_factors
from sdtclimate.stats.factor.fit import factor_fit
from sdtclimate.stats.factor.minres import minres
from sdtclimate.stats.factor.ordering import in_order, positive_columns
from sdtclimate.stats.factor.registry import EXTRACTIONS, ROTATIONS
from validate.cases import load_cases
from validate.run import DEFAULT_CASES

SOLUTIONS = [
    (f"{case['case']}-{kind}-{key}", np.array(matrix["matrix"]["values"]), case["n_rows"], key, found)
    for case in load_cases(DEFAULT_CASES, ["efa"])
    for kind in ("pearson", "polychoric")
    if (matrix := case["expected"].get(kind))
    for key, found in matrix.items()
    if isinstance(found, dict) and "fit" in found
]


def simulated(n: int | None = None, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return correlations, loadings and factor correlations of nine items on three factors."""
    pattern = np.kron(np.eye(3), np.array([[0.8], [0.7], [0.6]]))
    phi = np.array([[1, 0.3, 0.2], [0.3, 1, 0.1], [0.2, 0.1, 1.0]])
    matrix = pattern @ phi @ pattern.T
    np.fill_diagonal(matrix, 1.0)
    if n is not None:
        rows = np.random.default_rng(seed).multivariate_normal(np.zeros(9), matrix, n)
        matrix = np.corrcoef(rows.T)
    return matrix, pattern, phi


@pytest.mark.parametrize(("matrix", "n", "key", "expected"), [s[1:] for s in SOLUTIONS], ids=[s[0] for s in SOLUTIONS])
def test_loadings_and_fit_agree(matrix: np.ndarray, n: int, key: str, expected: dict) -> None:
    """Also from the polychoric matrices of the reference: the kernel does not ask where a matrix comes from."""
    method, number = key.rsplit("_", 1)
    found = EXTRACTIONS[method](matrix, int(number))
    assert found.converged
    assert found.loadings == pytest.approx(np.array(expected["loadings_unrotated"]["values"]), abs=1e-6)
    assert found.uniquenesses == pytest.approx(list(expected["uniquenesses"].values()), abs=1e-6)
    assert bool(found.at_boundary) is expected["at_boundary"]
    fit, wanted = factor_fit(matrix, found.loadings, n), expected["fit"]
    for name in ("objective", "empirical_chi2", "rms", "crms", "fit", "fit_off", "tli", "bic", "sabic", "null_chi2"):
        assert getattr(fit, name) == pytest.approx(wanted[name], rel=1e-6, abs=1e-6), name
    assert (fit.df, fit.null_df) == (wanted["dof"], wanted["null_dof"])
    assert fit.chi2 == pytest.approx(wanted["chi2"], rel=1e-6)
    assert fit.rmsea == pytest.approx(wanted["rmsea_standard"]["rmsea"], abs=1e-6)
    assert fit.rmsea_low == pytest.approx(wanted["rmsea_standard"]["lower"], abs=1e-6)
    assert fit.rmsea_high == pytest.approx(wanted["rmsea_standard"]["upper"], abs=1e-6)
    assert fit.rmsea_psych == pytest.approx(wanted["rmsea_psych"][0], abs=1e-6)


@pytest.mark.parametrize("method", EXTRACTIONS)
def test_known_factors_are_found_exactly_in_their_own_matrix(method: str) -> None:
    matrix, pattern, phi = simulated()
    found = EXTRACTIONS[method](matrix, 3)
    assert found.loadings @ found.loadings.T == pytest.approx(pattern @ phi @ pattern.T, abs=1e-7)
    turned = ROTATIONS["oblimin"](found.loadings, 10, 0)
    order = np.abs(turned.loadings).argmax(axis=0) // 3
    assert turned.loadings == pytest.approx(pattern[:, order], abs=1e-6)
    assert turned.phi == pytest.approx(phi[np.ix_(order, order)], abs=1e-6)


def test_known_factors_are_recovered_from_a_sample() -> None:
    matrix, pattern, phi = simulated(5000)
    turned = ROTATIONS["oblimin"](minres(matrix, 3).loadings, 10, 0)
    order = np.abs(turned.loadings).argmax(axis=0) // 3
    assert np.abs(turned.loadings - pattern[:, order]).max() < 0.05
    assert np.abs(turned.phi - phi[np.ix_(order, order)]).max() < 0.06


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_item_order_and_sign_change_nothing(method: str) -> None:
    matrix, _, _ = simulated(300)
    order, signs = np.random.default_rng(4).permutation(9), np.array([1, -1, 1, 1, -1, 1, -1, 1, 1.0])
    plain = EXTRACTIONS[method](matrix, 2)
    moved = EXTRACTIONS[method]((matrix * np.outer(signs, signs))[np.ix_(order, order)], 2)
    assert moved.uniquenesses == pytest.approx(plain.uniquenesses[order], abs=1e-9)
    back = moved.loadings * signs[order][:, None]
    assert np.abs(back) == pytest.approx(np.abs(plain.loadings[order]), abs=1e-8)


def test_minimum_of_minres_is_a_minimum() -> None:
    matrix, _, _ = simulated(150, seed=7)
    found = minres(matrix, 2)

    def residual(unique: np.ndarray) -> float:
        return float((np.linalg.eigvalsh(matrix - np.diag(unique))[:-2] ** 2).sum())

    least = residual(found.uniquenesses)
    rng = np.random.default_rng(0)
    for _ in range(50):
        assert residual(np.clip(found.uniquenesses + rng.normal(0, 1e-3, 9), 0.005, 1)) >= least - 1e-14


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_heywood_case_is_found_and_named(method: str) -> None:
    matrix = np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1.0]])
    found = EXTRACTIONS[method](matrix, 1)
    assert found.at_boundary == (0,)
    assert found.status == "caution"
    assert found.reason.startswith("heywood")


def test_principal_axes_may_rest_beyond_one() -> None:
    found = EXTRACTIONS["pa"](np.array([[1, 0.9, 0.8], [0.9, 1, 0.5], [0.8, 0.5, 1.0]]), 1)
    assert found.communalities[0] == pytest.approx(0.9 * 0.8 / 0.5)
    assert (found.status, found.at_boundary) == ("caution", (0,))


def test_principal_axes_that_do_not_settle_are_refused() -> None:
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((35, 3)) @ rng.uniform(-0.3, 0.9, (3, 8)) + 0.6 * rng.standard_normal((35, 8))
    found = EXTRACTIONS["pa"](np.corrcoef(rows.T), 3)
    assert found.status == "not_estimable"
    assert found.reason.startswith("heywood: the communality of item4 grows beyond 1")


@pytest.mark.parametrize("method", EXTRACTIONS)
def test_what_cannot_be_extracted_is_refused(method: str) -> None:
    matrix, _, _ = simulated()
    assert EXTRACTIONS[method](matrix, 6).reason.startswith("df: 6 factors of 9 items")
    twin = np.ones((4, 4))
    assert EXTRACTIONS[method](twin, 1).reason.startswith("identical")
    gone = matrix.copy()
    gone[2] = gone[:, 2] = np.nan
    refused = EXTRACTIONS[method](gone, 1, names=[f"i{j}" for j in range(9)])
    assert refused.status == "not_estimable"
    assert "i2" in refused.reason
    assert np.isnan(refused.loadings).all()


def test_degrees_of_freedom() -> None:
    assert degrees_of_freedom(9, 3) == 12
    assert degrees_of_freedom(3, 1) == 0
    assert [most_factors(k) for k in (1, 2, 3, 4, 5, 6)] == [0, 0, 1, 1, 2, 3]


def test_saturated_model_has_no_test() -> None:
    matrix = simulated()[0][:3, :3]
    fit = factor_fit(matrix, minres(matrix, 1).loadings, 100)
    assert fit.df == 0
    assert np.isnan([fit.p, fit.crms, fit.rmsea, fit.tli, fit.bic]).all()
    assert fit.rms == pytest.approx(0, abs=1e-9)


def test_columns_stand_by_falling_sums_with_positive_sums() -> None:
    loadings = np.array([[0.1, -0.9], [0.2, -0.8], [0.6, 0.1]])
    phi = np.array([[1, 0.4], [0.4, 1]])
    ordered, related, carried = in_order(loadings, phi)
    assert ordered[:, 0] == pytest.approx([0.9, 0.8, -0.1])
    assert related[0, 1] == pytest.approx(-0.4)
    assert carried[0] > carried[1]
    assert positive_columns(np.array([[-0.5, 0.5], [0.5, -0.6]])).sum(axis=0)[1] > 0
