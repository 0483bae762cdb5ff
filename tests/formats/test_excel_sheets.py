"""Workbooks: one sheet chosen or asked for, cells as text."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

import pytest
import xlsxwriter

from sdtclimate.core.errors import MissingExtra, ReadingError, UsageError
from sdtclimate.formats.containers.excel import read_excel
from sdtclimate.formats.read_raw import read_raw


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    stamp = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(at, place, cell, stamp)
                else:
                    sheet.write(at, place, cell)
    book.close()
    return stream.getvalue()


ROWS: list[list[object]] = [["pid", "q1", "when"], ["a", 4, dt.datetime(2026, 5, 4, 9, 30)], ["b", "5", ""]]  # noqa: DTZ001


def test_the_only_filled_sheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"notes": [], "data": ROWS}))
    table = read_raw(path)
    assert [column.factor.texts().tolist() for column in table.columns] == [
        ["a", "b"],
        ["4", "5"],
        ["2026-05-04 09:30:00", ""],
    ]
    assert table.rows.tolist() == [2, 3]


def test_blank_rows_above_are_no_headings_and_those_below_no_people() -> None:
    grid = read_excel(workbook({"s": [[""], [""], ["q1", "q2"], [1, 2], ["", ""], [3, 4], ["", ""]]}), source="a.xlsx")
    assert grid.head == (("q1", "q2"), ("1", "2"), ("", ""))
    assert grid.rows.tolist() == [3, 4, 5, 6]


def test_several_sheets_are_asked_for() -> None:
    data = workbook({"psw": ROWS, "staff": [["x"], [1]]})
    with pytest.raises(
        ReadingError, match=r"2 sheets that hold something: 'psw' \(3 rows x 3 columns\), 'staff'.*sheet='psw'"
    ):
        read_excel(data, source="a.xlsx")
    assert read_excel(data, source="a.xlsx", sheet="staff").head[0] == ("x",)
    with pytest.raises(ReadingError, match=r"no sheet 'staf'. Did you mean 'staff'"):
        read_excel(data, source="a.xlsx", sheet="staf")


def test_a_sheet_is_named_behind_its_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"psw": ROWS, "staff": [["x", "y"], [1, 2]]}))
    assert list(read_raw(f"{path}#staff").by_name) == ["x", "y"]
    with pytest.raises(ReadingError, match="no sheet 'pws'"):
        read_raw(f"{path}#pws")
    (tmp_path / "b#1.csv").write_text("q1,q2\n1,2\n")
    assert list(read_raw(tmp_path / "b#1.csv").by_name) == ["q1", "q2"], "a file that is called so is that file"
    with pytest.raises(ReadingError, match="no such file"):
        read_raw(tmp_path / "c.xlsx#psw")


def test_an_xlsform_is_no_export() -> None:
    data = workbook({"survey": [["type", "name"], ["text", "a"]], "choices": [["list_name", "name"], ["x", "1"]]})
    with pytest.raises(ReadingError, match="is an XLSForm, a survey definition, not the answers"):
        read_excel(data, source="a.xlsx")


def test_empty_workbooks_are_empty() -> None:
    with pytest.raises(ReadingError, match="is empty: no sheet holds anything"):
        read_excel(workbook({"s": []}), source="a.xlsx")
    with pytest.raises(ReadingError, match="sheet 's' is empty"):
        read_excel(workbook({"s": [], "t": ROWS}), source="a.xlsx", sheet="s")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1,2\n", "is no Excel workbook"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged workbook or no workbook"),
        (workbook({"s": ROWS})[:900], "damaged workbook or no workbook"),
    ],
)
def test_an_xlsx_that_is_none_is_said(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=words):
        read_raw(path)


def test_a_sheet_of_a_text_file_is_a_wrong_call(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("q1,q2\n1,2\n")
    with pytest.raises(UsageError, match="has no sheets"):
        read_raw(path, sheet="s")


def test_without_the_extra_the_line_to_install_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r'pip install "sdtclimate\[excel\]"'):
        read_excel(workbook({"s": ROWS}), source="a.xlsx")
