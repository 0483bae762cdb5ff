"""Which form a file holds: said, shown by its wordings and fields, or asked for."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import csv_text, drawn, plain_rows, qualtrics_rows
from factories import make_instrument
from sdtclimate.core.errors import ReadingError, SdtError, UsageError

CLIMATE = sdt.load_instrument("climate")
SUPPORT = sdt.load_instrument("support_climate")
TINY = make_instrument()


def export(tmp_path: Path, form: str, name: str, *, instrument=CLIMATE, seed: int = 1) -> Path:
    path = tmp_path / name
    rows = qualtrics_rows(instrument, form, drawn(instrument, form, 5, seed), people={"site": ["n"] * 5})
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def codes_file(tmp_path: Path, form: str, name: str, *, instrument=CLIMATE, **fields: list[object]) -> Path:
    path = tmp_path / name
    path.write_text(csv_text(plain_rows({**drawn(instrument, form, 5), **fields})))
    return path


@pytest.mark.parametrize("form", ["psw", "staff", "director"])
def test_wordings_show_the_form(tmp_path: Path, form: str) -> None:
    got = sdt.match(export(tmp_path, form, "x.csv"), CLIMATE)
    assert got.files[0].forms == (form,)
    evidence = got.files[0].evidence[-1]
    assert (evidence.what, evidence.sure) == ("form", "certain")
    assert "fit it and no other form" in evidence.why


def test_a_list_of_exports_finds_each_form(tmp_path: Path) -> None:
    files = [export(tmp_path, "staff", "two.csv"), export(tmp_path, "psw", "one.csv")]
    got = sdt.read_responses(files, CLIMATE, sites={"n": 9})
    assert got.people["form"].tolist() == ["staff"] * 5 + ["psw"] * 5
    assert set(got.ledger.rows_in) == {"one.csv", "two.csv"}


def test_a_field_that_only_one_form_has_shows_it(tmp_path: Path) -> None:
    path = codes_file(tmp_path, "psw", "x.csv", nc_f0=[1] * 5)
    assert sdt.match(path, CLIMATE).files[0].forms == ("psw",)
    path = codes_file(tmp_path, "staff", "y.csv", rp_profession=[1] * 5)
    with pytest.raises(ReadingError, match=r"y\.csv fits staff and director equally well"):
        sdt.match(path, CLIMATE)


def test_what_does_not_decide_is_asked(tmp_path: Path) -> None:
    path = export(tmp_path, "psw", "b.csv", instrument=TINY)
    with pytest.raises(ReadingError) as caught:
        sdt.read_responses(path, TINY)
    assert str(caught.value).startswith(
        "b.csv fits psw and staff equally well (tiny has one wording for both). Say which: psw=b.csv or staff=b.csv."
    )
    assert 'In Python: {"psw": "b.csv"} or form="psw".' in str(caught.value)
    assert sdt.read_responses(path, TINY, form="staff").roles == ("staff",)


def test_evidence_against_what_was_said_is_an_error(tmp_path: Path) -> None:
    path = export(tmp_path, "staff", "b.csv")
    with pytest.raises(ReadingError) as caught:
        sdt.read_responses({"psw": path}, CLIMATE)
    text = str(caught.value)
    assert text.startswith("b.csv was given as psw, but 46 columns fit staff and not psw (Q9_1 ")
    assert text.endswith("If staff answered: staff=b.csv.")


def test_both_forms_in_one_file_need_a_role_column(tmp_path: Path) -> None:
    one, other = drawn(CLIMATE, "psw", 2), drawn(CLIMATE, "staff", 2)
    columns = {CLIMATE.wording(i, "psw"): v for i, v in one.items()}
    columns |= {CLIMATE.wording(i, "staff"): v for i, v in other.items()}
    path = tmp_path / "both.csv"
    path.write_text(csv_text(plain_rows(columns)))
    with pytest.raises(ReadingError, match=r'name the column that says who: people=\{"role": "…"\}'):
        sdt.read_responses(path, CLIMATE)


def test_nothing_fits(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(ReadingError, match=r"No column of x\.csv fits an item of climate, by name or by wording"):
        sdt.read_responses(path, CLIMATE)


def test_two_files_of_one_form_are_two_waves_or_an_error(tmp_path: Path) -> None:
    one, two = export(tmp_path, "psw", "psw.csv"), export(tmp_path, "psw", "psw2.csv", seed=2)
    with pytest.raises(UsageError) as caught:
        sdt.read_responses([one, two], CLIMATE)
    assert str(caught.value).startswith(
        "Two files for psw: two waves, or two parts of one? "
        "Waves belong in a study file, each under exports: with its wave.\n  "
        'In Python: {("psw", 1): "psw.csv", ("psw", 2): "psw2.csv"}.'
    )
    got = sdt.read_responses({("psw", 1): one, ("psw", 2): two}, CLIMATE)
    assert got.people["wave"].tolist() == [1] * 5 + [2] * 5
    assert got.where(wave=2).ledger.counts() == {"filtered": 5}


def test_the_grammar_of_input(tmp_path: Path) -> None:
    path = codes_file(tmp_path, "psw", "a.csv", instrument=TINY)
    with pytest.raises(UsageError, match=r"'pws' is no form of tiny. Did you mean psw"):
        sdt.read_responses({"pws": path}, TINY)
    with pytest.raises(UsageError, match="form='psw' is for one file"):
        sdt.read_responses([path], TINY, form="psw")
    with pytest.raises(UsageError, match=r"a\.csv is named twice"):
        sdt.read_responses({"psw": path, "staff": path}, TINY)
    with pytest.raises(UsageError, match="source is empty"):
        sdt.read_responses([], TINY)
    with pytest.raises(UsageError, match="neither a form nor a pair of form and wave"):
        sdt.read_responses({3: path}, TINY)
    with pytest.raises(UsageError, match="stand instead of an instrument"):
        sdt.read_responses(path, TINY, items=["aa1"], answers=(1, 5))


def test_fixes_are_spelled_for_a_study_file_when_asked() -> None:
    frame = pd.DataFrame(drawn(TINY, "psw", 3)).rename(columns={"aa1": "aa_1"}).astype(object)
    with pytest.raises(SdtError, match=r"columns: \{aa1: aa_1\}"):
        sdt.read_responses(frame, TINY, form="psw", fixes="yaml")
    frame.loc[0, "aa2"] = 7
    with pytest.raises(SdtError, match=r"missing_map: \{7: -91\}.*out_of_range: missing"):
        sdt.read_responses(frame, TINY, form="psw", columns={"aa1": "aa_1"}, fixes="yaml")


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for wave in ("wave1", "wave2"):
        (tmp_path / wave).mkdir()
        codes_file(tmp_path / wave, "psw", "psw.csv", instrument=TINY)
    got = sdt.read_responses(
        {("psw", 1): tmp_path / "wave1" / "psw.csv", ("psw", 2): tmp_path / "wave2" / "psw.csv"}, TINY
    )
    assert got.sources == ("wave1/psw.csv", "wave2/psw.csv")


def test_one_wording_for_all_forms_takes_the_name_of_who_answered() -> None:
    frames = {form: pd.DataFrame(drawn(SUPPORT, form, 3)) for form in ("psw", "staff")}
    got = sdt.read_responses(frames, SUPPORT)
    assert got.roles == ("psw", "staff")
