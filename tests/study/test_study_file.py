"""`study.yaml`: every fault at once, with its line; what is saved does the same again."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdtclimate.core.errors import ReadingError, StudyError
from sdtclimate.study.file import Export, Study, load_study

GOOD = """\
id: small
instrument: needs_core
exports:
  - {file: psw.csv, form: psw}
  - {file: staff.csv, form: staff, wave: 1}
seed: 7
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "study.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_study_is_read_with_its_folder(tmp_path: Path) -> None:
    study = load_study(written(tmp_path, GOOD))
    assert study.exports == (Export("psw.csv", "psw"), Export("staff.csv", "staff", 1))
    assert (study.instrument, study.seed, study.path("a.csv")) == (("needs_core",), 7, tmp_path / "a.csv")


def test_what_is_saved_reads_back_equal(tmp_path: Path) -> None:
    first = Study(
        (Export("a.csv", "psw"), Export("b.csv")), ("needs_core", "my.yaml"), people={"site": "Q4"},
        where={"wave": "1"}, columns={"nc_as1": "Q1"}, by="role", seed=3, folder=tmp_path,
    )  # fmt: skip
    assert load_study(written(tmp_path, first.to_yaml())) == first


def test_a_study_that_is_kept_elsewhere_leads_to_the_same_files() -> None:
    first = Study((Export("a.csv"),), ("needs_core", "my.yaml"), columns="map.yaml", sites="/sites.csv", out="share")
    kept = first.lying_in(Path("kept"))
    assert (kept.exports[0].file, kept.instrument, kept.columns) == (
        "../a.csv",
        ("needs_core", "../my.yaml"),
        "../map.yaml",
    )
    assert (kept.sites, kept.out, kept.path(kept.out)) == ("/sites.csv", "../share", Path("kept/../share"))
    assert first.lying_in(Path()).exports == first.exports


def test_all_faults_come_at_once_with_their_lines(tmp_path: Path) -> None:
    text = GOOD + "seeed: 3\nby: [role]\nreport: {kinds: [fulll]}\n"
    with pytest.raises(StudyError) as caught:
        load_study(written(tmp_path, text))
    assert "3 faults; nothing was written" in str(caught.value)
    assert [fault.where for fault in caught.value.faults] == ["line 7", "line 8", "line 9"]
    assert "Did you mean seed?" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no keys"),
        ("- a\n- b\n", "holds no keys"),
        ("id: [", "study.yaml, line 1"),
        ("a: &x 1\nb: *x\n", "aliases"),
        ("id: x\nid: y\n", "line 2"),
        ("instrument: needs_core\n", "exports: needs one entry a file"),
        ("instrument: a\nexports: [{form: psw}]\n", "file is needed"),
        ("exports: [a.csv]\n", "instrument: name an id"),
    ],
)
def test_bad_studies_are_told_in_one_message(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        load_study(written(tmp_path, text))


def test_no_file_names_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    with pytest.raises(ReadingError, match=r"no such file.*Did you mean .*study\.yaml"):
        load_study(tmp_path / "stuyd.yaml")


def test_a_bomb_of_aliases_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
    )
    with pytest.raises(StudyError, match="aliases"):
        load_study(written(tmp_path, bomb))
