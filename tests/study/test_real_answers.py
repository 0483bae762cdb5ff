"""The main job on answers that people really gave."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import sdtclimate as sdt
from sdtclimate.cli.main import main

DATA = Path(__file__).parents[1] / "data"
BANGS = DATA / "open_play" / "survey_biweekly.csv.gz"
WITNESS = json.loads((DATA / "open_play" / "alpha_bangs18.json").read_text(encoding="utf-8"))
MAP = """\
people:
  id: pid
  country: {file: pid_country.csv, key: pid, column: country}
"""


def run(*words: object) -> None:
    with pytest.raises(SystemExit) as done:
        main([str(word) for word in words])
    assert done.value.code == 0


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    (tmp_path / "pid_country.csv").write_bytes((DATA / "open_play" / "pid_country.csv").read_bytes())
    path = tmp_path / "map.yaml"
    path.write_text(MAP, encoding="utf-8")
    return path


def test_bangs_is_read_scored_and_reported_in_one_command(
    tmp_path: Path, mapping: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "share"
    run("report", BANGS, "-i", "bangs18", "--columns", mapping, "--where", "wave=1", "--by", "country", "--out", out)
    said = capsys.readouterr().out
    assert "7038 rows" in said
    page = (out / "report.html").read_text(encoding="utf-8")
    words = re.sub(r"data:[\w/;]+,[\w+/=]+", "", page).lower()
    assert not [word for word in ("psw", "peer", "staff", "disclos") if word in words]
    found = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert found["results"]


def test_alpha_of_the_six_scales_agrees_with_psych(mapping: Path) -> None:
    answers = sdt.read_responses(BANGS, "bangs18", columns=mapping, where={"wave": 1})
    frame = sdt.reliability(answers, by="country", item_statistics=False).frame
    alpha = frame[frame["statistic"] == "alpha"]
    overall = alpha[alpha["country"].isna() | (alpha["country"] == "")].set_index("scale")
    for name, expected in WITNESS["overall"].items():
        row = overall.loc[f"bangs_{name}"]
        assert row["n"] == expected["n"]
        assert row["estimate"] == pytest.approx(expected["alpha"], rel=1e-10, abs=0)
        assert row["ci_low"] == pytest.approx(expected["feldt_lower"], rel=1e-10, abs=0)
        assert row["ci_high"] == pytest.approx(expected["feldt_upper"], rel=1e-10, abs=0)


def test_every_skipped_block_and_repeat_is_listed() -> None:
    answers = sdt.read_responses(BANGS, "bangs18", people={"id": "pid", "wave": "wave"})
    assert answers.ledger.adds_up()
    assert answers.ledger.n_in == 7038
    holds = answers.ledger.holds()
    assert (holds["empty"], holds["duplicate"]) == (513, 98)
