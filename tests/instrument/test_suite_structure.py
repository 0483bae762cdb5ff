"""The suite beyond the core: keys, facets, comparability, skip rules and composites as the blueprint states them."""

import pytest

from sdtclimate.instrument.loader import load_instrument

RULE = (0.75, 3, 0.5)


def test_tensions():
    tension = load_instrument("paradox_tension")
    assert list(tension.subscales) == ["pt_st", "pt_rm", "pt_nm", "pt_mp", "pt_dr"]
    for scale in tension.subscales.values():
        assert scale.items == tuple(f"{scale.id}{k}" for k in range(1, 5))
        assert (scale.min_answered, scale.min_items, scale.min_applicable) == RULE
        assert (scale.reverse, scale.valence) == ((), -1)
        assert tension.comparability(scale.id, "staff") == "proxy"
        assert tension.headcount_rule(scale.id, "director") == (3, 5)
    shared = {item.id for item in tension.items.values() if item.comparability == "shared_referent"}
    assert shared == {"pt_nm1", "pt_nm2", "pt_mp2", "pt_mp4"}
    same = {name for name, item in tension.items.items() if item.text["psw"] == item.text["staff"]}
    assert same == shared
    assert all(item.text["director"] == item.text["staff"] for item in tension.items.values())
    assert tension.subscales["pt_nm"].facets == {"explicit": ("pt_nm1", "pt_nm2"), "implicit": ("pt_nm3", "pt_nm4")}
    index = tension.composites["tension_index"]
    assert (index.require, index.range, index.valence) == (4, (1.0, 5.0), -1)
    assert tension.answer_scale_of("pt_st").labels["en"][5] == "Very often"
    assert tension.forms["staff"].stem["en"].endswith("how often have you seen or heard of this here?")
    assert list(tension.models) == ["five", "second_order"]


def test_views_are_ones_own_and_none_is_right():
    views = load_instrument("sharing_views")
    assert {item.comparability for item in views.items.values()} == {"own_view"}
    assert views.comparability("views_balance", "director") == "own_view"
    assert {scale.valence for scale in [*views.subscales.values(), *views.composites.values()]} == {0}
    assert all(len({texts["en"] for texts in item.text.values()}) == 1 for item in views.items.values())
    assert views.composites["views_balance"].parts == ("sv_pm", "sv_tm")
    assert views.composites["views_balance"].range == (-4.0, 4.0)


def test_motivation_indices_and_what_is_printed_with_them():
    motivation = load_instrument("sharing_motivation")
    assert list(motivation.subscales) == ["sm_am", "sm_ex", "sm_ij", "sm_ig", "sm_ir"]
    made = motivation.composites
    assert made["sm_autonomous"].parts == ("sm_ig", "sm_ir")
    assert made["sm_controlled"].parts == ("sm_ex", "sm_ij")
    assert made["rel_autonomy"].range == (-4.0, 4.0)
    assert dict(zip(made["rai_w4"].parts, made["rai_w4"].weights, strict=True)) == {
        "sm_ir": 2,
        "sm_ig": 1,
        "sm_ij": -1,
        "sm_ex": -2,
    }
    assert dict(zip(made["rai_w5"].parts, made["rai_w5"].weights, strict=True)) == {
        "sm_ir": 3,
        "sm_ig": 2,
        "sm_ij": -1,
        "sm_ex": -2,
        "sm_am": -3,
    }
    assert (made["rai_w4"].range, made["rai_w5"].range) == ((-12.0, 12.0), (-25.0, 19.0))
    assert all(made[name].note["en"].startswith("Weighted RAIs are disputed") for name in ("rai_w4", "rai_w5"))
    (rule,) = motivation.skip
    assert rule["if"] == "(pp_f_su == 0 and pp_f_st == 0 and pp_f_di == 0) or nc_f0 == 0"
    assert rule["set"] == tuple(motivation.items)


def test_practice_has_indices_and_no_total():
    practice = load_instrument("practice_profile")
    assert len(practice.items) == len(practice.scored_items) == 20
    assert {scale.type for scale in practice.subscales.values()} == {"F"}
    assert {one.valence for one in [*practice.subscales.values(), *practice.composites.values()]} == {0}
    assert practice.subscales["freq_mean"].items == ("pp_f_su", "pp_f_st", "pp_f_di")
    depth = practice.subscales["depth_mean"]
    assert (depth.items, depth.min_items) == (("pp_d_su", "pp_d_st", "pp_d_di"), 1)
    assert [(rule["if"], rule["set"]) for rule in practice.skip] == [
        (f"pp_f_{name} == 0", (f"pp_d_{name}",)) for name in ("su", "st", "di")
    ]
    made = practice.composites
    assert (made["breadth"].rule, len(made["breadth"].items), made["breadth"].codes) == ("share", 8, (1, 2, 3, 4))
    assert (made["target_range"].rule, made["target_range"].range) == ("range", (0.0, 4.0))
    assert made["directed_share"].of == ("pp_i_staff", "pp_i_dir")
    assert made["directed_share"].range == (0.0, 1.0)
    assert made["held_back"].items == ("pp_h_want",)
    assert practice.items["pp_u_more"].sensitivity == made["pp_unwarranted"].sensitivity == "high"
    assert practice.answer_scales["count5"].codes == (0, 1, 2, 3, 4)
    assert practice.answer_scales["depth4"].codes == (0, 1, 2, 3)


def test_costs_are_protected():
    risk = load_instrument("risk_load")
    assert risk.sensitivity == "high"
    assert risk.support_contacts_required
    assert set(risk.notices) == {"start", "end"}
    assert [item.id for item in risk.items_of_form("staff")] == ["rl_sr1", "rl_sr2", "rl_sr3", "rl_sr4"]
    assert risk.comparability("rl_sr", "staff") == "proxy"
    assert risk.comparability("rl_ss", "staff") == "single_form"
    assert risk.headcount_rule("rl_sr", "staff") == (3, 5)
    assert "director" not in risk.forms
    whole = load_instrument("full")
    assert whole.sensitivity == "high"
    assert whole.support_contacts_required


def test_training_is_counted():
    training = load_instrument("training_profile")
    assert len(list(training.items_of_form("psw"))) == 14
    assert [item.id for item in training.items_of_form("staff")] == ["tp_st_train", "tp_st_days"]
    elements = training.composites["train_elements"]
    assert (elements.rule, elements.codes, elements.range) == ("count", (2,), (0.0, 3.0))
    assert elements.items == ("tp_c_got", "tp_l_got", "tp_r_got")
    assert load_instrument("role_profile").composites["drift_pct"].items == ("rp_task_admin",)


def test_outcomes():
    work = load_instrument("work_outcomes")
    assert {name: scale.reverse for name, scale in work.subscales.items() if scale.reverse} == {
        "wo_rk": ("wo_rk4",),
        "wo_ca": ("wo_ca4",),
    }
    assert [name for name, scale in work.subscales.items() if scale.type == "F"] == ["wo_js"]
    assert [item.id for item in work.items_of_form("director")] == ["wo_ca1", "wo_ca2", "wo_ca3", "wo_ca4"]
    assert work.comparability("wo_ca", "staff") == "shared_referent"
    assert work.comparability("wo_oi", "staff") == "single_form"
    user = load_instrument("service_user_view")
    assert user.subscales["su_fs"].reverse == ("su_fs4",)
    assert -94 in user.forms["user"].missing


def test_expert_form():
    panel = load_instrument("content_validity")
    assert panel.answer_scales["relevance4"].codes == (1, 2, 3, 4)
    assert panel.answer_scales["essential3"].labels["en"][3] == "Essential"
    assert panel.packages == ()
    assert all(item.is_field for item in panel.items.values())


def test_expectations_cover_the_seven():
    found = {}
    for part in load_instrument("full").parts:
        for entry in part.comparisons.get("expected", ()):
            found.setdefault(entry["id"], set()).update(entry["scales"])
            assert entry["basis"]
    assert set(found) == {"H1", "H2", "H3", "H4", "H5", "H6", "H7"}
    assert found["H3"] == {"nc_as", "nc_rs", "pt_rm"}
    assert found["H4"] == {"nc_rs", "freq_mean", "wo_oi"}
    assert found["H5"] == {"sv_pm", "sv_tm"}


@pytest.mark.parametrize("name", ["climate", "full"])
def test_packages_hold_what_they_should(name):
    parts = [part.id for part in load_instrument(name).parts]
    assert {"needs_core", "role_profile", "support_climate", "paradox_tension", "sharing_views"} <= set(parts)
    assert len(parts) == (5 if name == "climate" else 12)
    assert "content_validity" not in parts
