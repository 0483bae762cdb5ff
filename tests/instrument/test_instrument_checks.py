"""One fault at a time: each check speaks once, at the right place."""

import pytest

from sdtclimate.core.errors import InstrumentError
from sdtclimate.instrument.checks import CHECKS
from sdtclimate.instrument.checks.wording import reading_grade
from sdtclimate.instrument.loader import check_text, load_instrument

TEXT = """\
id: two_views
title: {en: "Two views"}
version: "0.1.0"
status: draft
licence: {kind: original, name: "ours"}
terms: {en: {w: "peer support workers"}}
citations: [{key: smith2020, citation: "A work.", confidence: low}]
forms:
  psw: {informant: psw}
  staff: {informant: staff, text_from: psw}
scales:
  agree5: {kind: ordinal, codes: [1, 2, 3, 4, 5]}
  often: {kind: count, codes: [0, 1, 2]}
  which: {kind: choice, codes: [1, 2], labels: {en: ["This", "That"]}}
items:
  - {id: a_1, scale: agree5, text: {psw: {en: "I like it here."}}}
  - {id: a_2, scale: agree5, text: {psw: {en: "I trust {w}."}}}
  - {id: a_3, scale: agree5, text: {psw: {en: "I stay here."}}}
  - {id: b_1, scale: often, text: {psw: {en: "I talk."}}}
  - {id: b_2, scale: often, text: {psw: {en: "I read."}}}
  - {id: b_3, scale: often, text: {psw: {en: "I sing."}}}
  - {id: f_1, scale: which, field: true, text: {psw: {en: "This or that?"}}, conj_ok: true}
subscales:
  - {id: aa, construct: liking, items: [a_1, a_2, a_3], reverse: [a_3]}
  - {id: bb, construct: doing, items: [b_1, b_2, b_3]}
composites:
  - {id: both, rule: difference, parts: [aa, bb]}
models:
  two: |
    aa =~ a_1 + a_2 + a_3
    bb =~ b_1 + b_2 + b_3
    aa ~~ 0*bb
skip: [{if: "f_1 == 1 and (b_1 > 0 or b_2 in [1, 2])", set: [b_3], to: -95}]
comparisons: {expected: [{id: "E1", scales: [aa], left: staff, sign: ">", right: psw, basis: "a guess"}]}
"""


def report_of(old="", new=""):
    assert old in TEXT
    return check_text(TEXT.replace(old, new, 1), "t.yaml")[1]


def test_the_file_to_be_spoilt_is_right():
    assert report_of().faults == ()
    instrument = load_instrument(TEXT)
    assert instrument.composites["both"].range == (-1.0, 5.0)
    assert instrument.skip == ({"if": "f_1 == 1 and (b_1 > 0 or b_2 in [1, 2])", "set": ("b_3",), "to": -95},)


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        # ids
        ("id: a_2", "id: a_1", "17:10", "the id a_1 a second time; it stands in line 16 already."),
        ("id: bb,", "id: aa,", "25:10", "the id aa a second time; it stands in line 24 already."),
        ("[b_1, b_2, b_3]}", "[b_1, b_2, b_3, b_3]}", "25:55", "bb names b_3 twice under items."),
        # references
        (
            "a_1, scale: agree5",
            "a_1, scale: agre5",
            "16:22",
            "a_1 uses the scale agre5, which is not declared. Did you mean agree5?",
        ),
        (
            '{id: a_1, scale: agree5, text: {psw: {en: "I like it here."}}}',
            '{id: a_1, scale: agree5, text: {psw: {en: "I like it here."}, pws: {en: "x"}}}',
            "16:67",
            "a_1 has a text for pws, which is not declared. Did you mean psw?",
        ),
        (
            "b_1, scale: often",
            "b_1, comparability: {pws: proxy}, scale: often",
            "19:31",
            "b_1 has a comparability for pws, which is not declared. Did you mean psw?",
        ),
        ("items: [b_1, b_2, b_3]", "items: [b_1, b_2, b_3, b_44]", "25:55", "scale bb holds b_44, which is no item."),
        (
            "reverse: [a_3]",
            "reverse: [a_33]",
            "24:67",
            "scale aa reverses a_33, which is not one of its items. Did you mean a_3?",
        ),
        ("reverse: [a_3]", "facets: {x: [b_1]}", "24:70", "facet x of aa holds b_1, which is not one of its items."),
        ("reverse: [a_3]", "overlaps: [bbb]", "24:68", "aa overlaps bbb, which is no other subscale. Did you mean bb?"),
        (
            "text_from: psw",
            "text_from: psv",
            "10:40",
            "form staff takes texts from psv, which is no other form. Did you mean psw?",
        ),
        ("text_from: psw", "text_from: psw, exclude: [a_9]", "10:55", "form staff leaves out a_9, which is no item."),
        ("scales: [aa], left", "scales: [ab], left", "34:46", "expectation E1 names ab, which is no scale."),
        (
            "skip:",
            "sources: [{idea: x, citation: smit}]\nskip:",
            "33:31",
            "a source cites smit, which is not under citations. Did you mean smith2020?",
        ),
        (
            "status: draft",
            "status: validated\nvalidation: [smith]",
            "5:14",
            "validation cites smith, which is not under citations. Did you mean smith2020?",
        ),
        # membership
        (
            "items: [b_1, b_2, b_3]",
            "items: [b_1, b_2], min_items: 2",
            "21:10",
            "b_3 belongs to no scale. Add it to one, or say that it is not scored: field: true.",
        ),
        (
            "items: [b_1, b_2, b_3]",
            "items: [b_1, b_2, b_3, f_1]",
            "22:10",
            "f_1 is a field and belongs to the scale bb.",
        ),
        ("{id: b_3, ", "{id: b_3, retired: true, ", "21:10", "b_3 is retired and still belongs to the scale bb."),
        (
            "  - {id: bb,",
            "  - {id: cc, construct: more, items: [a_1, a_2, a_3]}\n  - {id: bb,",
            "25:38",
            "aa and cc share a_1, a_2, a_3. Take them out of one, or, if it is meant: overlaps: [aa].",
        ),
        # scoring
        (
            "items: [b_1, b_2, b_3]",
            "items: [b_1, b_2, b_3], reverse: [b_1]",
            "25:66",
            "bb reverses b_1, whose scale often is of kind count.",
        ),
        ("b_1, scale: often", "b_1, scale: agree5", "25:39", "bb mixes answer scales (agree5: b_1; often: b_2, b_3)."),
        (
            "items: [b_1, b_2, b_3]",
            "items: [b_1, b_2, b_3], min_items: 4",
            "25:67",
            "bb asks for 4 answered items and has 3: nobody gets a score. Write min_items: 3 or less.",
        ),
        # answer scales
        ("codes: [0, 1, 2]", "codes: [0, 2, 1]", "13:31", "the codes of often do not rise."),
        ("codes: [0, 1, 2]", "codes: [0, 1, 1]", "13:31", "often has one code twice."),
        ("codes: [0, 1, 2]", "codes: [1]", "13:31", "often has 1 codes; 2 or more are needed."),
        (
            "codes: [0, 1, 2]",
            "codes: [0, 1, 2], minimum: 0",
            "13:10",
            "often is of kind count and has a minimum or maximum.",
        ),
        ('["This", "That"]', '["This"]', "14:53", "which has 1 label for 2 codes."),
        (
            '["This", "That"]',
            '{1: "This", 3: "That"}',
            "14:65",
            "which has a label for 3, which is not one of its codes. Codes: 1, 2.",
        ),
        ('["This", "That"]', '["This", "this "]', "14:53", 'which gives the label "this" to two codes.'),
        (
            "psw: {informant: psw}",
            "psw: {informant: psw, missing: [3]}",
            "9:35",
            "the missing code 3 lies inside the range of agree5.",
        ),
        (
            "psw: {informant: psw}",
            "psw: {informant: psw, missing: [99]}",
            "9:35",
            "the missing code 99 is not known. Allowed: -91 blank",
        ),
        (
            "psw: {informant: psw}",
            "psw: {informant: psw, missing: [-96]}",
            "9:35",
            "the missing code -96 is not known.",
        ),
        (
            "codes: [0, 1, 2]}",
            "codes: [0, 1, 2], missing: [2]}",
            "13:52",
            "the missing code 2 lies inside the range of often.",
        ),
        # texts
        (
            'text: {psw: {en: "I talk."}}',
            "text: {}",
            "19:10",
            'b_1 has a text for no form. Write text: {psw: {en: "…"}}',
        ),
        (
            "staff: {informant: staff, text_from: psw}",
            "staff: {informant: staff}",
            "10:3",
            "the form staff has no text: no item asks it anything.",
        ),
        ("I trust {w}.", "I trust {v}.", "17:47", "{v} is no term."),
        ("I trust {w}.", "I trust {w.", "17:47", "a brace without its partner."),
        ('"I talk."', '"I talk.", he: "x"', "19:57", "a text in he, which is not one of the languages (en)."),
        (
            "status: draft",
            "status: draft\nlanguages: [en, he]",
            "2:8",
            "title has no text in he. A language is whole or it is not used.",
        ),
        (
            "psw: {informant: psw}",
            "psw: {informant: psw, text_from: staff}",
            "9:36",
            "forms take their texts in a circle: psw from staff from psw.",
        ),
        # third party
        ("kind: original", "kind: third_party", "5:17", "a third-party instrument must say text_policy: none."),
        ("status: draft", "status: draft\ntext_policy: none", "17:36", "a_1 has a text, and text_policy is none."),
        # composites
        ("parts: [aa, bb]", "parts: [aa, bb], weights: [1, 2]", "27:60", "both has weights and the rule difference."),
        (
            "rule: difference, parts: [aa, bb]",
            "rule: weighted, parts: [aa, bb], weights: [1]",
            "27:58",
            "both has 1 weights for 2 parts.",
        ),
        ("parts: [aa, bb]", "parts: [aa, bb, aa]", "27:41", "both is a difference of 3 parts."),
        (
            "parts: [aa, bb]",
            "parts: [aa, bc]",
            "27:46",
            "composite both has the part bc, which is no scale declared before it. Known so far: aa, bb.",
        ),
        (
            "parts: [aa, bb]",
            "parts: [aa, both]",
            "27:46",
            "composite both has the part both, which is no scale declared before it.",
        ),
        ("parts: [aa, bb]", "parts: [aa, bb], require: 3", "27:60", "both requires 3 of 2 parts."),
        (
            "parts: [aa, bb]",
            "parts: [aa, bb], require: 1",
            "27:60",
            "both requires 1 of 2 parts; only a mean can do without some.",
        ),
        (
            "parts: [aa, bb]",
            "parts: [aa, bb], range: [0, 1]",
            "27:58",
            "both states the range 0 to 1. Its parts give [-1, 5].",
        ),
        # anchors
        (
            "{id: a_1, ",
            "{id: a_1, anchor: nc_rs22, ",
            "16:23",
            "a_1 has the anchor nc_rs22, which is an item of no shipped instrument. Did you mean nc_rs2?",
        ),
        # protection
        ("status: draft", "status: draft\nsensitivity: high", "5:14", "sensitivity: high without support contacts."),
        ("status: draft", "status: validated", "4:9", "status: validated without a validation study."),
        (
            "text_from: psw",
            "text_from: psw, min_headcount: 5, min_headcount_site: 3",
            "10:83",
            "form staff is shown by site from 3 people on, and given from 5 on.",
        ),
        # models
        (
            "a_1 + a_2 + a_3\n",
            "a_1 + a_2 + a_9\n",
            "29:8",
            'model two: a_9 in "aa =~ a_1 + a_2 + a_9" is no item and no factor.',
        ),
        ("aa ~~ 0*bb", "aa by a_1", "29:8", 'model two: "aa by a_1" is no line of a model.'),
        # skip
        ("f_1 == 1 and", "f_1 = 1 and", "33:13", "is neither an item, a whole number nor a sign."),
        ("f_1 == 1 and", "f_9 == 1 and", "33:13", "a skip rule names f_9, which is no item."),
        ("set: [b_3]", "set: [b_4]", "33:62", "a skip rule names b_4, which is no item."),
    ],
)
def test_errors(old, new, place, said):
    report = report_of(old, new)
    found = [f"{fault.where} {fault.message} {fault.fix}" for fault in report.faults if fault.severity == "error"]
    assert any(one.startswith(f"t.yaml:{place} ") and said in one for one in found), "\n".join(found)
    with pytest.raises(InstrumentError, match=r"^text: \d+ error"):
        load_instrument(TEXT.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "I like it here.",
            "I like it here and there.",
            "16:47",
            'a_1 asks two things ("and"). If it is meant: conj_ok: true',
        ),
        ("I like it here.", "I like it or not.", "16:47", 'a_1 asks two things ("or").'),
        ("I like it here.", " ".join(["so"] * 19), "16:47", "a_1 has 19 words; 18 or fewer are read more easily."),
        ("I like it here.", "Organisational considerations notwithstanding.", "16:47", "a_1 reads at grade"),
        (
            "items: [b_1, b_2, b_3]",
            "items: [b_1, b_2], min_items: 2",
            "25:39",
            "bb has 2 items; 3 or more are advised.",
        ),
    ],
)
def test_warnings_do_not_stop_a_file(old, new, place, said):
    found = [f for f in report_of(old, new).faults if f.severity == "warning"]
    assert [fault.where for fault in found] == [f"t.yaml:{place}"]
    assert said in f"{found[0].message} {found[0].fix}"


def test_a_file_with_warnings_alone_loads():
    assert load_instrument(TEXT.replace("I like it here.", "I like it here and there.")).id == "two_views"


def test_a_term_counts_as_one_word():
    text = " ".join(["so"] * 17)
    assert report_of("I like it here.", text + " {w}").faults == ()


def test_declared_overlap_is_allowed():
    text = TEXT.replace(
        "  - {id: bb,", "  - {id: cc, construct: more, items: [a_1, a_2, a_3], overlaps: [aa]}\n  - {id: bb,"
    )
    assert check_text(text)[1].faults == ()


def test_formative_indices_may_share_items():
    text = TEXT.replace("  - {id: bb,", "  - {id: cc, type: F, construct: more, items: [a_1, a_2, a_3]}\n  - {id: bb,")
    assert check_text(text)[1].faults == ()


def test_reading_grade_by_hand():
    # 4 words, 1 sentence, 4 syllables: 0.39 * 4 + 11.8 - 15.59.
    assert reading_grade("I like it here.") == pytest.approx(0.39 * 4 + 11.8 * 1 - 15.59)
    assert reading_grade("{P}") == 0.0


def test_each_check_is_a_named_thing():
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)
    assert all(check.__doc__ for check in CHECKS)
