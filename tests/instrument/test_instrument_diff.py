"""What a new version changed, and what that means for scores."""

import pytest

from sdtclimate.instrument.diff import diff_instruments
from sdtclimate.instrument.loader import load_instrument

OLD = """\
id: team
title: {en: "Team"}
version: "0.1.0"
status: draft
licence: {kind: original, name: "ours"}
terms: {en: {w: "peers"}}
forms:
  psw: {informant: psw, recall: {en: "now"}}
  staff: {informant: staff, text_from: psw}
scales:
  agree: {kind: ordinal, codes: [1, 2, 3], labels: {en: ["No", "Maybe", "Yes"]}}
items:
  - {id: t_1, scale: agree, text: {psw: {en: "We learn together."}}}
  - {id: t_2, scale: agree, text: {psw: {en: "We ask {w} for help."}}}
  - {id: t_3, scale: agree, text: {psw: {en: "We try out new things."}}}
  - {id: u_1, scale: agree, text: {psw: {en: "I rest well."}}}
  - {id: u_2, scale: agree, text: {psw: {en: "I eat well."}}}
  - {id: u_3, scale: agree, text: {psw: {en: "I sleep well."}}}
  - {id: u_4, scale: agree, retired: true, text: {psw: {en: "I run."}}}
subscales:
  - {id: tt, construct: team, items: [t_1, t_2, t_3]}
  - {id: uu, construct: rest, items: [u_1, u_2, u_3]}
composites:
  - {id: tu, rule: difference, parts: [tt, uu]}
"""
NEXT = OLD.replace('"0.1.0"', '"0.2.0"')


def compare(*pairs, text=NEXT):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return diff_instruments(load_instrument(OLD), load_instrument(text))


def test_nothing_changed():
    found = diff_instruments(load_instrument(OLD), load_instrument(OLD))
    assert found.changes == ()
    assert found.faults == ()
    assert found.comparable
    assert set(found.scales.values()) == {"same"}
    assert "the same item hash" in found.heading


@pytest.mark.parametrize(
    ("change", "scales"),
    [
        (('"We learn together."', '"We learn as one."'), {"tt": "words", "uu": "same", "tu": "words"}),
        (('w: "peers"', 'w: "colleagues"'), {"tt": "words", "uu": "same", "tu": "words"}),
        (('"Maybe"', '"Partly"'), {"tt": "words", "uu": "words", "tu": "words"}),
        (('recall: {en: "now"}', 'recall: {en: "last week"}'), {"tt": "words", "uu": "words", "tu": "words"}),
        (("[t_1, t_2, t_3]", "[t_2, t_1, t_3]"), {"tt": "words", "uu": "same", "tu": "words"}),
        (("[t_1, t_2, t_3]", "[t_1, t_2, t_3], reverse: [t_3]"), {"tt": "scores", "uu": "same", "tu": "scores"}),
        (("[t_1, t_2, t_3]", "[t_1, t_2, t_3], min_items: 2"), {"tt": "scores", "uu": "same", "tu": "scores"}),
        (
            ('codes: [1, 2, 3], labels: {en: ["No", "Maybe", "Yes"]}', "codes: [0, 1, 2, 3]"),
            {"tt": "scores", "uu": "scores", "tu": "scores"},
        ),
        (("rule: difference", "rule: mean"), {"tt": "same", "uu": "same", "tu": "scores"}),
        (("  - {id: tu, rule", "  - {id: ut, rule"), {"tt": "same", "uu": "same", "tu": "gone", "ut": "new"}),
        (('title: {en: "Team"}', 'title: {en: "Teams"}'), {"tt": "same", "uu": "same", "tu": "same"}),
    ],
)
def test_what_a_change_does_to_scores(change, scales):
    found = compare(change)
    assert found.scales == scales
    assert found.comparable == all(verdict in ("same", "new", "gone") for verdict in scales.values())
    assert not [fault for fault in found.faults if fault.severity == "error"]
    assert found.verdict in str(found)


def test_another_language_changes_no_score():
    brief = load_instrument("needs_brief")
    from dataclasses import replace

    english = replace(brief, languages=("en",))
    found = diff_instruments(english, brief)
    assert set(found.scales.values()) == {"same"}
    assert [(change.what, change.id, change.said) for change in found.changes if change.what == "language"] == [
        ("language", "he", "added"),
        ("language", "ar", "added"),
    ]


@pytest.mark.parametrize(
    ("pairs", "code", "where"),
    [
        (
            [("  - {id: u_4, scale: agree, retired: true", "  - {id: u_9, scale: agree, retired: true")],
            "removed_id",
            "u_4",
        ),
        (
            [
                ("agree, retired: true", "agree"),
                ("items: [u_1, u_2, u_3]", "items: [u_1, u_2, u_3, u_4]"),
            ],
            "reused_id",
            "u_4",
        ),
        ([("id: tu,", "id: tv,"), ("{id: uu, c", "{id: tu, c"), ("[tt, uu]", "[tt, tu]")], "reused_id", "tu"),
        ([('"0.2.0"', '"0.1.0"'), ('"I eat well."', '"I cook well."')], "version", "version"),
    ],
)
def test_ids_are_never_used_again(pairs, code, where):
    errors = [fault for fault in compare(*pairs).faults if fault.severity == "error"]
    assert (code, where) in {(fault.code, fault.where) for fault in errors}
    assert all(fault.fix for fault in errors)


def test_a_retired_item_keeps_its_id():
    found = compare(
        ("  - {id: u_3, scale: agree,", "  - {id: u_3, scale: agree, retired: true,"),
        ("[u_1, u_2, u_3]", "[u_1, u_2], min_items: 2"),
    )
    assert [(c.id, c.said) for c in found.changes if c.what == "item"] == [("u_3", "retired")]
    assert found.scales["uu"] == "scores"
    assert found.faults == ()


def test_another_question_under_an_old_id_is_doubted():
    found = compare(('"I sleep well."', '"Managers here plan the budget with us."'))
    assert [(fault.where, fault.severity) for fault in found.faults] == [("u_3", "warning")]


def test_tables_show_themselves():
    found = compare(('"We learn together."', '"We learn as one."'))
    assert "<table" in found._repr_html_()
    assert '"We learn together." -> "We learn as one."' in str(found)
    assert "1 of 3 scales stay comparable; 2 only if data show it." in str(found)
