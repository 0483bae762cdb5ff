"""From cells to codes: all faults at once, and the same codes from every way of writing an answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sdtclimate as sdt
from export_files import csv_text, drawn, plain_rows
from factories import LABELS, make_instrument
from sdtclimate.core.errors import CodeError, ReadingError, UsageError
from sdtclimate.responses.responses import Responses

TINY = make_instrument()
CODES = drawn(TINY, "psw", 12)


def read(table: pd.DataFrame, **options: object) -> Responses:
    return sdt.read_responses(table, TINY, form="psw", **options)  # type: ignore[arg-type]


def table(**changed: list[object]) -> pd.DataFrame:
    return pd.DataFrame({**CODES, **changed})


def with_cells(item: str, cells: dict[int, object]) -> pd.DataFrame:
    values: list[object] = list(CODES[item])
    for at, cell in cells.items():
        values[at] = cell
    return table(**{item: values})


WRITINGS = {
    "int8": lambda s: s.astype("int8"),
    "float": lambda s: s.astype(float),
    "nullable": lambda s: s.astype("Int16"),
    "text": lambda s: s.astype(str),
    "text with decimals": lambda s: s.astype(float).astype(str),
    "labels": lambda s: s.map(LABELS),
    "other case": lambda s: s.map(LABELS).str.upper() + "  ",
    "categories": lambda s: s.map(LABELS).astype("category"),
    "codes as categories": lambda s: s.astype("category"),
    "end-anchored": lambda s: s.map(lambda c: f"{c} - {LABELS[c]}"),
    "objects": lambda s: s.astype(object),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_gives_the_same_codes_and_leaves_the_frame_alone(writing: str) -> None:
    frame = table().apply(WRITINGS[writing])
    before = frame.copy(deep=True)
    got, plain = read(frame), read(table())
    np.testing.assert_array_equal(got.codes, plain.codes)
    assert got.codes.dtype == np.int8
    assert got.codes.flags.c_contiguous
    assert got.data_hash == plain.data_hash
    pd.testing.assert_frame_equal(frame, before)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), writing=st.sampled_from(list(WRITINGS)), files=st.booleans())
def test_neither_order_nor_writing_changes_what_is_read(seed: int, writing: str, files: bool) -> None:
    rng = np.random.default_rng(seed)
    frame = table().assign(site=rng.choice(["North", "South"], 12), note="-")
    plain = read(frame)
    rows, columns = rng.permutation(12), rng.permutation(frame.columns)
    moved = frame.copy()
    moved[list(CODES)] = frame[list(CODES)].apply(WRITINGS[writing])
    got = read(moved.iloc[rows][list(columns)])
    np.testing.assert_array_equal(got.codes, plain.codes[:, rows])
    assert got.people["site"].tolist() == plain.people["site"].iloc[rows].tolist()
    assert got.data_hash == plain.data_hash
    if files:
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "a.csv"
            moved.to_csv(path, index=False, sep=str(rng.choice([",", ";", "\t"])))
            np.testing.assert_array_equal(sdt.read_responses({"psw": path}, TINY).codes, plain.codes)


def test_one_other_answer_changes_the_hash_and_so_does_another_site() -> None:
    plain = read(table())
    other = [code % 5 + 1 for code in CODES["aa1"][:1]] + CODES["aa1"][1:]
    assert read(table(aa1=other)).data_hash != plain.data_hash
    assert read(table(site=["x"] * 12)).data_hash != plain.data_hash


def test_all_faults_at_once_with_rows_nearest_label_and_what_to_type() -> None:
    frame = with_cells("aa1", {3: "Neither agree or disagree", 6: "Neither agree or disagree"})
    frame["bb2"] = frame["bb2"].astype(object)
    frame.loc[[0, 1], "bb2"] = [99, "often"]
    before = frame.copy(deep=True)
    with pytest.raises(CodeError) as caught:
        read(frame)
    text = str(caught.value)
    assert text.startswith("3 kinds of cells are neither a code nor a label (4 in all). Nothing was read.")
    assert (
        'frame for psw, column aa1, rows 4, 7: "Neither agree or disagree" is not a label of answers '
        '(nearest: "Neither agree nor disagree" = 3). If that was meant: '
        'labels={"answers": {"Neither agree or disagree": 3}}.' in text
    )
    assert "column bb2, row 1: 99 is no code of answers (1 to 5). If it means no answer: missing_map={99: -91}." in text
    assert (
        'column bb2, row 2: "often" is neither a code nor a label of answers, which has 1 "Strongly disagree"' in text
    )
    pd.testing.assert_frame_equal(frame, before)
    read(
        frame,
        labels={"answers": {"Neither agree or disagree": 3}},
        missing_map={99: -91, "often": "not_applicable"},
    )


def test_rows_are_those_of_the_file(tmp_path) -> None:
    path = tmp_path / "Data.csv"
    text = csv_text(plain_rows({**CODES, "aa3": [*CODES["aa3"][:4], "9", *CODES["aa3"][5:]]}))
    path.write_text(text.replace("aa3", "Q_3"))
    with pytest.raises(CodeError, match=r"Data\.csv, column Q_3 \(aa3\), row 6: 9 is no code"):
        sdt.read_responses(path, TINY, form="psw", columns={"aa3": "Q_3"})


def test_one_word_in_many_columns_is_one_fault() -> None:
    frame = table().astype(object)
    frame.iloc[0] = "N/A"
    with pytest.raises(CodeError) as caught:
        read(frame)
    assert len(caught.value.faults) == 1
    assert "8 columns (aa1, aa2, aa3, aa4 and 4 more), 8 cells:" in str(caught.value)
    assert 'missing_map={"N/A": -92}' in str(caught.value)


def test_a_shifted_range_is_named_and_nothing_shifted() -> None:
    with pytest.raises(CodeError) as caught:
        read(table() - 1)
    assert "Codes 0 to 4 in the data, 1 to 5 in the instrument. Nothing was shifted." in str(caught.value)


def test_a_column_of_other_things_is_cut_short() -> None:
    big = pd.DataFrame({item: np.resize(codes, 100) for item, codes in CODES.items()}).astype(object)
    big["aa1"] = [f"word {at}" for at in range(100)]
    with pytest.raises(CodeError) as caught:
        read(big)
    assert len(caught.value.faults) == 2
    assert '"word 0", "word 1", "word 2"' in str(caught.value)
    assert "and 12 more are neither codes nor labels of" in str(caught.value)
    assert '80 other words that are no answers. Is it the column of aa1? If not: columns={"aa1": "…"}' in str(
        caught.value
    )


def test_codes_of_another_scale_are_one_fault_that_lists_what_is_there() -> None:
    """As in a published diary: 1, 2, 4, 5, 6, 7 where the codebook says 1 to 5."""
    frame = pd.DataFrame({f"q{at}": np.resize([1, 2, 4, 5, 6, 7], 60) for at in range(1, 4)})
    with pytest.raises(CodeError) as caught:
        sdt.read_responses(frame, items=["q1", "q2", "q3"], answers=(1, 5))
    assert [str(fault) for fault in caught.value.faults] == [
        "frame, 3 columns (q1, q2, q3), 60 cells: 6, 7 are no codes of answers (1 to 5). "
        "The data hold 1, 2, 4, 5, 6, 7. "
        "Nothing was shifted. Which scale did the survey use? If they mean no answer: missing_map={6: -91, 7: -91}. "
        'To leave such cells out and list them: out_of_range="missing".'
    ]


def test_labels_of_another_scale_are_one_fault_and_no_code_is_guessed() -> None:
    words = ["Never", "Rarely", "Often"]
    frame = pd.DataFrame({f"q{at}": np.resize(words, 30) for at in range(1, 4)})
    with pytest.raises(CodeError) as caught:
        sdt.read_responses(frame, items=["q1", "q2", "q3"], answers=(1, 3))
    assert len(caught.value.faults) == 1
    assert '"Never", "Rarely", "Often" are neither codes nor labels of answers' in str(caught.value)
    assert 'labels={"answers": {"Never": …, "Rarely": …, "Often": …}}' in str(caught.value)


def test_slips_in_many_columns_keep_their_nearest_labels() -> None:
    words = pd.Series(["Agre", "Stronly agree", "Agree", "Disagree"] * 3)
    with pytest.raises(CodeError) as caught:
        read(pd.DataFrame(dict.fromkeys(CODES, words)))
    assert len(caught.value.faults) == 2
    assert '"Agre" is not a label of answers (nearest: "Agree" = 4)' in str(caught.value)
    assert '"Stronly agree" is not a label of answers (nearest: "Strongly agree" = 5)' in str(caught.value)


def test_a_column_of_means_is_asked_about() -> None:
    frame = pd.DataFrame({"q1": [1.25, 2.5, 3.75, 4.5, 3.25], "q2": [1, 2, 3, 4, 5], "q3": [1, 2, 3, 4, 5]})
    with pytest.raises(CodeError, match=r"Is q1 a score or a mean, and no item\?"):
        sdt.read_responses(frame, items=["q1", "q2", "q3"], answers=(1, 5))


@pytest.mark.parametrize("code", [9, "four", True, None, 2.5])
def test_labels_with_codes_that_the_scale_does_not_have_are_a_wrong_call(code: object) -> None:
    frame = pd.DataFrame({"q1": ["Agreed", "2", "1"]})
    with pytest.raises(UsageError, match="labels, answers: 'Agreed' is given"):
        sdt.read_responses(frame, items=["q1"], answers=(1, 5), labels={"answers": {"Agreed": code}})  # type: ignore[dict-item]


def test_out_of_range_as_missing_is_listed_and_text_still_an_error() -> None:
    frame = with_cells("aa1", {0: 6, 1: -3, 2: 2.5})
    got = read(frame, out_of_range="missing")
    assert got.codes[0, :3].tolist() == [-96] * 3
    listed = [(c.found, c.became, c.count) for c in got.ledger.cells if c.reason == "out_of_range"]
    assert sorted(listed) == [("-3", "-96", 1), ("2.5", "-96", 1), ("6", "-96", 1)]
    with pytest.raises(CodeError, match='"x"'):
        read(with_cells("aa1", {0: 6, 1: "x"}), out_of_range="missing")
    with pytest.raises(UsageError, match="out_of_range='mising' is not allowed"):
        read(table(), out_of_range="mising")


def test_every_changed_cell_is_in_the_ledger() -> None:
    frame = with_cells("aa1", {0: "Agree", 1: None, 2: "4.0", 3: "NA", 4: "x", 5: -93})
    got = read(frame, missing_map={"x": -94})
    assert got.codes[0, :6].tolist() == [4, -91, 4, -91, -94, -93]
    assert {(c.column, c.reason, c.found, c.became, c.count) for c in got.ledger.cells} == {
        ("aa1", "label", "Agree", "4", 1),
        ("aa1", "blank", "", "-91", 1),
        ("aa1", "text_number", "4.0", "4", 1),
        ("aa1", "empty_mark", "NA", "-91", 1),
        ("aa1", "missing_map", "x", "-94", 1),
    }


def test_missing_map_that_would_erase_answers_is_refused() -> None:
    with pytest.raises(CodeError, match="missing_map would erase 5, which is an answer of answers"):
        read(table(), missing_map={5: -91})
    got = read(table(), missing_map={"aa1": {5: -91}})
    assert (got.codes[0] == -91).sum() == CODES["aa1"].count(5)


def test_labels_by_scale_and_item_and_their_names() -> None:
    frame = with_cells("aa1", {0: "Jein"})
    assert read(frame, labels={"aa1": {"jein": 3}}).codes[0, 0] == 3
    assert read(frame, labels={"answers": {"JEIN": 3}}).codes[0, 0] == 3
    with pytest.raises(UsageError, match=r"labels: answrs is no answer scale or item. Did you mean answers"):
        read(frame, labels={"answrs": {"jein": 3}})


def test_wide_codes_take_a_wider_type() -> None:
    wide = make_instrument({"p": ["p1", "p2", "p3"]}, high=200, low=0)
    got = sdt.read_responses(pd.DataFrame({"p1": [200], "p2": [0], "p3": [7]}), wide, form="psw")
    assert got.codes.dtype == np.int16
    assert got.codes[:, 0].tolist() == [200, 0, 7]


def test_answers_in_rows_that_are_set_aside_are_not_judged() -> None:
    frame = with_cells("aa1", {0: "test answer"}).assign(ok=["no"] + ["yes"] * 11)
    got = read(frame, people={"consent": {"column": "ok", "keep": ["Yes"]}})
    assert len(got) == 11
    assert got.ledger.counts() == {"no_consent": 1}


def test_all_rows_empty() -> None:
    with pytest.raises(ReadingError, match=r"Nobody is left of 3 rows: 3 empty\. .*empty=\"keep\""):
        read(pd.DataFrame({item: [None] * 3 for item in CODES}))
    kept = read(pd.DataFrame({item: [None] * 3 for item in CODES}), empty="keep")
    assert len(kept) == 3
