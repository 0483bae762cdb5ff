"""Exports in the shapes that platforms write them, through whole commands: one study, the same scores each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

import sdtclimate as sdt
from export_files import csv_text, drawn, plain_rows, qualtrics_rows
from sdtclimate.cli.main import main

BOTH = ("-i", "needs_core", "-i", "support_climate")
SUITE = sdt.load_instrument(["needs_core", "support_climate"])
PEOPLE = 6
CODES = {form: drawn(SUITE, form, PEOPLE, seed=place) for place, form in enumerate(("psw", "staff"))}
SITES = ["north"] * 3 + ["south"] * 3
Rows = list[list[str]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(words))
    return int(done.value.code or 0)


def rows_of(form: str, *, labels: bool = True) -> Rows:
    return qualtrics_rows(SUITE, form, CODES[form], labels=labels, people={"Q4": SITES})


def scores(*words: str) -> pd.DataFrame:
    assert run("score", *words, "--allow-microdata", "--out", "scores.csv") == 0
    frame = pd.read_csv("scores.csv")
    return frame[[name for name in frame if name.startswith(("nc_", "sc_"))]]


def write(rows: dict[str, Rows], ending: str = "csv", encoding: str = "utf-8", delimiter: str = ",") -> list[str]:
    for form, cells in rows.items():
        text = csv_text(cells, delimiter=delimiter).replace("\n", "\r\n")
        Path(f"{form}.{ending}").write_bytes(text.encode(encoding))
    return [f"{form}.{ending}" for form in rows]


def answers(rows: Rows, change: Callable[[str], str]) -> Rows:
    first = len(rows[0]) - len(CODES["psw"])
    return [*rows[:3], *([*row[:first], *map(change, row[first:])] for row in rows[3:])]


def anchored(label: str) -> str:
    places = {"Strongly disagree": 1, "Disagree": 2, "Neither agree nor disagree": 3, "Agree": 4, "Strongly agree": 5}
    return f"{places[label]} - {label}" if places[label] in (1, 5) else str(places[label])


def localised(rows: Rows) -> Rows:
    return [rows[0], ["Anfangsdatum", "Enddatum", "Antworttyp", *rows[1][3:]], *rows[2:]]


def blank_behind_tags(rows: Rows) -> Rows:
    return [[f"{tag} " if tag.startswith("Q9") else tag for tag in rows[0]], *rows[1:]]


def with_more_columns(rows: Rows) -> Rows:
    heads = [
        ["Q9_DO", "campaign", "Create New Field or Choose From Dropdown...", "Q_RecaptchaScore", "SC0"],
        ["Q9 - Display Order", "campaign", "Create New Field or Choose From Dropdown...", "Q_RecaptchaScore", "Score"],
        [f'{{"ImportId":"more{place}"}}' for place in range(5)],
    ]
    return [row + (heads[at] if at < 3 else ["1|2|3", "spring", "", "0.9", "17"]) for at, row in enumerate(rows)]


SHAPES: dict[str, Callable[[Rows], Rows]] = {
    "capital letters": lambda rows: answers(rows, str.upper),
    "dashes and hard blanks": lambda rows: answers(rows, lambda label: label.replace(" ", "-", 1).replace(" ", "\xa0")),
    "end-anchored labels": lambda rows: answers(rows, anchored),
    "a number and a line break": lambda rows: answers(rows, lambda label: anchored(label).replace(" - ", "\n")),
    "second row in another language": localised,
    "blanks behind tags": blank_behind_tags,
    "display order, embedded data, scores": with_more_columns,
}


@pytest.fixture
def expected() -> pd.DataFrame:
    files = write({form: plain_rows(CODES[form], {"site": SITES}) for form in CODES}, "txt")
    return scores(*(f"{form}={file}" for form, file in zip(CODES, files, strict=True)), *BOTH)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_one_study_gives_the_same_scores(shape: str, expected: pd.DataFrame) -> None:
    files = write({form: SHAPES[shape](rows_of(form)) for form in CODES})
    pd.testing.assert_frame_equal(scores(*files, *BOTH, "--people", "site=Q4"), expected)


@pytest.mark.parametrize(
    ("encoding", "delimiter", "labels"),
    [("utf-8-sig", ",", True), ("utf-16", "\t", True), ("utf-8", ";", False), ("cp1252", "\t", False)],
)
def test_each_container_gives_the_same_scores(
    encoding: str, delimiter: str, labels: bool, expected: pd.DataFrame
) -> None:
    files = write({form: rows_of(form, labels=labels) for form in CODES}, "csv", encoding, delimiter)
    pd.testing.assert_frame_equal(scores(*files, *BOTH, "--people", "site=Q4"), expected)


def test_sheets_of_a_workbook_are_named_behind_it(expected: pd.DataFrame, capsys: pytest.CaptureFixture[str]) -> None:
    with xlsxwriter.Workbook("book.xlsx") as book:
        for form in CODES:
            sheet = book.add_worksheet(form)
            for at, row in enumerate(plain_rows(CODES[form], {"site": SITES})):
                sheet.write_row(at, 0, row)
    got = scores("psw=book.xlsx#psw", "staff=book.xlsx#staff", *BOTH)
    pd.testing.assert_frame_equal(got, expected)
    assert run("score", "psw=book.xlsx", *BOTH, "--out", "x.csv") == 1
    assert "Say which: book.xlsx#psw" in capsys.readouterr().err
    assert run("score", "psw=book.xlsx#pws", *BOTH, "--out", "x.csv") == 1
    assert "has no sheet 'pws'. Did you mean 'psw'?" in capsys.readouterr().err


def test_a_form_may_be_said_for_one_file_and_found_for_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    write({form: rows_of(form) for form in CODES})
    write({"director": plain_rows(drawn(SUITE, "director", 2), {"Q4": ["north", "south"]})})
    files = ("psw.csv", "staff.csv", "director=director.csv")
    assert run("score", *files, *BOTH, "--people", "site=Q4", "--out", "scores.csv") == 0
    assert "director.csv  2 rows = 2 people" in capsys.readouterr().out


def test_what_is_wrong_with_several_files_comes_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("psw.csv").write_text("")
    Path("staff.csv").write_text("a,b\n")
    assert run("score", "psw=psw.csv", "staff=staff.csv", *BOTH, "--sites", "site.csv", "--out", "x.csv") == 1
    said = capsys.readouterr().err
    assert said.startswith("3 things are wrong. Nothing was read.\n  psw.csv is empty (0 bytes).\n  staff.csv holds")
    assert "site.csv: there is no such file." in said


def role_file() -> Rows:
    """Return one export of both roles in which one shared item was reworded and another was not asked."""
    shared = [item for item in CODES["psw"] if item.startswith("sc_") and item != "sc_se4"]
    rows: Rows = []
    for form in CODES:
        codes = {item: values for item, values in CODES[form].items() if item.startswith("nc_")}
        own = qualtrics_rows(SUITE, form, codes, block=14 if form == "psw" else 15)
        both = qualtrics_rows(SUITE, form, {item: CODES[form][item] for item in shared}, block=17)
        part = [own[at][17:] for at in range(3 + PEOPLE)]
        blank = [[""] * len(part[0])] * PEOPLE
        word = "Peer specialist" if form == "psw" else "Staff"
        if not rows:
            rows = [[*own[at][:17], ["Q2", "Who are you?", '{"ImportId":"Q2"}'][at], *part[at]] for at in range(3)]
            body = [[*row[:17], word, *cells] for row, cells in zip(own[3:], part[3:], strict=True)]
            rows += [[*row, *gap, *rest[17:]] for row, gap, rest in zip(body, blank, both[3:], strict=True)]
        else:
            for at in range(3):
                rows[at] += [*part[at], *both[at][17:]]
            body = [[*row[:17], word, *gap] for row, gap in zip(own[3:], blank, strict=True)]
            rows += [[*row, *cells, *rest[17:]] for row, cells, rest in zip(body, part[3:], both[3:], strict=True)]
    reworded = next(at for at, text in enumerate(rows[1]) if text.endswith(SUITE.wording("sc_pn3", "psw")))
    rows[1][reworded] = rows[1][reworded].replace("sharing", "sharing with others")
    rows[1][reworded] += " all the time"
    return rows


def test_the_map_is_written_mended_and_used(capsys: pytest.CaptureFixture[str]) -> None:
    write({"both": role_file()})
    Path("said.yaml").write_text(
        "people: {role: Q2}\nroles: {psw: [Peer specialist]}\nlabels: {agree5: {Agreed: 4}}\nempty: keep\n"
    )
    words = ("inspect", "both.csv", *BOTH, "--columns", "said.yaml", "--write-columns", "map.yaml")
    assert run(*words) == 1
    said = capsys.readouterr().out
    assert "2 of 54 items have no column in both.csv. Nothing was read." in said
    assert said.count("has no column for sc_pn3") == 1, "asked of both roles alike, so said once"
    assert "If it is the same question: columns: {sc_pn3: " in said
    assert "has no column for sc_se4. No column is like it. If it was not asked: absent: [sc_se4]." in said
    assert "Such lines go into said.yaml." in said
    text = Path("map.yaml").read_text()
    assert "absent:\n- sc_se4  # TODO: no column is like it" in text
    assert text.count("# TODO: only ") == 2
    assert "labels:\n  agree5:\n    Agreed: 4\n" in text, "what was said goes on into the map"
    assert "empty: keep" in text
    assert run("score", "both.csv", *BOTH, "--columns", "map.yaml", "--out", "scores.csv") == 0
    assert "12 people" in capsys.readouterr().out


def test_a_map_names_people_columns_by_form_where_they_differ() -> None:
    write({"psw": qualtrics_rows(SUITE, "psw", CODES["psw"], people={"site": SITES})})
    write({"staff": qualtrics_rows(SUITE, "staff", CODES["staff"], people={"Site name": SITES})})
    assert run("inspect", "psw.csv", "staff.csv", *BOTH, "--write-columns", "map.yaml") == 0
    assert "  site:\n    psw: site\n    staff: Site name\n" in Path("map.yaml").read_text()
    assert run("score", "psw.csv", "staff.csv", *BOTH, "--columns", "map.yaml", "--out", "scores.csv") == 0


def test_a_saved_study_in_another_folder_does_the_same(folder: Path) -> None:
    write({form: rows_of(form) for form in CODES})
    Path("map.yaml").write_text("people: {site: Q4}\n")
    (folder / "kept").mkdir()
    words = ("psw.csv", "staff.csv", *BOTH, "--columns", "map.yaml", "--out", "one", "--save", "kept/study.yaml")
    assert run("report", *words) == 0
    assert run("run", "kept/study.yaml", "--out", "two") == 0
    for name in ("report.html", "results.json"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_a_question_of_two_instruments_counts_as_one_column(capsys: pytest.CaptureFixture[str]) -> None:
    needs = [item for item in CODES["psw"] if item.startswith("nc_")]
    write({"psw": qualtrics_rows(SUITE, "psw", {item: CODES["psw"][item] for item in needs})})
    assert run("score", "psw.csv", "--out", "x.csv") == 2
    assert "These columns fit needs_core best (30 of 30 items)" in capsys.readouterr().err
