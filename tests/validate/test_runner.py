"""The runner: rebuilds a case from its input, compares, counts, and says what is wrong with a folder."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from validate.cases import BadCases, data_of, load_cases
from validate.compare import compare, leaves, tolerance_of
from validate.run import DEFAULT_CASES, main, module_of, validate

MATRIX = {"rows": ["a", "b"], "cols": ["x"], "values": [[1], [2]]}
LAST = r"^\d+ fields compared in \d+ cases, \d+ disagree, \d+ not covered$"


def folder_of(tmp_path: Path, *cases: dict) -> Path:
    """Return a folder with these cases and all data sets."""
    (tmp_path / "expected").mkdir(parents=True)
    (tmp_path / "datasets").symlink_to(DEFAULT_CASES / "datasets")
    for case in cases:
        (tmp_path / "expected" / f"{case['family']}__{case['case']}.json").write_text(json.dumps(case))
    return tmp_path


def case_of(family: str, name: str) -> dict:
    return copy.deepcopy(next(c for c in load_cases(DEFAULT_CASES, [family]) if c["case"] == name))


def test_shipped_references_of_factorability_agree() -> None:
    (tally,) = validate(DEFAULT_CASES, ["factorability"])
    assert tally.disagreements == []
    assert (tally.cases, tally.compared) == (6, 366)
    assert all(tally.reason_of(pattern)[0] != "not given by a public call" for pattern in tally.uncovered)


@pytest.mark.parametrize("name", ["hs1939", "datcat"])
def test_shipped_references_of_efa_agree(tmp_path: Path, name: str) -> None:
    (tally,) = validate(folder_of(tmp_path, case_of("efa", name)))
    assert tally.disagreements == []
    assert tally.compared > 200
    assert tally.largest.share < 1


@pytest.mark.prove
def test_all_shipped_references_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert " 0 disagree" in capsys.readouterr().out


def test_a_case_that_is_not_ours(tmp_path: Path) -> None:
    """Another part of the rows, other items, missing answers left in: rebuilt from the input alone."""
    case = {
        "family": "factorability",
        "case": "new",
        "input": {
            "dataset": "bfi.csv", "filter": {"gender": [2]}, "notna": ["education"], "head": 500,
            "vars": ["A1", "A2", "A3", "A4", "A5"], "reverse": ["A1"], "range": [1, 6], "missing": "keep",
        },
        "n_rows": 500,
        "expected": {"n": None, "kmo": None, "bartlett": {"p": None}},
        "tolerance": {"default": 1e-10},
    }  # fmt: skip
    frame = data_of(case, DEFAULT_CASES)
    raw = pd.read_csv(DEFAULT_CASES / "datasets" / "bfi.csv")
    raw = raw[(raw["gender"] == 2) & raw["education"].notna()].head(500)
    assert frame["A1"].tolist() == pytest.approx((7 - raw["A1"]).tolist(), nan_ok=True)
    assert frame.isna().to_numpy().any()
    rows = frame.dropna().to_numpy()
    inverse = np.linalg.inv(np.corrcoef(rows.T))
    partial = (inverse / np.sqrt(np.outer(np.diag(inverse), np.diag(inverse)))) ** 2
    plain = np.corrcoef(rows.T) ** 2
    off = ~np.eye(5, dtype=bool)
    case["expected"] = {"n": len(rows), "kmo": plain[off].sum() / (plain[off].sum() + partial[off].sum())}
    (tally,) = validate(folder_of(tmp_path, case))
    assert (tally.compared, tally.disagreements) == (2, [])


@pytest.mark.parametrize(
    ("family", "name", "path", "by"),
    [
        ("factorability", "hs1939", ("kmo",), 1e-8),
        ("factorability", "hs1939", ("bartlett", "p"), 1e-160),
        ("factorability", "hs1939", ("kaiser_count",), 1),
        ("efa", "datcat", ("pearson", "minres_2", "communalities", "u3"), 1e-5),
        ("efa", "datcat", ("pearson", "minres_2", "fit", "dof"), 1),
    ],
)
def test_a_changed_value_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], family: str, name: str, path: tuple[str, ...], by: float
) -> None:
    case = case_of(family, name)
    node = case["expected"]
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] += by
    assert main(["--cases", str(folder_of(tmp_path, case))]) == 1
    out = capsys.readouterr().out
    assert f"DISAGREES {family}__{name} {'/'.join(path)}" in out
    assert out.splitlines()[-1].split(", ")[1] == "1 disagree"


def test_a_changed_cell_of_a_matrix_is_seen(tmp_path: Path) -> None:
    case = case_of("efa", "datcat")
    case["expected"]["pearson"]["ml_2"]["rotations"]["oblimin_raw"]["loadings"]["values"][3][1] += 1e-4
    (tally,) = validate(folder_of(tmp_path, case))
    assert len(tally.disagreements) == 1
    assert "[4, 2]" in tally.disagreements[0]


def test_factors_are_matched_by_congruence(tmp_path: Path) -> None:
    """Order and sign of factors in a file are no difference, as long as all of a solution follows."""
    case = case_of("efa", "datcat")
    for name in ("loadings", "phi"):
        found = case["expected"]["pearson"]["ml_2"]["rotations"]["oblimin_raw"][name]
        table = np.array(found["values"])[:, ::-1] * [1, -1]
        found["values"] = (table if name == "loadings" else table[::-1] * [[1], [-1]]).tolist()
    for name in ("ss_loadings", "prop_var"):
        case["expected"]["pearson"]["ml_2"]["rotations"]["oblimin_raw"][name].reverse()
    (tally,) = validate(folder_of(tmp_path, case))
    assert tally.disagreements == []


def test_a_family_without_calls_counts_all_its_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {"family": "tea", "case": "green", "input": {"dataset": "hs1939.csv", "vars": ["x1"]},
            "expected": {"a": 1, "b": {"c": [1, 2], "d": {"not_available": "no"}}}, "tolerance": {}}  # fmt: skip
    assert main(["--cases", str(folder_of(tmp_path, case))]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 fields compared in 1 cases, 0 disagree, 2 not covered"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: c["input"].update(vars=["x1", "y9"]), "no column y9"),
        (lambda c: c["input"].update(dataset="none.csv"), "no data set none.csv"),
        (lambda c: c.update(n_rows=7), "301 rows were rebuilt, 7 were expected"),
    ],
)
def test_a_case_that_cannot_be_computed_disagrees_and_the_others_run(tmp_path: Path, change, says: str) -> None:
    broken, whole = case_of("factorability", "hs1939"), case_of("factorability", "datcat")
    change(broken)
    (tally,) = validate(folder_of(tmp_path, broken, whole))
    assert len(tally.disagreements) == 1
    assert says in tally.disagreements[0]
    assert tally.cases == 2
    assert tally.compared == 42


def test_bad_folders_are_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty" / "expected").mkdir(parents=True)
    (tmp_path / "empty" / "datasets").mkdir()
    (tmp_path / "bad" / "expected").mkdir(parents=True)
    (tmp_path / "bad" / "datasets").mkdir()
    (tmp_path / "bad" / "expected" / "efa__x.json").write_text("{")
    for name, says in (
        ("none", "no such folder"), ("file", "is a file"), ("", "holds no folder"),
        ("empty", "no case files"), ("bad", "cannot be read as JSON"),
    ):  # fmt: skip
        assert main(["--cases", str(tmp_path / name)]) == 2
        told = capsys.readouterr()
        assert says in told.err
        assert told.out == ""
    assert main(["--family", "efaa"]) == 2
    assert "efaa has no cases here" in capsys.readouterr().err
    with pytest.raises(BadCases, match=r"lacks input, expected"):
        load_cases(folder_of(tmp_path / "x", {"family": "efa", "case": "y"}))


def test_it_runs_as_a_script(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, case_of("factorability", "datcat"))
    command = [sys.executable, str(Path(__file__).with_name("run.py")), "--cases", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert int(done.stdout.splitlines()[-1].split()[0]) == 42
    assert pd.Series(done.stdout.splitlines()[-1]).str.match(LAST).all()


def test_docs_are_written_with_the_date_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "docs" / "validation.md"
    monkeypatch.setattr("validate.run.PAGE", page)
    folder = folder_of(tmp_path / "cases", case_of("factorability", "datcat"))
    main(["--cases", str(folder), "--write-docs", "--date", "2026-01-31"])
    text = page.read_text()
    assert "Run on 2026-01-31. **42 fields compared in 1 cases, 0 disagree, 5 not covered.**" in text
    assert "| factorability | 1 | 42 | 0 | 5 |" in text
    shutil.rmtree(page.parent)


def test_every_family_module_keeps_the_contract() -> None:
    names = [path.stem for path in (Path(__file__).parent / "families").glob("[a-z]*.py")]
    assert {"factorability", "efa"} <= set(names)
    found = {name: module_of(name) for name in names}
    assert module_of("tea") is None
    assert all(callable(module.fields) and name == module.FAMILY for name, module in found.items())
    assert all(isinstance(getattr(module, "NOT_COVERED", {}), dict) for module in found.values())


def test_leaves_count_lists_and_matrices_once() -> None:
    expected = {
        "a": 1, "b": {"c": [1, 2, 3], "d": {"rows": None, "cols": ["x"], "values": [[1]]}},
        "e": {"not_available": "why"}, "f": None, "g": {},
    }  # fmt: skip
    assert [path for path, _ in leaves(expected)] == ["a", "b/c", "b/d", "f"]


def test_tolerance_is_that_of_the_innermost_part() -> None:
    case = {"tolerance": {"default": 1e-6, "rotations": 1e-5, "parallel": "mean: 5 * se"}}
    assert tolerance_of(case, "pearson/ml_2/rotations/varimax/phi") == 1e-5
    assert tolerance_of(case, "parallel/mean") == tolerance_of(case, "kmo") == 1e-6
    assert tolerance_of({}, "kmo") == 1e-10


@pytest.mark.parametrize(
    ("expected", "computed", "agrees"),
    [
        (1.0, 1.0 + 1e-9, True), (1.0, 1.0 + 1e-5, False), (1000.0, 1000.0005, True), (None, float("nan"), True),
        (None, 0.0, False), (0.5, float("nan"), False), ("Inf", float("inf"), True), ("-Inf", float("inf"), False),
        ("text", "text", True), ("text", 1.0, False), (True, np.True_, True), (True, 1, False), (1, True, False),
        ([1, 2], np.array([1.0, 2.0]), True), ([1, 2], [1, 2, 3], False), ([1, None], [1, np.nan], True),
        (2, [2.0], True),
        (MATRIX, pd.DataFrame({"x": [2.0, 1.0]}, index=["b", "a"]), True),
        (MATRIX, pd.DataFrame({"x": [2.0, 1.0]}, index=["a", "b"]), False),
        ({"rows": None, "cols": None, "values": [[1, 2]]}, np.array([[1.0, 2.0]]), True),
        ({"rows": None, "cols": None, "values": [[1, 2]]}, np.array([[1.0], [2.0]]), False),
    ],
)  # fmt: skip
def test_compare(expected: object, computed: object, agrees: bool) -> None:
    assert compare(expected, computed, 1e-6).agrees is agrees


def test_small_p_values_are_compared_by_their_logarithm() -> None:
    assert not compare(1e-60, 1e-20, 1e-6, path="fit/p").agrees
    assert compare(1e-60, 1e-60 * (1 + 1e-6), 1e-6, path="fit/p").agrees
