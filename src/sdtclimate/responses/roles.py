"""Who answered: a role column read into forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from sdtclimate.core.errors import Fault, ReadingError
from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.formats.raw import RawColumn
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.answer_book import EMPTY_MARKS
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import plain, quoted

RESPONDENT: Final = "respondent"
"""Informant of instruments that know no roles."""

_COMMON: Final[dict[str, tuple[str, ...]]] = {
    "psw": ("psw", "psws", "peer", "peers", "peer support worker", "peer support workers"),
    "staff": ("staff", "staff member", "staff members"),
    "director": ("director", "directors", "leader", "leaders"),
    "user": ("user", "users", "service user", "service users"),
}


def has_roles(instrument: Instrument) -> bool:
    """Return whether the instrument tells people apart by role."""
    return any(form.informant != RESPONDENT for form in instrument.forms.values())


def form_of_role(instrument: Instrument, roles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return plain word in a role column -> form, from what was said and from common words."""
    by_informant: dict[str, list[str]] = {}
    for form in instrument.forms.values():
        by_informant.setdefault(form.informant, []).append(form.id)
    found: dict[str, str] = {}
    for informant, forms in by_informant.items():
        if len(forms) == 1:
            common = (informant, ROLE_LABELS.get(informant, informant), *_COMMON.get(informant, ()))
            found |= {plain(word): forms[0] for word in common}
    found |= {plain(form): form for form in instrument.forms}
    for name, words in roles.items():
        meant = name if name in instrument.forms else by_informant[name][0]
        found |= {plain(word): meant for word in words}
    return found


def forms_by_role(
    column: RawColumn,
    instrument: Instrument,
    roles: Mapping[str, Sequence[str]],
    *,
    source: str,
    alive: npt.NDArray[np.bool_],
    lines: npt.NDArray[np.int64],
    spelling: Spelling,
) -> npt.NDArray[np.object_]:
    """Return the form of each row by what its role column says; empty text where it says nothing.

    Raises
    ------
    ReadingError
        If the column holds words that are no role of the instrument.
    """
    known = form_of_role(instrument, roles)
    forms = [known.get(plain(word), "") for word in column.words]
    counts = np.bincount(column.factor.codes[alive], minlength=len(forms))
    faults = []
    for at, word in enumerate(column.words):
        if forms[at] or not counts[at] or not word.strip() or word.strip().casefold() in EMPTY_MARKS:
            continue
        first = lines[alive & (column.factor.codes == at)][:3]
        at_rows = f"{source}, column {column.name}, row {', '.join(map(str, first))}{' …' if counts[at] > 3 else ''}"
        faults.append(Fault(f"{quoted(word)} ({counts[at]} rows) is no role.", at_rows, code="unknown_role"))
    if faults:
        unknown = [word for at, word in enumerate(column.words) if not forms[at] and word.strip() and counts[at]]
        example = {next(iter(instrument.forms)): [unknown[0].strip()]}
        said = [f"Roles: {', '.join(instrument.forms)}. Say who is who: {spelling.say('roles', example)}"]
        closing = "\n".join([*said, *spelling.closing])
        raise ReadingError(
            f"{len(faults)} word{'s' if len(faults) > 1 else ''} in the role column of {source} "
            f"{'are' if len(faults) > 1 else 'is'} no role of {instrument.id}. Nothing was read.",
            faults,
            closing=closing,
        )
    return np.array(forms or [""], dtype=object)[column.factor.codes]
