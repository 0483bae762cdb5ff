"""`read_responses`: exports to answers, with every row and cell accounted for. `match`: the same, up to the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import SdtError, UsageError, all_at_once
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.assemble import assemble
from sdtclimate.responses.exports import exports_of
from sdtclimate.responses.match_report import MatchReport
from sdtclimate.responses.opened import Opened, open_export
from sdtclimate.responses.own_scale import own_instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.responses.settings import Settings, gather
from sdtclimate.responses.site_list import one_name_each, site_list
from sdtclimate.responses.which_instrument import no_instrument


def read_responses(
    source: Any,
    instrument: Instrument | str | Path | Sequence[str] | None = None,
    *,
    columns: Mapping[str, Any] | str | Path | None = None,
    people: Mapping[str, Any] | None = None,
    roles: Mapping[str, Sequence[str]] | None = None,
    absent: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    labels: Mapping[str, Mapping[str, int]] | None = None,
    missing_map: Mapping[Any, Any] | None = None,
    duplicates: str = "last_complete",
    empty: str = "drop",
    previews: str = "drop",
    out_of_range: str = "error",
    where: Mapping[str, Any] | None = None,
    form: str | None = None,
    sites: Any = None,
    site_names: Mapping[str, Sequence[str]] | None = None,
    sheet: str | None = None,
    items: Sequence[str] | None = None,
    answers: Sequence[int] | None = None,
    reverse: Sequence[str] = (),
    fixes: str | None = None,
) -> Responses:
    """Read survey exports as answers to an instrument.

    Parameters
    ----------
    source : path, frame, mapping or sequence
        One export; ``{form: export}``; ``{(form, wave): export}``; or a list of exports whose forms are found by
        their wordings and fields. CSV, TSV (also gzip), Excel, Qualtrics exports, pandas and Polars frames.
        A frame is never changed.
    instrument : Instrument, str, path or sequence of str, optional
        What the answers are answers to: an id, a package, a file, several of them. Without it `items` and
        `answers` make one unnamed scale.
    columns : mapping or path, optional
        Item or people name -> column name or question text, where the file does not say it itself; under a form
        where forms differ: ``{"psw": {"nc_rf4": "Q9_19"}}``. A path is a YAML file with the keys ``columns, people,
        absent, labels, missing_map, roles, site_names, duplicates, empty, previews, out_of_range``.
    people : mapping, optional
        Name -> column about the person, ``{"value": 1}``, or a column joined from another file,
        ``{"file": "people.csv", "key": "pid", "column": "country"}``; under a form where forms differ. ``role``,
        ``site``, ``wave``, ``duration`` (seconds) and a personal code (``pid``, ``token`` …) are found by their
        names. ``id`` is the code by which repeats are found, ``link`` one that is the same in each wave; codes are
        hashed at once. ``consent`` is ``{"column": "Q1", "keep": ["Yes, I take part"]}``.
    roles : mapping, optional
        Role or form -> words of the role column.
    absent : sequence of str, or mapping of form to sequence, optional
        Items (or whole scales) that were not asked: -95, ``not_presented``.
    labels : mapping, optional
        Answer scale or item -> label -> code, for labels that the instrument does not have.
    missing_map : mapping, optional
        Foreign code or text -> reserved code (-91 to -95) or its word; under an answer scale or item where it
        holds only there.
    duplicates : {"last_complete", "first", "last", "keep", "error"}
        Which row stands for a person who is in the file more than once, within a form and wave. Complete is what
        the platform calls finished; where it does not say, the row with most items answered.
    empty : {"drop", "keep"}
        Rows in which no item is answered.
    previews : {"drop", "keep"}
        Rows that the makers of the survey left.
    out_of_range : {"error", "missing"}
        Numbers outside the answer scale: an error, or -96 and listed.
    where : mapping, optional
        Name about people, or column of the file -> value or values to keep.
    form : str, optional
        The form of a single export.
    sites : path, frame or mapping, optional
        Site list with ``site, n_psw`` and perhaps ``invited_psw, invited_staff``; or site -> head count of PSWs.
    site_names : mapping, optional
        Site -> other ways in which people wrote it.
    sheet : str, optional
        Sheet of a workbook.
    items, answers, reverse : optional
        Instead of an instrument: the columns of the items, ``(lowest, highest)`` code, items still to be turned.
        Labels of such a scale: ``labels={"answers": {"Low": 1, …}}``.
    fixes : {"python", "yaml"}, optional
        How errors spell what to type; default as a map file where `columns` is one, else as Python.

    Returns
    -------
    Responses

    Raises
    ------
    ReadingError
        If a file cannot be read, its form cannot be told, or nobody is left.
    MappingError
        If items have no column: all of them, each with its nearest column.
    CodeError
        If cells are no answers: all of them, with their rows.
    UsageError
        If the call names something that does not exist.

    Notes
    -----
    Empty cells are -91. Each row is kept or listed in ``ledger`` under the first reason that holds, in this order:
    preview, no role, no consent, filtered, empty, duplicate; the other reasons that hold stand beside it
    (``ledger.holds()`` counts them). Labels are compared without case, blanks, dashes and punctuation; nothing that
    is only nearly alike is taken.

    Impressions of PSWs are -95 where fewer of them work than the form's ``min_headcount`` (site list; without it the
    PSW forms that came back).
    """
    loaded = _instrument(source, instrument, items, answers, reverse, sheet)
    settings = gather(
        loaded,
        columns=columns,
        people=people,
        roles=roles,
        absent=absent,
        labels=labels,
        missing_map=missing_map,
        site_names=site_names,
        where=where,
        duplicates=duplicates,
        empty=empty,
        previews=previews,
        out_of_range=out_of_range,
        sheet=sheet,
        fixes=fixes,
    )
    exports, (known_sites, list_name) = _open(source, loaded, settings, form, sites)
    _report(exports, loaded, settings, instrument).raise_for_missing()
    _one_form_each(exports, settings)
    site_texts, renamed = _sites(exports, settings, known_sites, list_name)
    return assemble(
        exports,
        loaded,
        settings,
        site_texts=site_texts,
        sites=known_sites,
        remarks=[*_remarks(exports), *renamed],
    )


def match(
    source: Any,
    instrument: Instrument | str | Path | Sequence[str] | None = None,
    *,
    columns: Mapping[str, Any] | str | Path | None = None,
    people: Mapping[str, Any] | None = None,
    roles: Mapping[str, Sequence[str]] | None = None,
    absent: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    previews: str = "drop",
    form: str | None = None,
    sheet: str | None = None,
    items: Sequence[str] | None = None,
    answers: Sequence[int] | None = None,
    fixes: str | None = None,
) -> MatchReport:
    """Say which column is which item, how it was found, and what is missing. Nothing is coded.

    Parameters are those of `read_responses`.

    Returns
    -------
    MatchReport
        Shows itself as a table; ``mapping_yaml()`` is the map file to mend.

    Raises
    ------
    ReadingError
        If a file cannot be read or its form cannot be told.
    UsageError
        If the call names something that does not exist.
    """
    loaded = _instrument(source, instrument, items, answers, (), sheet)
    settings = gather(
        loaded, columns=columns, people=people, roles=roles, absent=absent, previews=previews, sheet=sheet, fixes=fixes
    )
    return _report(_open(source, loaded, settings, form)[0], loaded, settings, instrument)


def _instrument(
    source: Any,
    instrument: Instrument | str | Path | Sequence[str] | None,
    items: Sequence[str] | None,
    answers: Sequence[int] | None,
    reverse: Sequence[str],
    sheet: str | None,
) -> Instrument:
    if instrument is not None:
        if items is not None or answers is not None or reverse:
            raise UsageError("items=, answers= and reverse= stand instead of an instrument. Give one or the other.")
        return load_instrument(instrument)
    if items is None:
        raise no_instrument(source, sheet)
    return own_instrument(items, answers, reverse)


def _open(
    source: Any, instrument: Instrument, settings: Settings, form: str | None, sites: Any = None
) -> tuple[list[Opened], tuple[pd.DataFrame | None, str]]:
    """Open every export and the site list; what is wrong with any of them comes at once."""
    opened: list[Opened] = []
    errors: list[SdtError] = []
    known: tuple[pd.DataFrame | None, str] = (None, "")
    for export in exports_of(source, instrument, form=form):
        try:
            opened.append(open_export(export, instrument, settings))
        except SdtError as error:
            errors.append(error)
    try:
        known = site_list(sites)
    except SdtError as error:
        errors.append(error)
    if errors:
        raise all_at_once(errors)
    return opened, known


def _report(exports: Sequence[Opened], loaded: Instrument, settings: Settings, named: Any) -> MatchReport:
    again = ""
    if len(exports) == 1 and isinstance(exports[0].export.source, str | Path) and not settings.spelling.yaml:
        said = f", {settings.spelling.say('people', dict(settings.people))}" if settings.people else ""
        what = f', "{named}"' if isinstance(named, str) else ", …"
        again = f'Whole table: sdt.match("{exports[0].export.name}"{what}{said})'
    files = tuple(opened.file_match() for opened in exports)
    return MatchReport(loaded, files, settings.spelling, again, settings.kept_in_map())


def _one_form_each(exports: Sequence[Opened], settings: Settings) -> None:
    """Refuse two files of one form of which nobody said whether they are two waves."""
    seen: Counter[tuple[str, object]] = Counter()
    for opened in exports:
        if opened.export.wave is None and "wave" in opened.people:
            continue
        seen.update((form, opened.export.wave) for form in opened.matches)
    for (form, wave), count in seen.items():
        if count > 1:
            files = [opened.export.name for opened in exports if form in opened.matches]
            many = {2: "Two", 3: "Three"}.get(count, str(count))
            at = f" in wave {wave}" if wave is not None else ""
            raise UsageError(
                f"{many} files for {form}{at}: two waves, or two parts of one? "
                "Waves belong in a study file, each under exports: with its wave.",
                closing=_as_waves(form, files, settings),
            )


def _as_waves(form: str, files: Sequence[str], settings: Settings) -> str:
    numbered = list(enumerate(files, start=1))
    if settings.spelling.yaml:
        return "\n".join(["exports:", *(f"  - {{file: {file}, form: {form}, wave: {at}}}" for at, file in numbered)])
    pairs = ", ".join(f'("{form}", {at}): "{file}"' for at, file in numbered)
    return f"In Python: {{{pairs}}}."


def _sites(
    exports: Sequence[Opened],
    settings: Settings,
    known: pd.DataFrame | None,
    list_name: str,
) -> tuple[dict[str, npt.NDArray[np.object_]], list[str]]:
    values = {o.export.name: _of_the_living(o, "site") for o in exports if "site" in o.people}
    if not values:
        return {}, []
    return one_name_each(
        values,
        said=settings.site_names,
        known=None if known is None else list(known["site"]),
        list_name=list_name,
        spelling=settings.spelling,
    )


def _of_the_living(opened: Opened, name: str) -> npt.NDArray[np.object_]:
    values = opened.people[name].copy()
    values[~opened.alive] = None
    return values


def _remarks(exports: Sequence[Opened]) -> list[str]:
    said = []
    for opened in exports:
        source = opened.table.source
        guesses = [e for e in opened.table.evidence if e.sure == "guess" and e.what == "encoding"]
        said += [f"{source}: {evidence.found} was guessed ({evidence.why})" for evidence in guesses]
        said += [f"{source}: {remark}" for remark in (*opened.table.remarks, *opened.remarks)]
        for form, matches in opened.matches.items():
            absent = [match.item for match in matches if match.how == "absent"]
            if absent:
                said.append(f"{source}, {form}: said not to be asked: {', '.join(absent)}")
    return said
