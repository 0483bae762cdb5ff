import re
from html.parser import HTMLParser

import pytest

from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.table.written import under_each_other, write_number

HOSTILE = [
    "<script>alert(1)</script>",
    "a | b",
    "**bold** _it_ `code`",
    "[link](javascript:x)",
    "line\nbreak\r\ttab",
    "\x1b[31mred\x1b[0m",
    "\u2028next",
    "&amp; \" '",
    "\\| $x$ ~~no~~",
    "1. not a list",
    "# not a heading",
    "\x00null",
]


@pytest.fixture
def table():
    return Table(
        [Column("scale"), Column("role"), Column("alpha", 2, "right", leading_zero=False), Column("n", align="right")],
        [["nc_as", "PSWs", 0.834, 13], ["nc_as", "staff", -0.1, "20-49"], ["nc_cs", "PSWs", "hidden", None]],
        "Reliability",
        ("Note one.",),
        "caution: G2",
        2,
    )


@pytest.mark.parametrize(
    ("value", "digits", "zero", "text"),
    [
        (0.8345, 2, False, ".83"),
        (-0.8345, 2, False, "\u2212.83"),
        (1.0, 2, False, "1.00"),
        (-0.001, 2, True, "0.00"),
        (3.0, 1, True, "3.0"),
        (float("nan"), 2, True, ""),
        (float("inf"), 2, True, "\u221e"),
        (1234.5, None, True, "1234.5"),
    ],
)
def test_write_number(value, digits, zero, text):
    assert write_number(value, digits, leading_zero=zero) == text


def test_decimal_points_meet():
    assert under_each_other(["3.5", "3.25", "4", "hidden", "", "\u22121.0"]) == [
        "3.5 ",
        "3.25",
        "4   ",
        "hidden",
        "",
        "\u22121.0 ",
    ]


def test_text(table):
    assert table.to_text().splitlines() == [
        "Reliability",
        "caution: G2",
        "scale  role    alpha      n",
        "---------------------------",
        "nc_as  PSWs      .83     13",
        "       staff    \u2212.10  20-49",
        "nc_cs  PSWs   hidden",
        "---------------------------",
        "Note one.",
    ]


def test_markdown(table):
    assert table.to_markdown().splitlines() == [
        "**Reliability**",
        "",
        "*caution: G2*",
        "",
        "| scale | role | alpha | n |",
        "| :--- | :--- | ---: | ---: |",
        "| nc_as | PSWs | .83 | 13 |",
        "|  | staff | \u2212.10 | 20-49 |",
        "| nc_cs | PSWs | hidden |  |",
        "",
        "Note one.",
    ]


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_html_is_semantic(table):
    seen = Seen()
    seen.feed(table.to_html(style=False))
    assert seen.tags.count("caption") == 1
    scopes = [attrs["scope"] for tag, attrs in seen.attributes if tag == "th"]
    assert scopes == ["col"] * 4 + ["row"] * 5
    assert [attrs["rowspan"] for tag, attrs in seen.attributes if "rowspan" in attrs] == ["2"]
    assert 'class="sdt-num sdt-hidden">hidden<' in table.to_html()
    assert "\u2212.10" in table.to_html()
    assert "style" not in seen.tags
    assert "<style>" in table.to_html()
    assert re.search(r"(https?:)?//|url\(|@import", table.to_html()) is None


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    table = Table([Column(text), Column("x", align="right")], [[text, text], [text, 1.0]], text, (text,), text)
    html = Seen()
    html.feed(table.to_html(style=False))
    assert set(html.tags) <= {"div", "p", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "\x00" not in table.to_html()
    plain = table.to_text()
    assert all(sign == "\n" or sign.isprintable() for sign in plain)
    assert len([line for line in plain.splitlines() if set(line) == {"-"}]) == 2
    grid = [line for line in table.to_markdown().splitlines() if line.startswith("| ")]
    assert len(grid) == 4
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 3 for line in grid)
    assert "<script" not in table.to_markdown()


def test_a_table_without_rows_or_columns():
    assert Table([], [], "Nothing", ("why",)).to_text() == "Nothing\nwhy"
    assert "<table" not in Table([], [], "Nothing").to_html()
    assert "| a |" in Table([Column("a")], []).to_markdown()


def test_a_row_that_does_not_fit_is_an_error():
    with pytest.raises(ValueError, match="argument"):
        Table([Column("a")], [[1, 2]]).to_text()
