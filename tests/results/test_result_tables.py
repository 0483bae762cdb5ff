import re

import pandas as pd
import pytest

from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.results.note import Note
from sdtclimate.results.provenance import Provenance
from sdtclimate.results.result import Result
from sheets_factory import compared, described, make_study, row


class Made(Result):
    kind = "made"
    title = "Means"


def table(frame, cells, **more):
    return Made(frame, tuple(cells), provenance=Provenance(data_hash="x"), **more).table()


@pytest.fixture
def bendor():
    return make_study({"psw": [1, 2, 4, 6], "staff": [5, 6, 8, 10]}, seed=11)


def column(made, name):
    return [r[[c.name for c in made.columns].index(name)] for r in made.rows]


def test_hidden_cells_say_hidden_with_the_reason_below(bendor):
    made = table(*described(bendor))
    hidden = [r for r in made.rows if r[1] == "PSWs" and r[2] == "site01"]
    assert {r[4] for r in hidden} == {"hidden"}
    assert any(note.startswith("Hidden: fewer than 5 people") for note in made.notes)
    assert "hidden" in made.to_text()
    assert '<td class="sdt-num sdt-hidden">hidden</td>' in made.to_html()


def test_numbers_are_written_by_kind():
    side = Side(frozenset(range(40)), "staff", False, "", 3.2567)
    frame = pd.DataFrame(
        [
            row("mean", 3.2567, 40, ci_low=3.0, ci_high=3.5),
            row("alpha", 0.83456, 40, ci_low=0.7111, ci_high=0.9088),
            row("share", 0.256, 40),
            row("pomp", 56.4, 40),
            row("eigenvalue", 0.8123, 40),
        ]
    )
    kinds = ("mean", "coefficient", "share", "mean", "structure")
    made = table(frame, [Cell(kind, (side,), 1.0, 5.0) for kind in kinds])
    assert column(made, "value") == ["3.26", ".83", "26%", "57", ".81"]
    assert column(made, "95% interval")[:2] == ["[3.00, 3.50]", "[.71, .91]"]
    assert column(made, "statistic")[1] == "Cronbach's alpha (covariances)"
    assert column(made, "n") == ["40"] * 5


def test_tests_show_df_and_p():
    class Tested(Made):
        @classmethod
        def extra_columns(cls):
            return ("df", "p")

    frame = pd.DataFrame([row("bartlett", 120.3, 40, df=28.0, p=1e-9), row("bartlett", 30.0, 40, df=28.0, p=0.0456)])
    cells = (Cell("test", (Side(frozenset(range(40))),)),) * 2
    made = Tested(frame[[c for c in frame.columns if c not in ("df", "p")] + ["df", "p"]], cells).table()
    assert column(made, "df") == ["28", "28"]
    assert column(made, "p") == ["<.001", ".046"]
    assert column(made, "value") == ["120.30", "30.00"]


def test_gap_in_words_has_no_number(bendor):
    made = table(*compared(bendor))
    small = [r for r in made.rows if r[1] == "site03"]
    names = [c.name for c in made.columns]
    assert small[0][names.index("value")] == ""
    assert re.fullmatch("about the same|(somewhat|clearly) (rosier|less rosy)", small[0][names.index("in words")])


def test_status_comes_first_and_offers_last():
    frame = pd.DataFrame([row("alpha", float("nan"), 12, status="not_estimable", reason="G3: Structure refused.")])
    side = Side(frozenset(range(12)), "psw")
    made = table(
        frame,
        [Cell("coefficient", (side,))],
        status="not_estimable",
        reason="G3: Structure refused.",
        offers=("describe_scores",),
        notes=(Note("G2", "n = {n_or_band}: wide.", {"n_or_band": 12}), Note("N10", "")),
    )
    assert made.status == "not estimable: G3: Structure refused."
    assert column(made, "value") == ["not estimable"]
    assert list(made.notes) == ["n = 12: wide.", "Instead: describe_scores"]
    assert made.to_text().splitlines()[1] == made.status


def test_an_empty_result_has_a_table():
    made = Made(
        pd.DataFrame({"scale": [], "statistic": [], "estimate": []}),
        status="not_estimable",
        reason="empty: nobody answered",
    )
    assert "not estimable: no answers: nobody answered" in made.table().to_text()
    assert "<table" in made._repr_html_()


@pytest.mark.parametrize("seed", range(5))
def test_no_exact_number_of_a_small_cell_appears_anywhere(seed):
    """Exact means and sizes of cells under 10 people, to three digits, are in no rendering."""
    study = make_study({"psw": [3, 4, 6, 7, 9, 17], "staff": [7, 8, 12, 13, 19, 23]}, seed=seed)
    # quarters would meet published numbers by chance: give every score its own decimals
    values = {role: {s: x + 0.001 * (7 + i) for i, (s, x) in enumerate(v.items())} for role, v in study.values.items()}
    study = type(study)({r: {s: x.clip(1, 5) for s, x in v.items()} for r, v in values.items()}, study.ids)
    for build in (described, compared):
        frame, cells = build(study)
        result = Made(frame, tuple(cells))
        made = result.table()
        texts = [made.to_text(), made.to_html(), made.to_markdown(), str(result.to_dict()), repr(result)]
        for entry, cell in zip(frame.to_dict("records"), cells, strict=True):
            if cell.n >= 10:
                continue
            for name in ("estimate", "se", "ci_low", "ci_high"):
                exact = f"{entry[name]:.3f}"
                if not exact.endswith("0") and exact != "nan":
                    assert not any(re.search(rf"(?<![\d.]){re.escape(exact)}", text) for text in texts), exact
        shown = result.shown()
        sizes = shown.loc[shown["site"].ne(""), [c for c in shown.columns if c.startswith("n") and c != "n_sites"]]
        assert all(isinstance(value, str) for value in sizes.to_numpy().ravel())
