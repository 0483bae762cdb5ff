"""Ids, packages, paths, text and several at once."""

import pickle
from pathlib import Path

import pytest

import sdtclimate as sdt
from sdtclimate.core.errors import InstrumentError, UsageError
from sdtclimate.instrument.describe import describe, scale_table
from sdtclimate.instrument.loader import load_instrument

OWN = """\
id: team
title: {en: "Team"}
version: "2.0.0"
status: piloted
licence: {kind: original, name: "ours"}
forms:
  psw: {informant: psw, missing: [-91, -94]}
scales:
  agree5: {kind: ordinal, codes: [0, 1, 2, 3]}
items:
  - {id: te_1, scale: agree5, text: {psw: {en: "We learn."}}}
  - {id: te_2, scale: agree5, text: {psw: {en: "We ask."}}}
  - {id: te_3, scale: agree5, text: {psw: {en: "We try."}}}
subscales: [{id: te, construct: team, items: [te_1, te_2, te_3]}]
models: {six: "te =~ te_1 + te_2 + te_3"}
"""


@pytest.mark.parametrize(
    ("package", "members"),
    [
        ("pulse", ["needs_brief"]),
        ("core", ["needs_core", "role_profile"]),
        ("climate", ["needs_core", "support_climate", "paradox_tension", "sharing_views", "role_profile"]),
    ],
)
def test_packages(package, members):
    whole = load_instrument(package)
    assert whole.id == package
    assert [part.id for part in whole.parts] == members
    assert list(whole.items) == [item for part in whole.parts for item in part.items]
    assert whole.version == "0.1.0"
    assert whole.status == "draft"
    assert whole.own_draft


def test_headcount_rule_of_a_package_spares_shared_scales():
    climate = load_instrument("climate")
    assert climate.headcount_rule("nc_af", "staff") == (3, 5)
    assert climate.headcount_rule("sc_lm", "staff") == (0, 0)
    assert climate.forms["staff"].missing == (-91, -92, -93, -94, -95)
    assert climate.forms["psw"].stem == {}
    assert climate.parts[1].forms["psw"].stem != {}


def test_several_become_one():
    whole = load_instrument(["needs_brief", "support_climate"])
    assert whole.id == "needs_brief+support_climate"
    assert len(whole.scored_items) == 36
    assert whole.title == {"en": "Needs in sharing lived experience, brief form + Support for sharing at this service"}


def test_a_package_and_its_member_together_count_once():
    assert [part.id for part in load_instrument(["core", "needs_core"]).parts] == ["needs_core", "role_profile"]


def test_one_in_a_list_is_itself():
    assert load_instrument(["needs_core"]) is load_instrument("needs_core")


def test_scales_of_one_name_and_different_codes_are_kept_apart():
    whole = load_instrument(["support_climate", OWN])
    assert whole.answer_scale_of("te").codes == (0, 1, 2, 3)
    assert whole.answer_scale_of("te").id == "team__agree5"
    assert whole.answer_scale_of("sc_lm").codes == (1, 2, 3, 4, 5)
    assert whole.models["support_climate__six"].startswith("sc_lm")
    assert whole.models["team__six"].startswith("te ")
    assert whole.version == "0.1.0+2.0.0"
    assert whole.status == "draft"
    assert whole.forms["psw"].missing == (-91, -92, -93, -95, -94)
    assert whole.licence["kind"] == "original"


def test_models_of_one_name_are_kept_apart():
    other = (
        OWN.replace("id: team", "id: crew")
        .replace("te_", "cr_")
        .replace("id: te,", "id: cr,")
        .replace('"te =~', '"cr =~')
    )
    whole = load_instrument([OWN, other])
    assert list(whole.models) == ["team__six", "crew__six"]


def test_shared_ids_are_named_with_both_places():
    other = OWN.replace("id: team", "id: crew")
    with pytest.raises(InstrumentError) as caught:
        load_instrument([OWN, other])
    assert "the id te_1 is used by team and by crew. Rename it in one of them." in str(caught.value)


def test_terms_with_two_meanings_are_refused():
    other = OWN.replace("forms:", 'terms: {en: {w: "peer specialists"}}\nforms:', 1)
    with pytest.raises(InstrumentError, match=r"the term w \(en\) is 'peer support workers' in needs_core"):
        load_instrument(["needs_core", other])


def test_path_and_text_give_the_same(tmp_path):
    path = tmp_path / "team.yaml"
    path.write_text(OWN, encoding="utf-8")
    assert load_instrument(path) == load_instrument(str(path)) == load_instrument(OWN)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "needs_cor",
            "'needs_cor' is no shipped instrument, package or file. Did you mean needs_core? Known: needs_core,",
        ),
        ("climat", "Did you mean climate?"),
        ("zzz", "packages pulse, core, climate, full. Another instrument is given by the path of its YAML file."),
        ("nowhere/at_all.yaml", "nowhere/at_all.yaml: there is no such file."),
        ([], "no instrument named. Known:"),
        (3, "int is no instrument. Give an id, a path, YAML text, or a list of these."),
        (b"x", "bytes is no instrument."),
        ("", "is no shipped instrument"),
    ],
)
def test_what_is_not_there(asked, said):
    with pytest.raises(InstrumentError) as caught:
        load_instrument(asked)
    assert said in str(caught.value)


def test_folder_is_named(tmp_path):
    with pytest.raises(InstrumentError, match="is a folder"):
        load_instrument(tmp_path)
    with pytest.raises(InstrumentError, match="is a folder"):
        load_instrument(str(tmp_path))


def test_near_file_is_offered(tmp_path):
    (tmp_path / "team.yaml").write_text(OWN, encoding="utf-8")
    with pytest.raises(InstrumentError, match=r"Did you mean .*team\.yaml\?"):
        load_instrument(tmp_path / "taem.yaml")


def test_shipped_instruments_are_loaded_once():
    assert load_instrument("needs_core") is load_instrument("needs_core")
    assert load_instrument("climate").parts[0] is load_instrument("needs_core")


def test_an_instrument_is_itself_and_travels():
    core = load_instrument("needs_core")
    assert load_instrument(core) is core
    assert pickle.loads(pickle.dumps(core)) == core  # noqa: S301
    assert hash(core) == hash(pickle.loads(pickle.dumps(core)))  # noqa: S301


def test_unknown_scale_names_the_nearest():
    with pytest.raises(UsageError, match="Did you mean nc_as"):
        load_instrument("needs_core").scale("nc_ass")


def test_catalogue():
    found = sdt.list_instruments()
    assert [info.id for info in found][:3] == ["needs_core", "needs_brief", "support_climate"]
    assert [info.items for info in found][:3] == [30, 12, 24]
    assert {"role_profile", "bangs18"} <= {info.id for info in found}
    assert found[0].packages == ("core", "climate", "full")
    assert "needs_core" in repr(found)
    assert "<table" in found._repr_html_()


def test_description():
    core = load_instrument("needs_core")
    tables = describe(core)
    assert [len(table.rows) for table in tables] == [12, 3, 31, 30, 30, 7]
    assert tables[0].rows[2][-1] == "staff: proxy; director: proxy"
    assert any("not validated" in note for note in scale_table(core).notes)
    assert "no text is shipped" in {row[2] for row in describe(load_instrument("bangs18"))[2].rows}
    assert repr(core).startswith(
        "needs_core 0.1.0 (draft): 30 items, 6 scales, 6 composites; forms psw, staff, director"
    )
    assert "<table" in core._repr_html_()


def test_paths_are_not_needed_for_shipped_texts(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert load_instrument("needs_brief").id == "needs_brief"
    assert not Path("needs_brief").exists()
