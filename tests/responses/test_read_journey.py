"""The evaluator's two exports of three sites, row for row, and the researcher's one export with labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import csv_text, drawn, qualtrics_rows
from sdtclimate.core.errors import CodeError

CLIMATE = sdt.load_instrument("climate")
YES, NO = "Yes, I take part", "No, thank you"
PEOPLE = {"site": "Q4", "link": "Q5", "consent": {"column": "Q1", "keep": [YES]}}


def write(path: Path, rows: list[list[str]]) -> Path:
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def psw_file(folder: Path) -> Path:
    sites = ["north"] * 6 + ["Centre "] * 5 + ["south"] * 2 + ["north", "north", "centre"]
    links = [f"p{at}" for at in range(13)] + ["preview", "said-no", "p6"]
    people = {"Q1": [YES] * 14 + [NO, YES], "Q4": sites, "Q5": links}
    status = ["IP Address"] * 13 + ["Survey Preview", "IP Address", "IP Address"]
    rows = qualtrics_rows(CLIMATE, "psw", drawn(CLIMATE, "psw", 16), people=people, status=status)
    return write(folder / "psw.csv", rows)


def staff_file(folder: Path) -> Path:
    sites = ["north"] * 13 + ["centre"] * 10 + ["south"] * 6 + ["north"] * 4
    people = {"Q1": [YES] * 30 + [NO, YES, YES], "Q4": sites, "Q5": [f"s{at}" for at in range(33)]}
    status = ["IP Address"] * 29 + ["Survey Preview"] + ["IP Address"] * 3
    rows = qualtrics_rows(CLIMATE, "staff", drawn(CLIMATE, "staff", 33, 2), people=people, status=status)
    rows[3 + 31] = [*rows[3 + 31][:-82], *[""] * 82]
    rows[3 + 32] = [*rows[3 + 32][:-82], *[""] * 82]
    return write(folder / "staff.csv", rows)


def test_two_exports_of_three_sites(tmp_path: Path) -> None:
    sites = tmp_path / "sites.csv"
    sites.write_text("site,n_psw,invited_psw,invited_staff\nnorth,7,7,19\ncentre,6,6,15\nsouth,2,2,10\n")
    files = [psw_file(tmp_path), staff_file(tmp_path)]
    report = sdt.match(files, CLIMATE, people=PEOPLE)
    assert report.lines() == [
        "psw.csv    Qualtrics, 3 header rows   form psw   82 of 82 items by wording",
        "staff.csv  Qualtrics, 3 header rows   form staff   82 of 82 items by wording",
    ]
    got = sdt.read_responses(files, CLIMATE, people=PEOPLE, sites=sites)
    assert got.ledger.rows_in == {"psw.csv": 16, "staff.csv": 33}
    assert got.ledger.rows_kept == {"psw.csv": 13, "staff.csv": 29}
    assert got.ledger.counts("psw.csv") == {"preview": 1, "no_consent": 1, "duplicate": 1}
    assert got.ledger.counts("staff.csv") == {"preview": 1, "no_consent": 1, "empty": 2}
    assert got.ledger.adds_up()
    by_site = got.people.groupby(["role", "site"]).size().to_dict()
    assert by_site == {
        ("psw", "centre"): 5,
        ("psw", "north"): 6,
        ("psw", "south"): 2,
        ("staff", "centre"): 10,
        ("staff", "north"): 13,
        ("staff", "south"): 6,
    }
    assert (
        "staff: 30 impressions of PSWs are not scored at 1 site: fewer than 3 PSWs on the payroll" in got.ledger.remarks
    )
    assert set(got.ledger.personal) >= {"IPAddress", "RecipientEmail", "Q5", "ResponseId", "LocationLatitude"}
    assert not set(got.ledger.personal) & set(got.people.columns)
    assert got.people["link"].nunique() == 42


def test_the_same_exports_as_codes_hold_the_same_answers(tmp_path: Path) -> None:
    codes = drawn(CLIMATE, "psw", 9)
    labels, numbers = (
        sdt.read_responses(
            write(tmp_path / f"{kind}.csv", qualtrics_rows(CLIMATE, "psw", codes, labels=kind == "labels")), CLIMATE
        )
        for kind in ("labels", "codes")
    )
    np.testing.assert_array_equal(labels.codes, numbers.codes)
    assert labels.data_hash == numbers.data_hash
    np.testing.assert_array_equal(labels.items[list(codes)].to_numpy(), pd.DataFrame(codes).to_numpy())
    assert {entry.reason for entry in labels.ledger.cells} == {"label"}


def test_a_label_that_is_nearly_right_is_named_as_in_the_journey(tmp_path: Path) -> None:
    rows = qualtrics_rows(CLIMATE, "psw", drawn(CLIMATE, "psw", 9))
    at = next(place for place, text in enumerate(rows[1]) if "keep their own lives private" in text)
    for row in (6, 9, 11):
        rows[row - 1][at] = "Neither agree or disagree"
    path = write(tmp_path / "psw.csv", rows)
    with pytest.raises(CodeError) as caught:
        sdt.read_responses(path, CLIMATE, fixes="yaml")
    assert str(caught.value.faults[0]) == (
        f'psw.csv, column {rows[0][at]} (sc_lm4), rows 6, 9, 11: "Neither agree or disagree" is not a label of agree5 '
        '(nearest: "Neither agree nor disagree" = 3). '
        'If that was meant: labels: {agree5: {"Neither agree or disagree": 3}}.'
    )
    got = sdt.read_responses(path, CLIMATE, labels={"agree5": {"Neither agree or disagree": 3}})
    assert (got.codes[got.positions(["sc_lm4"])][0] == 3).sum() >= 3


def test_unfinished_answers_are_kept_and_said(tmp_path: Path) -> None:
    rows = qualtrics_rows(CLIMATE, "psw", drawn(CLIMATE, "psw", 4), finished=["True", "False", "True", "False"])
    got = sdt.read_responses(write(tmp_path / "psw.csv", rows), CLIMATE)
    assert "2 of 4 people did not reach the end; what they answered is kept" in got.ledger.remarks


def test_what_was_found_can_be_written_mended_and_used(tmp_path: Path) -> None:
    files = [psw_file(tmp_path), staff_file(tmp_path)]
    text = sdt.match(files, CLIMATE, people=PEOPLE).mapping_yaml()
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    sites = {"north": 7, "centre": 6, "south": 2}
    again = sdt.read_responses(files, CLIMATE, columns=tmp_path / "map.yaml", sites=sites)
    assert again.data_hash == sdt.read_responses(files, CLIMATE, people=PEOPLE, sites=sites).data_hash
