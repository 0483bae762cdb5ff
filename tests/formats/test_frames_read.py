"""Frames in memory become the same text, whatever their types; the caller's frame stays as it was."""

from __future__ import annotations

import datetime as dt

import narwhals as nw
import numpy as np
import pandas as pd
import pytest

from sdtclimate.core.errors import ReadingError, UsageError
from sdtclimate.formats.read_raw import read_raw

CODES = [1, 4, 5, 2, 4]


def texts(column: object, dtype: object = None) -> list[str]:
    frame = pd.DataFrame({"q": pd.Series(column, dtype=dtype)})
    return read_raw(frame).columns[0].factor.texts().tolist()


@pytest.mark.parametrize(
    "dtype", ["int8", "int64", "uint8", "float32", "float64", "Int8", "Int64", "Float64", object, "category", "string"]
)
def test_numbers_of_any_type_are_the_same_text(dtype: object) -> None:
    column = [str(c) for c in CODES] if dtype == "string" else CODES
    assert texts(column, dtype) == ["1", "4", "5", "2", "4"]


@pytest.mark.parametrize("gone", [None, np.nan, pd.NA, pd.NaT])
def test_missing_of_any_kind_is_empty_text(gone: object) -> None:
    assert texts([1, gone, "x", gone], object) == ["1", "", "x", ""]


def test_missing_in_nullable_and_categorical_columns_is_empty_text() -> None:
    assert texts([1, None, 3], "Int8") == ["1", "", "3"]
    assert texts(["a", None, "b"], "category") == ["a", "", "b"]


def test_true_is_not_one() -> None:
    assert texts([True, 1, 1.0, False, 0], object) == ["True", "1", "1", "False", "0"]
    assert texts([True, False]) == ["True", "False"]


def test_decimals_dates_and_odd_things_keep_their_text() -> None:
    stamp = dt.datetime(2026, 5, 4, 10, 30)  # noqa: DTZ001
    assert texts([1.5, stamp, [1, 2]], object) == ["1.5", "2026-05-04 10:30:00", "[1, 2]"]
    assert texts([1.5, 2.0]) == ["1.5", "2"]


def test_rows_count_from_one_and_the_frame_is_unchanged() -> None:
    frame = pd.DataFrame({"a": [1, 2, 3], "b": ["x", None, "z"]}, index=[7, 7, 9])
    before = frame.copy(deep=True)
    table = read_raw(frame)
    assert table.rows.tolist() == [1, 2, 3]
    pd.testing.assert_frame_equal(frame, before)


def test_equal_column_names_are_told_apart() -> None:
    frame = pd.DataFrame([[1, 2], [3, 4]], columns=["q", "q"])
    assert [column.name for column in read_raw(frame).columns] == ["q (column 1)", "q (column 2)"]


def test_a_qualtrics_file_read_by_pandas_is_still_one() -> None:
    frame = pd.DataFrame(
        [["Start", "Text"], ['{"ImportId":"startDate"}', '{"ImportId":"QID1"}'], ["2026-05-04 10:00:00", "4"]],
        columns=["StartDate", "Q1"],
    )
    table = read_raw(frame)
    assert (table.platform, len(table), table.columns[1].text) == ("qualtrics", 1, "Text")
    assert table.rows.tolist() == [3]


def test_frames_of_another_kind_come_through_narwhals() -> None:
    frame = pd.DataFrame({"q": [1, 2], "r": ["x", None]})
    table = read_raw(nw.from_native(frame))
    assert [column.factor.texts().tolist() for column in table.columns] == [["1", "2"], ["x", ""]]


class Lazy:
    def collect(self) -> None:
        """Never called."""


def test_lazy_frames_are_not_collected() -> None:
    with pytest.raises(UsageError, match=r"source is a Lazy: lazy, .* Collect it first"):
        read_raw(Lazy())


def test_empty_and_odd_frames_are_refused() -> None:
    with pytest.raises(ReadingError, match="no columns"):
        read_raw(pd.DataFrame())
    with pytest.raises(ReadingError, match="headings and no answers"):
        read_raw(pd.DataFrame({"q": []}))
    with pytest.raises(ReadingError, match="2 levels"):
        read_raw(pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])))
    with pytest.raises(UsageError, match="is a int"):
        read_raw(3)
    with pytest.raises(UsageError, match="a frame has no sheets"):
        read_raw(pd.DataFrame({"q": [1]}), sheet="x")
