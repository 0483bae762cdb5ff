"""The example of the blueprint loads as it stands, and scores can be worked from it."""

from sdtclimate.instrument.loader import check_text, load_instrument

EXAMPLE = """\
id: needs_brief
title: {en: "Needs in sharing lived experience, brief form"}
version: "0.1.0"
status: draft
licence: {kind: original, name: "CC BY 4.0 (proposed)"}
sensitivity: normal
sources: [{file: "000_0e06ff0c238dbde2.txt", idea: "three needs in self-disclosure"}]
terms: {en: {P: "Peer support workers here", p: "peer support workers here", w: "peer support workers"}}
coproduction: {stages: [], note: "none recorded"}
forms:
  psw: {informant: psw, recall: {en: "the last 2 weeks"}, missing: [-91, -92, -93, -95]}
scales:
  agree5:
    {kind: ordinal, codes: [1, 2, 3, 4, 5],
     labels: {en: ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]}}
items:
  - {id: nb_rs2, anchor: nc_rs2, scale: agree5, valence: 1, comparability: single_form,
     text: {psw: {en: "People at work listen with care when I share."}}}
  - {id: nb_rs3, anchor: nc_rs3, scale: agree5, valence: 1, comparability: single_form,
     text: {psw: {en: "My team treats my lived experience as something of worth."}}}
  - {id: nb_rf1, anchor: nc_rf1, scale: agree5, valence: -1, comparability: single_form,
     text: {psw: {en: "I feel left out at work because of my lived experience."}}}
  - {id: nb_rf3, anchor: nc_rf3, scale: agree5, valence: -1, comparability: single_form,
     text: {psw: {en: "When it comes to sharing, I feel alone at work."}}}
subscales:
  - {id: brief_rel, construct: relatedness, type: R, valence: 1, items: [nb_rs2, nb_rs3, nb_rf1, nb_rf3],
     reverse: [nb_rf1, nb_rf3], score: mean, min_answered: 0.75, min_items: 3, min_applicable: 0.5}
models: {one: "brief_rel =~ nb_rs2 + nb_rs3 + nb_rf1 + nb_rf3"}
norms: null
"""


def test_example_loads():
    brief = load_instrument(EXAMPLE)
    assert brief.languages == ("en",)
    assert brief.subscales["brief_rel"].reverse == ("nb_rf1", "nb_rf3")
    assert brief.subscales["brief_rel"].title == {"en": "brief_rel"}
    assert brief.answer_scales["agree5"].label(4) == "Agree"
    assert brief.models == {"one": "brief_rel =~ nb_rs2 + nb_rs3 + nb_rf1 + nb_rf3"}
    assert brief.items["nb_rf1"].valence == -1


def test_example_bears_a_shipped_id_which_is_only_a_warning():
    _, report = check_text(EXAMPLE, "example.yaml")
    assert (report.errors, report.warnings) == (0, 1)
    assert str(report) == (
        "example.yaml: 1 warning\n"
        "  1:5     warning  needs_brief is the id of a shipped instrument, and this file differs from it. "
        "Choose another id."
    )


def test_scale_agrees_with_the_shipped_one():
    assert (
        load_instrument(EXAMPLE).subscales["brief_rel"].items
        == load_instrument("needs_brief").subscales["brief_rel"].items
    )
