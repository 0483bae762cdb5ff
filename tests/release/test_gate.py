import dataclasses
import json
import re

import numpy as np
import pytest

from sdtclimate.core.errors import UnprotectedResult, UsageError
from sdtclimate.disclosure.policy import Policy
from sdtclimate.release.gate import protect, require_released
from sdtclimate.results.provenance import Provenance
from sdtclimate.results.result import Result
from sheets_factory import compared, described, make_study


@dataclasses.dataclass(frozen=True, eq=False)
class Made(Result):
    kind = "made"
    title = "Made"


def made(frame_and_cells, **more):
    frame, cells = frame_and_cells
    return Made(frame, tuple(cells), provenance=Provenance(data_hash="one"), **more)


@pytest.fixture
def study():
    return make_study({"psw": [6, 5, 2, 9], "staff": [10, 12, 14, 16]}, seed=2)


def hidden_sites(result):
    shown = result.shown()
    return set(shown.loc[shown["suppressed"].isin(["primary", "complementary"]) & ~shown["statistic"].eq("sd"), "site"])


def test_the_gate_releases_and_leaves_what_it_was_given(study):
    results = [made(described(study, sites=False)), made(described(study, pooled=False))]
    safe = protect(*results)
    assert [r.released for r in results] == [False, False]
    assert [r.released for r in safe] == [True, True]
    assert safe[0].frame is results[0].frame
    assert safe[0].cells is results[0].cells


def test_results_together_hide_the_same_sites(study):
    safe = protect(made(described(study, sites=False)), made(described(study, pooled=False)), made(compared(study)))
    assert hidden_sites(safe[0]) == set()
    assert hidden_sites(safe[1]) == hidden_sites(safe[2]) == {"site01", "site02"}


def test_alone_the_sites_need_no_cover(study):
    assert hidden_sites(made(described(study, pooled=False))) == {"site02"}


def test_the_order_of_results_makes_no_difference(study):
    results = [made(described(study, sites=False)), made(described(study, pooled=False)), made(compared(study))]
    forward = [r.to_dict() for r in protect(*results)]
    assert [r.to_dict() for r in protect(*reversed(results))][::-1] == forward


def test_protecting_twice_changes_nothing(study):
    once = protect(made(described(study)), made(compared(study)))
    assert [r.to_dict() for r in protect(*once)] == [r.to_dict() for r in once]


def test_a_policy_raises_the_minimum_of_all(study):
    safe = protect(
        made(described(study)), made(compared(study), policy=Policy({"staff": 11})), policy=Policy({"psw": 7})
    )
    assert {r.policy.minimum_of("psw") for r in safe} == {7}
    assert {r.policy.minimum_of("staff") for r in safe} == {11}
    assert {"site00", "site01", "site02"} <= hidden_sites(safe[0])


def test_results_of_other_data_do_not_meet(study):
    totals, sites = made(described(study, sites=False)), made(described(study, pooled=False))
    other = dataclasses.replace(sites, provenance=Provenance(data_hash="two"))
    assert hidden_sites(protect(totals, other)[1]) == {"site02"}


def test_a_new_policy_needs_the_gate_again(study):
    safe = protect(made(described(study)))[0]
    raised = safe.with_policy(Policy({"psw": 6}))
    assert not raised.released
    assert raised.hidden is None


def test_require_released(study):
    result = made(described(study))
    with pytest.raises(UnprotectedResult, match=r"Made has not passed the release gate"):
        require_released(result)
    require_released(protect(result)[0])


def test_only_results_pass():
    with pytest.raises(UsageError, match="argument 1 is a list"):
        protect([])
    assert protect() == ()


def test_repr_of_a_result_prints_neither_numbers_nor_people(study):
    """`dataclass` would write a repr with the frame and the members; notebooks are shared with their outputs."""
    result = made(described(study))
    assert re.fullmatch(r"Made: 30 rows, ok", repr(result))


def test_swapping_answers_among_hidden_people_changes_no_byte(study):
    """What goes out is the same whoever of the hidden said what."""
    values = {role: {site: x.copy() for site, x in sites.items()} for role, sites in study.values.items()}
    small, cover = values["psw"]["site02"], values["psw"]["site01"]
    small[0], cover[0] = cover[0], small[0]
    assert not np.array_equal(small, study.values["psw"]["site02"]) or small[0] == cover[0]
    other = dataclasses.replace(study, values=values)
    for build in (described, lambda s: described(s, pooled=False), compared):
        frames = [build(s) for s in (study, other)]
        first, second = (
            protect(made(f), made(described(s, sites=False)))[0] for f, s in zip(frames, (study, other), strict=True)
        )
        assert json.dumps(first.to_dict()) == json.dumps(second.to_dict())
        assert first.table().to_html() == second.table().to_html()
        assert str(first) == str(second)
