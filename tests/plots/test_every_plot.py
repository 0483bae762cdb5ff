"""Every figure, of every kind of sample, at both widths: no warning, nothing cut off, nothing overlapping."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D

import pages
import sdtclimate.plots
import sdtclimate.reports
from sdtclimate.core.errors import UsageError
from sdtclimate.plots.chart import Chart
from sdtclimate.plots.draw import plot
from sdtclimate.plots.registry import PLOTS
from sdtclimate.plots.theme import NARROW, WIDE, Theme, drawing

SAMPLES = {
    "normal": {"psw": 60, "staff": 110},
    "tiny": {"psw": 10, "staff": 12},
    "in words": {"psw": 7, "staff": 40},
    "suppressed": {"psw": 4, "staff": 40},
    "all hidden": {"psw": 3, "staff": 4},
}
NAMES = tuple(pages.make_all())
THEMES = {"wide": WIDE, "narrow": NARROW}


def drawn(name: str, sample: str, theme: Theme = WIDE, **options: object) -> Chart:
    words = options.pop("words", pages.WORDS)
    result = pages.make_all(SAMPLES[sample])[name]
    return plot(result, kind=name, words=words, theme=theme, **options)  # type: ignore[arg-type]


def boxes(chart: Chart) -> list[tuple[str, float, float, float, float]]:
    """Return the words of a figure with where they lie, in CSS pixels."""
    with drawing():
        renderer = FigureCanvasAgg(chart.figure).get_renderer()
        scale = 96 / chart.figure.dpi
        found = []
        for text in chart.figure.texts:
            box = text.get_window_extent(renderer)
            found.append((text.get_text(), box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale))
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_cut_off_or_lies_on_another(name: str, sample: str, theme: str) -> None:
    chart = drawn(name, sample, THEMES[theme])
    width, height = (inches * 96 for inches in chart.figure.get_size_inches())
    words = boxes(chart)
    for text, x0, y0, x1, y1 in words:
        assert x0 >= -1.5 and x1 <= width + 1.5, f"{text!r} runs over the side"  # noqa: PT018
        assert y0 >= -1.5 and y1 <= height + 1.5, f"{text!r} runs over top or foot"  # noqa: PT018
    for at, (text, x0, y0, x1, y1) in enumerate(words):
        for other, a0, b0, a1, b1 in words[at + 1 :]:
            across, down = min(x1, a1) - max(x0, a0), min(y1, b1) - max(y0, b0)
            assert across < 2 or down < 4, f"{text!r} lies on {other!r}"
    assert chart.alt
    assert chart.title


@pytest.mark.parametrize("name", NAMES)
def test_right_to_left_labels(name: str) -> None:
    for theme in THEMES.values():
        chart = drawn(name, "normal", theme, words=pages.RTL_WORDS)
        width, _ = (inches * 96 for inches in chart.figure.get_size_inches())
        assert all(x0 >= -1.5 and x1 <= width + 1.5 for _, x0, _, x1, _ in boxes(chart))
        assert chart.to_png(dpi=60)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_show_is_said(name: str) -> None:
    result = pages.nothing(type(pages.make_all()[name]))
    chart = plot(result, kind=name)
    assert "G0: Too few people." in chart.alt
    assert any("G0" in text.get_text() for text in chart.figure.texts)


@pytest.mark.parametrize("name", NAMES)
def test_same_result_same_bytes(name: str) -> None:
    first, second = (drawn(name, "normal") for _ in range(2))
    assert first.to_png() == second.to_png()
    assert first.to_svg() == second.to_svg()
    assert first.to_png().startswith(b"\x89PNG")


def test_png_and_svg_hold_no_date_and_no_program() -> None:
    chart = drawn("gap", "normal")
    assert b"Software" not in chart.to_png()
    assert b"tIME" not in chart.to_png()
    svg = chart.to_svg()
    assert "dc:date" not in svg
    assert "Matplotlib v" not in svg
    assert not re.search(r"20\d\d-\d\d-\d\d", svg)


def test_styles_of_the_caller_neither_enter_nor_are_lost() -> None:
    plain = drawn("likert", "normal").to_png()
    with matplotlib.rc_context({"font.size": 40, "axes.facecolor": "red", "svg.hashsalt": None}):
        assert drawn("likert", "normal").to_png() == plain
        assert matplotlib.rcParams["font.size"] == 40


def test_pyplot_is_never_loaded() -> None:
    code = (
        "import sys, pages; from sdtclimate.plots.draw import plot; plot(pages.make_gap()).to_png();"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])


@pytest.mark.parametrize("room", [sdtclimate.plots, sdtclimate.reports])
def test_what_may_not_be_seen_is_never_read(room: object) -> None:
    for source in Path(room.__file__).parent.rglob("*.py"):  # type: ignore[attr-defined]
        assert not re.search(r"\.frame\b", source.read_text(encoding="utf-8")), source


def test_hidden_numbers_are_in_neither_words_nor_marks() -> None:
    result = pages.make_scores({("sc_ap", "psw"): 3.217, ("sc_ap", "staff"): 3.4}, sizes={"psw": 4, "staff": 40})
    chart = plot(result, words=pages.WORDS)
    assert "3.2" not in chart.alt
    assert "PSWs hidden" in chart.alt
    assert [t.get_text() for t in chart.figure.texts if t.get_gid() == "hidden"] == ["hidden"]
    assert not [line for line in chart.figure.findobj(Line2D) if (line.get_gid() or "").startswith("dot:PSWs")]


def test_a_dollar_is_a_dollar() -> None:
    words = pages.Labels({"sc_ap": "costs $5 or $x_2$"}, answers={"sc_ap": pages.LABELS})
    chart = plot(pages.make_scores(), words=words, scales=["sc_ap"])
    assert any("$x_2$" in text.get_text() for text in chart.figure.texts)
    assert chart.to_png(dpi=50)


def test_wrong_calls_say_what_there_is() -> None:
    with pytest.raises(UsageError, match="takes what an analysis returns"):
        plot([1, 2])  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Did you mean loadings"):
        plot(pages.make_structure(), kind="loading")
    with pytest.raises(UsageError, match="Did you mean sc_ap"):
        plot(pages.make_scores(), scales=["sc_app"])


def test_every_plot_is_registered_once() -> None:
    for figures in PLOTS.values():
        assert all(name == figure.name for name, figure in figures.items())
