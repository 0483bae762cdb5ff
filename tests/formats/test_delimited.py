"""CSV and its kin: delimiters, quoting, rows that do not fit, damage."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from export_files import csv_text
from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.containers.delimited import read_delimited
from sdtclimate.formats.grid import Grid


def read(text: str | bytes) -> Grid:
    return read_delimited(text.encode() if isinstance(text, str) else text, source="a.csv")


def cells(grid: Grid) -> list[list[str]]:
    columns = [column.texts().tolist() for column in grid.columns]
    return [list(row) for row in grid.head] + [list(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(("sign", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_the_delimiter_is_found_on_evidence(sign: str, name: str) -> None:
    grid = read(csv_text([["id", "q1", "q2"], ["a", "1,5", "x;y"], ["b|c", "2", "z"]], delimiter=sign))
    assert [e.found for e in grid.evidence if e.what == "delimiter"] == [name]
    assert grid.head[0] == ("id", "q1", "q2")


def test_commas_inside_quotes_do_not_make_columns() -> None:
    grid = read('id;text\n1;"one, two, three"\n2;"four, five"\n3;"a ""b"", c"\n')
    assert cells(grid)[3] == ["3", 'a "b", c']


def test_a_line_that_names_the_separator_is_used_and_left_out() -> None:
    grid = read("sep=;\r\na;b\r\n1;2\r\n")
    assert grid.head == (("a", "b"), ("1", "2"))
    assert grid.rows.tolist() == [2, 3]


def test_newlines_in_quotes_stay_in_their_cell_and_rows_count_as_in_a_spreadsheet() -> None:
    grid = read('a,b\n"one\ntwo",1\n\nx,2\ny,3\n')
    assert cells(grid)[1] == ["one\ntwo", "1"]
    assert grid.rows.tolist() == [1, 2, 4, 5]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_are_read(end: str) -> None:
    assert len(read(end.join(["a,b", "1,2", "3,4", "5,6", ""])).rows) == 4


def test_ragged_rows_are_named_with_row_and_line() -> None:
    with pytest.raises(ReadingError) as caught:
        read('a,b,c\n"x\ny",2,3\n1,2\n1,2,3\n1,2,3,4\n')
    message = str(caught.value)
    assert "2 rows have another number of cells than the headings (comma between cells)" in message
    assert "row 3, line 4  2 cells, where the headings have 3." in message
    assert "row 5, line 6  4 cells, where the headings have 3." in message


def test_many_ragged_rows_are_counted_and_not_all_listed() -> None:
    with pytest.raises(ReadingError, match="and 15 more") as caught:
        read("a,b\n" + "1\n" * 20)
    assert "20 rows have" in str(caught.value)


def test_a_quote_that_is_never_closed_is_named() -> None:
    rows = "\n".join(f"{i},ok" for i in range(10))
    with pytest.raises(ReadingError, match="never closed"):
        read(f'a,b\n1,"open\n{rows}\n')


def test_a_quote_inside_words_is_a_sign_like_others() -> None:
    assert cells(read('a,b\n5" pipe,1\n"5"" pipe",2\n'))[1:] == [['5" pipe', "1"], ['5" pipe', "2"]]


def test_words_behind_a_closed_quote_are_refused() -> None:
    with pytest.raises(ReadingError, match=r"line 2.*should be doubled"):
        read('a,b\n"one" two,1\n1,2\n')


def test_a_cell_beyond_the_limit_of_the_parser_is_an_open_quote() -> None:
    with pytest.raises(ReadingError, match=r"line 2: field larger than field limit.*never closed"):
        read('a,b\n1,"' + "x\n" * 100_000)


def test_empty_cells_beyond_the_headings_are_left_out_and_said() -> None:
    grid = read("a,b\n1,2,\n3,4,,\n5,6\n")
    assert [len(row) for row in cells(grid)] == [2, 2, 2, 2]
    assert grid.remarks == ("2 rows end in empty cells beyond the headings; left out",)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b",,,\n;;\n", "\ufeff\n".encode("utf-16")])
def test_a_file_without_text_is_empty(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"a.csv is empty"):
        read(data)


def test_nul_characters_are_named_with_their_line() -> None:
    with pytest.raises(ReadingError, match="line 3: 2 NUL characters"):
        read("a,b\n1,2\n3\x00,4\n5,\x00\n" + "1,2\n" * 300)


def test_gzip_is_undone_whatever_the_name() -> None:
    assert read(gzip.compress(b"a,b\n1,2\n", mtime=0)).head[1] == ("1", "2")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzip.compress(b"a,b\n1,2\n" * 500, mtime=0)[:-9], "is cut off"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0)[:-8] + b"\0" * 8, "damaged gzip"),
        (b"\x1f\x8b\x08nonsense-nonsense", "is cut off"),
        (b"a,b\n1,2\n", "is not compressed with gzip"),
    ],
)
def test_damaged_gzip_is_said(data: bytes, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        read_delimited(data, source="a.csv.gz")


def test_each_column_is_factorised_once_across_blocks() -> None:
    n = 9001
    grid = read("a,b\n" + "".join(f"{i % 3},{i}\n" for i in range(n)))
    first, second = grid.body(1)[0]
    assert sorted(first.words) == ["0", "1", "2"]
    assert first.texts().tolist() == [str(i % 3) for i in range(n)]
    assert np.array_equal(second.texts(), np.array([str(i) for i in range(n)], dtype=object))


def test_one_column_alone_is_a_table_and_called_a_guess() -> None:
    grid = read("q1\n1\n2\n")
    assert next(e for e in grid.evidence if e.what == "delimiter").sure == "guess"
    assert grid.width == 1
