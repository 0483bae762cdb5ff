import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest

from sdtclimate.core.errors import UnprotectedResult, UsageError
from sdtclimate.release.gate import protect
from sdtclimate.results.note import Note
from sdtclimate.results.provenance import Provenance
from sdtclimate.results.result import Result
from sdtclimate.results.store import dump_results, plain, result_to_dict, results_document, write_results_json
from sheets_factory import compared, described, make_study


class Made(Result):
    kind = "made"
    title = "Made"


class Compared(Result):
    kind = "gap"
    title = "Two views"


def results(seed=2, notes=()):
    study = make_study({"psw": [6, 5, 2, 9], "staff": [10, 12, 14, 16]}, seed=seed)
    provenance = Provenance("tiny", "0.1.0", "0" * 64, "1" * 64, 80, 74, {"level": np.float64(0.95)}, 7)
    return protect(
        *(
            kind(frame, tuple(cells), notes=notes, provenance=provenance)
            for kind, (frame, cells) in (
                (Made, described(study)),
                (Compared, compared(study)),
                (Compared, compared(study)),
            )
        )
    )


def schema():
    return json.loads(files("sdtclimate.results").joinpath("results.schema.json").read_text(encoding="utf-8"))


def test_the_document_keeps_to_its_schema():
    notes = (Note("G2", "n = {n_or_band}: few.", {"n_or_band": np.int64(22)}), Note("N3", ""))
    document = results_document(results(notes=notes), {"title": "T", "roles": {"psw": 22}})
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(dump_results(document)), schema())
    assert list(document["results"]) == ["made", "gap", "gap_2"]


def test_the_schema_refuses_a_number_in_a_hidden_row():
    document = json.loads(dump_results(results_document(results())))
    row = next(r for r in document["results"]["made"]["rows"] if r["suppressed"] == "primary")
    row["estimate"] = 3.2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, schema())


def test_the_same_input_gives_the_same_bytes(tmp_path):
    first = write_results_json(results(), tmp_path / "a.json", {"b": 1, "a": 2}).read_bytes()
    second = write_results_json(results(), tmp_path / "b.json", {"a": 2, "b": 1}).read_bytes()
    assert first == second
    assert first.endswith(b"}\n")


def test_unreleased_results_are_not_written(tmp_path):
    study = make_study({"psw": [6, 7]})
    result = Made(*described(study))
    with pytest.raises(UnprotectedResult):
        write_results_json([result], tmp_path / "results.json")
    assert list(tmp_path.iterdir()) == []


def test_what_may_be_shown_keeps_its_full_precision():
    frame = pd.DataFrame({"statistic": ["kmo"], "estimate": [0.1 + 0.2], "n": [165]})
    assert result_to_dict(Made(frame))["rows"][0]["estimate"] == 0.1 + 0.2


def test_missing_is_null_and_never_nan():
    text = dump_results(results_document(results()))
    assert "NaN" not in text
    assert "Infinity" not in text
    assert json.loads(text)["results"]["made"]["rows"][0]["ci_low"] is not None


def test_no_people_no_rows_of_the_data_no_exact_size_of_a_group():
    for result in results():
        rows = result.to_dict()["rows"]
        grouped = [row for row in rows if row["site"]]
        assert grouped
        for row in grouped:
            assert row["n"] in ("<5", "5-9", "10-19", "20-49", "50+")
            assert row.get("n_psw") in (None, "<5", "5-9", "10-19", "20-49", "50+")
        text = json.dumps(result.to_dict())
        assert "members" not in text
        assert "frozenset" not in text


def test_standing_notices_get_their_text():
    made = results(notes=(Note("N3", ""), Note("N10", "")))[0].to_dict()
    assert made["notes"][0]["text"].startswith("Results are shown for groups of 5 people or more.")
    assert made["notes"][1]["text"] == ""


def test_provenance_of_few_people_is_a_band():
    frame = pd.DataFrame({"statistic": ["x"], "estimate": [1.0]})
    made = Made(frame, provenance=Provenance(n_in=12, n_out=3)).to_dict()["provenance"]
    assert (made["n_in"], made["n_out"]) == (12, "<5")


def test_plain_refuses_what_is_no_data():
    assert plain({"a": (np.int64(1), np.float32(0.5), pd.NA, float("inf"))}) == {"a": [1, 0.5, None, None]}
    with pytest.raises(UsageError, match="no paths"):
        plain(Path("x"))
    with pytest.raises(UsageError, match="found a object"):
        plain(object())
