import csv
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from sdtclimate.core.errors import SdtError, UsageError
from sdtclimate.release.microdata import write_scores


@dataclass
class Scores:
    people: pd.DataFrame
    scores: pd.DataFrame
    scales: tuple[str, ...] = ("aa",)

    @property
    def frame(self):
        return pd.concat([self.people, self.scores], axis=1)


@pytest.fixture
def scores():
    n = 12
    people = pd.DataFrame(
        {
            "role": ["psw"] * 4 + ["staff"] * 8,
            "form": ["psw"] * 4 + ["staff"] * 8,
            "site": ["north", "south"] * 6,
            "link": [f"code{i}" for i in range(n)],
            "country": ["here"] * 6 + ["there"] * 6,
            "age": [20 + i for i in range(n)],
            "remark": ["=HYPERLINK(1)", *[f"text {i}" for i in range(n - 1)]],
        },
        index=range(100, 100 + n),
    )
    made = pd.DataFrame(
        {
            "aa": [1 / 3, np.nan, *np.linspace(1, 5, n - 2)],
            "aa__reason": ["", "too_few_answered", *[""] * (n - 2)],
        },
        index=people.index,
    )
    return Scores(people, made)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_what_names_people_is_left_out_by_default(scores, tmp_path):
    written = write_scores(scores, tmp_path / "scores.csv")
    assert written.columns == ("role", "form", "country", "aa", "aa__reason")
    assert set(written.dropped) == {"site", "link", "age", "remark"}
    text = (tmp_path / "scores.csv").read_text(encoding="utf-8")
    for secret in ("north", "code0", "HYPERLINK", "text 3", "100"):
        assert secret not in text


def test_the_warning_is_there_to_print(scores, tmp_path):
    written = write_scores(scores, tmp_path / "scores.csv")
    assert written.warning.startswith("These are draft items, written for this toolkit. They are not validated.")
    assert written.lines[-1] == written.warning
    assert any("site" in line for line in written.lines)


def test_numbers_read_back_exactly_and_missing_stays_empty(scores, tmp_path):
    write_scores(scores, tmp_path / "scores.csv")
    rows = rows_of(tmp_path / "scores.csv")
    assert float(rows[0]["aa"]) == 1 / 3
    assert (rows[1]["aa"], rows[1]["aa__reason"]) == ("", "too_few_answered")


def test_microdata_keep_everything_and_run_no_formula(scores, tmp_path):
    scores.people = scores.people.rename(columns={"country": "@country"})
    written = write_scores(scores, tmp_path / "scores.csv", allow_microdata=True)
    assert written.dropped == {}
    rows = rows_of(tmp_path / "scores.csv")
    assert rows[0]["remark"] == "'=HYPERLINK(1)"
    assert rows[0]["'@country"] == "here"
    assert rows[0]["site"] == "north"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formula_signs(scores, tmp_path, start):
    scores.people["remark"] = [f"{start}cmd|' /C calc'!A0"] * len(scores.people)
    write_scores(scores, tmp_path / "scores.csv")
    assert all(row["remark"].startswith("'") for row in rows_of(tmp_path / "scores.csv"))


def test_negative_scores_stay_numbers(scores, tmp_path):
    scores.scores["aa"] = -1.5
    write_scores(scores, tmp_path / "scores.csv")
    assert {row["aa"] for row in rows_of(tmp_path / "scores.csv")} == {"-1.5"}


def test_bad_targets(scores, tmp_path):
    with pytest.raises(UsageError, match=r"written as \.csv"):
        write_scores(scores, tmp_path / "scores.parquet")
    with pytest.raises(SdtError, match="does not exist"):
        write_scores(scores, tmp_path / "nowhere" / "scores.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_table_given_is_not_changed(scores, tmp_path):
    before = scores.frame
    write_scores(scores, tmp_path / "scores.csv", allow_microdata=True)
    pd.testing.assert_frame_equal(scores.frame, before)
