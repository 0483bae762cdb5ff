"""Blocks that every chapter makes: notices, refusals, figures in two widths, cells of tables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from sdtclimate.core.reasons import reason_words
from sdtclimate.core.table.table import Column
from sdtclimate.core.table.written import HIDDEN
from sdtclimate.plots.draw import plot
from sdtclimate.plots.rows import Row, Shown, interval_text, level_of, mean_text, shown_of, text_of
from sdtclimate.plots.text import MINUS, plain
from sdtclimate.plots.theme import NARROW
from sdtclimate.reports.document import Block, Bullets, FigureBlock, Paragraph
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result
from sdtclimate.rules.notices import notice_text

NOT_ESTIMABLE: Final = "not estimable"


def notice(name: str, **values: object) -> Paragraph:
    """Return a standing notice as a block; its id stands in the source of the page."""
    return Paragraph(notice_text(name, **values), role="note", id=name)


def refusal(result: Result, *, what: str = "") -> list[Block]:
    """Return why a result could not be had, and the nearest that can."""
    reason = sentence(result.reason or "Nothing can be shown here")
    blocks: list[Block] = [Paragraph(f"{what}: {reason}" if what else reason, role="refusal")]
    if result.offers:
        blocks.append(Bullets([f"What can be had instead: {offer}." for offer in result.offers]))
    return blocks


def figure(
    material: Material,
    result: Result,
    *,
    id: str,  # noqa: A002
    caption: str,
    kind: str | None = None,
    scales: Sequence[str] | None = None,
    roles: Sequence[str] | None = None,
    whole: bool = False,
) -> FigureBlock:
    """Return a figure, drawn once for the page and once for a phone."""
    words = material.words
    wide = plot(result, kind=kind, scales=scales, roles=roles, whole=whole, words=words)
    narrow = plot(result, kind=kind, scales=scales, roles=roles, whole=whole, words=words, theme=NARROW)
    return FigureBlock(wide, caption, id, narrow)


def number(name: str) -> Column:
    """Return the heading of a column of numbers."""
    return Column(name, align="right")


def value_cell(
    shown: Shown, digits: int | None = None, *, ends: tuple[float, float] | None = None, leading_zero: bool = True
) -> str:
    """Return a number as a cell, or why there is none; with its own decimals unless others are given."""
    if shown.hidden:
        return HIDDEN
    if not shown.known:
        return NOT_ESTIMABLE if shown.status == "not_estimable" else ""
    if ends:
        return mean_text(shown, ends)
    return plain(shown.value, shown.digits if digits is None else digits, leading_zero=leading_zero)


def interval_cell(shown: Shown, digits: int | None = None, *, sign: bool = False, leading_zero: bool = True) -> str:
    """Return an interval as a cell."""
    return interval_text(shown, digits, sign=sign, leading_zero=leading_zero)


def interval_heading(rows: Iterable[Row]) -> str:
    """Return the heading of the column of intervals."""
    level = level_of(rows)
    return f"{level} % interval" if level else "interval"


def count_cell(value: object) -> str:
    """Return a count or band; a dash of the right length in bands, nothing where there is none."""
    text = text_of(value)
    try:
        return str(int(float(text)))
    except ValueError:
        return text.replace("-", "\u2013")


def reasons(rows: Iterable[Row]) -> list[str]:
    """Return why numbers are hidden or missing, each reason once, as sentences."""
    found = (shown_of(row) for row in rows)
    said = (re.sub(r"^(G\d: )n = [^:]+: ", r"\1", s.reason) for s in found if s.reason and (s.hidden or not s.known))
    return [sentence(reason) for reason in dict.fromkeys(said)]


def named(material: Material, text: str) -> str:
    """Return a sentence of an analysis with titles of scales and wordings of questions in place of their ids."""
    facts = material.facts
    names = {scale: title for scale, title in facts.scale_titles.items() if title}
    names |= {item: f"\u201c{words}\u201d ({item})" for item, words in facts.items.items() if words}
    text = re.sub(r"(?<![\w.])-(?=\.?\d)", MINUS, text)
    return re.sub(r"[A-Za-z][A-Za-z0-9_]*", lambda match: names.get(match[0], match[0]), text)


def sentence(text: str) -> str:
    """Return a reason as a sentence: it begins with a capital or an id, and ends with a point."""
    text = reason_words(text.strip())
    if not text:
        return ""
    head = text if text[:1].isupper() else text[:1].upper() + text[1:]
    return head if head.endswith((".", "?", "!")) else head + "."


def finite(values: Iterable[float]) -> list[float]:
    """Return the numbers among the values."""
    return [value for value in values if math.isfinite(value)]


def listed(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence: ``a, b and c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def upper(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]
