"""``[FORM=]FILE…`` and the options that every reading command shares."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sdtclimate.core.errors import UsageError

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument
    from sdtclimate.study.file import Export

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="[FORM=]FILE...",
        help="Exports as the survey platform wrote them. The form is found on evidence when it is left out. "
        "A sheet of a workbook: book.xlsx#SHEET.",
        show_default=False,
    ),
]
Instruments = Annotated[
    list[str],
    typer.Option("-i", "--instrument", help="An id, a package or a file; may be repeated.", show_default=False),
]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        help="YAML with what a column or a cell is: columns, people, absent, labels, missing_map, roles, site_names, "
        "and the choices duplicates, empty, previews, out_of_range.",
        show_default=False,
    ),
]
People = Annotated[
    list[str],
    typer.Option("--people", metavar="NAME=COLUMN", help="A column about people: site=Q4.", show_default=False),
]
Where = Annotated[
    list[str], typer.Option("--where", metavar="NAME=VALUE", help="Keep only these rows: wave=1.", show_default=False)
]
Sites = Annotated[
    str, typer.Option("--sites", help="Site list: site, n_psw, invited_psw, invited_staff.", show_default=False)
]
Form = Annotated[
    str, typer.Option("--form", help="The form of a single export, where it is not FORM=FILE.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print what a script would read.")]


def exports_of(files: Sequence[str], instrument: Instrument, *, form: str = "") -> tuple[Export, ...]:
    """Return ``[FORM=]FILE…`` as exports; a left side that is no form of the instrument is part of the file name."""
    from sdtclimate.study.file import Export

    if form and len(files) > 1:
        raise UsageError("--form is for one file. With several, put it before each: psw=psw.csv staff=staff.csv")
    if form and form not in instrument.forms:
        raise UsageError(f"--form {form}: {instrument.id} has the forms {', '.join(instrument.forms)}.")
    found = []
    for text in files:
        left, sign, right = text.partition("=")
        if sign and left in instrument.forms:
            found.append(Export(right, left))
        else:
            if sign and not Path(text).exists():
                raise UsageError(
                    f"{text}: {left} is no form of {instrument.id}, and there is no file of that name. "
                    f"Forms: {', '.join(instrument.forms)}."
                )
            found.append(Export(text, form))
    return tuple(found)


def pairs_of(words: Sequence[str], option: str) -> dict[str, Any]:
    """Return ``NAME=VALUE`` words as a dictionary."""
    found: dict[str, Any] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name or not value:
            raise UsageError(f"{option} {word}: write NAME=VALUE, as in {option} site=Q4.")
        if name in found:
            raise UsageError(f"{option}: {name} is given twice.")
        found[name] = value
    return found


def load(instrument: Sequence[str], files: Sequence[str] = ()) -> Instrument:
    """Return the instruments named by ``-i``; where none is named, the error says which the columns fit."""
    from sdtclimate.instrument.loader import load_instrument

    if not instrument:
        from sdtclimate.study.steps import unnamed

        raise unnamed([text if Path(text).exists() else text.partition("=")[2] or text for text in files])
    return load_instrument(instrument[0] if len(instrument) == 1 else list(instrument))
