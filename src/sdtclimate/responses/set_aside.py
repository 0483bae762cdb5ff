"""Empty rows and repeats set aside, and one entry for every row that is not kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import Fault, ReadingError
from sdtclimate.core.terms import BLANK, NOT_PRESENTED
from sdtclimate.responses.duplicates import KEPT, repeats
from sdtclimate.responses.ledger import RowEntry
from sdtclimate.responses.opened import Opened
from sdtclimate.responses.people import Bools
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.stack import Stack, texts_about
from sdtclimate.responses.wording import listed


def set_aside(
    stack: Stack, codes: npt.NDArray[np.int16], people: pd.DataFrame, settings: Settings
) -> tuple[Bools, list[RowEntry], list[str]]:
    """Return which living rows go, one entry for every row of every file that goes, and remarks."""
    answered = (codes > BLANK).sum(axis=0)
    empty = ((codes == BLANK) | (codes == NOT_PRESENTED)).all(axis=0)
    stands = np.full(stack.n, -1, dtype=np.int64)
    lines = stack.lines
    keys = _person_keys(stack, people)
    remarks = []
    if keys is not None:
        rule = settings.duplicates if settings.duplicates in ("first", "last") else "last_complete"
        finished = stack.gathered([opened.table.finished for opened in stack.exports])
        time = stack.gathered([opened.table.end for opened in stack.exports])
        stands = repeats(keys, rule=rule, empty=empty, answered=answered, finished=finished, time=time)
        if settings.duplicates == "error" and (stands >= 0).any():
            raise _repeat_error(stack, stands, lines, settings.spelling)
        remarks = _repeat_remarks(stack, stands, empty, settings, people)
    again = (stands >= 0) & (settings.duplicates != "keep")
    gone_empty = empty & (settings.empty == "drop")
    entries = [entry for opened in stack.exports for entry in _filtered_entries(opened, tuple(settings.where))]
    for at in np.flatnonzero(gone_empty | again):
        opened = stack.exports[stack.source_of[at]]
        detail = f"row {lines[stands[at]]} stands for it" if again[at] else ""
        reason = "empty" if gone_empty[at] else "duplicate"
        also = ("duplicate",) if gone_empty[at] and again[at] else ()
        entries.append(RowEntry(opened.table.source, int(lines[at]), reason, detail, also))
    return gone_empty | again, entries, remarks


def _filtered_entries(opened: Opened, conditions: tuple[str, ...] = ()) -> list[RowEntry]:
    reasons = list(opened.aside)
    masks = [opened.aside[reason] for reason in reasons]
    entries = []
    for row in np.flatnonzero(~opened.alive):
        held = [reason for reason, mask in zip(reasons, masks, strict=True) if mask[row]]
        by = conditions if held[0] == "filtered" else ()
        entries.append(
            RowEntry(opened.table.source, int(opened.table.rows[row]), held[0], also=tuple(held[1:]), conditions=by)
        )
    return entries


def _person_keys(stack: Stack, people: pd.DataFrame) -> npt.NDArray[np.int64] | None:
    """Return the same number for rows of one person, form and wave; -1 where the person is not known."""
    if not any("id" in opened.people or "link" in opened.people for opened in stack.exports):
        return None
    person = stack.gathered([texts_about(o, "id" if "id" in o.people else "link") for o in stack.exports])
    known = np.array([value is not None for value in person], dtype=bool)
    frame = pd.DataFrame({"person": [str(v).casefold() for v in person], "form": people["form"].to_numpy()})
    if "wave" in people:
        frame["wave"] = people["wave"].astype(object).where(people["wave"].notna(), "").astype(str).to_numpy()
    keys = frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy(dtype=np.int64)
    return np.where(known, keys, -1)


def _repeat_remarks(
    stack: Stack, stands: npt.NDArray[np.int64], empty: Bools, settings: Settings, people: pd.DataFrame
) -> list[str]:
    count = int((stands >= 0).sum())
    if not count:
        return []
    names = dict.fromkeys(
        o.people_columns[name].name for o in stack.exports for name in ("id", "link") if name in o.people_columns
    )
    what = "a person and wave" if "wave" in people else "a person"
    both = int((empty & (stands >= 0)).sum())
    also = f"; {both} of them hold no answer and are listed as such" if both and settings.empty == "drop" else ""
    rows = "1 row repeats" if count == 1 else f"{count} rows repeat"
    return [f"{rows} {what} (by {listed(names)}); {KEPT[settings.duplicates]}{also}"]


def _repeat_error(
    stack: Stack, stands: npt.NDArray[np.int64], lines: npt.NDArray[np.int64], spelling: Spelling
) -> ReadingError:
    faults = []
    for at in np.flatnonzero(stands >= 0)[:20]:
        here, there = (stack.exports[stack.source_of[i]].table.source for i in (at, stands[at]))
        faults.append(Fault(f"the same person as {there}, row {lines[stands[at]]}.", f"{here}, row {lines[at]}"))
    count = int((stands >= 0).sum())
    what = "rows repeat" if count > 1 else "row repeats"
    return ReadingError(
        f"{count} {what} a person, and {spelling.say('duplicates', 'error')}. "
        f'Nothing was read. To keep one of each: {spelling.say("duplicates", "last_complete")}, "first" or "last".',
        faults,
    )


def nobody_left(exports: Sequence[Opened], entries: Sequence[RowEntry], spelling: Spelling) -> ReadingError:
    """Return the error for exports of which no row stays, with the reasons and what would change that."""
    listed_entries = list(entries) or [entry for opened in exports for entry in _filtered_entries(opened)]
    counts: dict[str, int] = {}
    for entry in listed_entries:
        counts[entry.reason] = counts.get(entry.reason, 0) + 1
    reasons = ", ".join(f"{count} {reason.replace('_', ' ')}" for reason, count in counts.items())
    total = sum(len(opened.table) for opened in exports)
    hints = {
        "empty": spelling.say("empty", "keep"),
        "preview": spelling.say("previews", "keep"),
        "no_consent": "people, consent",
        "filtered": "where",
    }
    change = listed(hints[reason] for reason in counts if reason in hints)
    fix = f" To change that: {change}." if change else ""
    return ReadingError(
        f"Nobody is left of {total} rows: {reasons}. Nothing was read.{fix}",
        closing="\n".join(spelling.closing) if change else "",
    )
