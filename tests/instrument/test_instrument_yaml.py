"""The door for YAML: what it refuses, in which words, at which place."""

import pytest

from sdtclimate.core.errors import InstrumentError
from sdtclimate.instrument.loader import check_file, check_text, load_instrument
from sdtclimate.instrument.nodes import LARGEST_FILE, read_source

TEXT = """\
id: team_learning
title: {en: "Team learning"}
version: "0.1.0"
status: draft
licence: {kind: original, name: "ours"}
forms:
  all: {informant: respondent}
scales:
  agree7:
    kind: ordinal
    codes: [1, 2, 3, 4, 5, 6, 7]
    labels: {en: {1: "Not at all", 7: "Fully"}}
items:
  - {id: tl_1, scale: agree7, text: {all: {en: "We learn from errors."}}}
  - {id: tl_2, scale: agree7, text: {all: {en: "We ask for help."}}}
  - {id: tl_3, scale: agree7, text: {all: {en: "We hide what went wrong."}}}
subscales:
  - {id: sharing, construct: sharing, items: [tl_1, tl_2, tl_3], reverse: [tl_3]}
"""


def faults(old="", new="", text=TEXT):
    assert old in text
    return [str(fault) for fault in check_text(text.replace(old, new, 1), "t.yaml")[1].faults]


def test_the_plain_file_loads():
    instrument = load_instrument(TEXT)
    assert instrument.answer_scales["agree7"].labels == {"en": {1: "Not at all", 7: "Fully"}}
    assert instrument.answer_scales["agree7"].label(3) == "3"
    assert instrument.forms["all"].missing == (-91, -92, -93, -95)
    assert instrument.subscales["sharing"].min_items == 3
    assert instrument.items["tl_3"].valence == -1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: team_learning", "id: &x team_learning", "t.yaml:1:5  an anchor (&x), which is not allowed. Remove it."),
        (
            "status: draft\n",
            "status: draft\nsources: *x\n",
            "t.yaml:5:10  an alias (*x), which is not allowed. Write the value out.",
        ),
        (
            "status: draft",
            "status: !!str draft",
            "t.yaml:4:9  a tag (tag:yaml.org,2002:str), which is not allowed. Remove it.",
        ),
        (
            "{informant: respondent}",
            "{<<: {a: 1}, informant: respondent}",
            "t.yaml:7:9  a merge key (<<), which is not allowed. Write the values out.",
        ),
        (
            "id: team_learning",
            "? [a]\n: b\nid: team_learning",
            "a key that is no word or number. Write one before the colon.",
        ),
        ("id: team", "--- \nid: team", None),
        ("subscales:", "---\nsubscales:", "a second document begins here (---). Keep one instrument in a file."),
        ("id: team", "%YAML 1.1\n---\nid: team", "a YAML directive (%), which is not allowed. Remove the line."),
    ],
)
def test_yaml_that_could_stand_for_something_else_is_refused(old, new, said):
    found = faults(old, new)
    if said is None:
        assert found == []
    else:
        assert len(found) == 1
        assert said in found[0]


def test_alias_bomb_is_refused_at_once():
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30))
    with pytest.raises(InstrumentError, match=r"text:1:4  an anchor \(&a\), which is not allowed"):
        load_instrument(bomb)


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_depth_is_limited(opening):
    found = read_source(opening * 100_000, "t.yaml").faults
    assert [fault.message for fault in found] == ["nested more than 40 deep."]


def test_size_is_limited():
    found = read_source("#" * (LARGEST_FILE + 1), "t.yaml").faults
    assert str(found[0]) == "t.yaml:1:1  1,048,577 bytes; an instrument may have 1,048,576."


def test_number_of_values_is_limited():
    found = read_source("a: [" + "1," * 40_000 + "]", "t.yaml").faults
    assert [fault.message for fault in found] == ["more than 30,000 values."]


def test_long_lists_of_faults_are_cut():
    report = check_text("".join(f"k{n}: 1\n" for n in range(1000)), "t.yaml")[1]
    assert len(report.faults) == 201
    assert report.faults[-1].message == "808 more faults are not listed. Is this an instrument file?"


def test_duplicate_key_names_both_lines():
    assert faults("status: draft\n", "status: draft\nid: other\n") == [
        "t.yaml:5:1  the key id a second time; it stands in line 1 already. Keep one."
    ]


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ("no", 'unquoted no: many YAML readers take it for False. Write "no".'),
        ("Yes", 'unquoted Yes: many YAML readers take it for True. Write "Yes".'),
        ("on", 'unquoted on: many YAML readers take it for True. Write "on".'),
        ("off", 'unquoted off: many YAML readers take it for False. Write "off".'),
        ("0.10", 'unquoted 0.10: YAML takes it for the number 0.1. Write "0.10".'),
        ("12", 'unquoted 12: YAML takes it for the number 12. Write "12".'),
        ("true", 'unquoted true: YAML takes it for the switch True. Write "true".'),
        ("010", 'unquoted 010: YAML readers take it for different numbers or dates. Write "010" if it is text.'),
        ("12:30", 'unquoted 12:30: YAML readers take it for different numbers or dates. Write "12:30" if it is text.'),
        (
            "2026-05-04",
            "unquoted 2026-05-04: YAML readers take it for different numbers or dates. "
            'Write "2026-05-04" if it is text.',
        ),
        ("[a]", "all.en: a list stands where a text is expected."),
    ],
)
def test_text_that_yaml_takes_for_something_else(plain, said):
    assert faults('"We ask for help."', plain) == [f"t.yaml:15:48  {said}"]


def test_the_language_code_no_must_be_quoted():
    assert faults('{en: "We ask for help."}', '{en: "We ask for help.", no: "Vi spør."}') == [
        't.yaml:15:68  unquoted no: many YAML readers take it for False. Write "no".',
        "t.yaml:15:68  a text in no, which is not one of the languages (en). Add it to languages:, or remove it.",
    ]


def test_a_text_that_is_not_there():
    assert faults('"We ask for help."', "") == [
        't.yaml:15:47  all.en: nothing stands where a text is expected. Write it in quotes: "…".'
    ]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200e", "\u200b", "\x07", "\x85"])
def test_hidden_characters_are_refused(character):
    escaped = f'"We \\u{ord(character):04x}ask."'
    assert faults('"We ask for help."', escaped) == [
        f"t.yaml:15:48  the text holds a hidden character (U+{ord(character):04X}). "
        "It was refused; type the text again."
    ]


def test_raw_control_character_is_refused():
    assert "a control character" in faults("We ask", "We \x00ask")[0]


def test_hebrew_and_arabic_words_are_welcome():
    text = TEXT.replace("We ask for help.", "אנחנו מבקשים עזרה. نطلب المساعدة")
    assert load_instrument(text).wording("tl_2", "all").startswith("אנחנו")


def test_encoding_is_named(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(TEXT.replace("ours", "für uns").encode("latin-1"))
    assert [str(fault) for fault in check_file(path).faults] == [
        "latin.yaml:5:35  not UTF-8. Save the file with the encoding UTF-8."
    ]


def test_byte_order_mark_and_windows_lines_do_not_matter(tmp_path):
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert load_instrument(path).hash == load_instrument(TEXT).hash


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1,\n", "this is not YAML"),
        ("a:\n\t- x\n", "Indent with spaces, never with tabs."),
        ("\n", "the file is empty."),
        ("# nothing\n", "the file is empty."),
        ("- a\n", "an instrument is a mapping: id, title, version …"),
        ("just words\n", "an instrument is a mapping"),
    ],
)
def test_what_is_no_instrument(text, said):
    with pytest.raises(InstrumentError) as caught:
        load_instrument(text)
    assert said in str(caught.value)


def test_missing_keys_come_all_at_once():
    with pytest.raises(InstrumentError) as caught:
        load_instrument("id: x\n")
    lines = str(caught.value).splitlines()
    assert lines[0] == "text: 7 errors"
    keys = ("title", "version", "status", "licence", "forms", "scales", "items")
    assert lines[1:] == [f"  text:1:1  the key {key} is missing." for key in keys]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("status: draft", "statsu: draft", "t.yaml:4:1  unknown key statsu. Did you mean status?"),
        ("reverse: [tl_3]", "revers: [tl_3]", "t.yaml:18:66  unknown key revers. Did you mean reverse?"),
        (
            "{informant: respondent}",
            "{informant: respondent, zzz: 1}",
            "unknown key zzz. Known here: informant, recall, stem",
        ),
        (
            "scale: agree7, text",
            "required: true, scale: agree7, text",
            "unknown key required. Nobody can be made to answer: every question may be skipped. Remove required.",
        ),
        (
            "scale: agree7, text",
            "reverse: true, scale: agree7, text",
            "unknown key reverse. Reverse keys belong to the subscale: subscales: [{id: …, reverse: [item]}].",
        ),
        (
            "status: draft",
            "status: drft",
            "status: 'drft' is not allowed. Allowed: draft, piloted, validated. Did you mean draft?",
        ),
        ('version: "0.1.0"', 'version: "1.0"', "version: '1.0' is not allowed here. Write three numbers: \"0.1.0\"."),
        ("id: tl_1", "id: Tl-1", "An id begins with a small letter and has small letters, digits and _ only."),
        ("codes: [1,", "codes: ['1',", "codes: '1' stands where a whole number is expected."),
        ("kind: ordinal", "kind: likert", "kind: 'likert' is not allowed. Allowed: ordinal, count, percent"),
        ("items: [tl_1, tl_2, tl_3]", "items: tl_1", "items: 'tl_1' stands where a list: [ … ] is expected."),
        (
            "forms:\n  all: {informant: respondent}",
            "forms: 3",
            "forms: 3 stands where a mapping: {key: value} is expected.",
        ),
        (
            "status: draft",
            "status: draft\nnorms: {mean: 3}",
            "norms: a mapping stands where null, until there are data is expected.",
        ),
        (
            "construct: sharing,",
            "construct: sharing, min_answered: 2,",
            "min_answered: 2: input should be less than or equal to 1.",
        ),
    ],
)
def test_shape_faults_name_place_and_remedy(old, new, said):
    found = faults(old, new)
    assert any(said in one for one in found), found


def test_all_faults_of_a_file_come_together():
    text = (
        TEXT.replace('{en: {1: "Not at all", 7: "Fully"}}', '{en: ["a", "b", "c", "d", "e", no]}')
        .replace("reverse: [tl_3]", "reverse: [tl_33], min_itms: 2")
        .replace("We ask for help.", "We ask and help.")
        .replace("status: draft", "status: drft")
    )
    report = check_text(text, "team_learning.yaml")[1]
    assert str(report).splitlines() == [
        "team_learning.yaml: 5 errors, 1 warning",
        "  4:9     error    status: 'drft' is not allowed. Allowed: draft, piloted, validated. Did you mean draft?",
        "  12:18   error    agree7 has 6 labels for 7 codes. Name all, or only some: "
        'labels: {en: {1: "Not at all", 7: "Fully"}}',
        '  12:44   error    unquoted no: many YAML readers take it for False. Write "no".',
        '  15:48   warning  tl_2 asks two things ("and"). If it is meant: conj_ok: true',
        "  18:76   error    scale sharing reverses tl_33, which is not one of its items. Did you mean tl_3?",
        "  18:84   error    unknown key min_itms. Did you mean min_items?",
    ]


def test_long_values_are_cut_in_messages():
    found = faults("status: draft", f"status: {'x ' * 500}")
    assert len(found[0]) < 200


def test_check_of_a_path_that_is_no_file(tmp_path):
    assert check_file(tmp_path / "nothing.yaml").faults[0].message.endswith("there is no such file.")
    assert check_file(tmp_path).faults[0].message.endswith("is a folder. Give a file.")
