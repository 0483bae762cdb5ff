"""The map file: strict keys, all faults at once, and the call goes before the file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import drawn
from factories import make_instrument
from sdtclimate.core.errors import ReadingError, UsageError
from sdtclimate.responses.responses import Responses

TINY = make_instrument()
FRAME = pd.DataFrame(drawn(TINY, "psw", 4)).rename(columns={"aa1": "Q1"}).assign(Q2="North", Q3="South")


def read(tmp_path: Path, text: str, **options: object) -> Responses:
    path = tmp_path / "map.yaml"
    path.write_bytes(text.encode())
    return sdt.read_responses(FRAME, TINY, form="psw", columns=path, **options)  # type: ignore[arg-type]


def test_all_keys_are_read(tmp_path: Path) -> None:
    text = """
columns: {psw: {aa1: Q1}}
people: {site: Q2}
absent: {staff: [bb1]}
labels: {answers: {"Sort of": 3}}
missing_map: {"-99": blank}
roles: {psw: [Peer]}
"""
    got = read(tmp_path, text)
    assert got.people["site"].tolist() == ["North"] * 4


def test_the_call_goes_before_the_file(tmp_path: Path) -> None:
    got = read(tmp_path, "columns: {aa1: Q1}\npeople: {site: Q2}\n", people={"site": "Q3"})
    assert got.people["site"].tolist() == ["South"] * 4


def test_unknown_keys_come_all_at_once_with_their_lines(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        read(tmp_path, "columns: {aa1: Q1}\npeple: {}\nabsnt: []\n")
    assert str(caught.value).splitlines() == [
        "map.yaml has 2 unknown keys.",
        "  line 2  peple is no key of a map. Did you mean people?",
        "  line 3  absnt is no key of a map. Did you mean absent?",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: [", "map.yaml, line 1|map.yaml, line 2"),
        ("- a\n- b\n", "holds no keys. Known: columns, people"),
        ("", "holds no keys"),
        ("columns: &a {aa1: Q1}\npeople: *a\n", "aliases"),
        ("columns: {aa1: Q1, aa1: Q2}\n", "map.yaml"),
        ("columns: {aa1: Q1}\ncolumns: {aa2: Q1}\n", "map.yaml"),
        ("columns: !!python/object/apply:os.system [x]\n", "map.yaml"),
    ],
)
def test_a_map_that_cannot_be_read_says_why(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ReadingError, match=words):
        read(tmp_path, text)


def test_a_map_that_is_missing_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        sdt.read_responses(FRAME, TINY, form="psw", columns=tmp_path / "mapp.yaml")
    path = tmp_path / "map.yaml"
    path.write_bytes(b"columns: {aa1: \xff}")
    with pytest.raises(ReadingError, match="is not UTF-8 text"):
        sdt.read_responses(FRAME, TINY, form="psw", columns=path)
    path.write_bytes(b"#" * 2_000_000)
    with pytest.raises(ReadingError, match="more than 1 MiB"):
        sdt.read_responses(FRAME, TINY, form="psw", columns=path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("columns: {aa1: Q1}\nlabels: [x]\n", "labels= needs pairs"),
        ("columns: {aa1: Q1}\nlabels: {answers: 3}\n", "labels, answers: needs pairs"),
        ("columns: [aa1]\n", "columns= needs pairs"),
    ],
)
def test_values_of_another_shape(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read(tmp_path, text)
