"""What a file is; kinds that are not read are named, and headings that say nothing are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.read_raw import read_raw
from sdtclimate.formats.registry import PLATFORMS


def file(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.sav", b"$FL2@(#) SPSS DATA FILE", "an SPSS file"),
        ("answers", b"$FL2@(#) SPSS DATA FILE", "an SPSS file"),
        ("a.dta", b"<stata_dta><header>", "a Stata file"),
        ("a.parquet", b"PAR1\x00\x01", "a Parquet file"),
        ("a.pdf", b"%PDF-1.7", "a PDF"),
        ("survey.qsf", b'{"SurveyEntry": {}}', "a survey definition of Qualtrics, not its answers"),
        ("a.lss", b"<?xml version='1.0'?>", "a survey definition of LimeSurvey, not its answers"),
        ("a.json", b'{"a": 1}', "a JSON file"),
        ("a.zip", b"PK\x03\x04rest", "a ZIP archive"),
        ("a", b"PK\x03\x04rest", "name a workbook .xlsx"),
        ("page.csv", b"<!DOCTYPE html><p>Please log in", "a web page"),
        ("a.docx", b"PK\x03\x04rest", "a Word document"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_raw(file(tmp_path, name, data))
    assert words in str(caught.value)
    assert "Export the answers as CSV" in str(caught.value)


def test_no_file_a_folder_and_nothing_in_it(tmp_path: Path) -> None:
    file(tmp_path, "answers.csv", "a,b\n1,2\n")
    with pytest.raises(ReadingError, match=r"no such file\. Did you mean .*answers\.csv"):
        read_raw(tmp_path / "anwsers.csv")
    with pytest.raises(ReadingError, match="is a folder"):
        read_raw(tmp_path)
    with pytest.raises(ReadingError, match=r"empty \(0 bytes\)"):
        read_raw(file(tmp_path, "empty.csv", b""))
    with pytest.raises(ReadingError, match=r"empty \(0 bytes\)"):
        read_raw(file(tmp_path, "empty.csv.gz", b""))


def test_headings_alone(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="holds headings and no answers below them"):
        read_raw(file(tmp_path, "a.csv", "q1,q2,q3\n"))


def test_a_first_row_of_numbers_is_no_row_of_headings(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"row 1 holds numbers \(1, 2, 3 …\) where names are expected"):
        read_raw(file(tmp_path, "a.csv", "1,2,3\n4,5,1\n"))


def test_two_rows_of_surveymonkey_are_refused_by_name(tmp_path: Path) -> None:
    text = "RespondentID,Have you seen it?,Rank them,\n,Response,First,Second\n1,Yes,1,2\n"
    with pytest.raises(ReadingError, match="SurveyMonkey export with two rows of headings"):
        read_raw(file(tmp_path, "a.csv", text))


@pytest.mark.parametrize(
    ("headings", "what"),
    [
        ("Variable / Field Name,Form Name,Section Header,Field Type", "a REDCap data dictionary"),
        ("field_name,form_name,section_header,field_type", "a REDCap data dictionary"),
        ("id\trelated_id\tclass\ttype/scale\tname\trelevance", "a LimeSurvey survey structure"),
    ],
)
def test_definitions_are_no_answers(tmp_path: Path, headings: str, what: str) -> None:
    row = "\t".join("abcdef") if "\t" in headings else "a,b,c,d"
    with pytest.raises(ReadingError, match=f"is {what}, not the answers"):
        read_raw(file(tmp_path, "a.csv", f"{headings}\n{row}\n"))


def test_a_title_above_the_headings_is_named_with_the_row_of_the_headings(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r'row 1 is a title \("Export of May"\), and the headings .* in row 3'):
        read_raw(file(tmp_path, "a.csv", "Export of May,,,\n,,,\nsite,q1,q2,q3\nnorth,1,2,3\n"))


def test_columns_without_headings(tmp_path: Path) -> None:
    table = read_raw(file(tmp_path, "a.csv", ',q1,q2,\n1,5,"x",\n2,4,"y",\n'))
    assert list(table.by_name) == ["q1", "q2"]
    assert table.remarks == (
        "the first column has no heading and numbers the rows; left out",
        "column 4 is empty and has no heading; left out",
    )
    with pytest.raises(ReadingError, match="column 2 holds answers and has no heading"):
        read_raw(file(tmp_path, "b.csv", "q1,\n1,5\n"))


def test_the_last_platform_takes_every_table() -> None:
    assert list(PLATFORMS)[-1] == "plain"
