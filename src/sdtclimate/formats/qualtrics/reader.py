"""Qualtrics exports: which rows are headings, and what its own columns say about each row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sdtclimate.formats.grid import Evidence, Factor, Grid
from sdtclimate.formats.headings import Heading, name_columns
from sdtclimate.formats.qualtrics import facts
from sdtclimate.formats.raw import RawColumn, RawTable, numbers_of, times_of

Bools = npt.NDArray[np.bool_]


def recognise(grid: Grid) -> Evidence | None:
    """Return what shows that a grid is a Qualtrics export, or None."""
    head = grid.head
    if len(head) >= 3 and _share_of_import_ids(head[2]) > 0.5:
        return Evidence("platform", "Qualtrics, 3 header rows", "certain", "import ids in row 3")
    if len(head) >= 2 and tuple(head[0][:10]) == facts.LEGACY_TAGS and _signs(head[1]) >= 2:
        return Evidence("platform", "Qualtrics, 2 header rows", "certain", "V1 to V10 in row 1")
    if _signs(head[0]) >= 2:
        two = len(head) >= 2 and _is_second_heading(head)
        rows = "2 header rows" if two else "1 header row"
        return Evidence("platform", f"Qualtrics, {rows}", "likely", "its own columns in row 1, no import ids")
    return None


def read(grid: Grid) -> RawTable:
    """Return a Qualtrics export as a table with its row facts."""
    evidence = recognise(grid)
    headings = int(evidence.found.split(", ")[1][0]) if evidence else 1
    tags, texts = grid.head[0], grid.head[1] if headings > 1 else grid.head[0]
    legacy = tuple(tags[:10]) == facts.LEGACY_TAGS
    factors, rows = grid.body(headings)
    named, remarks = name_columns(tags, factors, source=grid.source)
    columns = tuple(
        _column(heading, factors[heading.at], texts[heading.at] if headings > 1 else "", legacy=legacy)
        for heading in named
    )
    by_fact = {column.fact: column for column in columns if column.fact not in ("", "other", "order")}
    n = rows.size
    start, end = _times(by_fact.get("start"), n), _times(by_fact.get("end"), n)
    duration = by_fact.get("duration")
    status, channel = by_fact.get("status"), by_fact.get("channel")
    finished = by_fact.get("finished")
    preview = _says(status, facts.PREVIEW_STATUS, n) | _says(channel, facts.PREVIEW_CHANNEL, n)
    spam = int(_says(status, facts.SPAM_STATUS, n).sum())
    marked = (f"{spam} rows are marked as spam by Qualtrics; kept",) if spam else ()
    return RawTable(
        grid.source,
        "qualtrics",
        columns,
        rows,
        preview,
        _says(status, facts.TEST_STATUS, n),
        _finished(finished, n),
        start,
        end,
        numbers_of(duration.factor) if duration else _seconds(start, end),
        by_fact.get("token"),
        (*grid.evidence, *([evidence] if evidence else [])),
        (*grid.remarks, *remarks, *marked),
    )


def _column(heading: Heading, factor: Factor, text: str, *, legacy: bool) -> RawColumn:
    standard = legacy and heading.at < len(facts.LEGACY_TAGS)
    own = (text if standard else heading.heading).strip().lower()
    fact, personal = facts.OWN_COLUMNS.get(own, ("", False))
    if legacy and not standard and not own.startswith("location"):
        fact, personal = "", False
    if facts.DISPLAY_ORDER.search(heading.heading) or text.endswith("Display Order"):
        fact = "order"
    return RawColumn(heading.name, heading.at + 1, factor, text, heading.heading.strip(), fact, personal)


def _share_of_import_ids(cells: Sequence[str]) -> float:
    filled = [cell for cell in cells if cell.strip()]
    return sum(bool(facts.IMPORT_ID.match(cell)) for cell in filled) / len(filled) if filled else 0.0


def _signs(cells: Sequence[str]) -> int:
    return len({cell.strip().lower() for cell in cells} & facts.SIGNS)


def _is_second_heading(head: Sequence[Sequence[str]]) -> bool:
    """Whether the row under the tags holds words where answers would hold dates and numbers."""
    own = [at for at, tag in enumerate(head[0]) if tag.strip().lower() in ("startdate", "enddate", "recordeddate")]
    return bool(own) and all(head[1][at].strip() and not any(c.isdigit() for c in head[1][at]) for at in own)


def _says(column: RawColumn | None, values: frozenset[str], n: int) -> Bools:
    if column is None:
        return np.zeros(n, dtype=bool)
    hit = np.array([word.strip().lower() in values for word in column.words], dtype=bool)
    return hit[column.factor.codes] if hit.size else np.zeros(n, dtype=bool)


def _finished(column: RawColumn | None, n: int) -> npt.NDArray[np.float64]:
    if column is None or not column.words:
        return np.full(n, np.nan)
    said = np.array([facts.FINISHED.get(word.strip().lower(), np.nan) for word in column.words])
    return said[column.factor.codes]


def _times(column: RawColumn | None, n: int) -> npt.NDArray[np.datetime64]:
    return times_of(column.factor) if column else np.full(n, np.datetime64("NaT", "ns"), dtype="datetime64[ns]")


def _seconds(start: npt.NDArray[np.datetime64], end: npt.NDArray[np.datetime64]) -> npt.NDArray[np.float64]:
    return (end - start) / np.timedelta64(1, "s")
