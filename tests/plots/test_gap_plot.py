"""The gap plot: what is drawn where, and what its headline may say."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import pages
from sdtclimate.plots.chart import Chart
from sdtclimate.plots.draw import plot


def marks(figure: Figure, name: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y))
        for line in figure.findobj(Line2D)
        if line.get_gid() == name
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def words(chart: Chart, name: str) -> list[str]:
    return [text.get_text() for text in chart.figure.texts if text.get_gid() == name]


def ticks(chart: Chart) -> dict[float, float]:
    """Return where the numbers of the answer scale lie, in pixels."""
    width = chart.figure.get_size_inches()[0] * 96
    texts = [text for text in chart.figure.texts if text.get_gid() == "tick"]
    return {float(text.get_text()): text.get_position()[0] * width for text in texts}


def test_a_circle_and_a_diamond_for_every_scale_at_its_mean() -> None:
    chart = plot(pages.make_gap(), words=pages.WORDS)
    psw, staff = marks(chart.figure, "mean:psw"), marks(chart.figure, "mean:staff")
    at = ticks(chart)
    step = at[2.0] - at[1.0]
    assert [round((x - at[1.0]) / step + 1, 2) for x, _ in psw] == [3.0, 3.1, 3.7, 2.3]
    assert [round((x - at[1.0]) / step + 1, 2) for x, _ in staff] == [3.4, 3.06, 3.8, 2.1]
    assert [y for _, y in psw] == [y for _, y in staff]
    shapes = {line.get_gid(): line.get_marker() for line in chart.figure.findobj(Line2D)}
    assert shapes["mean:psw"] == "o"
    assert shapes["mean:staff"] == "D"


def test_the_whole_answer_scale_stands_on_the_axis() -> None:
    chart = plot(pages.make_gap(), words=pages.WORDS)
    assert sorted(ticks(chart)) == [1, 2, 3, 4, 5]
    assert "Strongly disagree" in words(chart, "anchor")
    assert "Strongly agree" in words(chart, "anchor")


def test_impressions_and_shared_things_never_in_one_panel() -> None:
    chart = plot(pages.make_gap(), words=pages.WORDS)
    assert words(chart, "panel") == [
        "The same service, seen by both",
        "Own report of PSWs, and the impression of staff",
    ]
    heights = {t.get_text(): t.get_position()[1] for t in chart.figure.texts if t.get_gid() in ("panel", "scale")}
    border = heights["Own report of PSWs, and the impression of staff"]
    assert heights["Appreciation and"] > border > heights["Autonomy satisfied"]


def test_intervals_only_where_they_may_stand() -> None:
    chart = plot(pages.make_gap(), words=pages.WORDS)
    lines = [c for c in chart.figure.artists + list(chart.figure.get_children()) if c.get_gid() == "interval"]
    segments = {id(c): len(c.get_segments()) for c in lines if hasattr(c, "get_segments")}
    assert list(segments.values()) == [2]
    assert len(words(chart, "number")) == 4
    assert [text for text in words(chart, "interval") if text] == ["[+0.22, +0.58]", "[\u22120.22, +0.14]"]


@pytest.mark.parametrize(
    ("gaps", "half", "expected"),
    [
        ({"sc_ap": (3.0, 3.4, 1)}, 0.18, "Staff see the service rosier than PSWs on appreciation and respect"),
        ({"sc_ap": (3.4, 3.0, 1)}, 0.18, "PSWs see the service rosier than staff on appreciation and respect"),
        (
            {"sc_ap": (3.0, 3.1, 1)},
            0.18,
            "These answers do not settle whether staff and PSWs see the service differently",
        ),
        (
            {"sc_ap": (3.0, 3.18, 1)},
            0.18,
            "These answers do not settle whether staff and PSWs see the service differently",
        ),
        ({"nc_as": (2.0, 4.4, 1)}, 0.01, "What PSWs said of themselves, and what staff think of it"),
    ],
)
def test_a_headline_names_a_difference_only_where_it_may(
    gaps: dict[str, tuple[float, float, float]], half: float, expected: str
) -> None:
    assert plot(pages.make_gap(gaps, half=half), words=pages.WORDS).title == expected


def test_few_people_are_told_in_words() -> None:
    chart = plot(pages.make_gap({"sc_ap": (2.4, 3.6, 1)}, sizes={"psw": 7, "staff": 40}), words=pages.WORDS)
    assert words(chart, "words") == ["clearly rosier"]
    assert not marks(chart.figure, "gap")
    assert "gap clearly rosier" in chart.alt
    assert "1.2" not in chart.alt


def test_a_hidden_side_is_said() -> None:
    chart = plot(pages.make_gap({"sc_ap": (2.4, 3.6, 1)}, sizes={"psw": 4, "staff": 40}), words=pages.WORDS)
    assert words(chart, "hidden") == ["PSWs hidden", "hidden"]
    assert not marks(chart.figure, "mean:psw")
    assert "2.4" not in chart.alt


def test_a_mean_at_the_end_of_the_scale_is_no_closer_than_half_a_point() -> None:
    chart = plot(pages.make_gap({"sc_ap": (1.0, 3.6, 1)}, sizes={"psw": 7, "staff": 40}), words=pages.WORDS)
    assert "\u2264\u00a01.5" in words(chart, "value:psw")
    assert "PSWs 1.5 or below" in chart.alt


def test_the_alt_text_tells_every_number_of_the_figure() -> None:
    chart = plot(pages.make_gap(), words=pages.WORDS)
    for text in (*words(chart, "number"), *filter(None, words(chart, "interval")), *words(chart, "value:psw")):
        assert text in chart.alt
