"""Which rows are hidden for themselves: too few people, high sensitivity by site, detail of fewer than 10."""

from __future__ import annotations

from typing import Final

from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.disclosure.policy import OWN_SPREAD_FROM, Policy
from sdtclimate.disclosure.sheet import Sheet

DETAIL: Final = frozenset({"spread", "share", "coefficient", "test", "structure"})
BY_SITE: Final = "hidden: not shown by site"
COUNT_OF_GROUP: Final = "hidden: counts within a group are not shown"


def too_few(minimum: int) -> str:
    """Return the reason that a reader sees."""
    return f"hidden: fewer than {minimum} people"


def is_hidden_group(side: Side, cell: Cell, policy: Policy) -> bool:
    """Whether nothing may be shown of a group: under its minimum, or of high sensitivity and by site."""
    few = side.n < policy.minimum_of(side.role, cell.sensitivity)
    return few or (cell.sensitivity == "high" and bool(side.site))


def primary_reason(sheet: Sheet, row: int) -> str:
    """Return why a row is hidden for itself, or empty text."""
    cell = sheet.cells[row]
    if cell.sensitivity == "high" and any(side.site for side in cell.sides):
        return BY_SITE
    short = [
        minimum for side in cell.sides if side.n < (minimum := sheet.policy.minimum_of(side.role, cell.sensitivity))
    ]
    if short:
        return too_few(max(short))
    detail = cell.what in DETAIL or (cell.what == "mean" and bool(sheet.text(row, "item")))
    if detail and cell.sides and cell.n < OWN_SPREAD_FROM:
        return too_few(OWN_SPREAD_FROM)
    if cell.what == "count" and 0 < sheet.number(row, "n") < OWN_SPREAD_FROM:
        return too_few(OWN_SPREAD_FROM)
    if cell.what == "count" and any(side.banded for side in cell.sides):
        return COUNT_OF_GROUP
    return ""
