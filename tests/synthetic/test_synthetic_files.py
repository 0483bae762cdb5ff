"""The committed files come from the code, byte for byte."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sdtclimate.responses.read import read_responses
from sdtclimate.scoring.score import score
from sdtclimate.synthetic.designs import SUITE
from sdtclimate.synthetic.make import make_files
from sdtclimate.synthetic.presentation import ASKED
from sdtclimate.synthetic.simulate import simulate
from sdtclimate.synthetic.study import make_study
from sdtclimate.synthetic.write import study_files

SHIPPED = Path(__file__).parents[2] / "data" / "synthetic"


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return make_files()


def test_committed_files_are_reproduced(files: dict[str, str]) -> None:
    for name, text in files.items():
        assert (SHIPPED / name).read_bytes() == text.encode(), name


def test_the_command_writes_them(tmp_path: Path) -> None:
    target = tmp_path / "made"
    subprocess.run(
        [sys.executable, "-m", "sdtclimate.synthetic.make", "bendor", "--out", str(target)], check=True, timeout=120
    )
    made = {path.name for path in (target / "bendor").iterdir()}
    for name in made:
        assert (target / "bendor" / name).read_bytes() == (SHIPPED / "bendor" / name).read_bytes(), name
    assert {"psw.csv", "staff.csv", "sites.csv", "manifest.json"} < made


def test_they_are_small(files: dict[str, str]) -> None:
    assert sum(len(text.encode()) for text in files.values()) < 2_000_000


def test_every_study_says_that_it_is_synthetic(files: dict[str, str]) -> None:
    for design in ("bendor", "field"):
        manifest = json.loads(files[f"{design}/manifest.json"])
        assert manifest["synthetic"] is True
        for name, digest in manifest["sha256"].items():
            assert hashlib.sha256(files[f"{design}/{name}"].encode()).hexdigest() == digest
        psw = pd.read_csv(SHIPPED / design / "psw.csv")
        assert psw["respondent"].str.startswith(design).all()
    assert "`synthetic: true`" in files["README.md"]


def test_exports_hold_the_answers_of_the_study() -> None:
    study = make_study("field")
    responses = study.responses()
    for role in ("psw", "staff", "director"):
        frame = pd.read_csv(SHIPPED / "field" / f"{role}.csv", dtype={"form_version": str})
        part = responses.where(role=role)
        assert frame["respondent"].tolist() == part.people["respondent"].tolist()
        assert frame["duration"].tolist() == part.people["duration"].tolist()
        for row, item in enumerate(part.item_ids):
            if item in frame:
                assert frame[item].tolist() == part.codes[row].tolist(), item
            else:
                assert (part.codes[row] == -95).all(), item


@pytest.mark.parametrize("design", ["bendor", "field"])
def test_files_read_back_to_the_study(design: str) -> None:
    folder = SHIPPED / design
    exports = {role: folder / f"{role}.csv" for role in ASKED if (folder / f"{role}.csv").exists()}
    read = read_responses(exports, list(SUITE), sites=folder / "sites.csv", empty="keep")
    made = simulate(design)
    order = np.concatenate([np.flatnonzero(made.people["role"] == role) for role in exports])
    assert read.item_ids == made.item_ids
    np.testing.assert_array_equal(read.codes, made.codes[:, order])
    for name in read.fields:
        one, other = read.fields[name], made.fields[name].iloc[order].set_axis(read.fields.index)
        assert ((one == other) | (one.isna() & other.isna())).all(), name
    np.testing.assert_array_equal(score(read).values, score(made).values[:, order])


def test_another_seed_gives_other_answers() -> None:
    shipped, other = study_files(make_study("bendor")), study_files(make_study("bendor", seed=1))
    assert shipped["psw.csv"] != other["psw.csv"]
    assert "bendor_seed1_truth.csv" in other
