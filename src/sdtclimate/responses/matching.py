"""Columns to items: by what was said, by name, by wording; what fits only nearly is named and not taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sdtclimate.formats.raw import RawColumn
from sdtclimate.instrument.model import Instrument, Item
from sdtclimate.responses.column_index import ColumnIndex
from sdtclimate.responses.wording import listed

HOW: Final[dict[str, str]] = {
    "mapping": "as said",
    "name": "by name",
    "name_case": "by name, other case or blanks",
    "wording": "by wording",
    "wording_rows": "by wording and by who answered",
    "absent": "said not to be asked",
    "none": "not found",
    "doubtful": "in doubt",
}
FOUND: Final = frozenset({"mapping", "name", "name_case", "wording", "wording_rows"})


@dataclass(frozen=True, eq=False)
class ItemMatch:
    """What was found for one item on one form.

    Parameters
    ----------
    item, form : str
    wording : str
        The item's wording on that form, terms put in; empty where no text is shipped.
    is_field : bool
        A descriptive field; the file may lack it.
    how : str
        Key of `HOW`.
    column : RawColumn or None
    nearest : RawColumn or None
        Where nothing was found: the column most like it.
    alike : float
        How alike, 0 to 1.
    doubt : str
        Where more than one thing fits: what is wrong, as a sentence.
    """

    item: str
    form: str
    wording: str
    is_field: bool
    how: str
    column: RawColumn | None = None
    nearest: RawColumn | None = None
    alike: float = 0.0
    doubt: str = ""

    @property
    def found(self) -> bool:
        """Whether a column was taken."""
        return self.how in FOUND


def match_form(
    index: ColumnIndex,
    instrument: Instrument,
    form: str,
    *,
    mapping: Mapping[str, str] | None = None,
    absent: frozenset[str] = frozenset(),
    answered: Callable[[RawColumn], bool] | None = None,
) -> tuple[ItemMatch, ...]:
    """Return what was found for each item that a form asks.

    Parameters
    ----------
    index : ColumnIndex
    instrument : Instrument
    form : str
    mapping : mapping of item to column name
        Said by the caller; goes before everything.
    absent : set of item ids
        Not looked for.
    answered : callable, optional
        Whether the people of this form left anything in a column: tells two blocks of one wording apart in a
        file of several forms.
    """
    said = mapping or {}
    found = [
        _match(index, item, _wordings(instrument, item, form), form, said, absent, answered)
        for item in instrument.items_of_form(form)
        if item.id not in instrument.forms[form].exclude
    ]
    settled = _settled(found)
    taken = frozenset(match.column.name for match in settled if match.found and match.column)
    return tuple(_with_nearest(match, index, taken) if match.how == "none" else match for match in settled)


def _wordings(instrument: Instrument, item: Item, form: str) -> tuple[str, ...]:
    texts = (instrument.wording(item.id, form, language) for language in item.text.get(form, {}))
    return tuple(dict.fromkeys(text for text in texts if text))


def _match(
    index: ColumnIndex,
    item: Item,
    wordings: tuple[str, ...],
    form: str,
    said: Mapping[str, str],
    absent: frozenset[str],
    answered: Callable[[RawColumn], bool] | None,
) -> ItemMatch:
    blank = ItemMatch(item.id, form, wordings[0] if wordings else "", item.is_field, "none")
    if item.id in said:
        return replace(blank, how="mapping", column=index.named(str(said[item.id]), argument=f"columns, {item.id}"))
    if item.id in absent:
        return replace(blank, how="absent")
    columns, exact = index.by_name(item.id)
    if len(columns) > 1:
        names = listed(f'"{column.name}"' for column in columns)
        return replace(blank, how="doubtful", doubt=f"{len(columns)} columns are called {item.id}: {names}")
    if columns:
        return replace(blank, how="name" if exact else "name_case", column=columns[0])
    by_text = tuple(dict.fromkeys(column for wording in wordings for column in index.by_wording(wording)))
    if len(by_text) > 1 and answered is not None:
        theirs = tuple(column for column in by_text if answered(column))
        if len(theirs) == 1:
            return replace(blank, how="wording_rows", column=theirs[0])
    if len(by_text) > 1:
        names = listed(column.name for column in by_text)
        return replace(blank, how="doubtful", doubt=f"the columns {names} all bear this wording")
    return replace(blank, how="wording", column=by_text[0]) if by_text else blank


def _settled(matches: Iterable[ItemMatch]) -> list[ItemMatch]:
    """Put in doubt every item that shares its column with another, unless what was said or a name decides."""
    listed_matches = list(matches)
    strong = {
        m.column.name for m in listed_matches if m.found and m.column and m.how not in ("wording", "wording_rows")
    }
    claims = Counter(m.column.name for m in listed_matches if m.found and m.column)
    settled = []
    for match in listed_matches:
        if not match.found or match.column is None or claims[match.column.name] == 1:
            settled.append(match)
        elif match.how in ("wording", "wording_rows") and match.column.name in strong:
            settled.append(replace(match, how="none", column=None))
        else:
            rivals = [m.item for m in listed_matches if m.found and m.column is match.column and m.item != match.item]
            doubt = f"the column {match.column.name} fits {listed(rivals)} as well"
            settled.append(replace(match, how="doubtful", column=None, doubt=doubt))
    return settled


def _with_nearest(match: ItemMatch, index: ColumnIndex, taken: frozenset[str]) -> ItemMatch:
    near = index.nearest_to(match.item, match.wording, taken)
    return replace(match, nearest=near[0], alike=near[1]) if near else match
