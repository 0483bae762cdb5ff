"""A number needs a witness: every coefficient has recorded values, a source and a label."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sdtclimate.core.terms import STATISTIC_LABELS
from sdtclimate.stats.reliability.coefficient import Coefficient
from sdtclimate.stats.reliability.registry import COEFFICIENTS
from sdtclimate.stats.sample.moments import moments_of

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
DOCS = REFERENCE.parents[1] / "docs" / "coefficients.md"


def without_witness(names: Iterable[str], folder: Path) -> list[str]:
    """Return what to say of each coefficient that has no recorded numbers."""
    return [
        f"COEFFICIENTS has {name} but tests/reference/reliability/{name}.json is missing. Record it with "
        f'tests/reference/reliability/{name}.R or by hand; see CONTRIBUTING, "a number needs a witness".'
        for name in names
        if not (folder / f"{name}.json").is_file()
    ]


def without_doi(source: str, path: str) -> list[str]:
    """Return what to say of a coefficient's file whose `value` names no source."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == "value":
            if re.search(r"doi:10\.\d{4,9}/\S+", ast.get_docstring(node) or ""):
                return []
            return [f"{path}:{node.lineno} value() has a docstring without a DOI. Name the source: doi:10.xxxx/..."]
    return [f"{path}:1 has no function value(cov)."]


def cases(name: str) -> list[dict[str, object]]:
    missing = without_witness([name], REFERENCE / "reliability")
    if missing:
        pytest.fail(missing[0], pytrace=False)
    text = (REFERENCE / "reliability" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)["cases"]  # type: ignore[no-any-return]


def covariance_of(case: dict[str, object]) -> np.ndarray:
    if "covariance" in case:
        return np.array(case["covariance"], dtype=float)
    frame = pd.read_csv(REFERENCE / "datasets" / str(case["dataset"]))[case["items"]]
    for item in case["reversed"]:  # type: ignore[attr-defined]
        frame[item] = sum(case["range"]) - frame[item]  # type: ignore[call-overload]
    moments = moments_of(frame.to_numpy(dtype=float))
    assert moments.n == case["n"]
    return moments.covariance


def test_every_coefficient_has_a_witness() -> None:
    missing = without_witness(COEFFICIENTS, REFERENCE / "reliability")
    assert not missing, "\n".join(missing)


def test_every_witness_and_every_file_is_registered() -> None:
    folder = Path(inspect.getfile(Coefficient)).parent
    files = {path.stem for path in folder.glob("*.py") if "\nCOEFFICIENT = " in path.read_text(encoding="utf-8")}
    recorded = {path.stem for path in (REFERENCE / "reliability").glob("*.json")}
    lost = sorted((files | recorded) - set(COEFFICIENTS))
    assert not lost, f"stats/reliability/registry.py: COEFFICIENTS has no line for {', '.join(lost)}"


def test_a_coefficient_without_a_witness_is_told_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "alpha.json").write_text("{}", encoding="utf-8")
    assert without_witness(["alpha", "mu2"], tmp_path) == [
        "COEFFICIENTS has mu2 but tests/reference/reliability/mu2.json is missing. Record it with "
        'tests/reference/reliability/mu2.R or by hand; see CONTRIBUTING, "a number needs a witness".'
    ]


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_a_coefficient_agrees_with_its_witness(name: str) -> None:
    coefficient = COEFFICIENTS[name]
    found = [case for case in cases(name) if differs(coefficient, case)]
    assert not found, f"{name} differs from {found}"


def differs(coefficient: Coefficient, case: dict[str, object]) -> bool:
    cov, allowed = covariance_of(case), float(str(case["tolerance"]))
    wrong = abs(coefficient.of(cov) - float(str(case["value"]))) > allowed
    if "se" in case:
        assert coefficient.with_error is not None
        value, se = coefficient.with_error(cov, int(str(case["n"])))
        wrong = wrong or abs(se - float(str(case["se"]))) > allowed or abs(value - coefficient.of(cov)) > 1e-14
    return wrong


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_one_case_is_worked_by_hand(name: str) -> None:
    by_hand = [case for case in cases(name) if case["source"] == "by hand"]
    assert by_hand, (
        f'tests/reference/reliability/{name}.json has no case worked by hand. Add one with "source": "by hand", '
        '"covariance", "value", "arithmetic" and "tolerance", as in alpha.json.'
    )
    assert all(case.get("arithmetic") for case in by_hand), f"{name}.json: a case by hand lacks its arithmetic"


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_a_coefficient_names_its_source(name: str) -> None:
    module = inspect.getmodule(COEFFICIENTS[name].value)
    assert module is not None
    path = Path(str(module.__file__))
    missing = without_doi(path.read_text(encoding="utf-8"), f"stats/reliability/{path.name}")
    assert not missing, "\n".join(missing)


def test_a_docstring_without_a_doi_is_named_with_its_line() -> None:
    source = '"""mu2."""\n\n\ndef value(cov):\n    """Return mu2 (ten Berge and Zegers 1978)."""\n'
    (said,) = without_doi(source, "stats/reliability/mu2.py")
    assert said.startswith("stats/reliability/mu2.py:4 value() has a docstring without a DOI.")
    assert not without_doi(source.replace("1978", "1978, doi:10.1007/BF02293815"), "mu2.py")


@pytest.mark.parametrize("name", COEFFICIENTS)
def test_a_coefficient_is_known_by_one_name(name: str) -> None:
    coefficient = COEFFICIENTS[name]
    assert coefficient.name == name, f'COEFFICIENTS["{name}"] calls itself {coefficient.name}: give both one name'
    assert name in STATISTIC_LABELS, (
        f"STATISTIC_LABELS in core/terms.py lacks {name}: which coefficient, by which estimator"
    )
    assert coefficient.intervals
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8"), (
        f'docs/coefficients.md lacks a row for {name}: "when to use it"'
    )
