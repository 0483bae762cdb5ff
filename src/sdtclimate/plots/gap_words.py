"""Headline, subtitle and alt text of the gap plot, from the numbers that may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdtclimate.core.reasons import reason_words
from sdtclimate.plots.gap_rows import GAPS, GapPanel, GapRow, panels_of, roles_of
from sdtclimate.plots.rows import (
    ALL,
    Cut,
    gap_text,
    interval_text,
    level_of,
    mean_text,
    n_text,
    rows_of,
    span_of,
    text_of,
)
from sdtclimate.plots.text import TIED
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from sdtclimate.results.result import Result


def headline(result: Result, *, words: Labels, cut: Cut = ALL, most: bool = True) -> str:
    """Return the finding; it names a difference only where the interval leaves out 0 and the comparison allows it.

    `most` adds the scale with the widest gap where more than three differ.
    """
    rows = [row for panel in panels_of(result, words, cut) for row in panel.rows]
    psw, staff = (words.role(role) for role in roles_of(result))
    if not rows or not any(row.gap.known or row.gap.words for row in rows):
        return f"No gap between {psw} and {staff} can be shown"
    tested = [row for row in rows if row.tag in ("shared_referent", "own_view") and (row.gap.known or row.gap.words)]
    if not tested:
        return f"What {psw} said of themselves, and what {staff} think of it"
    rosier = [row for row in tested if row.differs and row.tag == "shared_referent" and row.gap.value > 0]
    less = [row for row in tested if row.differs and row.tag == "shared_referent" and row.gap.value < 0]
    views = [row for row in tested if row.differs and row.tag == "own_view"]
    said = _finding(rosier, less, psw, staff, most=most)
    if said:
        return said
    if views:
        return f"{_upper(staff)} and {psw} differ in their views: {_titles(views)}"
    if any(row.gap.known for row in tested):
        return f"These answers do not settle whether {staff} and {psw} see the service differently"
    return f"{_upper(staff)} and {psw} side by side; too few answered to say more than words"


def _finding(rosier: list[GapRow], less: list[GapRow], psw: str, staff: str, *, most: bool) -> str:
    if rosier and less:
        both = _titles(rosier, most=most), _titles(less, most=most)
        return f"{_upper(staff)} see the service rosier than {psw} on {both[0]}; less rosy on {both[1]}"
    if rosier:
        return f"{_upper(staff)} see the service rosier than {psw} on {_titles(rosier, most=most)}"
    if less:
        return f"{_upper(psw)} see the service rosier than {staff} on {_titles(less, most=most)}"
    return ""


def _titles(rows: Sequence[GapRow], *, most: bool = True) -> str:
    ordered = sorted(rows, key=lambda row: (-abs(row.gap.value), row.scale))
    if len(ordered) > 3:
        return f"{len(ordered)} scales{f', most of all {_in_text(ordered[0].title)}' if most else ''}"
    names = [_in_text(row.title) for row in ordered]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def subtitle(result: Result, panels: Sequence[GapPanel], words: Labels) -> str:
    """Return measure, people and interval."""
    psw, staff = (words.role(role) for role in roles_of(result))
    shown = [row.scale for panel in panels for row in panel.rows]
    parts = [f"Means of {psw} and {staff} on the whole answer scale; beside them {_gap_name(result, shown)}"]
    level = level_of(rows_of(result, scale=shown, statistic=GAPS, variant="", site=""))
    if level and any(row.gap.has_interval for panel in panels for row in panel.rows):
        parts[0] += f" with its {level}{TIED}% interval"
    people = _people(result, words, shown)
    return ". ".join([*parts, people]) + "." if people else parts[0] + "."


def _gap_name(result: Result, scales: Sequence[str]) -> str:
    """Return what the gap is: where it is a mean over sites it is not the difference of the means beside it."""
    paired = [
        text_of(row.get("n_sites"))
        for row, cell in zip(rows_of(result), result.cells, strict=False)
        if cell.paired and row.get("scale") in scales and not row.get("site") and not row.get("variant")
    ]
    return f"the gap within sites, averaged over {span_of(paired)} sites," if any(paired) else "the gap"


def _people(result: Result, words: Labels, scales: Sequence[str]) -> str:
    rows = rows_of(result, statistic=GAPS, scale=list(scales), variant="", site="")
    said = []
    for role, column in zip(roles_of(result), ("n_psw", "n_staff"), strict=True):
        counts = [n for n in (n_text(row.get(column)) for row in rows) if n and n != "0"]
        if counts:
            said.append(f"{span_of(counts)}{TIED}{words.role(role)}")
    return " and ".join(said)


def describe(result: Result, *, words: Labels, cut: Cut = ALL) -> str:
    """Return the alt text: every number that the figure shows, in its order."""
    panels = panels_of(result, words, cut)
    if not panels:
        return f"{headline(result, words=words, cut=cut)}. {reason_words(result.reason)}".strip()
    said = [headline(result, words=words, cut=cut) + "."]
    for panel in panels:
        low, high = panel.ends
        said.append(f"{panel.heading}, on a scale from {low:g} to {high:g}:")
        said.append("; ".join(_row_words(row, panel.ends) for row in panel.rows) + ".")
    return " ".join(said)


def _row_words(row: GapRow, ends: tuple[float, float]) -> str:
    sides = [f"{word} {mean_text(shown, ends) if shown.known else shown.why_not}" for _, word, shown in row.sides]
    if row.gap.known:
        interval = interval_text(row.gap, sign=True)
        gap = f"gap {gap_text(row.gap)}{' ' + interval if interval else ''}"
    else:
        gap = f"gap {row.gap.why_not}"
    return f"{row.title}: {sides[0]}, {sides[1]}, {gap}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_text(title: str) -> str:
    """Return a title as it stands inside a sentence; one with a comma would read as a list, and is quoted."""
    return f"\u201c{title}\u201d" if "," in title else _lower(title)


def _lower(text: str) -> str:
    """Return a text with a small first letter; an abbreviation keeps its letters."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
