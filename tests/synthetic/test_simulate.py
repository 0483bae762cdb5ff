"""`simulate` for any instrument: the stated population comes back, and nothing depends on what else is drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from factories import make_instrument
from sdtclimate.core.errors import UsageError
from sdtclimate.instrument.catalog import shipped_ids
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.instrument.model import AnswerScale, Item
from sdtclimate.scoring.score import score
from sdtclimate.synthetic.generic import factor_correlations, population_of
from sdtclimate.synthetic.simulate import simulate


@pytest.mark.parametrize("name", shipped_ids())
def test_every_shipped_instrument_simulates_and_scores(name: str) -> None:
    responses = simulate(name, n=60, missing=0.02, rng=3)
    instrument = load_instrument(name)
    assert len(responses) == 60 * len(instrument.forms)
    assert responses.item_ids == instrument.scored_items
    for item, row in zip(responses.item_ids, responses.codes, strict=True):
        allowed = {*instrument.answer_scales[instrument.items[item].answer_scale].codes, -91, -95}
        assert set(row.tolist()) <= allowed
    if instrument.unconfirmed:
        with pytest.raises(UsageError, match="not confirmed"):
            score(responses)
        return
    table = score(responses)
    for row, scale in zip(table.values, table.scales, strict=True):
        assert np.isfinite(row).sum() > 40, scale
    for field in responses.fields:
        answers = instrument.answer_scales[instrument.items[field].answer_scale]
        if answers.kind == "choice":
            assert set(responses.fields[field].dropna().astype(int)) <= set(answers.codes)


def test_correlations_come_back() -> None:
    instrument = make_instrument(valence={"aa": 1, "bb": -1})
    responses = simulate(instrument, n=4000, rng=1).where(form="psw")
    population = population_of(instrument)
    assert [item.loading for item in population] == [0.75, 0.70, 0.65, -0.60] * 2
    assert factor_correlations(instrument)[0, 1] == -0.30
    found = np.corrcoef(responses.codes.astype(float))
    # Five even categories weaken a normal correlation by a factor of about .9.
    assert found[0, 1] == pytest.approx(0.90 * 0.75 * 0.70, abs=0.06)
    assert found[0, 3] == pytest.approx(0.90 * 0.75 * -0.60, abs=0.06)
    assert found[0, 4] == pytest.approx(0.90 * 0.75 * 0.75 * -0.30, abs=0.06)


def test_an_item_answers_the_same_whatever_else_is_asked() -> None:
    small = make_instrument({"aa": ["aa1", "aa2", "aa3"]}, reverse={})
    large = make_instrument({"aa": ["aa1", "aa2", "aa3", "aa4"]}, reverse={})
    one, other = simulate(small, n=50, rng=2), simulate(large, n=50, rng=2)
    np.testing.assert_array_equal(one.codes, other.codes[:3])


def test_same_seed_same_answers_and_generators_move_on() -> None:
    instrument = make_instrument()
    np.testing.assert_array_equal(simulate(instrument, rng=4).codes, simulate(instrument, rng=4).codes)
    generator = np.random.default_rng(1)
    first, second = simulate(instrument, rng=generator), simulate(instrument, rng=generator)
    assert (first.codes != second.codes).any()


def test_odd_answer_scales_and_fields() -> None:
    made = make_instrument({"aa": ["aa1", "aa2", "aa3"]}, low=0, high=1)
    extra = {
        "f_text": AnswerScale("f_text", "text", (), {}),
        "f_number": AnswerScale("f_number", "number", (), {}),
        "f_percent": AnswerScale("f_percent", "percent", (), {}),
        "f_multi": AnswerScale("f_multi", "multi", (1, 2, 3), {}),
        "f_choice": AnswerScale("f_choice", "choice", (2, 4), {}),
    }
    fields = {name: Item(name, name, {"psw": {"en": "Q"}}, is_field=True) for name in extra}
    instrument = replace(made, items={**made.items, **fields}, answer_scales={**made.answer_scales, **extra})
    responses = simulate(instrument, n=80)
    assert set(np.unique(responses.codes)) == {0, 1}
    staff = (responses.people["form"] == "staff").to_numpy()
    assert responses.fields[staff].isna().all().all()
    psw = responses.fields[~staff]
    assert set(psw["f_choice"]) == {2, 4}
    assert psw["f_percent"].between(0, 100).all()
    assert set(";".join(psw["f_multi"]).split(";")) == {"1", "2", "3"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "n=0 is no number of people"),
        ({"n": True}, "is no number of people"),
        ({"missing": 1.0}, "no share of cells"),
        ({"design": "fiel"}, "Did you mean field"),
        ({"rng": -1}, "below 0"),
    ],
)
def test_wrong_options_are_named(options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        simulate(make_instrument(), **options)  # type: ignore[arg-type]


def test_a_study_without_the_instrument() -> None:
    with pytest.raises(UsageError, match="bendor holds no item of tiny"):
        simulate(make_instrument(), design="bendor")


def test_a_study_for_one_of_its_instruments() -> None:
    responses = simulate("support_climate", design="field")
    assert responses.instrument.id == "support_climate"
    assert len(responses) == 685
    assert simulate("field").positions(responses.item_ids).size == 24
