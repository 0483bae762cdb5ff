"""Bad input: one clear message each, of our own family, and never a traceback of somebody else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdtclimate as sdt
from export_files import csv_text, drawn, plain_rows
from factories import make_instrument
from sdtclimate.core.errors import SdtError, UsageError

TINY = make_instrument()
GOOD = csv_text(plain_rows(drawn(TINY, "psw", 5)))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "is empty (0 bytes)"),
        ("a.csv", b"\n \n", "is empty"),
        ("a.csv", GOOD.splitlines()[0].encode(), "headings and no answers"),
        ("a.csv", b"x,y\n1,2\n", "No column of a.csv fits an item of tiny"),
        ("a.csv", GOOD.replace("aa2", "aa1").encode(), "2 columns are called aa1"),
        ("a.csv", GOOD.replace("\n5", "\n9").replace("\n1", "\n9").replace("\n3", "\n9").encode(), "9 is no code"),
        ("a.csv", GOOD.replace("\n", "\nten,", 2).replace("ten,", "", 1).encode(), "another number of cells"),
        ("a.csv", GOOD.replace("4", "שלום").encode("cp1255"), 'Save it again as "CSV UTF-8"'),
        ("a.csv", GOOD.replace("4", "4\x00").encode(), "NUL character"),
        ("a.csv.gz", b"", "is empty (0 bytes)"),
        ("a.csv.gz", gzip.compress(GOOD.encode(), mtime=0)[:-5], "is cut off"),
        ("a.xlsx", GOOD.encode(), "is no Excel workbook"),
        ("a.sav", b"$FL2", "an SPSS file"),
    ],
)
def test_each_bad_file_gives_one_clear_message(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SdtError) as caught:
        sdt.read_responses({"psw": path}, TINY)
    assert words in str(caught.value)
    assert caught.value.__cause__ is None
    assert str(tmp_path) not in str(caught.value)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SdtError, match="no such file"):
        sdt.read_responses(tmp_path / "a.csv", TINY, form="psw")
    with pytest.raises(SdtError, match="is a folder"):
        sdt.read_responses(tmp_path, TINY, form="psw")


@pytest.mark.parametrize("source", [3, None, 2.5, object(), b"x", {"psw": 3}, [None]])
def test_things_that_are_no_source(source: object) -> None:
    with pytest.raises(UsageError, match="Give a path"):
        sdt.read_responses(source, TINY)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"items": ["q1", "q2"]}, r"answers= is needed: .* as answers=\(1, 5\)"),
        ({"items": ["q1"], "answers": (5, 1)}, "is no range"),
        ({"items": ["q1"], "answers": "15x"}, "is no range"),
        ({"items": ["q1"], "answers": (1.5, 3)}, "is no range"),
        ({"items": [], "answers": (1, 5)}, "items= is empty"),
        ({"items": ["q1", "q1"], "answers": (1, 5)}, "names q1 more than once"),
        ({"items": ["q1"], "answers": (1, 5), "reverse": ["q2"]}, "reverse= names q2, which is not among items="),
        ({}, r"No instrument named\. Give an instrument, or items= and answers="),
    ],
)
def test_an_own_scale_says_what_it_lacks(options: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        sdt.read_responses(pd.DataFrame({"q1": [1, 2], "q2": [3, 4]}), **options)


def test_an_own_scale_by_its_labels_asks_for_their_codes() -> None:
    frame = pd.DataFrame({"q1": ["low", "high"], "q2": [1, 2], "q3": [1, 1]})
    with pytest.raises(SdtError, match=r'"low" is neither a code nor a label of answers, which has no labels'):
        sdt.read_responses(frame, items=["q1", "q2", "q3"], answers=(1, 2))
    got = sdt.read_responses(
        frame, items=["q1", "q2", "q3"], answers=(1, 2), reverse=["q3"], labels={"answers": {"low": 1, "high": 2}}
    )
    assert got.codes.tolist() == [[1, 2], [1, 2], [1, 1]]
    assert got.roles == ()


def test_without_an_instrument_the_best_fit_is_named() -> None:
    bangs = pd.DataFrame({f"bangs_{i}": [1, 2] for i in range(1, 19)})
    with pytest.raises(UsageError, match=r"These columns fit bangs18 best \(18 of 18 items\)\. Add: -i bangs18"):
        sdt.read_responses(bangs)


def test_one_respondent_one_role_one_site_are_read() -> None:
    got = sdt.read_responses(pd.DataFrame(drawn(TINY, "psw", 1)).assign(site="x"), TINY, form="psw")
    assert len(got) == 1


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.csv", "a.tsv", "a.csv.gz", "a.xlsx", "a"]))
def test_any_bytes_give_answers_or_a_message(data: bytes, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)
    try:
        sdt.read_responses(path, TINY, form="psw")
    except SdtError:
        return


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, len(GOOD) - 1), what=st.sampled_from(['"', ",", "\n", "\x00", "é", "\r", ";", "x", "-"]))
def test_one_damaged_character_gives_answers_or_a_message(
    at: int, what: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("one") / "a.csv"
    path.write_bytes((GOOD[:at] + what + GOOD[at + 1 :]).encode())
    try:
        got = sdt.read_responses(path, TINY, form="psw")
        assert got.ledger.adds_up()
    except SdtError:
        return
