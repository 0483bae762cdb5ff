"""The small grammar of skip rules, read without eval.

``pp_f_su == 0``, ``nc_f0 in [0, 1] and not_here != 2``, ``(a < 3 or b > 4) and c == 1``. A name is an item id, a
value a whole number. ``and`` binds more tightly than ``or``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DEEPEST: Final = 20
_PIECE: Final = re.compile(r"\s*(?:(==|!=|<|>|\(|\)|\[|\]|,)|(-?[0-9]+)(?![A-Za-z_])|([a-z][a-z0-9_]*))")
_END: Final = ("", "")


class SkipSyntax(ValueError):
    """A condition that is not in the grammar."""


@dataclass(frozen=True)
class Compare:
    """An item's answer set against a number: ``==``, ``!=``, ``<``, ``>``, or ``in`` with several."""

    item: str
    operator: str
    values: tuple[int, ...]

    def names(self) -> tuple[str, ...]:
        """Return the items that the condition asks about."""
        return (self.item,)


@dataclass(frozen=True)
class Join:
    """Conditions joined by ``and`` or ``or``."""

    word: str
    parts: tuple[Condition, ...]

    def names(self) -> tuple[str, ...]:
        """Return the items that the condition asks about, each once."""
        return tuple(dict.fromkeys(name for part in self.parts for name in part.names()))


Condition = Compare | Join


def parse(text: str) -> Condition:
    """Read a condition.

    Raises
    ------
    SkipSyntax
        Saying what stands where something else was expected.
    """
    reader = _Reader(text)
    condition = reader.either(0)
    if reader.kind != "":
        raise SkipSyntax(f"{reader.word} stands where the condition should end.")
    return condition


class _Reader:
    def __init__(self, text: str) -> None:
        self.pieces = _pieces(text)
        self.place = 0

    @property
    def kind(self) -> str:
        return self.pieces[self.place][0]

    @property
    def word(self) -> str:
        return self.pieces[self.place][1]

    def take(self, kind: str, what: str, word: str = "") -> str:
        if self.kind != kind or (word and self.word != word):
            found = f"{self.word} stands" if self.kind else "the condition ends"
            raise SkipSyntax(f"{found} where {what} is expected.")
        self.place += 1
        return self.pieces[self.place - 1][1]

    def has(self, word: str) -> bool:
        if self.word != word:
            return False
        self.place += 1
        return True

    def either(self, depth: int) -> Condition:
        parts = [self.both(depth)]
        while self.has("or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else Join("or", tuple(parts))

    def both(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.has("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Join("and", tuple(parts))

    def one(self, depth: int) -> Condition:
        if self.has("("):
            if depth >= DEEPEST:
                raise SkipSyntax(f"brackets are nested more than {DEEPEST} deep.")
            inner = self.either(depth + 1)
            self.take("sign", "a closing )", ")")
            return inner
        item = self.take("name", "the id of an item")
        if self.has("in"):
            self.take("sign", "[", "[")
            values = [int(self.take("number", "a whole number"))]
            while self.has(","):
                values.append(int(self.take("number", "a whole number")))
            self.take("sign", "]", "]")
            return Compare(item, "in", tuple(values))
        operator = self.take("sign", "==, !=, <, > or in")
        if operator not in ("==", "!=", "<", ">"):
            raise SkipSyntax(f"{operator} stands where ==, !=, <, > or in is expected.")
        return Compare(item, operator, (int(self.take("number", "a whole number")),))


def _pieces(text: str) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    place = 0
    stripped = text.rstrip()
    while place < len(stripped):
        found = _PIECE.match(stripped, place)
        if found is None:
            raise SkipSyntax(f"{stripped[place:].split()[0]} is neither an item, a whole number nor a sign.")
        kind = "sign" if found[1] else "number" if found[2] else "name"
        word = found[found.lastindex or 0]
        made.append(("word" if word in ("and", "or", "in") else kind, word))
        place = found.end()
    return [*made, _END]
