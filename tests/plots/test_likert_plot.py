"""Bars of answers: levels from the instrument, lengths from the shares, nothing above 100 per cent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection

import pages
from sdtclimate.plots.chart import Chart
from sdtclimate.plots.draw import plot
from sdtclimate.plots.likert_rows import halves, middle_of, percents
from sdtclimate.plots.theme import NARROW, WIDE, Theme
from sdtclimate.results.labels import Labels


def bars(chart: Chart, name: str) -> list[tuple[float, float]]:
    """Return left edge and width of the bars of a name."""
    found = []
    for artist in chart.figure.get_children():
        if isinstance(artist, PolyCollection) and artist.get_gid() == name:
            for path in artist.get_paths():
                xs = path.vertices[:, 0]
                found.append((float(xs.min()), float(xs.max() - xs.min())))
    return found


def words(chart: Chart, name: str) -> list[str]:
    return [text.get_text() for text in chart.figure.texts if text.get_gid() == name]


def test_a_bar_for_every_item_group_and_level() -> None:
    chart = plot(pages.make_items(), words=pages.WORDS)
    for label in ("PSWs", "staff"):
        widths = [[width for _, width in bars(chart, f"{label}:{code}")] for code in pages.LABELS]
        assert [len(of_level) for of_level in widths] == [2] * 5
        whole = sum(of_level[0] for of_level in widths)
        assert [round(100 * of_level[0] / whole) for of_level in widths] == [10, 20, 40, 30, 0]


def test_levels_come_from_the_instrument_also_where_nobody_chose_them() -> None:
    chart = plot(pages.make_items((0, 0, 1.0, 0, 0)), words=pages.WORDS)
    assert {"Strongly", "agree", "Agree"} <= set(" ".join(words(chart, "level")).split())
    assert len(bars(chart, "key")) == 10


def test_the_middle_is_split_on_the_axis() -> None:
    chart = plot(pages.make_items((0, 0, 1.0, 0, 0)), words=pages.WORDS)
    (left, width), *_ = bars(chart, "PSWs:3")
    zero = next(
        c.get_segments()[0][0][0]
        for c in chart.figure.get_children()
        if c.get_gid() == "zero"  # type: ignore[attr-defined]
    )
    assert zero == pytest.approx(left + width / 2)


def test_disagreement_is_hatched_and_slate_for_all_agreement_has_the_hue_of_the_role() -> None:
    chart = plot(pages.make_items(), words=pages.WORDS)
    colours = {c.get_gid(): c for c in chart.figure.get_children() if isinstance(c, PolyCollection)}
    for code in (1, 2):
        psw, staff = colours[f"PSWs:{code}"], colours[f"staff:{code}"]
        assert psw.get_hatch()
        assert psw.get_facecolor().tolist() == staff.get_facecolor().tolist()
    assert colours["PSWs:4"].get_hatch() is None
    assert colours["PSWs:4"].get_facecolor().tolist() != colours["staff:4"].get_facecolor().tolist()


def test_numbers_in_a_bar_add_up_to_100() -> None:
    chart = plot(pages.make_items((1 / 3, 1 / 3, 1 / 3, 0, 0), sizes={"psw": 60}), words=pages.WORDS)
    numbers = [int(text) for text in words(chart, "percent")]
    assert sum(numbers[:3]) == 100


@given(st.lists(st.floats(0, 1), min_size=2, max_size=11).filter(lambda xs: sum(xs) > 1e-6))
def test_rounded_shares_always_add_up(weights: list[float]) -> None:
    total = sum(weights)
    shares = [100 * weight / total for weight in weights]
    rounded = percents(shares)
    assert sum(rounded) == 100
    assert all(abs(whole - share) < 1 + 1e-6 for whole, share in zip(rounded, shares, strict=True))


def test_below_ten_people_no_single_answers() -> None:
    chart = plot(pages.make_items(sizes={"psw": 7, "staff": 40}), words=pages.WORDS)
    assert not bars(chart, "PSWs:3")
    assert words(chart, "hidden") == ["hidden", "hidden"]
    assert "PSWs hidden" in chart.alt


def test_an_even_scale_has_no_middle() -> None:
    assert middle_of((1, 2, 3, 4)) is None
    assert halves((10, 20, 30, 40), (1, 2, 3, 4)) == (30, 70)
    assert halves((10, 20, 40, 20, 10), (1, 2, 3, 4, 5)) == (50, 50)


SEVEN = (
    "Strongly disagree",
    "Disagree",
    "Somewhat disagree",
    "Neither agree nor disagree",
    "Somewhat agree",
    "Agree",
    "Strongly agree",
)
GERMAN = ("Stimme überhaupt nicht zu", "Nein", "Teils-teils", "Ja", "Stimme uneingeschränkt zu")
LONG = (
    "I have never once felt that way this week",
    "Rarely",
    "Now and then",
    "Often",
    "I felt exactly that way all week.",
)
FOUR = ("Trifft überhaupt nicht zu", "Trifft eher nicht zu", "Trifft eher zu", "Trifft voll und ganz zu")


@pytest.mark.parametrize("theme", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("levels", [tuple(pages.LABELS.values()), SEVEN, GERMAN, LONG, FOUR], ids=lambda v: str(len(v)))
def test_no_word_of_the_key_is_broken(levels: tuple[str, ...], theme: Theme) -> None:
    shares = [1 / len(levels)] * len(levels)
    labels = Labels(pages.TITLES, answers={"sc_ap": dict(enumerate(levels, start=1))})
    chart = plot(pages.make_items(shares), words=labels, theme=theme)
    known = {word for level in levels for word in level.split()}
    said = [word for line in words(chart, "level") for word in line.split()]
    assert set(said) <= known
    assert {*levels[0].split(), *levels[-1].split()} <= set(said)


def test_a_key_with_room_names_every_level() -> None:
    chart = plot(pages.make_items(), words=pages.WORDS)
    assert " ".join(words(chart, "level")) == " ".join(pages.LABELS.values())


def test_names_come_with_the_result() -> None:
    named = replace(pages.make_items(), labels=pages.WORDS)
    assert plot(named).alt == plot(pages.make_items(), words=pages.WORDS).alt
    assert "sc_ap" in plot(pages.make_items()).alt
