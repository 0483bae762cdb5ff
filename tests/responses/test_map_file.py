"""The map file: strict keys, all faults at once, and the call goes before the file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import drawn
from factories import make_instrument
from sdtclimate.core.errors import CodeError, MappingError, ReadingError, UsageError
from sdtclimate.responses.responses import Responses

TINY = make_instrument()
FRAME = pd.DataFrame(drawn(TINY, "psw", 4)).rename(columns={"aa1": "Q1"}).assign(Q2="North", Q3="South")

NEEDS = sdt.load_instrument("needs_core")


def frame() -> pd.DataFrame:
    return pd.DataFrame(drawn(NEEDS, "psw", 2))


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


def test_all_faults_of_a_map_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(
        "columns: {psw: {nc_zz: Q1}, pws: {nc_cs1: Q2}}\nabsent: {psw: [foo]}\nlabels: {agree6: {x: 1}}\n"
        "roles: {boss: []}\n"
    )
    with pytest.raises(UsageError) as caught:
        sdt.read_responses(frame(), NEEDS, form="psw", columns=path)
    assert str(caught.value).startswith("map.yaml has 5 faults. Nothing was read.")
    assert [str(fault).split(" is no ")[0] for fault in caught.value.faults] == [
        "absent: foo", "columns: nc_zz", "columns: pws", "roles: boss", "labels: agree6",
    ]  # fmt: skip


def test_all_columns_that_were_named_and_are_not_there_come_at_once() -> None:
    with pytest.raises(MappingError) as caught:
        sdt.read_responses(
            frame(), NEEDS, form="psw", columns={"nc_cs1": "Q77", "nc_cs2": "Q78"}, people={"site": "zzz"}
        )
    text = str(caught.value)
    assert "3 columns that were named cannot be found in frame for psw. Nothing was read." in text
    assert "columns, nc_cs1: frame for psw has no column 'Q77'." in text
    assert "people, site: frame for psw has no column 'zzz'." in text
    assert text.count("Columns of frame for psw: ") == 1


def test_a_map_may_say_choices_and_site_names_and_the_call_goes_before(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text('out_of_range: missing\nempty: keep\nsite_names: {north: ["House N"]}\n')
    table = frame().assign(site=["House N", "north"])
    table.loc[0, "nc_cs1"] = 9
    table.loc[1, [item.id for item in NEEDS.items_of_form("psw") if item.id in NEEDS.scored_items]] = -91
    got = sdt.read_responses(table, NEEDS, form="psw", columns=path)
    assert len(got) == 2
    assert set(got.people["site"]) == {"north"}
    assert got.codes[got.positions(["nc_cs1"])[0], 0] == -96
    path.write_text("duplicates: frist\n")
    with pytest.raises(UsageError, match="frist"):
        sdt.read_responses(table, NEEDS, form="psw", columns=path)


def test_errors_under_a_map_say_where_their_lines_go(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("empty: keep\n")
    table = frame()
    table.loc[0, "nc_cs1"] = 9
    with pytest.raises(CodeError, match=r"out_of_range: missing\.(.|\n)*Such lines go into map\.yaml\."):
        sdt.read_responses(table, NEEDS, form="psw", columns=path)
    with pytest.raises(CodeError, match=r"go into the study file, or into a file map\.yaml: --columns map\.yaml"):
        sdt.read_responses(table, NEEDS, form="psw", fixes="yaml")


def test_items_that_no_column_is_like_are_one_sentence_and_whole_scales_go_by_their_name() -> None:
    table = frame().drop(columns=["nc_cs1", "nc_cs2", "nc_cs3", "nc_cs4", "nc_cs5", "nc_as1"])
    with pytest.raises(MappingError) as caught:
        sdt.read_responses(table, NEEDS, form="psw", fixes="yaml")
    assert "6 of 30 items have no column in frame for psw." in str(caught.value)
    assert len(caught.value.faults) == 1
    assert "If they were not asked: absent: [nc_cs, nc_as1]." in str(caught.value)
    with pytest.raises(MappingError, match=r'Not asked: absent=\["nc_cs", "nc_as1"\]'):
        sdt.read_responses(table, NEEDS, form="psw")
    assert len(sdt.read_responses(table, NEEDS, form="psw", absent=["nc_cs", "nc_as1"])) == 2
