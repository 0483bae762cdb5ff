"""Columns that the caller named: those that a file does not have come in one error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdtclimate.core.errors import Fault, MappingError
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.people import specs_of
from sdtclimate.responses.settings import Settings
from sdtclimate.responses.wording import listed


def check_named_columns(index: ColumnIndex, instrument: Instrument, settings: Settings, forms: Sequence[str]) -> None:
    """Refuse names under ``columns`` and ``people`` that a file does not have, if they are more than one.

    A single one is left to the step that needs it, which knows more to say.

    Raises
    ------
    MappingError
        Naming all of them.
    """
    named = dict.fromkeys(pair for form in forms for pair in _named(instrument, settings, form))
    looked_up = [index.look_up(wanted, argument=argument) for argument, wanted in named]
    faults = [found for found in looked_up if isinstance(found, Fault)]
    if len(faults) > 1:
        source = index.table.source
        raise MappingError(
            f"{len(faults)} columns that were named cannot be found in {source}. Nothing was read.",
            faults,
            closing=f"Columns of {source}: {listed(index.table.by_name, most=40)}.",
        )


def _named(instrument: Instrument, settings: Settings, form: str) -> Iterator[tuple[str, str]]:
    """Yield where a column was named, and its name."""
    asked = {item.id for item in instrument.items_of_form(form)}
    for item, column in settings.columns_of(form).items():
        if item in asked:
            yield f"columns, {item}", str(column)
    for name, spec in specs_of(settings, instrument, form).items():
        if isinstance(spec, Mapping):
            if isinstance(spec.get("column"), str) and "file" not in spec:
                yield f"people, {name}", spec["column"]
        else:
            yield f"people, {name}", str(spec)
