"""Qualtrics exports of three periods: genuine files, and a modern one made in its shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from export_files import csv_text, qualtrics_rows
from factories import make_instrument
from sdtclimate.formats.read_raw import read_raw

DATA = Path(__file__).parents[1] / "data" / "qualtrics"
TINY = make_instrument()
CODES = {"aa1": [1, 5, 3], "aa2": [2, 2, 4]}


def modern(tmp_path: Path, **options: object) -> Path:
    path = tmp_path / "modern.csv"
    path.write_text(csv_text(qualtrics_rows(TINY, "psw", CODES, **options)), encoding="utf-8")  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("survey", ["matrix_single", "no_basis_negative_codes"])
def test_the_same_survey_in_two_exports_holds_the_same_answers(survey: str) -> None:
    new, old = (read_raw(DATA / f"{survey}_{kind}.csv") for kind in ("insights2016", "legacy"))
    assert new.platform == old.platform == "qualtrics"
    assert "3 header rows" in new.evidence[-1].found
    assert "2 header rows" in old.evidence[-1].found
    assert new.token is not None
    assert old.token is not None
    assert new.token.factor.texts().tolist() == old.token.factor.texts().tolist()
    shared = [name for name in new.by_name if name in old.by_name and new.by_name[name].fact == ""]
    assert len(shared) >= 6
    for name in shared:
        assert new.by_name[name].factor.texts().tolist() == old.by_name[name].factor.texts().tolist()
        assert new.by_name[name].text == old.by_name[name].text


def test_generated_answers_are_marked_as_tests_and_finished() -> None:
    table = read_raw(DATA / "matrix_single_insights2016.csv")
    assert table.test.all()
    assert not table.preview.any()
    assert (table.finished == 1).all()
    assert table.duration.tolist() == [0, 0, 0, 0, 1]
    assert table.start[0] == np.datetime64("2016-05-27T11:33:34")
    assert table.rows.tolist() == [4, 5, 6, 7, 8]


def test_repeated_headings_of_a_legacy_file_are_told_apart_aloud() -> None:
    table = read_raw(DATA / "matrix_single_legacy.csv")
    assert [column.name for column in table.repeated_headings["question_one"]] == [
        "question_one (column 17)",
        "question_one (column 20)",
        "question_one (column 23)",
    ]
    assert any("occur more than once" in remark for remark in table.remarks)
    assert any("column 30 is empty" in remark for remark in table.remarks)


def test_personal_columns_are_known_by_the_platform() -> None:
    table = read_raw(DATA / "matrix_single_legacy.csv")
    personal = {column.text or column.name for column in table.columns if column.personal}
    assert personal >= {"Name", "EmailAddress", "IPAddress", "ExternalDataReference", "LocationLatitude"}


def test_rows_of_a_modern_export(tmp_path: Path) -> None:
    table = read_raw(
        modern(
            tmp_path,
            status=["IP Address", "Survey Preview", "Survey Test"],
            finished=["True", "False", "TRUE"],
        )
    )
    assert table.preview.tolist() == [False, True, False]
    assert table.test.tolist() == [False, False, True]
    assert table.finished.tolist() == [1.0, 0.0, 1.0]
    assert table.duration.tolist() == [300.0, 301.0, 302.0]
    assert table.by_name["Q9_1"].text == "How much do you agree? - Question aa1."


def test_the_channel_betrays_a_preview_too(tmp_path: Path) -> None:
    table = read_raw(modern(tmp_path, status=["0", "0", "0"], channel=["anonymous", "preview", "email"]))
    assert table.preview.tolist() == [False, True, False]


def test_headings_with_new_lines_and_only_a_header_stay_one_record(tmp_path: Path) -> None:
    rows = qualtrics_rows(TINY, "psw", CODES)
    rows[1][-1] = "You agree to all this?\n\nOne.\nTwo, three."
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows), encoding="utf-8-sig")
    table = read_raw(path)
    assert (len(table), table.rows.tolist()) == (3, [4, 5, 6])


@pytest.mark.parametrize(("drop", "headings"), [((2,), "2 header rows"), ((1, 2), "1 header row")])
def test_an_export_that_lost_heading_rows_is_still_recognised(
    tmp_path: Path, drop: tuple[int, ...], headings: str
) -> None:
    rows = [row for at, row in enumerate(qualtrics_rows(TINY, "psw", CODES)) if at not in drop]
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows))
    table = read_raw(path)
    assert table.platform == "qualtrics"
    assert headings in table.evidence[-1].found
    assert len(table) == 3


def test_times_saved_again_by_a_spreadsheet(tmp_path: Path) -> None:
    rows = qualtrics_rows(TINY, "psw", CODES)
    for at, row in enumerate(rows[3:]):
        row[0], row[1] = f"5/4/26 10:{at:02d}", f"5/4/26 10:{at + 5:02d}"
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows))
    assert read_raw(path).end[0] == np.datetime64("2026-05-04T10:05")


def test_columns_of_display_order_are_no_answers(tmp_path: Path) -> None:
    rows = [
        [*row, extra]
        for row, extra in zip(
            qualtrics_rows(TINY, "psw", CODES),
            ["Q9_DO", "Q9 - Display Order", '{"ImportId":"QID9_DO"}', "1|2", "2|1", "1|2"],
            strict=True,
        )
    ]
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows))
    assert read_raw(path).by_name["Q9_DO"].fact == "order"
