"""How the two views differ, in words."""

from __future__ import annotations

from sdtclimate.plots.gap_rows import GapRow, panels_of
from sdtclimate.plots.gap_words import headline
from sdtclimate.plots.rows import Cut, gap_text, interval_text
from sdtclimate.reports.blocks import listed
from sdtclimate.reports.material import Material
from sdtclimate.results.result import Result


def finding(material: Material, result: Result) -> str:
    """Return the first sentence of the report: where the views differ, or that the answers do not settle it."""
    cut = Cut(scales=material.known_subscales(result))
    rows = [row for panel in panels_of(result, material.words, cut) for row in panel.rows]
    head = headline(result, words=material.words, cut=cut, most=False)
    differ = sorted((row for row in rows if row.differs), key=lambda row: (-abs(row.gap.value), row.scale))
    if not differ:
        return f"{head}."
    said = "; ".join(f"{row.title} {_number(row)}" for row in differ[:3])
    more = f"; {len(differ) - 3} more" if len(differ) > 3 else ""
    return f"{head} ({said}{more})."


def details(material: Material, result: Result, scales: tuple[str, ...]) -> list[str]:
    """Return one sentence for the scales that differ, one for those that do not, one for those told in words."""
    rows = [row for panel in panels_of(result, material.words, Cut(scales=scales)) for row in panel.rows]
    first, second = rows[0].names if rows else ("", "")
    said = []
    differ = [row for row in rows if row.differs]
    if differ:
        said.append(f"The interval leaves out 0 on {listed([f'{row.title} ({_number(row)})' for row in differ])}.")
    open_ = [row.title for row in rows if row.gap.known and row.gap.has_interval and not row.differs]
    if open_:
        said.append(
            f"The interval takes in 0 on {listed(open_)}: these answers do not settle whether the views differ."
        )
    worded = [f"{row.title} ({row.gap.words})" for row in rows if not row.gap.known and row.gap.words]
    if worded:
        said.append(
            f"Fewer than 10 answered on one side, so {second} beside {first} are told in words: {listed(worded)}."
        )
    hidden = [row.title for row in rows if row.gap.hidden]
    if hidden:
        said.append(f"Hidden: {listed(hidden)}; the reason stands under the table.")
    return said


def _number(row: GapRow) -> str:
    interval = interval_text(row.gap, sign=True)
    return f"{gap_text(row.gap)} {interval}".rstrip()
