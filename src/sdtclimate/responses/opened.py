"""One export opened: its table, the form of each row, its matches, what it says about people, who is set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from sdtclimate.core.errors import ReadingError
from sdtclimate.formats.grid import Evidence
from sdtclimate.formats.raw import RawColumn, RawTable
from sdtclimate.formats.read_raw import read_raw
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.consent import agreed
from sdtclimate.responses.exports import Export
from sdtclimate.responses.form_rows import forms_of_rows
from sdtclimate.responses.match_report import FileMatch
from sdtclimate.responses.matching import ItemMatch, match_form
from sdtclimate.responses.named_columns import check_named_columns
from sdtclimate.responses.people import Bools, PeopleValues, Texts, read_people, specs_of
from sdtclimate.responses.personal import personal_columns
from sdtclimate.responses.roles import has_roles
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.where import asked_for

AUTOMATIC = ("site", "wave", "duration", "link")


@dataclass(frozen=True, eq=False)
class Opened:
    """An export with everything known of it before a cell is coded.

    Parameters
    ----------
    export : Export
    index : ColumnIndex
    form : object array, n
        Form of each row; empty text where its role says nothing.
    matches : mapping of form to matches
    people : mapping of name to object array, n
        Text, None where missing.
    people_columns : mapping of name to column
    aside : mapping of reason to bool array, n
        Rows to set aside, in the order in which reasons are asked.
    evidence : tuple of Evidence
    remarks : tuple of str
    """

    export: Export
    index: ColumnIndex
    form: Texts
    matches: Mapping[str, tuple[ItemMatch, ...]]
    people: Mapping[str, Texts]
    people_columns: Mapping[str, RawColumn]
    aside: Mapping[str, Bools]
    evidence: tuple[Evidence, ...]
    remarks: tuple[str, ...] = ()
    consent: RawColumn | None = field(default=None)

    @property
    def table(self) -> RawTable:
        """The table as the platform wrote it."""
        return self.index.table

    @property
    def alive(self) -> Bools:
        """Rows that no reason sets aside so far."""
        gone = np.zeros(len(self.table), dtype=bool)
        for mask in self.aside.values():
            gone |= mask
        return ~gone

    @cached_property
    def used(self) -> frozenset[str]:
        """Names of the columns that are items, fields, or about people."""
        names = {m.column.name for group in self.matches.values() for m in group if m.found and m.column}
        names |= {column.name for column in self.people_columns.values()}
        return frozenset(names | ({self.consent.name} if self.consent else set()))

    @cached_property
    def personal(self) -> tuple[RawColumn, ...]:
        """Columns that could name a person: keys of persons, and what is not used otherwise."""
        keys = [c for name, c in self.people_columns.items() if name in ("link", "id") or name.endswith(", key")]
        rest = personal_columns(column for column in self.table.columns if column.name not in self.used)
        chosen = {column.name for column in (*keys, *rest)}
        return tuple(column for column in self.table.columns if column.name in chosen)

    @cached_property
    def extra(self) -> tuple[str, ...]:
        """Columns that are nothing to this instrument; those of the platform itself left out."""
        personal = {column.name for column in self.personal}
        return tuple(
            c.name for c in self.table.columns if not c.fact and c.name not in self.used and c.name not in personal
        )

    def file_match(self) -> FileMatch:
        """Return what was found, for the report."""
        return FileMatch(
            self.table.source,
            len(self.table),
            self.evidence,
            tuple(self.matches),
            tuple(match for group in self.matches.values() for match in group),
            {name: column.name for name, column in self.people_columns.items() if not name.endswith(", key")},
            tuple(column.name for column in self.personal),
            self.extra,
        )


def open_export(export: Export, instrument: Instrument, settings: Settings) -> Opened:
    """Read one export and find out everything but the codes.

    Raises
    ------
    ReadingError, MappingError, UsageError
        If the file cannot be read as meant; see the steps.
    """
    table = read_raw(export.source, name=export.name, sheet=settings.sheet)
    index = ColumnIndex(table)
    aside = _previews(table, settings)
    real = ~aside.get("preview", np.zeros(len(table), dtype=bool))
    form, role_column, evidence = forms_of_rows(export, index, instrument, settings, real)
    if role_column is not None:
        aside["no_role"] = (form == "") & real
    forms = [name for name in instrument.forms if (form == name).any()]
    several = len(forms) > 1
    check_named_columns(index, instrument, settings, forms)
    matches = {
        name: match_form(
            index,
            instrument,
            name,
            mapping={item: str(c) for item, c in settings.columns_of(name).items() if item in instrument.items},
            absent=settings.absent_of(name),
            answered=partial(_answered, rows=np.flatnonzero(form == name)) if several else None,
        )
        for name in forms
    }
    taken = frozenset(m.column.name for group in matches.values() for m in group if m.found and m.column)
    people, consent_column = _people(export, index, instrument, settings, form, forms, taken, aside)
    if role_column is not None:
        people.columns["role"] = role_column
    opened = Opened(
        export,
        index,
        form,
        matches,
        people.values,
        people.columns,
        aside,
        (*table.evidence, *evidence),
        tuple(people.remarks),
        consent_column,
    )
    if settings.where:
        aside["filtered"] = ~asked_for(settings.where, index, opened.people, form, opened.personal)
    return opened


def _previews(table: RawTable, settings: Settings) -> dict[str, Bools]:
    if settings.previews == "keep":
        return {}
    gone = table.preview | table.test
    if gone.all():
        say = "previews: keep" if settings.spelling.yaml else 'previews="keep"'
        raise ReadingError(
            f"{table.source}: all {len(table)} rows are previews or tests of the survey. Nothing was read. "
            f"To read them all the same: {say}."
        )
    return {"preview": gone} if gone.any() else {}


def _answered(column: RawColumn, rows: npt.NDArray[np.intp]) -> bool:
    return bool((~column.blank[column.factor.codes[rows]]).any())


def _people(
    export: Export,
    index: ColumnIndex,
    instrument: Instrument,
    settings: Settings,
    form: Texts,
    forms: list[str],
    taken: frozenset[str],
    aside: dict[str, Bools],
) -> tuple[PeopleValues, RawColumn | None]:
    """Return what is said about people; where forms name other columns, each row goes by its own form."""
    whole = PeopleValues()
    consent_column: RawColumn | None = None
    no_consent = np.zeros(form.size, dtype=bool)
    for name in forms or list(instrument.forms)[:1]:
        specs = {
            key: spec
            for key, spec in specs_of(settings, instrument, name).items()
            if key != "role" or not has_roles(instrument)
        }
        automatic = tuple(key for key in AUTOMATIC if not (key == "wave" and export.wave is not None))
        if export.wave is not None:
            specs["wave"] = {"value": export.wave}
        found = read_people(index, specs, settings, taken=taken, automatic=automatic)
        rows = form == name
        for key, values in found.values.items():
            kept = whole.values.setdefault(key, np.full(form.size, None, dtype=object))
            kept[rows] = values[rows]
        whole.columns |= found.columns
        whole.remarks += [remark for remark in found.remarks if remark not in whole.remarks]
        if specs.get("consent") is not None:
            given, consent_column = agreed(index, specs["consent"])
            no_consent |= rows & ~given
    if consent_column is not None:
        aside["no_consent"] = no_consent
    return whole, consent_column
