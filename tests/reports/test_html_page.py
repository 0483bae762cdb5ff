"""The page: one file without network or script, well formed, readable by a screen reader, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import pages
from sdtclimate.core.errors import UnprotectedResult, UsageError
from sdtclimate.core.table.table import Column, Table
from sdtclimate.release.gate import protect
from sdtclimate.reports.document import Chapter, Document, Facts, Paragraph, TableBlock
from sdtclimate.reports.exporters import EXPORTERS, exporter
from sdtclimate.reports.report import report

HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "$x_2$",
    "a\u202eb",
    '"onload="x',
    "{{ 7 * 7 }}",
    "a\x00b",
)
VOID = {"meta", "img", "source", "br", "hr", "link", "input"}


class Reader(HTMLParser):
    """Reads a page and keeps what the tests ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.text: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        found = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(found)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.text.append(data)


def read(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader


@pytest.fixture(scope="module")
def document() -> Document:
    return report(protect(*pages.make_all().values()), facts=pages.make_facts())


@pytest.fixture(scope="module")
def page(document: Document) -> bytes:
    return document.render("html")


def test_the_page_is_well_formed_and_self_contained(page: bytes) -> None:
    reader, text = read(page), page.decode("utf-8")
    assert not {"script", "link", "iframe", "object", "embed", "form"} & reader.tags
    assert not re.search(r"https?:|//[a-z]|@import|url\(", re.sub(r"base64,[A-Za-z0-9+/=]+", "", text))
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert text.startswith("<!DOCTYPE html>")


def test_every_figure_has_words(page: bytes) -> None:
    images = read(page).images
    assert len(images) >= 6
    assert all(len(str(image.get("alt"))) > 40 for image in images)
    assert all(str(image["src"]).startswith("data:image/png;base64,") for image in images)
    assert all(image.get("width") and image.get("height") for image in images)


def test_headings_come_in_order_and_links_lead_somewhere(page: bytes) -> None:
    reader = read(page)
    assert reader.headings[0] == 1
    assert reader.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(reader.headings, reader.headings[1:], strict=False))
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_the_same_document_gives_the_same_bytes(document: Document, page: bytes) -> None:
    assert document.render("html") == page
    again = report(protect(*pages.make_all().values()), facts=pages.make_facts())
    assert again.render("html") == page


def test_no_verdict_on_anybody(page: bytes) -> None:
    said = " ".join(read(page).text).lower()
    assert not re.search(r"\b(biased?|negative|wrong about|error of)\b", said)
    assert not re.search(r"\b(best|worst|ranked?|ranking)\b", said)


def test_print_and_dark_and_small_screens_are_thought_of(page: bytes) -> None:
    text = page.decode("utf-8")
    for rule in (
        "@media print",
        "prefers-color-scheme: dark",
        "table-header-group",
        "break-inside: avoid",
        "position: sticky",
    ):
        assert rule in text
    assert 'media="screen and (max-width: 640px)"' in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(hostile: str) -> None:
    facts = pages.make_facts(
        title=hostile,
        scale_titles=dict.fromkeys(pages.TITLES, hostile),
        items=dict.fromkeys(pages.ITEMS, hostile),
        data_holder=hostile,
        settings={hostile: hostile},
    )
    page = report(protect(pages.make_scores(), pages.make_items()), facts=facts).render("html")
    reader = read(page)
    assert "script" not in reader.tags
    assert "onload" not in dict(reader.attributes)
    assert "\u202e" not in page.decode("utf-8")
    assert b"\x00" not in page
    said = "".join(reader.text)
    if "\u202e" not in hostile and "\x00" not in hostile:
        assert hostile in said


def test_direction_follows_the_language() -> None:
    made = Document("כותרת", "", (Chapter("a", "א", (Paragraph("ב"),)),), language="he")
    assert b'<html lang="he" dir="rtl">' in made.render("html")
    assert b'<html lang="en" dir="ltr">' in Document("t", "", ()).render("html")


def test_a_draft_has_its_ribbon_on_every_page() -> None:
    made = Document("t", "", (Chapter("a", "A", (Paragraph("b"),)),), draft=True)
    assert b'class="ribbon" id="N13"' in made.render("html")
    assert b'id="N13"' not in replace(made, draft=False).render("html")


def test_tables_keep_their_cells_apart() -> None:
    table = Table(
        [Column("<b>"), Column("x", 1, "right")], [["<i>", -1.25], ["hidden", 2.0]], "Cap & tion", ["note <1"]
    )
    page = Document("t", "", (Chapter("a", "A", (TableBlock(table), Facts([("a<", "b>")]))),)).render("html")
    reader = read(page)
    assert "b" not in reader.tags
    assert "i" not in reader.tags
    assert "note <1" in "".join(reader.text)


def test_exporters_are_named() -> None:
    assert list(EXPORTERS) == ["html"]
    with pytest.raises(UsageError, match="Did you mean html"):
        exporter("htm")


def test_what_has_not_passed_the_gate_goes_nowhere() -> None:
    with pytest.raises(UnprotectedResult, match="1 of 2 results have passed the release gate and 1 not"):
        report([*protect(pages.make_scores()), pages.make_gap()])
    with pytest.raises(UsageError, match="found nothing"):
        report([])
    with pytest.raises(UsageError, match="found a str"):
        report(["x"])  # type: ignore[list-item]
    with pytest.raises(UsageError, match="kind="):
        report(protect(pages.make_scores()), kind="fulll")
