"""Languages: whole or not used, told where they come from, and left as they are whatever is in them."""

import pytest

from sdtclimate.core.errors import InstrumentError
from sdtclimate.core.table.table import Column, Table
from sdtclimate.instrument.catalog import shipped_text
from sdtclimate.instrument.describe import item_table
from sdtclimate.instrument.loader import check_text, load_instrument

TEXT = """\
id: two
title: {en: "Two", he: "שתיים"}
version: "0.1.0"
status: draft
licence: {kind: original, name: "ours"}
languages: [en, he]
translation: {he: {method: "by hand", reviewer: "a peer", status: "reviewed"}}
terms: {en: {w: "peers"}, he: {w: "עמיתים"}}
forms:
  all: {informant: respondent, recall: {en: "now", he: "עכשיו"}}
scales:
  agree: {kind: ordinal, codes: [1, 2, 3], labels: {en: {1: "No", 3: "Yes"}, he: {1: "לא", 3: "כן"}}}
  time: {kind: number, minimum: 0, maximum: 9, unit: {en: "days", he: "ימים"}}
constructs: {both: {title: {en: "Both", he: "שניהם"}}}
items:
  - {id: t_1, scale: agree, text: {all: {en: "I like {w}.", he: "אני אוהב/ת {w}."}}}
  - {id: t_2, scale: agree, text: {all: {en: "I like it.", he: "זה טוב."}}}
  - {id: t_3, scale: agree, text: {all: {en: "I stay.", he: "אני כאן."}}}
  - {id: t_4, scale: time, field: true, text: {all: {en: "How long?", he: "כמה זמן?"}}}
subscales:
  - {id: tt, title: {en: "All", he: "הכול"}, construct: both, items: [t_1, t_2, t_3]}
composites:
  - {id: ts, rule: weighted, parts: [tt], weights: [3], note: {en: "A sum.", he: "סכום."}}
"""


def test_a_whole_language():
    two = load_instrument(TEXT)
    assert two.languages == ("en", "he")
    assert two.wording("t_1", "all", "he") == "אני אוהב/ת עמיתים."
    assert two.answer_scales["agree"].label(3, "he") == "כן"
    assert two.translation["he"]["reviewer"] == "a peer"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (', he: "שתיים"', "", "title has no text in he."),
        (', he: {1: "לא", 3: "כן"}', "", "scales agree labels has no text in he."),
        ('he: {1: "לא", 3: "כן"}', 'he: {1: "לא"}', "agree has no label for 3 in he."),
        (', he: "ימים"', "", "scales time unit has no text in he."),
        (', he: "עכשיו"', "", "forms all has no text in he."),
        (', he: "שניהם"', "", "constructs both has no text in he."),
        (', he: "זה טוב."', "", "t_2 has no text in he."),
        (', he: "הכול"', "", "tt has no text in he."),
        (', he: "סכום."', "", "ts has no text in he."),
        (', he: {w: "עמיתים"}', "", "terms has no text in he."),
        ('he: {w: "עמיתים"}', 'he: {p: "עמיתים"}', "the terms in he lack w."),
        ("translation: {he:", "translation: {ar:", "a translation into ar, which is not one of the languages"),
        (
            'translation: {he: {method: "by hand", reviewer: "a peer", status: "reviewed"}}\n',
            "",
            "no translation: block",
        ),
        ("languages: [en, he]", "languages: [en]", "a text in he, which is not one of the languages (en)."),
        ('he: "זה טוב."', 'he: "זה \u202eטוב."', "hidden character (U+202E)"),
        ('he: "זה טוב."', 'he: "\u2067זה טוב.\u2069"', "hidden character (U+2067)"),
        ('"לא"', '"ל\u200fא"', "hidden character (U+200F)"),
        ('w: "עמיתים"', 'w: "עמית\u061cים"', "hidden character (U+061C)"),
    ],
)
def test_half_a_language_is_an_error(old, new, said):
    assert old in TEXT
    _, report = check_text(TEXT.replace(old, new, 1), "t.yaml")
    assert report.errors
    assert any(said in fault.message for fault in report.faults), str(report)


def test_hebrew_and_arabic_of_the_brief_form_are_drafts():
    brief = load_instrument("needs_brief")
    assert brief.languages == ("en", "he", "ar")
    for language, letters in (("he", "אבגדהוזחטיכלמנסעפצקרשתםןץףך"), ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئءُ")):
        assert brief.translation[language]["status"] == "machine draft, not reviewed"
        texts = [brief.wording(item, "psw", language) for item in brief.items]
        assert len(set(texts)) == 12
        assert all(set(text) <= {*letters, *" .,/،"} for text in texts)
        labels = brief.answer_scales["agree5"].labels[language]
        assert len(set(labels.values())) == 5
    assert "he" in shipped_text("needs_brief").decode()
    assert load_instrument("pulse").languages == ("en", "he", "ar")
    assert load_instrument("full").languages == ("en",)


HOSTILE = ["<script>alert(1)</script>", "=1+1", "+cmd", "-2", "@SUM(A1)", "$x^2$", "a, b; c", "**b** | `c`", 'say "so"']


@pytest.mark.parametrize("label", HOSTILE)
def test_labels_survive_as_they_are(label):
    quoted = label.replace('"', '\\"')
    text = TEXT.replace('3: "Yes"', f'3: "{quoted}"').replace('"I stay."', f'"{quoted}"')
    two = load_instrument(text)
    assert two.answer_scales["agree"].label(3) == label
    assert two.wording("t_3", "all") == label
    html = item_table(two, "all").to_html()
    assert "<script>" not in html
    assert "<script>" not in Table([Column("a")], [(label,)]).to_html()


def test_a_brace_that_is_no_term_is_named():
    with pytest.raises(InstrumentError, match=r"\{x\} is no term"):
        load_instrument(TEXT.replace('"I stay."', '"I {x}."'))
