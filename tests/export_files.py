"""Survey exports made for tests, in the shapes that platforms write. All people in them are invented."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import numpy as np

from sdtclimate.instrument.model import Instrument

STANDARD = (
    "StartDate",
    "EndDate",
    "Status",
    "IPAddress",
    "Progress",
    "Duration (in seconds)",
    "Finished",
    "RecordedDate",
    "ResponseId",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "ExternalReference",
    "LocationLatitude",
    "LocationLongitude",
    "DistributionChannel",
    "UserLanguage",
)


def csv_text(rows: Sequence[Sequence[object]], *, delimiter: str = ",") -> str:
    """Return rows as delimited text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def drawn(instrument: Instrument, form: str, n: int, seed: int = 1) -> dict[str, list[int]]:
    """Return item -> codes of `n` people for the scored items of a form."""
    rng = np.random.default_rng(seed)
    scored = set(instrument.scored_items)
    return {
        item.id: rng.choice(instrument.answer_scales[item.answer_scale].codes, n).tolist()
        for item in instrument.items_of_form(form)
        if item.id in scored
    }


def plain_rows(codes: Mapping[str, Sequence[object]], people: Mapping[str, Sequence[object]] | None = None) -> list:
    """Return one heading row of names and a row for each person."""
    columns = {**(people or {}), **codes}
    return [list(columns), *map(list, zip(*columns.values(), strict=True))]


def qualtrics_rows(
    instrument: Instrument,
    form: str,
    codes: Mapping[str, Sequence[int]],
    *,
    labels: bool = True,
    people: Mapping[str, Sequence[object]] | None = None,
    status: Sequence[str] | None = None,
    channel: Sequence[str] | None = None,
    finished: Sequence[str] | None = None,
    block: int = 9,
    stem: str = "How much do you agree?",
) -> list[list[str]]:
    """Return a modern Qualtrics export: three heading rows, tags that say nothing, ``stem - statement``."""
    n = len(next(iter(codes.values())))
    people = people or {}
    tags = [f"Q{block}_{place}" for place, _ in enumerate(codes, start=1)]
    texts = [f"{stem} - {instrument.wording(item, form)}" for item in codes]
    heads = [*STANDARD, *people, *tags]
    rows = [
        heads,
        [*STANDARD, *(f"About you: {name}" for name in people), *texts],
        [f'{{"ImportId":"{name}"}}' for name in heads],
    ]
    for at in range(n):
        stamp = f"2026-05-04 10:{at % 60:02d}:00"
        told = (status or ["IP Address"] * n)[at]
        via = (channel or ["anonymous"] * n)[at]
        done = (finished or ["True"] * n)[at]
        mail = f"person{at}@example.org"
        own = [stamp, stamp, told, "192.0.2.1", "100", str(300 + at), done, stamp, f"R_{at:05d}"]
        own += ["Doe", "Jo", mail, "", "1.5", "2.5", via, "EN"]
        answers = [
            instrument.answer_scales[instrument.items[item].answer_scale].label(values[at])
            if labels
            else str(values[at])
            for item, values in codes.items()
        ]
        rows.append([*own, *(str(values[at]) for values in people.values()), *answers])
    return rows
