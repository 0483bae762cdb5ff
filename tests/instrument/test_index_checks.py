"""Indices made straight of answers: what a file may say, and what is refused."""

import pytest

from sdtclimate.core.errors import InstrumentError
from sdtclimate.instrument.loader import check_text, load_instrument

TEXT = """\
id: doing
title: {en: "Doing"}
version: "0.1.0"
status: draft
licence: {kind: original, name: "ours"}
forms:
  all: {informant: respondent}
scales:
  often: {kind: count, codes: [0, 1, 2]}
  agree: {kind: ordinal, codes: [1, 2, 3]}
  part: {kind: percent, minimum: 0, maximum: 100}
  open: {kind: number}
  words: {kind: text}
items:
  - {id: d_1, scale: often, text: {all: {en: "I talk."}}}
  - {id: d_2, scale: often, text: {all: {en: "I read."}}}
  - {id: d_3, scale: often, text: {all: {en: "I sing."}}}
  - {id: e_1, scale: agree, field: true, text: {all: {en: "I like it."}}}
  - {id: f_1, scale: part, field: true, text: {all: {en: "How much?"}}}
  - {id: g_1, scale: open, field: true, text: {all: {en: "How many?"}}}
  - {id: h_1, scale: words, field: true, text: {all: {en: "What else?"}}}
composites:
  - {id: some, rule: share, items: [d_1, d_2, d_3], codes: [1, 2]}
"""
INDEX = "{id: some, rule: share, items: [d_1, d_2, d_3], codes: [1, 2]}"


def report_of(new):
    return check_text(TEXT.replace(INDEX, new), "t.yaml")[1]


@pytest.mark.parametrize(
    ("index", "range_"),
    [
        (INDEX, (0, 1)),
        ("{id: some, rule: count, items: [d_1, d_2, d_3], codes: [2]}", (0, 3)),
        ("{id: some, rule: ratio, items: [d_1, d_2, d_3], of: [d_1]}", (0, 1)),
        ("{id: some, rule: range, items: [d_1, d_2, d_3]}", (0, 2)),
        ("{id: some, rule: mean, items: [d_1, d_2, d_3]}", (0, 2)),
    ],
)
def test_rules_and_their_ranges(index, range_):
    instrument = load_instrument(TEXT.replace(INDEX, index))
    assert instrument.composites["some"].range == range_
    assert instrument.scored_items == ("d_1", "d_2", "d_3")


def test_an_index_of_a_field():
    text = TEXT.replace(INDEX, INDEX + "\n  - {id: much, rule: mean, items: [f_1]}")
    instrument = load_instrument(text)
    assert instrument.composites["much"].range == (0, 100)
    assert "f_1" not in instrument.scored_items


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ("{id: some, rule: share, items: [d_1, d_2, d_3]}", "some has no codes and the rule share. Say which"),
        ("{id: some, rule: share, items: [d_1, d_2, d_3], codes: [7]}", "some counts 7, which is no answer"),
        ("{id: some, rule: mean, items: [d_1, d_2, d_3], codes: [1]}", "some has codes and the rule mean. Remove"),
        ("{id: some, rule: ratio, items: [d_1, d_2, d_3]}", "some has no of and the rule ratio. Name the items"),
        ("{id: some, rule: ratio, items: [d_1, d_2, d_3], of: [e_1]}", "above the line, which is not one of its items"),
        ("{id: some, rule: range, items: [d_1, d_2, d_9]}", "composite some holds d_9, which is no item. Did you mean"),
        ("{id: some, rule: range, items: [d_1, d_2, d_3, e_1]}", "some mixes answer scales (often, agree)."),
        ("{id: some, rule: difference, items: [d_1, d_2]}", "some has the rule difference over items. Allowed there"),
        ("{id: some, rule: mean}", "some has neither parts nor items."),
        ("{id: some, rule: mean, items: [d_1], parts: [d_2]}", "some has both parts and items."),
        ("{id: some, rule: mean, items: [g_1]}", "some has no range, as its answers have none. Give their scale"),
        ("{id: some, rule: mean, items: [h_1]}", "answers of kind text, which are no numbers."),
        ("{id: some, rule: share, items: [d_1, d_1], codes: [1]}", "some names d_1 twice under items."),
        ("{id: some, rule: range, items: [d_1, d_2, d_3], require: 2}", "only a mean can do without some"),
        ("{id: some, rule: range, items: [d_1, d_2, d_3], range: [0, 3]}", "Its parts give [0, 2]."),
        ("{id: some, rule: maximum, items: [d_1]}", "is not allowed"),
    ],
)
def test_what_is_refused(index, said):
    report = report_of(index)
    assert report.errors, said
    assert any(said in f"{fault.message} {fault.fix}" for fault in report.faults), str(report)


def test_an_item_of_an_index_is_not_homeless_and_must_not_be_retired():
    assert not report_of(INDEX).errors
    assert any(fault.code == "homeless" for fault in report_of("{id: some, rule: mean, items: [d_1, d_2]}").faults)
    retired = TEXT.replace('"I sing."}}', '"I sing."}}, retired: true')
    with pytest.raises(InstrumentError, match="d_3 is retired and still belongs to an index"):
        load_instrument(retired)


def test_a_skip_rule_may_look_at_another_shipped_instrument():
    rule = 'skip: [{if: "%s == 0", set: [%s], to: -95}]\n'
    assert load_instrument(TEXT + rule % ("pp_f_su", "d_1")).skip
    for bad in (rule % ("pp_f_xx", "d_1"), rule % ("d_2", "pp_f_su")):
        with pytest.raises(InstrumentError, match="which is no item"):
            load_instrument(TEXT + bad)
