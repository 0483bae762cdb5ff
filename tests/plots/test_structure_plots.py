"""Scree, loadings, reliability and means: points where the numbers are."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D

import pages
from sdtclimate.plots.chart import Chart
from sdtclimate.plots.draw import plot
from sdtclimate.results.describe_scores import DescribeScoresResult


def points(chart: Chart, name: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for line in chart.figure.findobj(Line2D)
        if line.get_gid() == name
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def words(chart: Chart, name: str) -> list[str]:
    return [text.get_text() for text in chart.figure.texts if text.get_gid() == name]


def test_the_scree_has_a_point_for_each_component_and_counts_those_that_stand_out() -> None:
    chart = plot(pages.make_structure(factors=3, items=9))
    assert len(points(chart, "component")) == 9
    assert chart.title == "Three components stand out from random data"
    filled = {line.get_markerfacecolor(): len(line.get_xdata()) for line in chart.figure.findobj(Line2D)}
    assert filled == {"#1B1F24": 3, "#FBFAF7": 6}
    curves = {c.get_gid(): c for c in chart.figure.get_children() if hasattr(c, "get_segments")}
    for name in ("eigenvalue", "parallel_q95", "parallel_mean"):
        assert len(curves[name].get_segments()[0]) == 9


def test_loadings_are_written_in_their_cells() -> None:
    chart = plot(pages.make_structure(factors=2, items=8), kind="loadings")
    assert words(chart, "factor") == ["F1", "F2"]
    cells = [c for c in chart.figure.get_children() if isinstance(c, PolyCollection) and c.get_gid() == "cell"]
    assert sum(len(c.get_paths()) for c in cells) == 16
    assert sorted(set(words(chart, "loading"))) == [".72", "\u2212.15"]
    assert all((c.get_hatch() is not None) == (len(c.get_paths()) == 8 and c.get_hatch() == "///") for c in cells)
    assert "it1 F1 .72" in chart.alt


def test_reliability_draws_the_coefficient_with_most_numbers_and_its_lower_limits() -> None:
    chart = plot(pages.make_reliability(), words=pages.WORDS)
    assert chart.title == "Lower limits of reliability lie at .72"
    assert len(points(chart, "dot:PSWs")) == 4
    assert len(points(chart, "dot:staff")) == 4
    assert words(chart, "number") == [".79 [.72, .84]"] * 8
    assert words(chart, "tick")[0] == "0.0"
    assert words(chart, "tick")[-1] == "1.0"


def test_means_lie_on_the_whole_answer_scale() -> None:
    chart = plot(pages.make_scores({("sc_ap", "psw"): 3.0, ("sc_ap", "staff"): 4.0}), words=pages.WORDS)
    width = chart.figure.get_size_inches()[0] * 96
    at = {t.get_text(): t.get_position()[0] * width for t in chart.figure.texts if t.get_gid() == "tick"}
    assert list(at) == ["1", "2", "3", "4", "5"]
    assert points(chart, "dot:PSWs")[0][0] == pytest.approx(at["3"])
    assert points(chart, "dot:staff")[0][0] == pytest.approx(at["4"])


def test_roles_can_be_chosen() -> None:
    chart = plot(pages.make_scores(), roles=["psw"], words=pages.WORDS)
    assert not points(chart, "dot:staff")
    assert len(points(chart, "dot:PSWs")) == 4


def test_a_group_looks_alike_whether_its_total_stands_beside_it_or_not() -> None:
    def shown(countries: list[str]) -> dict[str, tuple[str, str]]:
        rows = [
            pages.row(scale="sc_ap", country=c, statistic="mean", variant="", n_dropped=0, estimate=3.0, n=40)
            for c in countries
        ]
        cells = tuple(pages.Cell("mean", (pages.people("", 40, site=c),), 1, 5) for c in countries)
        chart = plot(DescribeScoresResult(pd.DataFrame(rows), cells, by=("country",)))
        marks = chart.figure.findobj(Line2D)
        return {str(line.get_gid()): (str(line.get_markerfacecolor()), str(line.get_marker())) for line in marks}

    alone, with_total = shown(["Chile", "Ghana"]), shown(["", "Chile", "Ghana"])
    assert alone["dot:Chile"] == with_total["dot:Chile"]
    assert alone["dot:Ghana"] == with_total["dot:Ghana"]
    assert with_total["dot:all"] not in alone.values()
