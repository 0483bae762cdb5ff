"""Repeats, empty rows, previews: each row is kept or listed, and which row stands is a stated rule."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import csv_text, qualtrics_rows
from factories import make_instrument
from sdtclimate.core.errors import ReadingError, UsageError
from sdtclimate.responses.flow import flow_rows
from sdtclimate.responses.responses import Responses

TINY = make_instrument()


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """One row for each dict; ``aa1`` .. ``bb4`` are 3 unless said."""
    return pd.DataFrame([{**dict.fromkeys(TINY.scored_items, 3), **row} for row in rows])


def read(rows: list[dict[str, object]], **options: object) -> Responses:
    return sdt.read_responses(frame(rows), TINY, form="psw", **options)  # type: ignore[arg-type]


NOTHING = dict.fromkeys(TINY.scored_items)
REPEATS: list[dict[str, object]] = [
    {"pid": "a", "aa1": 1},
    {"pid": "b", "aa1": 1},
    {"pid": "a", "aa1": 2},
    {"pid": "a", "aa1": 4, "bb4": None},
    {"pid": "A ", "aa1": 5, **{k: v for k, v in NOTHING.items() if k != "aa1"}},
    {"pid": None, "aa1": 5},
    {"pid": None, "aa1": 5},
]


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("last_complete", [3, 2, 6, 7]),
        ("first", [1, 2, 6, 7]),
        ("last", [2, 5, 6, 7]),
        ("keep", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_which_row_stands(rule: str, kept: list[int]) -> None:
    got = read(REPEATS, duplicates=rule)
    assert sorted(got.line_of.tolist()) == sorted(kept)
    assert got.ledger.adds_up()
    assert got.ledger.counts().get("duplicate", 0) == 7 - len(kept)


def test_the_row_that_stands_is_named() -> None:
    got = read(REPEATS)
    assert [(e.line, e.detail) for e in got.ledger.set_aside] == [
        (1, "row 3 stands for it"),
        (4, "row 3 stands for it"),
        (5, "row 3 stands for it"),
    ]
    assert "3 rows repeat a person (by pid); the last complete one is kept" in got.ledger.remarks


def test_repeats_as_an_error_name_rows_and_no_codes() -> None:
    with pytest.raises(ReadingError) as caught:
        read(REPEATS, duplicates="error")
    text = str(caught.value)
    assert text.startswith('3 rows repeat a person, and duplicates="error". Nothing was read.')
    assert "frame for psw, row 1  the same person as frame for psw, row 3." in text


def test_a_wave_makes_a_person_new_and_an_id_may_be_named() -> None:
    rows = [{"code": "a", "wave": 1}, {"code": "a", "wave": 2}, {"code": "a", "wave": 2}]
    assert len(read(rows)) == 3
    assert len(read(rows, people={"id": "code"})) == 2
    with pytest.raises(UsageError, match=r"duplicates='last_compete' is not allowed.*Did you mean 'last_complete'"):
        read(rows, duplicates="last_compete")


def test_later_is_later_by_the_clock_and_complete_is_what_the_platform_calls_finished(tmp_path) -> None:
    codes = {item: [1, 2, 3, 4] for item in TINY.scored_items}
    rows = qualtrics_rows(
        TINY,
        "psw",
        codes,
        people={"link": ["a", "a", "a", "b"]},
        finished=["True", "True", "False", "True"],
    )
    rows[3][1], rows[4][1] = "2026-05-09 10:00:00", "2026-05-08 10:00:00"
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows))
    got = sdt.read_responses(path, TINY, form="psw")
    assert got.codes[0].tolist() == [1, 4]
    assert got.people["finished"].tolist() == [1.0, 1.0]
    unfinished = [[*row[:6], "False", *row[7:]] if at > 2 else row for at, row in enumerate(rows)]
    path.write_text(csv_text(unfinished))
    assert sdt.read_responses(path, TINY, form="psw").codes[0].tolist() == [1, 4]


def test_empty_rows_never_stand_and_count_under_both_reasons() -> None:
    rows = [{"pid": "a"}, {"pid": "a", **NOTHING}, {"pid": "b", **NOTHING}, {"pid": "c"}]
    got = read(rows)
    assert got.line_of.tolist() == [1, 4]
    assert got.ledger.counts() == {"empty": 2}
    assert got.ledger.holds() == {"empty": 2, "duplicate": 1}
    assert "1 row repeats a person (by pid); the last complete one is kept; 1 of them" in got.ledger.remarks[0]
    kept = read(rows, empty="keep")
    assert kept.ledger.counts() == {"duplicate": 1}
    assert kept.line_of.tolist() == [1, 3, 4]


def test_a_stated_reason_is_an_answer_of_its_kind() -> None:
    rows = [{}, dict.fromkeys(TINY.scored_items, -93), dict.fromkeys(TINY.scored_items, -91)]
    got = read(rows)
    assert got.line_of.tolist() == [1, 2]


def test_previews_and_tests(tmp_path) -> None:
    codes = {item: [1, 2, 3] for item in TINY.scored_items}
    path = tmp_path / "q.csv"
    path.write_text(
        csv_text(qualtrics_rows(TINY, "psw", codes, status=["IP Address", "Survey Preview", "Survey Test"]))
    )
    got = sdt.read_responses(path, TINY, form="psw")
    assert got.ledger.counts() == {"preview": 2}
    assert got.line_of.tolist() == [4]
    assert len(sdt.read_responses(path, TINY, form="psw", previews="keep")) == 3
    path.write_text(csv_text(qualtrics_rows(TINY, "psw", codes, status=["1", "2", "1"])))
    with pytest.raises(ReadingError, match=r'q\.csv: all 3 rows are previews or tests.*previews="keep"'):
        sdt.read_responses(path, TINY, form="psw")


def test_in_is_out_plus_listed_and_the_flow_says_it(tmp_path) -> None:
    codes = {item: [1, 2, 3, 4, 5, 1, 2] for item in TINY.scored_items}
    rows = qualtrics_rows(
        TINY,
        "psw",
        codes,
        people={
            "agree": ["Yes", "Yes", "No", "Yes", "Yes", "Yes", "Yes"],
            "link": ["a", "b", "c", "d", "d", "e", "f"],
            "site": ["N", "N", "N", "N", "N", "S", "N"],
        },
        status=["Survey Preview"] + ["IP Address"] * 6,
    )
    rows[9] = [*rows[9][:-8], *[""] * 8]
    path = tmp_path / "psw.csv"
    path.write_text(csv_text(rows))
    got = sdt.read_responses(
        path, TINY, form="psw", people={"consent": {"column": "agree", "keep": "yes"}}, where={"site": "N"}
    )
    assert got.ledger.counts() == {"preview": 1, "no_consent": 1, "filtered": 1, "empty": 1, "duplicate": 1}
    assert flow_rows(got) == [
        {
            "source": "psw.csv",
            "rows_in": 7,
            "preview": 1,
            "no_consent": 1,
            "filtered": 1,
            "empty": 1,
            "duplicate": 1,
            "kept": 2,
        }
    ]
    assert got.ledger.adds_up()
    assert got.people.index.tolist() == [0, 1]
    assert np.array_equal(got.line_of, [5, 8])
    fewer = got.keep(np.array([True, False]), why="screened")
    assert fewer.ledger.adds_up()
