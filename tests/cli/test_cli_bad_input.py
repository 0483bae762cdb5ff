"""Whatever is wrong with a file, a person at the prompt gets one message that says what to do, and no traceback."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sdtclimate.cli.main import main

ROOT = Path(__file__).parents[2]
PSW = (ROOT / "data" / "synthetic" / "bendor" / "psw.csv").read_text(encoding="utf-8")
HEAD, *ROWS = PSW.splitlines()


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(words))
    return int(done.value.code or 0)


def with_cell(column: str, value: str, row: int = 0) -> str:
    rows = [line.split(",") for line in ROWS]
    rows[row][HEAD.split(",").index(column)] = value
    return "\n".join([HEAD, *(",".join(cells) for cells in rows)]) + "\n"


def without_items(n: int) -> str:
    names = HEAD.split(",")
    gone = [i for i, name in enumerate(names) if name.startswith("nc_")][:n]
    return "\n".join(
        ",".join(cell for i, cell in enumerate(line.split(",")) if i not in gone) for line in PSW.splitlines()
    )


CASES: dict[str, tuple[bytes | None, str]] = {
    "no file": (None, "no such file"),
    "empty": (b"", "empty"),
    "a header alone": (HEAD.encode() + b"\n", "holds headings and no answers"),
    "no matching column": (b"a,b\n1,2\n3,4\n", "nc_"),
    "half the columns": (without_items(15).encode(), "nc_cs1"),
    "a column twice": (with_cell("nc_cs1", "3").replace("nc_cs2", "nc_cs1", 1).encode(), "nc_cs1"),
    "a code outside the scale": (with_cell("nc_cs1", "6").encode(), "nc_cs1"),
    "text in a numeric item": (with_cell("nc_cs1", "often").encode(), "often"),
    "a sentinel that nobody declared": (with_cell("nc_cs1", "99").encode(), "99"),
    "a wrong encoding": (PSW.encode().replace(b"nc_cs1", b"nc_cs1\xff\xfe\x81", 1), "psw.csv"),
    "embedded NULs": (PSW.encode().replace(b"\n", b"\n\x00", 3), "psw.csv"),
    "a truncated gzip": (gzip.compress(PSW.encode(), mtime=0)[:200], "psw.csv"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_clear_message_and_nothing_written(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    content, says = CASES[case]
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("psw.csv").write_bytes(content)
    status = run("report", "psw=psw.csv", "-i", "needs_core", "--out", "share")
    said = capsys.readouterr()
    assert status == 1
    assert says in said.err
    assert "Traceback" not in said.err
    assert not Path("share").exists()
    assert [path.name for path in tmp_path.iterdir()] == ([] if content is None else ["psw.csv"])


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", str(tmp_path), "-i", "needs_core", "--form", "psw", "--out", str(tmp_path / "o")) == 1
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["report", "psw.csv", "--out", "o"], "No instrument named"),
        (["report", "psw.csv", "-i", "needs_croe", "--out", "o"], "needs_core"),
        (["report", "pws=psw.csv", "-i", "needs_core", "--out", "o"], "pws is no form"),
        (["report", "psw=psw.csv", "-i", "needs_core", "--people", "site", "--out", "o"], "NAME=VALUE"),
        (["report", "psw=psw.csv", "-i", "needs_core", "--kind", "fulll", "--out", "o"], "Did you mean 'full'"),
        (["run", "no.yaml"], "no such file"),
    ],
)
def test_a_wrong_call_says_what_is_right(
    words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("psw.csv").write_text(PSW, encoding="utf-8")
    assert run(*words) in (1, 2)
    said = capsys.readouterr().err
    assert says in said
    assert "Traceback" not in said
    assert not Path("o").exists()


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("report", "psw.csv", "--outt", "o") == 2
    assert "--outt" in capsys.readouterr().err


@pytest.mark.parametrize("keep", [1, 4])
def test_very_few_people_get_a_report_that_shows_nothing_of_them(
    keep: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("psw.csv").write_text("\n".join([HEAD, *ROWS[:keep]]) + "\n", encoding="utf-8")
    assert run("report", "psw=psw.csv", "-i", "needs_core", "--out", "share") == 0
    page = Path("share/report.html").read_text(encoding="utf-8")
    assert "Too few PSWs to show results without risking identification." in page


def test_constant_items_and_a_scale_of_one_answered_item_still_give_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = HEAD.split(",")
    rows = [line.split(",") for line in ROWS]
    for cells in rows:
        for i, name in enumerate(names):
            if name.startswith("nc_cs"):
                cells[i] = "4"
            elif name.startswith("nc_as") and name != "nc_as1":
                cells[i] = ""
    Path("psw.csv").write_text("\n".join([HEAD, *(",".join(cells) for cells in rows)]) + "\n", encoding="utf-8")
    assert run("report", "psw=psw.csv", "-i", "needs_core", "--out", "share") == 0
    assert "everybody gave the same answer to this item" in Path("share/report.html").read_text(encoding="utf-8")
