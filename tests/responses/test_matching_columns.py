"""Columns to items: what was said, names, wordings; what is nearly alike is named and not taken."""

from __future__ import annotations

import pandas as pd
import pytest

import sdtclimate as sdt
from export_files import csv_text, drawn, plain_rows, qualtrics_rows
from factories import make_instrument
from sdtclimate.core.errors import MappingError, UsageError
from sdtclimate.instrument.model import Instrument

TINY = make_instrument()
NEEDS = sdt.load_instrument("needs_core")


def frame(names: dict[str, str] | None = None, n: int = 6, **more: object) -> pd.DataFrame:
    codes = drawn(TINY, "psw", n)
    table = pd.DataFrame({(names or {}).get(item, item): values for item, values in codes.items()})
    return table.assign(**more)  # type: ignore[arg-type]


def how(report: sdt.responses.match_report.MatchReport) -> dict[str, str]:  # type: ignore[name-defined]
    return {row["item"]: row["how"] for row in report.rows() if row["kind"] == "item"}


def test_names_exact_other_case_and_blanks() -> None:
    report = sdt.match(frame({"aa1": "AA1", "aa2": " aa2 "}), TINY, form="psw")
    assert how(report)["aa1"] == "by name, other case or blanks"
    assert how(report)["aa2"] == how(report)["aa3"] == "by name"
    assert report.ok


def test_what_was_said_goes_before_everything() -> None:
    table = frame(aa9=[1, 2, 3, 4, 5, 1])
    report = sdt.match(table, TINY, form="psw", columns={"aa1": "aa9"})
    assert how(report)["aa1"] == "as said"
    assert report.extra == ("aa1",)


def test_columns_by_form_and_by_question_text() -> None:
    table = frame({"aa1": "Q9", "aa2": "What of this and that?"})
    said = {"psw": {"aa1": "Q9"}, "aa2": "what of this, and that"}
    assert sdt.match(table, TINY, form="psw", columns=said).ok
    assert not sdt.match(table, TINY, form="staff", columns=said).ok


def test_wording_behind_the_stem_of_a_matrix(tmp_path) -> None:
    rows = qualtrics_rows(NEEDS, "psw", drawn(NEEDS, "psw", 5))
    rows[1] = [text.replace("I feel", "I  FEEL").replace("'", "’") for text in rows[1]]
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    report = sdt.match(path, NEEDS)
    assert set(how(report).values()) == {"by wording"}
    assert report.files[0].forms == ("psw",)
    assert "30 of 30 items by wording" in str(report)


def test_headings_that_are_questions(tmp_path) -> None:
    codes = drawn(NEEDS, "staff", 4)
    rows = plain_rows({f"Please rate [{NEEDS.wording(item, 'staff')}]": v for item, v in codes.items()})
    path = tmp_path / "forms.csv"
    path.write_text(csv_text(rows))
    read = sdt.read_responses({"staff": path}, NEEDS, sites={"x": 9})
    report = sdt.match({"staff": path}, NEEDS)
    assert report.ok
    assert len(read) == 4


def test_missing_items_are_all_named_with_the_nearest(tmp_path) -> None:
    rows = qualtrics_rows(NEEDS, "psw", drawn(NEEDS, "psw", 5))
    at = next(i for i, text in enumerate(rows[1]) if "avoid me after I have talked" in text)
    gone = next(i for i, text in enumerate(rows[1]) if "I stay calm" in text)
    rows[1][at] = "Rate: - People at work avoid me after I talked of my past."
    tag = rows[0][at]
    rows = [[cell for place, cell in enumerate(row) if place != gone] for row in rows]
    path = tmp_path / "labels.csv"
    path.write_text(csv_text(rows))
    with pytest.raises(MappingError) as caught:
        sdt.read_responses(path, NEEDS, form="psw")
    lines = str(caught.value).splitlines()
    assert lines[0] == "2 of 30 items have no column in labels.csv. Nothing was read."
    assert lines[1].split() == ["item", "wording", "nearest", "column", "alike"]
    by_item = {line.split()[0]: line for line in lines[2:4]}
    assert tag in by_item["nc_rf4"]
    assert by_item["nc_rf4"].rstrip()[-3:-2] == "."
    assert "none above .60" in by_item["nc_cs4"]
    assert f'Same question: columns={{"nc_rf4": "{tag}"}}' in lines[4]
    assert 'Not asked: absent=["nc_cs4"] (nc_cs is then scored from 4 items, and said)' in lines[4]
    assert lines[5].strip() == 'Whole table: sdt.match("labels.csv", …)'
    mended = sdt.read_responses(path, NEEDS, form="psw", columns={"nc_rf4": tag}, absent=["nc_cs4"])
    assert (mended.codes[mended.positions(["nc_cs4"])] == -95).all()
    assert "psw: said not to be asked: nc_cs4" in mended.ledger.remarks[0]


def test_settings_from_a_file_give_sentences_in_yaml(tmp_path) -> None:
    table = frame().drop(columns=["aa1", "bb2"]).rename(columns={"aa2": "aa_2"})
    (tmp_path / "map.yaml").write_text("columns: {aa2: aa_2}\n")
    with pytest.raises(MappingError) as caught:
        sdt.read_responses({"psw": table.assign(bb_2=1)}, TINY, columns=tmp_path / "map.yaml")
    text = str(caught.value)
    assert "frame for psw has no column for bb2. Nearest: bb_2 (" in text
    assert "If it is the same question: columns: {bb2: bb_2}. If it was not asked: absent: [bb2]." in text


def test_half_the_columns_missing_names_every_one() -> None:
    with pytest.raises(MappingError) as caught:
        sdt.read_responses(frame()[["aa1", "aa2", "bb1", "bb2"]], TINY, form="psw")
    assert [fault.message.split()[0] for fault in caught.value.faults] == ["aa3", "aa4", "bb3", "bb4"]


def test_absent_by_form_scale_and_with_a_hint() -> None:
    table = frame()[["aa1", "aa2", "aa3", "aa4"]]
    read = sdt.read_responses(table, TINY, form="psw", absent={"psw": ["bb"]})
    assert (read.codes[read.positions(["bb1", "bb2", "bb3", "bb4"])] == -95).all()
    assert read.item_ids == TINY.scored_items
    assert "6 people x 4 items" in repr(read)
    with pytest.raises(UsageError, match=r"absent: bb5 is no item of tiny. Did you mean bb"):
        sdt.read_responses(table, TINY, form="psw", absent=["bb5"])
    with pytest.raises(UsageError, match="absent: pws is no form"):
        sdt.read_responses(table, TINY, form="psw", absent={"pws": ["bb1"]})


def test_no_column_fits() -> None:
    one_form = make_one_form()
    with pytest.raises(MappingError) as caught:
        sdt.read_responses(pd.DataFrame({"zz": [1], "yy": [2]}), one_form)
    assert "No column of frame fits an item of tiny. Nothing was read. Columns: zz, yy." in str(caught.value)


def make_one_form() -> Instrument:
    from dataclasses import replace

    return replace(TINY, forms={"psw": TINY.forms["psw"]})


def test_two_columns_of_one_name_are_an_error_only_if_they_matter() -> None:
    table = frame()
    twice = pd.concat([table, table[["aa1"]]], axis=1)
    with pytest.raises(MappingError) as caught:
        sdt.read_responses(twice, TINY, form="psw")
    assert '2 columns are called aa1: "aa1 (column 1)", "aa1 (column 9)"' in str(caught.value)
    assert sdt.match(twice, TINY, form="psw", columns={"aa1": "aa1 (column 9)"}).ok
    other = table.assign(x=1)
    other.columns = [*table.columns, "x"]
    other = pd.concat([other, other[["x"]]], axis=1)
    read = sdt.read_responses(other, TINY, form="psw")
    assert any("occur more than once" in remark for remark in read.ledger.remarks)


def test_one_wording_in_two_columns_is_in_doubt(tmp_path) -> None:
    rows = qualtrics_rows(TINY, "psw", drawn(TINY, "psw", 3))
    rows = [[*row, row[-1]] for row in rows]
    rows[0][-1] = "Q99"
    path = tmp_path / "q.csv"
    path.write_text(csv_text(rows))
    with pytest.raises(MappingError, match=r"q.csv, bb4  the columns Q9_8, Q99 all bear this wording. Say which"):
        sdt.read_responses(path, TINY, form="psw")


def test_one_column_named_for_two_items_is_in_doubt() -> None:
    with pytest.raises(MappingError, match="the column aa1 fits aa1 as well"):
        sdt.read_responses(frame(), TINY, form="psw", columns={"aa2": "aa1"})


def test_blocks_of_one_wording_are_told_apart_by_who_answered(tmp_path) -> None:
    psw, staff = (qualtrics_rows(TINY, form, drawn(TINY, form, 3, seed=2)) for form in ("psw", "staff"))
    width = len(psw[0]) - 8
    rows = []
    for at, (one, other) in enumerate(zip(psw, staff, strict=True)):
        tags = [tag.replace("Q9", "Q20") for tag in other[width:]] if at == 0 else other[width:]
        if at < 3:
            rows.append([*one, *tags, ["role", "Who are you?", '{"ImportId":"QID1"}'][at]])
        else:
            rows.append([*one, *[""] * 8, "Peer specialist"])
            rows.append([*other[:width], *[""] * 8, *other[width:], "Member of staff"])
    path = tmp_path / "both.csv"
    path.write_text(csv_text(rows))
    read = sdt.read_responses(
        path, TINY, people={"role": "role"}, roles={"psw": ["peer specialist"], "staff": ["Member of staff"]}
    )
    assert read.people["role"].tolist() == ["psw", "staff"] * 3
    assert (read.codes >= 1).all()
    report = sdt.match(
        path, TINY, people={"role": "role"}, roles={"psw": ["Peer specialist"], "staff": ["Member of staff"]}
    )
    assert set(how(report).values()) == {"by wording and by who answered"}


def test_names_that_do_not_exist_in_columns() -> None:
    with pytest.raises(UsageError, match=r"columns: aa11 is no item of tiny. Did you mean aa1"):
        sdt.read_responses(frame(), TINY, form="psw", columns={"aa11": "x"})
    with pytest.raises(MappingError, match=r"columns, aa1: frame for psw has no column 'aa_1'. Did you mean 'aa1'"):
        sdt.read_responses(frame(), TINY, form="psw", columns={"aa1": "aa_1"})


def test_the_report_shows_no_answers_and_writes_a_map(tmp_path) -> None:
    table = frame({"aa1": "Q1", "aa2": "aa_2"}).assign(site="North", comment="x")
    report = sdt.match(table, TINY, form="psw", columns={"aa1": "Q1"})
    assert "RawColumn" not in repr(report)
    text = report.mapping_yaml()
    assert "aa2: aa_2  # TODO: only" in text
    (tmp_path / "map.yaml").write_text(text)
    read = sdt.read_responses(table, TINY, form="psw", columns=tmp_path / "map.yaml")
    assert len(read) == 6
    assert read.people["site"].tolist() == ["North"] * 6
    shown = report.table().to_text()
    assert "Columns and items" in shown
