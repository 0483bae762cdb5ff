"""The columns of one table, looked up by name or by question text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sdtclimate.core.errors import Fault, MappingError
from sdtclimate.formats.raw import RawColumn, RawTable
from sdtclimate.responses.wording import listed, most_alike, plain, tails

LEAST_ALIKE = 0.60
"""Below this no column is named as the nearest."""


@dataclass(frozen=True, eq=False)
class ColumnIndex:
    """Columns of `table` by name and wording. What the platform itself wrote is found by name only."""

    table: RawTable

    @cached_property
    def answers(self) -> tuple[RawColumn, ...]:
        """Columns that may hold answers."""
        return tuple(column for column in self.table.columns if not column.fact)

    @cached_property
    def folded(self) -> dict[str, tuple[RawColumn, ...]]:
        """Columns by name without case and outer blanks; several where headings are equal."""
        return _grouped((column.heading.strip().casefold(), column) for column in self.table.columns)

    @cached_property
    def whole_texts(self) -> dict[str, tuple[RawColumn, ...]]:
        """Answer columns by their plain question text."""
        return _grouped((plain(column.text), column) for column in self.answers if column.text)

    @cached_property
    def text_tails(self) -> dict[str, tuple[RawColumn, ...]]:
        """Answer columns by each plain end of their question text, whole text included."""
        return _grouped((part, column) for column in self.answers if column.text for part in tails(column.text))

    def by_name(self, name: str) -> tuple[tuple[RawColumn, ...], bool]:
        """Return the columns called `name`, and whether the name is the same to the letter."""
        if name in self.table.by_name:
            return (self.table.by_name[name],), True
        exact = self.table.repeated_headings.get(name, ())
        return (exact, True) if exact else (self.folded.get(name.strip().casefold(), ()), False)

    def by_wording(self, wording: str) -> tuple[RawColumn, ...]:
        """Return the columns whose question is `wording`, alone or behind the stem of a matrix."""
        wanted = plain(wording)
        if not wanted:
            return ()
        return self.whole_texts.get(wanted) or self.text_tails.get(wanted, ())

    def named(self, wanted: str, *, argument: str) -> RawColumn:
        """Return the column that a person named, by name or by question text.

        Raises
        ------
        MappingError
            If there is none, or more than one.
        """
        found = self.look_up(wanted, argument=argument)
        if isinstance(found, Fault):
            many = found.code == "no_column" and "Did you mean" not in found.fix
            columns = f" Columns: {listed(self.table.by_name, most=12)}." if many else ""
            raise MappingError(f"{found}{columns}")
        return found

    def look_up(self, wanted: str, *, argument: str) -> RawColumn | Fault:
        """Return the column that a person named, or what is wrong with the name."""
        found = self.by_name(wanted)[0] or self.by_wording(wanted)
        if len(found) == 1:
            return found[0]
        source = self.table.source
        if found:
            names = listed(f'"{column.name}"' for column in found)
            return Fault(
                f"{argument}: {len(found)} columns of {source} are called {wanted!r}: {names}.",
                fix="Say which.",
                code="several_columns",
            )
        near = self.nearest_to(wanted)
        hint = f"Did you mean {near[0].name!r}?" if near else ""
        return Fault(f"{argument}: {source} has no column {wanted!r}.", fix=hint, code="no_column")

    def nearest_to(
        self, name: str, wording: str = "", taken: frozenset[str] = frozenset()
    ) -> tuple[RawColumn, float] | None:
        """Return the free answer column most like a wording or, without wordings, a name; and how alike."""
        free = [column for column in self.answers if column.name not in taken]
        by_text = None
        if wording:
            # Only the whole text and the last statement: the ends between them are parts of sentences.
            texts = ((part, c) for c in free if c.text for part in (lambda t: (t[0], t[-1]))(tails(c.text) or ("",)))
            by_text = most_alike(plain(wording), texts, cutoff=LEAST_ALIKE)
        by_name = most_alike(plain(name), ((plain(c.heading), c) for c in free), cutoff=LEAST_ALIKE)
        found = [near for near in (by_text, by_name) if near]
        return max(found, key=lambda near: near[1]) if found else None


def _grouped(pairs: object) -> dict[str, tuple[RawColumn, ...]]:
    found: dict[str, dict[str, RawColumn]] = {}
    for key, column in pairs:  # type: ignore[attr-defined]
        if key:
            found.setdefault(key, {})[column.name] = column
    return {key: tuple(columns.values()) for key, columns in found.items()}
