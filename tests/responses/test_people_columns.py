"""Role, site, wave and others: named, constant, by form, joined; and who goes no further than `.personal`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import drawn
from factories import make_instrument
from sdtclimate.core.errors import MappingError, ReadingError, UsageError
from sdtclimate.responses.responses import Responses

TINY = make_instrument()
N = 6
FRAME = pd.DataFrame(drawn(TINY, "psw", N))


def read(frame: pd.DataFrame = FRAME, **options: object) -> Responses:
    return sdt.read_responses(frame, TINY, **{"form": "psw", **options})  # type: ignore[arg-type]


def test_names_that_speak_for_themselves() -> None:
    got = read(FRAME.assign(Site="North", WAVE=["1"] * N, **{"Survey Duration": 90, "Participant-ID": list("abcdef")}))
    assert got.people[["site", "wave", "duration"]].iloc[0].tolist() == ["North", 1, 90.0]
    assert got.people["link"].nunique() == N
    assert got.personal["Participant-ID"].tolist() == list("abcdef")
    assert "Participant-ID" in got.ledger.personal
    assert not {"a", "b"} & set(got.people["link"])


def test_a_column_named_a_constant_and_one_by_question_text() -> None:
    frame = FRAME.assign(Q4="centre", **{"Where do you work?": "x"})
    got = read(frame, people={"site": "Q4", "wave": {"value": 2}, "place": "where do you work"})
    assert got.people[["site", "wave", "place"]].iloc[0].tolist() == ["centre", 2, "x"]


def test_columns_may_name_people_too_and_by_form() -> None:
    frame = FRAME.assign(Q4="centre", Q3="north")
    assert read(frame, columns={"site": "Q4"}).people["site"][0] == "centre"
    by_form = {"site": {"psw": "Q4", "staff": "Q3"}}
    assert read(frame, people=by_form).people["site"][0] == "centre"
    assert read(frame, people=by_form, form="staff").people["site"][0] == "north"
    with pytest.raises(UsageError, match=r"people, site: 'pws' is neither a form.*Did you mean psw"):
        read(frame, people={"site": {"pws": "Q4"}})


def test_joined_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("pid,country\na,UK\nb,US\nc,UK\nz,UK\n")
    frame = FRAME.assign(pid=["a", "b", "c", "d", "a", "e"], wave=range(N))
    spec = {"file": str(tmp_path / "people.csv"), "key": "pid", "column": "country"}
    got = read(frame, people={"country": spec})
    assert got.people["country"].tolist()[:3] == ["UK", "US", "UK"]
    assert got.people["country"].isna().tolist() == [False, False, False, True, False, True]
    assert any("country: 2 of 5 keys (2 rows) have no match in people.csv; kept" in r for r in got.ledger.remarks)
    assert "pid" in got.ledger.personal


def test_a_map_file_joins_from_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id;country\na;UK\n")
    (tmp_path / "map.yaml").write_text(
        "people:\n  country: {file: people.csv, key: {data: pid, file: id}, column: country}\n  wave: {value: 1}\n"
    )
    got = read(FRAME.assign(pid=list("abcdef")), columns=tmp_path / "map.yaml")
    assert got.people["country"].iloc[0] == "UK"
    assert got.people["wave"].tolist() == [1] * N


def test_a_join_that_says_two_things_or_lacks_a_part(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("pid,country\na,UK\na,US\n")
    spec = {"file": str(tmp_path / "people.csv"), "key": "pid", "column": "country"}
    frame = FRAME.assign(pid=list("abcdef"))
    with pytest.raises(ReadingError, match=r"people\.csv says two things of one key in row 3"):
        read(frame, people={"country": spec})
    with pytest.raises(UsageError, match="a joined column needs file, key and column"):
        read(frame, people={"country": {"file": "x.csv", "key": "pid"}})
    with pytest.raises(MappingError, match=r"people.csv has no column 'land'"):
        read(frame, people={"country": {**spec, "column": "land"}})


def test_roles_in_one_file() -> None:
    both = pd.concat([FRAME, FRAME], ignore_index=True)
    both["Q2"] = ["Peer  specialist"] * 5 + [""] + ["STAFF"] * 5 + ["staff"]
    got = sdt.read_responses(both, TINY, people={"role": "Q2"}, roles={"psw": ["peer specialist"]})
    assert got.people["role"].tolist() == ["psw"] * 5 + ["staff"] * 6
    assert got.people["form"].equals(got.people["role"].rename("form"))
    assert got.ledger.counts() == {"no_role": 1}
    assert got.ledger.adds_up()
    with pytest.raises(ReadingError) as caught:
        sdt.read_responses(both, TINY, people={"role": "Q2"})
    assert '"Peer specialist" (5 rows) is no role.' in str(caught.value)
    assert 'Say who is who: roles={"psw": ["Peer  specialist"]}' in str(caught.value)
    with pytest.raises(UsageError, match=r"roles: pws is no role. Did you mean psw"):
        sdt.read_responses(both, TINY, people={"role": "Q2"}, roles={"pws": ["x"]})


def test_a_role_column_against_what_was_said() -> None:
    frame = FRAME.assign(role=["psw"] * 5 + ["staff"])
    with pytest.raises(ReadingError, match="given as psw, but its column role says staff in 1 rows"):
        read(frame)


def test_consent_keeps_only_what_was_agreed_to() -> None:
    frame = FRAME.assign(Q1=["Yes, I take part"] * 4 + ["No", None])
    got = read(frame, people={"consent": {"column": "Q1", "keep": ["yes I take part."]}})
    assert got.ledger.counts() == {"no_consent": 2}
    with pytest.raises(UsageError, match=r"nobody in .* answered 'Ja'. Column Q1 holds \"Yes, I take part\", \"No\""):
        read(frame, people={"consent": {"column": "Q1", "keep": "Ja"}})
    with pytest.raises(UsageError, match="say the column and the answers to keep"):
        read(frame, people={"consent": "Q1"})


def test_where_by_people_columns_and_columns_of_the_file() -> None:
    frame = FRAME.assign(wave=[1, 1, 2, 2, 2, 3], country=["UK", "US"] * 3)
    got = read(frame, where={"wave": 2, "country": ["UK", "US"]})
    assert got.people["wave"].tolist() == [2, 2, 2]
    assert got.ledger.counts() == {"filtered": 3}
    assert len(read(frame, where={"wave": "1"})) == 2
    assert len(read(frame.assign(wave=frame["wave"].astype(float)), where={"wave": 1})) == 2
    with pytest.raises(UsageError, match=r"nobody in .* has wave=7. Present: 1, 2, 3"):
        read(frame, where={"wave": 7})
    with pytest.raises(MappingError, match=r"where: .* has no column 'wav'"):
        read(frame, where={"wav": 1})


def test_role_free_instruments_have_no_role() -> None:
    bangs = sdt.load_instrument("bangs18")
    frame = pd.DataFrame({f"bangs_{i}": [1, 7] for i in range(1, 19)})
    got = sdt.read_responses(frame, bangs)
    assert list(got.people.columns) == ["form"]
    assert got.roles == ()


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("E-mail", "x"),
        ("RecipientFirstName", "x"),
        ("last_name", "x"),
        ("IP address", "x"),
        ("Longitude", "3"),
        ("phone_number", "1"),
        ("PROLIFIC_PID", "q"),
        ("Q7", "me@example.org"),
        ("Q7", "192.0.2.17"),
        ("Q20_TEXT", "other"),
    ],
)
def test_columns_that_could_name_a_person_go_no_further(name: str, cells: str) -> None:
    got = read(FRAME.assign(**{name: [f"{cells}"] * N}), duplicates="keep")
    assert got.ledger.personal == (name,)
    assert list(got.personal.columns) == [name]
    assert name not in got.people


def test_free_text_is_personal_and_short_choices_are_not() -> None:
    words = [f"In my team of {at} people we talk a lot about it" for at in range(N)]
    got = read(FRAME.assign(Q30=words, Q31=["Yes", "No"] * 3, Q32=["A rather long option of a closed question"] * N))
    assert got.ledger.personal == ("Q30",)
    assert got.ledger.extra == ("Q31", "Q32")


def test_fields_are_coded_apart_from_items() -> None:
    climate = sdt.load_instrument("climate")
    codes = pd.DataFrame(drawn(climate, "psw", 3))
    frame = codes.assign(
        nc_f0=["Yes", "no", None],
        rp_role_type=[1, 3, -93],
        rp_tenure_months=["12", "3,5", ""],
        rp_content=["1;2", "3", None],
    )
    got = sdt.read_responses({"psw": frame}, climate)
    assert got.fields["nc_f0"].tolist()[:2] == [1, 0]
    assert got.fields["rp_role_type"].isna().tolist() == [False, False, True]
    assert got.fields["rp_tenure_months"].tolist()[:2] == [12.0, 3.5]
    assert got.fields["rp_content"].tolist()[:2] == ["1;2", "3"]
    assert set(got.item_ids) == set(climate.scored_items)
    np.testing.assert_array_equal(got.items[list(codes.columns)].to_numpy(), codes.to_numpy())
