"""`table_of`: any result as a table that can be read, from what may be shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from sdtclimate.core.reasons import reason_words
from sdtclimate.core.table.table import Column, Table
from sdtclimate.core.table.written import HIDDEN, write_number
from sdtclimate.core.terms import ROLE_LABELS, STATISTIC_LABELS
from sdtclimate.results.digits import digits_of
from sdtclimate.results.note import text_of

if TYPE_CHECKING:
    from sdtclimate.results.result import Result

KEYS: Final = ("scale", "item", "factor", "lhs", "op", "rhs", "role", "site", "wave")
NOT_ESTIMABLE: Final = "not estimable"
SMALLEST_P: Final = 0.001
ELLIPSIS: Final = "\u2026"
SIDES: Final[dict[str, str]] = {"n_psw": "n PSWs", "n_staff": "n staff", "n_sites": "sites", "n_dropped": "left out"}
COUNTS: Final = frozenset({"n_factors", "flagged", "count"})
UNBOUNDED: Final = frozenset({"test", "spread", "mean", "gap"})
PERCENT: Final = "share"
LONGEST_TITLE: Final = 40
"""Letters of a title beside its id; the table must stay narrow enough to be read."""


def table_of(result: Result) -> Table:
    """Return what may be shown of a result as a table.

    One row of the result is one row of the table. Means have one decimal below 30 people and two from there on,
    coefficients two without the leading zero, shares are percent. A scale stands with its id and its title. What may
    not be seen reads ``hidden``, with the reason below; a row that could not be estimated says so, with its reason
    below.
    """
    rows = [{str(k): v for k, v in row.items()} for row in result.shown().to_dict("records")]
    kinds: list[str] = [cell.what for cell in result.cells] or [""] * len(rows)
    names = [name for name in (*KEYS, *result.by) if any(_text(row.get(name)) for row in rows)]
    names = list(dict.fromkeys(names))
    has_variant = any(_text(row.get("variant")) for row in rows)
    has_interval = any(_finite(row.get("ci_low")) or _finite(row.get("ci_high")) for row in rows)
    has_words = any(_text(row.get("words")) for row in rows)
    sizes = [name for name in ("n", *SIDES) if any(_text(row.get(name)) for row in rows)]
    further = [name for name in result.extra_columns() if name not in sizes and any(_text(r.get(name)) for r in rows)]
    columns = [
        *(Column(name) for name in names),
        Column("statistic"),
        *((Column("variant"),) if has_variant else ()),
        Column("value", align="right"),
        *((Column(_interval_name(rows), align="right"),) if has_interval else ()),
        *((Column("in words"),) if has_words else ()),
        *(Column(name, align="right" if _is_number(rows, name) else "left") for name in further),
        *(Column(SIDES.get(name, name), align="right") for name in sizes),
    ]
    body = [
        [
            *(_stub(result, name, row.get(name)) for name in names),
            STATISTIC_LABELS.get(_text(row.get("statistic")), _text(row.get("statistic"))),
            *((_text(row.get("variant")),) if has_variant else ()),
            _value(row, kind),
            *((_interval(row, kind),) if has_interval else ()),
            *((_text(row.get("words")),) if has_words else ()),
            *(_further(name, row.get(name)) for name in further),
            *(_text(row.get(name)) for name in sizes),
        ]
        for row, kind in zip(rows, kinds, strict=True)
    ]
    return Table(columns, body, result.title, _notes(result, rows, names), _status(result), max(len(names), 1))


def _status(result: Result) -> str:
    if result.status == "ok":
        return ""
    status = result.status.replace("_", " ")
    return f"{status}: {reason_words(result.reason)}" if result.reason else status


def _value(row: Mapping[str, Any], kind: str) -> str:
    if _text(row.get("suppressed")) in ("primary", "complementary"):
        return HIDDEN
    value = _number(row.get("estimate"))
    if math.isfinite(value):
        return _write(value, row, kind)
    if _text(row.get("words")):
        return ""
    return NOT_ESTIMABLE if _text(row.get("status")) == "not_estimable" else ""


def _write(value: float, row: Mapping[str, Any], kind: str) -> str:
    """Write a number by its kind, with no more decimals than the policy left it."""
    statistic = _text(row.get("statistic"))
    if statistic == "pomp" or statistic in COUNTS or kind == "count":
        return write_number(value, 0)
    if kind == PERCENT:
        return write_number(100 * value, 0) + "%" if math.isfinite(value) else ""
    if kind in ("mean", "gap", "spread"):
        return write_number(value, digits_of(row))
    return write_number(value, 2, leading_zero=kind in UNBOUNDED)


def _further(name: str, value: object) -> str:
    """Write a column of this type of result: p to three decimals, whole numbers whole, others to two decimals."""
    number = _number(value)
    if not math.isfinite(number):
        return _text(value)
    if name == "p" or name.startswith("p_"):
        return "<.001" if number < SMALLEST_P else write_number(number, 3, leading_zero=False)
    return write_number(number, 0 if number.is_integer() else 2)


def _interval(row: Mapping[str, Any], kind: str) -> str:
    ends = [_number(row.get(name)) for name in ("ci_low", "ci_high")]
    if not any(map(math.isfinite, ends)):
        return ""
    low, high = (_write(end, row, kind) or ELLIPSIS for end in ends)
    return f"[{low}, {high}]"


def _interval_name(rows: list[dict[str, Any]]) -> str:
    levels = {_number(row.get("level")) for row in rows if _finite(row.get("ci_low"))}
    return f"{100 * levels.pop():g}% interval" if len(levels) == 1 and all(map(math.isfinite, levels)) else "interval"


def _stub(result: Result, name: str, value: object) -> str:
    """Return a key as its row begins: of a scale its id, which is what one types, and what it is called."""
    text = _label(name, value)
    title = result.labels.scales.get(text, "") if name == "scale" else ""
    return f"{text}: {shorten(title, LONGEST_TITLE, placeholder=ELLIPSIS)}" if title and title != text else text


def _label(name: str, value: object) -> str:
    text = _text(value)
    return ROLE_LABELS.get(text, text) if name == "role" else text


def _notes(result: Result, rows: list[dict[str, Any]], names: list[str]) -> list[str]:
    """Reasons of hidden and missing numbers, each once; then the notes of the result and what could be had instead."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reason = _text(row.get("reason"))
        if reason and reason != result.reason:
            reasons.setdefault(reason, []).append(" ".join(_label(n, row.get(n)) for n in names if _text(row.get(n))))
    said = [_sentence(reason) + _where(where) for reason, where in reasons.items()]
    minimum = min((result.policy.minimum_of(s.role) for c in result.cells for s in c.sides), default=5)
    standing = [text for note in result.notes if (text := text_of(note, min=minimum))]
    return [*said, *standing, *(f"Instead: {offer}" for offer in result.offers)]


def _where(places: list[str]) -> str:
    """Name up to three rows that a reason belongs to."""
    few = list(dict.fromkeys(place for place in places if place))
    return f" ({'; '.join(few)})" if 0 < len(few) <= 3 else ""


def _sentence(reason: str) -> str:
    text = reason_words(reason)
    return text if text == reason and not reason.startswith("hidden") else text[:1].upper() + text[1:]


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in ("<NA>", "NaT"):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _number(value: object) -> float:
    try:
        return math.nan if value is None or isinstance(value, str) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return math.nan


def _finite(value: object) -> bool:
    return math.isfinite(_number(value))


def _is_number(rows: list[dict[str, Any]], name: str) -> bool:
    return all(not isinstance(row.get(name), str) or not row.get(name) for row in rows)
