"""The form of each row of an export: said, by its role column, or one for the whole file."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sdtclimate.core.errors import ReadingError, UsageError
from sdtclimate.formats.grid import Evidence
from sdtclimate.formats.raw import RawColumn
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.exports import Export
from sdtclimate.responses.forms import form_of_file
from sdtclimate.responses.people import Bools, Texts, found_by_name, specs_of
from sdtclimate.responses.roles import form_of_role, forms_by_role, has_roles
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.wording import plain


def forms_of_rows(
    export: Export, index: ColumnIndex, instrument: Instrument, settings: Settings, alive: Bools
) -> tuple[Texts, RawColumn | None, tuple[Evidence, ...]]:
    """Return the form of each row, the role column where it decided, and what the form was found by.

    Raises
    ------
    ReadingError
        If the form cannot be told, a role is unknown, or the file speaks against what was said.
    """
    n = len(index.table)
    specs = specs_of(settings, instrument, export.form)
    spec = specs.get("role")
    if isinstance(spec, Mapping) and set(spec) == {"value"}:
        form = form_of_role(instrument, settings.roles).get(plain(str(spec["value"])))
        if form is None:
            raise UsageError(
                f"people, role: {spec['value']!r} is no role of {instrument.id}: {', '.join(instrument.forms)}."
            )
        return np.full(n, form, dtype=object), None, (Evidence("form", form, "certain", "as said"),)
    column = None
    if has_roles(instrument):
        column = index.named(str(spec), argument="people, role") if isinstance(spec, str) else None
        column = column or (found_by_name(index, "role", frozenset()) if spec is None else None)
    if column is None:
        form, evidence = form_of_file(index, instrument, export.form, settings.spelling)
        return np.full(n, form, dtype=object), None, (evidence,)
    forms = forms_by_role(
        column,
        instrument,
        settings.roles,
        source=index.table.source,
        alive=alive,
        lines=index.table.rows,
        spelling=settings.spelling,
    )
    if export.form:
        other = [form for form in instrument.forms if form != export.form and (forms[alive] == form).any()]
        if other:
            count = int((forms[alive] == other[0]).sum())
            raise ReadingError(
                f"{index.table.source} was given as {export.form}, but its column {column.name} says {other[0]} "
                f"in {count} rows. Leave {export.form}= out, or mend the file."
            )
    found = Evidence(
        "form", ", ".join(f for f in instrument.forms if (forms == f).any()), "certain", f"column {column.name}"
    )
    return forms, column, (found,)
