"""Published measures: structure only, keys as far as they are known, and no score from keys that are not."""

import re

import pytest

import sdtclimate as sdt
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.catalog import shipped_ids, shipped_text
from sdtclimate.instrument.describe import scale_table
from sdtclimate.instrument.loader import check_text, load_instrument

MEASURES = [name for name in shipped_ids() if load_instrument(name).licence["kind"] == "third_party"]
UNCONFIRMED = ["bpnsfs_work", "cbi19", "ismi10", "mwms19", "ropp38", "rsa_r", "wbns"]


def keys_of(name):
    """Return scale -> positions, R where reversed, as a key sheet writes them."""
    instrument = load_instrument(name)
    return {
        scale.id.removeprefix(f"{name}_"): " ".join(
            item.removeprefix(f"{name}_") + ("R" if item in scale.reverse else "") for item in scale.items
        )
        for scale in instrument.subscales.values()
    }


def test_which_are_there():
    assert set(MEASURES) == {
        *("bangs18", "bpnsfs24", "bpnws21", "wcq15", "wcq6", "ismi29", "pss10"),
        *UNCONFIRMED,
    }


@pytest.mark.parametrize("name", MEASURES)
def test_structure_without_a_word(name):
    measure = load_instrument(name)
    assert measure.text_policy == "none"
    assert not measure.own_draft
    assert measure.keys.status in ("confirmed", "recall", "verify")
    assert measure.keys.source
    assert all(texts == {} for item in measure.items.values() for texts in item.text.values())
    stem = "bangs" if name == "bangs18" else name
    assert list(measure.items) == [f"{stem}_{k}" for k in range(1, len(measure.items) + 1)]
    raw = shipped_text(name).decode()
    lines = raw[raw.index("\nitems:\n") + 8 :].split("\n")
    block = lines[: next(at for at, line in enumerate(lines) if not line.startswith("  - "))]
    assert all(re.fullmatch(r"  - \{id: \w+, scale: \w+(, field: true)?\}", line) for line in block)


@pytest.mark.parametrize(
    ("name", "items", "codes"),
    [
        ("bpnsfs24", 24, (1, 5)),
        ("bpnsfs_work", 24, (1, 5)),
        ("bpnws21", 21, (1, 7)),
        ("wbns", 18, (1, 5)),
        ("wcq15", 15, (1, 7)),
        ("wcq6", 6, (1, 7)),
        ("mwms19", 19, (1, 7)),
        ("rsa_r", 32, (1, 5)),
        ("ismi29", 29, (1, 4)),
        ("ismi10", 10, (1, 4)),
        ("pss10", 10, (0, 4)),
        ("cbi19", 19, (0, 100)),
    ],
)
def test_items_and_answers(name, items, codes):
    measure = load_instrument(name)
    assert len(measure.items) == len(measure.scored_items) == items
    (answers,) = measure.answer_scales.values()
    assert (answers.low, answers.high) == codes


def test_keys():
    assert keys_of("bpnsfs24") == {
        "as": "1 7 13 19",
        "af": "2 8 14 20",
        "rs": "3 9 15 21",
        "rf": "4 10 16 22",
        "cs": "5 11 17 23",
        "cf": "6 12 18 24",
    }
    assert keys_of("bpnws21") == {
        "a": "1 5R 8 11R 13 17 20R",
        "c": "3R 4 10 12 14R 19R",
        "r": "2 6 7R 9 15 16R 18R 21",
    }
    assert keys_of("wcq15") == {"support": " ".join(f"{k}{'R' * (k == 13)}" for k in range(1, 16))}
    assert keys_of("ismi29") == {
        "alienation": "1 5 8 16 17 21",
        "stereotype": "2 6 10 18 19 23 29",
        "discrimination": "3 15 22 25 28",
        "withdrawal": "4 9 11 12 13 20",
        "resistance": "7R 14R 24R 26R 27R",
    }
    assert keys_of("pss10") == {"mean": "1 2 3 4R 5R 6 7R 8R 9 10"}
    for name in ("bpnsfs24", "bpnws21", "wcq15", "ismi29", "pss10"):
        measure = load_instrument(name)
        assert sorted(i for s in measure.subscales.values() for i in s.items) == sorted(measure.items)


def test_stress_is_a_sum_of_all_ten():
    import pandas as pd

    answers = pd.DataFrame([[4, 4, 4, 0, 0, 4, 0, 0, 4, 4], [1] * 10, [1] * 9 + [-91]])
    answers.columns = [f"pss10_{k}" for k in range(1, 11)]
    table = sdt.score(answers, "pss10")
    assert table.of("pss10_sum")[:2].tolist() == [40.0, 6 * 1 + 4 * 3]
    assert table.frame["pss10_sum__reason"].tolist() == ["", "", "too_few_answered"]


@pytest.mark.parametrize("name", UNCONFIRMED)
def test_unconfirmed_keys_are_refused(name):
    measure = load_instrument(name)
    assert measure.keys.status == "verify"
    assert not measure.subscales
    assert not measure.composites
    with pytest.raises(UsageError) as caught:
        sdt.score(sdt.simulate(name, n=20, rng=1))
    said = str(caught.value)
    assert name in said
    assert all(what in said for what in measure.keys.unconfirmed)
    assert any("not confirmed" in note for note in scale_table(measure).notes)


def test_a_package_with_an_unconfirmed_member_scores_the_others_by_name():
    answers = sdt.simulate(["needs_brief", "mwms19"], n=20, rng=1)
    with pytest.raises(UsageError, match="mwms19"):
        sdt.score(answers)
    assert sdt.score(answers, scales=["brief_rel"]).scales == ("brief_rel",)


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ("{status: verify}", "keys", "nothing is said to be unconfirmed"),
        ('{status: verify, unconfirmed: ["the order"]}', "keys", "keys: verify, and subscales are keyed."),
        ("{status: confirmed}", "keys", "confirmed without a source"),
        ('{status: recall, unconfirmed: ["the order"]}', "keys", "1 things are unconfirmed"),
        ("verify", "type", "stands where a mapping"),
    ],
)
def test_keys_are_known_or_left_out(keys, code, said):
    text = shipped_text("wcq6").decode()
    start, end = text.index("keys:\n"), text.index("sources:")
    _, report = check_text(f"{text[:start]}keys: {keys}\n{text[end:]}", "t.yaml")
    found = [fault for fault in report.faults if fault.severity == "error"]
    assert any(fault.code == code and said in fault.message for fault in found), str(report)
