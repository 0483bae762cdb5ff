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


TEACHERS = """\
id: teacher_support
title: {en: "Autonomy support by teachers, structure only"}
version: "0.1.0"
status: piloted
licence: {kind: third_party, name: "see the data set"}
text_policy: none
languages: [en]
forms: {all: {informant: respondent}}
scales: {points5: {kind: ordinal, codes: [1, 2, 3, 4, 5], labels: {en: {1: "lowest", 5: "highest"}}}}
items:
ITEMS
subscales:
  - {id: as_support, title: {en: "Autonomy support"}, construct: autonomy_support, type: R, valence: 1, items: [NAMES]}
"""
COLUMNS = ["Choose", "Decide", "Task", "Listen", "Help", "Accept", "Understand"]


def instrument_of(path: Path, columns: list[str], template: str = TEACHERS) -> Path:
    """Write a questionnaire whose items bear the names of the columns, in small letters."""
    names = [f"as_{column.lower()}" for column in columns]
    items = "\n".join(f"  - {{id: {name}, scale: points5}}" for name in names)
    path.write_text(template.replace("ITEMS", items).replace("NAMES", ", ".join(names)), encoding="utf-8")
    return path


def test_a_scale_that_is_stored_turned_already_goes_through_the_same_path(tmp_path: Path) -> None:
    own = instrument_of(tmp_path / "teacher_support.yaml", COLUMNS)
    mapping = tmp_path / "map.yaml"
    pairs = "\n".join(f"  as_{name.lower()}: {name}" for name in COLUMNS)
    mapping.write_text(f"columns:\n{pairs}\npeople: {{teacher: Teacher}}\n", encoding="utf-8")
    source = DATA / "autonomy_support_teachers.csv"
    run("report", source, "-i", own, "--columns", mapping, "--out", tmp_path / "share")
    found = json.loads((tmp_path / "share" / "results.json").read_text(encoding="utf-8"))
    assert found["results"]
    answers = sdt.read_responses(source, own, columns=mapping)
    assert len(answers) == 259
    rest = sdt.reliability(answers).frame.query("statistic == 'item_rest'")["estimate"]
    assert (rest > 0).all()
    turned = TEACHERS.replace("items: [NAMES]}", "items: [NAMES], reverse: [as_decide]}")
    twice = instrument_of(tmp_path / "twice.yaml", COLUMNS, turned)
    notes = sdt.reliability(sdt.read_responses(source, twice, columns=mapping)).notes
    assert [note.text for note in notes if note.id == "keying" and "as_decide" in note.text]


SQUASH = """\
id: pair
instrument: own.yaml
exports: [FILE]
columns: {as_q4_1: Q4_1, as_q4_2: Q4_2, as_q4_3: Q4_3, as_q4_4: Q4_4}
missing_map: {-1: dont_know, -2: not_applicable}
previews: keep
"""


def test_two_exports_of_one_qualtrics_survey_give_one_result(tmp_path: Path) -> None:
    template = TEACHERS.replace("[1, 2, 3, 4, 5]", "[1, 2, 3]").replace('5: "highest"', '3: "highest"')
    instrument_of(tmp_path / "own.yaml", ["Q4_1", "Q4_2", "Q4_3", "Q4_4"], template)
    found = []
    for kind in ("insights2016", "legacy"):
        name = f"no_basis_negative_codes_{kind}.csv"
        (tmp_path / name).write_bytes((DATA / "qualtrics" / name).read_bytes())
        (tmp_path / "study.yaml").write_text(SQUASH.replace("FILE", name), encoding="utf-8")
        run("run", tmp_path / "study.yaml", "--out", tmp_path / kind)
        found.append(json.loads((tmp_path / kind / "results.json").read_text(encoding="utf-8"))["results"])
    assert found[0] == found[1]
