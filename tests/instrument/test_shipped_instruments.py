"""What is shipped: counts, keys, comparability and words as the blueprint states them."""

import re

import pytest

from sdtclimate.core.shipped import shipped
from sdtclimate.instrument.catalog import members_of, shipped_ids, shipped_item_ids, shipped_text
from sdtclimate.instrument.loader import check_text, load_instrument

SHIPPED = shipped_ids()
OWN = [name for name in SHIPPED if load_instrument(name).licence["kind"] == "original"]
HASHES = {
    "needs_core": "0897b289f279abfaa575ec310e4ccca79c62e2fd5f624d0c854f54c6816c3d67",
    "needs_brief": "c2ed3fb0e6e1ac73780d7907274d1053ea8fd50d41320e2ae2f9f0ee7f94bb59",
    "support_climate": "6748f9e01fb491bd721e14134fc36c3dcbf0d13b9f34155a554d6fa612949835",
    "paradox_tension": "e820183d233b173a699eaca45a053925556e6db821838d42a293653bb54729ff",
    "sharing_views": "b04d27e8c9c631f9d256ff16ec359e39d600bf005dcd01d348919aab3a39cb40",
    "sharing_motivation": "ac46a4c1b2c307f554e00261bbd85db1acae62798ab4c407b1342b1591d73315",
    "practice_profile": "837f6d4cbc0a349b766b088bb94199704d1faa3694bc0bb387b0d790f9beca58",
    "risk_load": "f8f579a1dc0a9e779adb0fb7d3a32a4fd9ed34d53195827f72303d67ee5dcb8a",
    "training_profile": "d62b39f335b72a9050bf14d6766bebfc433777ce3b333e6648aaaa8b8b70e799",
    "work_outcomes": "13e5f5f48133779dac22aecb92ed9edede93363e78d5422b7d01141ef87c73e1",
    "service_user_view": "cc0b68d8e6f93375cf8fd94d504163b79d11e52229566e881e4b7ccc1c94516f",
    "role_profile": "5c8eaddcaa56dc1e08524848673cc81abca08b76e0924aba6c2cb945fd371b8e",
    "content_validity": "d6f22c91afd98b63a0017ac1d9b658e701a2787cc6c5e3ff7cdef1e52a6bef88",
    "bangs18": "51957973638d89966e9b32223a074f6e5f19db2a4919894c0e826ce1f963f3c5",
    "bpnsfs24": "218f4da82d33d4c51d93e444fc56e3b19f23dbe527fc4bd3bfbbf8702821e063",
    "bpnsfs_work": "5e6e52a4939c38c64c2b0925e7771afa9a0f4d5e59e772e0d07a1feec26e96fa",
    "bpnws21": "7e8e1ce89949fec83abb72b00cdfa5d9e451ed92f8a22f20a110171a73c7c420",
    "cbi19": "57f71fb7c89fd2191193f60e960be851e680311582d9848909e00e56fcac34b0",
    "ismi10": "0a5a54742df96a6a7ca3673b331505c2104974f110ec7f0fdcb389ba9619f82d",
    "ismi29": "78496c5f0f3b6367a664c74d182bcb9b6a50b9c2981738e1537c327ec8edf55b",
    "mwms19": "30b0912eb871c53dfbc3695142e56bfd52f9110c62cf2ecbb4d9863fa6515b63",
    "pss10": "c405b88d402e6960b45a4be38f5a73e78da77a7c32fab511cd27b7abd92a890b",
    "ropp38": "3bf2f7781256524e67c7c24077b96b50c05c4d64dfa80eb3fb9722208b959380",
    "rsa_r": "6204d38ce7a2d362fb8fa66b1851e81c3ba8dfd488b68f3f6944fe20ac889d6c",
    "wbns": "bfc8f9b9ce9343c71409f46064d67f8db624070f2dc63decdb0e872b69c0f6cb",
    "wcq15": "e6987104e92fd9ce563e8f5858d18fb1a320ccd5872a77ed761e248ac9795922",
    "wcq6": "8c9d6073f46a3f12252692a71d6a3a6b0431bf8bbbd2a0332476454338d6d568",
}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_file_has_no_error(name):
    instrument, report = check_text(shipped_text(name), f"{name}.yaml")
    assert report.errors == 0, str(report)
    assert instrument is not None
    assert instrument.id == name


@pytest.mark.parametrize("name", SHIPPED)
def test_hash_is_pinned_so_that_a_change_is_noticed(name):
    assert load_instrument(name).hash == HASHES[name]


@pytest.mark.parametrize(
    ("name", "items", "scales", "composites", "forms"),
    [
        ("needs_core", 30, 6, 6, ("psw", "staff", "director")),
        ("needs_brief", 12, 5, 0, ("psw",)),
        ("support_climate", 24, 6, 1, ("psw", "staff", "director")),
        ("role_profile", 0, 0, 1, ("psw", "staff", "director")),
        ("paradox_tension", 20, 5, 1, ("psw", "staff", "director")),
        ("sharing_views", 8, 2, 1, ("psw", "staff", "director")),
        ("sharing_motivation", 20, 5, 5, ("psw",)),
        ("practice_profile", 20, 2, 5, ("psw",)),
        ("risk_load", 16, 4, 0, ("psw", "staff")),
        ("training_profile", 3, 0, 1, ("psw", "staff")),
        ("work_outcomes", 16, 4, 0, ("psw", "staff", "director")),
        ("service_user_view", 12, 3, 0, ("user",)),
        ("content_validity", 0, 0, 0, ("expert",)),
        ("bangs18", 18, 6, 0, ("all",)),
    ],
)
def test_counts(name, items, scales, composites, forms):
    instrument = load_instrument(name)
    assert len(instrument.scored_items) == items
    assert len(instrument.subscales) == scales
    assert len(instrument.composites) == composites
    assert tuple(instrument.forms) == forms


@pytest.mark.parametrize("name", SHIPPED)
def test_all_scale_items_and_parts_exist(name):
    instrument = load_instrument(name)
    for scale in instrument.subscales.values():
        assert set(scale.items) <= set(instrument.items)
        assert set(scale.reverse) <= set(scale.items)
    for composite in instrument.composites.values():
        for part in composite.parts:
            assert instrument.scale(part).id == part


@pytest.mark.parametrize("name", OWN)
def test_own_instruments_claim_nothing(name):
    instrument = load_instrument(name)
    assert instrument.own_draft
    assert instrument.norms is None
    assert instrument.coproduction == {"stages": [], "note": "none recorded"}
    assert (instrument.sensitivity == "high") == (name == "risk_load")
    assert all(entry["confidence"] in ("high", "medium", "low") for entry in instrument.citations)


def test_prefixes():
    starts = {
        "needs_core": "nc_",
        "needs_brief": "nb_",
        "support_climate": "sc_",
        "paradox_tension": "pt_",
        "sharing_views": "sv_",
        "sharing_motivation": "sm_",
        "practice_profile": "pp_",
        "risk_load": "rl_",
        "training_profile": "tp_",
        "work_outcomes": "wo_",
        "service_user_view": "su_",
        "role_profile": "rp_",
        "content_validity": "cv_",
    }
    assert list(starts) == OWN
    for name, start in starts.items():
        assert all(item.startswith(start) for item in load_instrument(name).items)


def test_needs_core_scales_have_five_items_and_no_reverse_keys():
    core = load_instrument("needs_core")
    assert list(core.subscales) == ["nc_cs", "nc_cf", "nc_as", "nc_af", "nc_rs", "nc_rf"]
    for scale in core.subscales.values():
        assert scale.items == tuple(f"{scale.id}{k}" for k in range(1, 6))
        assert scale.reverse == ()
        assert (scale.min_answered, scale.min_items, scale.min_applicable) == (0.75, 3, 0.5)
    assert {name: scale.valence for name, scale in core.subscales.items()} == {
        "nc_cs": 1,
        "nc_cf": -1,
        "nc_as": 1,
        "nc_af": -1,
        "nc_rs": 1,
        "nc_rf": -1,
    }
    assert core.subscales["nc_af"].facets == {"hold": ("nc_af2", "nc_af3", "nc_af4"), "push": ("nc_af1", "nc_af5")}
    assert core.items["nc_af1"].facet == "push"


def test_needs_core_filter_is_asked_of_psws_and_not_scored():
    core = load_instrument("needs_core")
    assert core.items["nc_f0"].is_field
    assert core.items["nc_f0"].forms == ("psw",)
    assert next(core.items_of_form("psw")).id == "nc_f0"
    assert "nc_f0" not in core.scored_items
    assert len(list(core.items_of_form("staff"))) == 30


def test_climate_reverse_keys_and_comparability():
    climate = load_instrument("support_climate")
    keys = {scale.id: scale.reverse for scale in climate.subscales.values()}
    assert keys == {f"sc_{name}": (f"sc_{name}4",) for name in ("lm", "ap", "rr", "pn", "se", "rc")}
    others = {item.id for item in climate.items.values() if item.comparability_of("director") == "self_vs_other"}
    assert others == {"sc_lm1", "sc_lm2", "sc_lm3", "sc_lm4", "sc_ap1"}
    assert {item.comparability_of("staff") for item in climate.items.values()} == {"shared_referent"}
    assert climate.comparability("sc_lm", "director") == "self_vs_other"
    assert climate.comparability("sc_rr", "director") == "shared_referent"
    assert climate.items["sc_lm4"].valence == -1
    assert {item.id for item in climate.items.values() if item.help} == {"sc_pn1", "sc_rr3", "sc_rc2"}
    two_leaders = {item.id for item in climate.items.values() if item.min_leaders_site == 2}
    assert two_leaders == {"sc_lm1", "sc_lm2", "sc_lm3", "sc_lm4", "sc_rc3", "sc_rc4"}


def test_climate_words_are_the_same_for_psws_and_staff():
    climate = load_instrument("support_climate")
    assert all(item.text["psw"] == item.text["staff"] for item in climate.items.values())
    apart = [item.id for item in climate.items.values() if item.text["director"] != item.text["staff"]]
    assert apart == ["sc_lm1", "sc_lm2", "sc_lm3", "sc_lm4", "sc_ap1"]


def test_needs_are_proxy_for_staff_and_director():
    core = load_instrument("needs_core")
    assert core.comparability("nc_as", "staff") == "proxy"
    assert core.comparability("need_balance", "director") == "proxy"
    assert core.headcount_rule("nc_as", "staff") == (3, 5)
    assert core.headcount_rule("nc_as", "psw") == (0, 0)
    assert core.comparability("nc_as", "user") == "single_form"


def test_director_words_of_the_needs_are_those_of_staff():
    core = load_instrument("needs_core")
    scored = [core.items[item] for item in core.scored_items]
    assert all(item.text["director"] == item.text["staff"] for item in scored)
    assert all(item.text["psw"] != item.text["staff"] for item in scored)


def test_terms_are_put_into_the_words():
    core, climate = load_instrument("needs_core"), load_instrument("support_climate")
    assert core.wording("nc_as1", "staff") == "Peer support workers here are free to decide if they share."
    assert core.wording("nc_as2", "director") == "It is up to peer support workers here how much they tell."
    assert climate.wording("sc_ap2", "psw") == "Staff here thank peer support workers for what they bring."
    for instrument in map(load_instrument, OWN):
        for item in instrument.items.values():
            for form in item.forms:
                assert re.search(r"[{}]", instrument.wording(item.id, form)) is None


def test_staff_may_say_dont_know_and_psws_are_not_offered_it():
    for name in ("needs_core", "support_climate"):
        forms = load_instrument(name).forms
        assert forms["psw"].missing == (-91, -92, -93, -95)
        assert forms["staff"].missing == forms["director"].missing == (-91, -92, -93, -94, -95)


def test_preambles_say_whom_to_think_of():
    core, climate = load_instrument("needs_core"), load_instrument("support_climate")
    assert core.forms["psw"].preamble["en"].endswith("You can skip any question.")
    assert "not of one person" in core.forms["staff"].preamble["en"]
    assert "directors and heads of this service" in climate.forms["psw"].preamble["en"]
    assert "directors and heads" not in core.forms["staff"].preamble["en"]


def test_brief_items_repeat_their_anchors():
    brief, core = load_instrument("needs_brief"), load_instrument("needs_core")
    for item in brief.items.values():
        assert item.anchor == item.id.replace("nb_", "nc_")
        assert item.text["psw"]["en"] == core.items[item.anchor].text["psw"]["en"]
        assert item.valence == core.items[item.anchor].valence
    assert [item.removeprefix("nb_") for item in brief.items] == (
        ["cs1", "cs2", "cf1", "cf5", "as1", "as3", "af1", "af3", "rs2", "rs3", "rf1", "rf3"]
    )


def test_brief_scales_overlap_as_declared():
    brief = load_instrument("needs_brief")
    assert brief.subscales["brief_rel"].items == ("nb_rs2", "nb_rs3", "nb_rf1", "nb_rf3")
    assert brief.subscales["brief_rel"].reverse == ("nb_rf1", "nb_rf3")
    assert brief.subscales["brief_fru"].reverse == ()
    assert {name: len(scale.items) for name, scale in brief.subscales.items()} == {
        "brief_comp": 4,
        "brief_auto": 4,
        "brief_rel": 4,
        "brief_sat": 6,
        "brief_fru": 6,
    }


def test_composites_and_their_ranges():
    core, climate = load_instrument("needs_core"), load_instrument("support_climate")
    assert core.composites["need_sat"].parts == ("nc_cs", "nc_as", "nc_rs")
    assert core.composites["need_sat"].require == 3
    assert core.composites["need_balance"].range == (-4.0, 4.0)
    assert climate.composites["climate_index"].require == 5
    assert climate.composites["climate_index"].range == (1.0, 5.0)


def test_named_models():
    core = load_instrument("needs_core")
    assert list(core.models) == ["M1", "M2", "M3", "M4", "M4r", "M5", "M5d", "M6", "M7"]
    loadings = {
        name: sum(line.count("nc_") for line in spec.splitlines() if "=~" in line) for name, spec in core.models.items()
    }
    # 30 items, the names of the six factors where they are subscales, and second loadings.
    assert loadings == {"M1": 30, "M2": 30, "M3": 30, "M4": 36, "M4r": 36, "M5": 42, "M5d": 42, "M6": 66, "M7": 45}
    assert core.models["M6"].count("0*") == 6 + 15
    assert list(load_instrument("support_climate").models)[:2] == ["six", "second_order"]


def test_role_profile_fields():
    profile = load_instrument("role_profile")
    asked = [item.id for item in profile.items_of_form("psw")]
    assert len(asked) == 15
    assert profile.items["rp_n_psw_site"].source == "site_list"
    assert profile.items["rp_n_psw_site"].forms == ()
    assert [item.id for item in profile.items_of_form("staff")] == ["rp_profession", "rp_st_contact_months"]
    assert all(item.is_field for item in profile.items.values())
    months = profile.answer_scales["months"]
    assert (months.kind, months.codes, months.minimum) == ("number", (), 0)


def test_third_party_structure_without_a_word():
    bangs = load_instrument("bangs18")
    assert bangs.text_policy == "none"
    assert bangs.licence["kind"] == "third_party"
    assert not bangs.own_draft
    assert [scale.items for scale in bangs.subscales.values()] == [
        tuple(f"bangs_{3 * n + k}" for k in (1, 2, 3)) for n in range(6)
    ]
    assert list(bangs.subscales) == [f"bangs_{name}" for name in ("as", "af", "cs", "cf", "rs", "rf")]
    assert all(not scale.reverse for scale in bangs.subscales.values())
    assert bangs.answer_scale_of("bangs_as").codes == (1, 2, 3, 4, 5, 6, 7)
    assert all(item.text == {"all": {}} for item in bangs.items.values())
    assert bangs.wording("bangs_1", "all") == ""
    assert bangs.forms["all"].informant == "respondent"
    raw = shipped_text("bangs18").decode()
    block = raw[raw.index("\nitems:\n") : raw.index("\nsubscales:")]
    assert re.fullmatch(r"\nitems:\n(  - \{id: bangs_\d+, scale: agree7\}\n)+# [^\n]*", block)


def test_every_file_bears_the_id_of_its_instrument():
    for folder in (("instruments",), ("instruments", "third_party")):
        for entry in shipped(*folder).iterdir():
            if entry.name.endswith(".yaml"):
                assert load_instrument(entry.name.removesuffix(".yaml")).id == entry.name.removesuffix(".yaml")


def test_the_short_looks_at_texts_agree_with_the_whole():
    own = [load_instrument(name) for name in OWN]
    assert shipped_item_ids() == {item for instrument in own for item in instrument.items}
    for package in ("pulse", "core", "climate", "full"):
        assert list(members_of(package)) == [i.id for i in own if package in i.packages]
