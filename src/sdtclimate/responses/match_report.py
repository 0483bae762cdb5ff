"""`MatchReport`: which column is which item, how it was found, and what to type where it was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sdtclimate.core.table.table import Column, Table
from sdtclimate.formats.grid import Evidence
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.match_error import mapping_error
from sdtclimate.responses.matching import HOW, ItemMatch
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import listed


@dataclass(frozen=True, eq=False)
class FileMatch:
    """One file: what it was recognised as, its forms, and what was found in it.

    Parameters
    ----------
    source : str
    rows : int
        Rows below the headings.
    evidence : tuple of Evidence
        Encoding, delimiter, platform, and how the form was found.
    forms : tuple of str
        Forms that its rows hold.
    items : tuple of ItemMatch
        Items and fields of those forms.
    people : mapping of people name to column name
    personal, extra : tuple of str
        Columns that could name a person; columns that are nothing to this instrument.
    """

    source: str
    rows: int
    evidence: tuple[Evidence, ...]
    forms: tuple[str, ...]
    items: tuple[ItemMatch, ...]
    people: dict[str, str] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class MatchReport:
    """What a reading would take from each file. Nothing is coded and nothing scored.

    Parameters
    ----------
    instrument : Instrument
    files : tuple of FileMatch
    spelling : Spelling
        How fixes are written.
    again : str
        The call that shows the whole table.
    said : mapping
        What the caller said under the other keys of a map; goes into the map as it is.
    """

    instrument: Instrument
    files: tuple[FileMatch, ...]
    spelling: Spelling = field(default_factory=Spelling)
    again: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)

    def pairs(self) -> list[tuple[FileMatch, ItemMatch]]:
        """Return each item with the file that it was looked for in."""
        return [(file, match) for file in self.files for match in file.items]

    @property
    def found(self) -> tuple[ItemMatch, ...]:
        """Items and fields with a column."""
        return tuple(match for _, match in self.pairs() if match.found)

    @property
    def missing(self) -> tuple[ItemMatch, ...]:
        """Scored items without a column, and not said to be absent."""
        return tuple(match for _, match in self.pairs() if match.how == "none" and not match.is_field)

    @property
    def doubtful(self) -> tuple[ItemMatch, ...]:
        """Items and fields that more than one column fits, or whose column fits more than one item."""
        return tuple(match for _, match in self.pairs() if match.how == "doubtful")

    @property
    def extra(self) -> tuple[str, ...]:
        """Columns that are nothing to this instrument."""
        return tuple(dict.fromkeys(name for file in self.files for name in file.extra))

    @property
    def ok(self) -> bool:
        """Whether `read_responses` would find every item."""
        return not self.missing and not self.doubtful

    def counts(self, file: FileMatch) -> tuple[int, int]:
        """Return how many scored items of a file's forms were found, and how many there are to find."""
        asked = {match.item for match in file.items if not match.is_field and match.how != "absent"}
        lacking = {match.item for match in file.items if not match.is_field and match.how in ("none", "doubtful")}
        return len(asked - lacking), len(asked)

    def lines(self) -> list[str]:
        """Return one line a file: platform, form, items found and by what."""
        width = max((len(file.source) for file in self.files), default=0)
        lines = []
        for file in self.files:
            found, asked = self.counts(file)
            ways = dict.fromkeys(HOW[m.how] for m in file.items if m.found and not m.is_field)
            platform = next((e.found for e in file.evidence if e.what == "platform"), "")
            form = f"form {' and '.join(file.forms)}"
            lines.append(
                f"{file.source:<{width}}  {platform}   {form}   {found} of {asked} items {', '.join(ways) or 'found'}"
            )
        return lines

    def rows(self) -> list[dict[str, Any]]:
        """Return one row for each item or field of each file and form."""
        return [
            {
                "file": file.source,
                "form": match.form,
                "item": match.item,
                "kind": "field" if match.is_field else "item",
                "wording": match.wording,
                "column": match.column.name if match.column and match.found else "",
                "how": HOW[match.how] + (f": {match.doubt}" if match.doubt else ""),
                "nearest": match.nearest.name if match.nearest else "",
                "alike": round(match.alike, 2) if match.nearest else None,
            }
            for file, match in self.pairs()
        ]

    def table(self) -> Table:
        """Return the rows as a table for people."""
        columns = (
            Column("file"),
            Column("form"),
            Column("item"),
            Column("wording"),
            Column("column"),
            Column("how"),
            Column("nearest"),
            Column("alike", digits=2, align="right", leading_zero=False),
        )
        names = ("file", "form", "item", "wording", "column", "how", "nearest", "alike")
        rows = [[_shortened(name, row[name]) for name in names] for row in self.rows()]
        notes = [f"{file.source}: {evidence}" for file in self.files for evidence in file.evidence]
        notes += [
            f"{f.source}: kept apart as personal: {listed(f.personal, most=30)}" for f in self.files if f.personal
        ]
        notes += [f"{f.source}: not used: {listed(f.extra, most=30)}" for f in self.files if f.extra]
        lacking = len({match.item for match in (*self.missing, *self.doubtful)})
        lack = (
            "1 item lacks a column or is in doubt" if lacking == 1 else f"{lacking} items lack a column or are in doubt"
        )
        status = lack if lacking else ""
        return Table(columns, rows, caption="Columns and items", notes=tuple(notes), status=status, stub=2)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.table().to_html()

    def mapping(self) -> dict[str, Any]:
        """Return what was found as the keys of a map file; an item that was not found names its nearest column."""
        columns: dict[str, Any] = {}
        absent: dict[str, list[str]] = {}
        several = len(self.instrument.forms) > 1
        for _, match in self.pairs():
            column = match.column or match.nearest
            if match.how == "absent":
                absent.setdefault(match.form, []).append(match.item)
            elif column is not None and not (match.is_field and not match.found):
                (columns.setdefault(match.form, {}) if several else columns)[match.item] = column.name
            elif not match.is_field:
                absent.setdefault(match.form, []).append(match.item)
        people = self._people()
        people |= {name: spec for name, spec in self.said.get("people", {}).items() if _can_be_written(spec)}
        alike = len({tuple(items) for items in absent.values()}) == 1 and len(absent) == len(self._forms)
        not_asked: Any = absent
        if alike or not several:
            not_asked = list(dict.fromkeys(item for items in absent.values() for item in items))
        kept = {name: value for name, value in self.said.items() if name != "people" and _can_be_written(value)}
        keys = {"columns": columns, "people": people, "absent": not_asked, **kept}
        return {name: value for name, value in keys.items() if value}

    def _people(self) -> dict[str, Any]:
        """Return the columns about people; under their forms where these differ or lack one."""
        by_form: dict[str, dict[str, str]] = {}
        for file in self.files:
            for name, column in file.people.items():
                by_form.setdefault(name, {}).update(dict.fromkeys(file.forms, column))
        return {
            name: columns
            if len(set(columns.values())) > 1 or set(columns) < self._forms
            else next(iter(columns.values()))
            for name, columns in by_form.items()
        }

    @property
    def _forms(self) -> set[str]:
        return {form for file in self.files for form in file.forms}

    def mapping_yaml(self) -> str:
        """Return the map file as text; what was not found for sure carries a comment that says TODO."""
        from io import StringIO

        from ruamel.yaml import YAML

        writer = YAML()
        writer.default_flow_style = False
        writer.width = 120
        stream = StringIO()
        writer.dump(self.mapping(), stream)
        unsure = {match.item: match for match in (*self.missing, *self.doubtful)}
        lines = []
        for line in stream.getvalue().splitlines():
            item = line.strip().removeprefix("- ").split(":")[0]
            match = unsure.get(item)
            lines.append(f"{line}  # TODO: {_todo(match)}" if match else line)
        return "\n".join(lines) + "\n"

    def raise_for_missing(self) -> None:
        """Raise if an item has no column or is in doubt.

        Raises
        ------
        MappingError
            Naming every such item with the nearest column, and what to type.
        """
        if not self.ok:
            raise mapping_error(self)


def _shortened(name: str, value: Any) -> Any:
    """Return a cell that leaves room for the others: questions are cut, their whole text is in ``rows()``."""
    most = {"wording": 60, "column": 32, "nearest": 32}.get(name)
    if most is None or not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return f"{line[: most - 1].rstrip()}…" if len(line) > most else line


def _todo(match: ItemMatch) -> str:
    if match.doubt:
        return match.doubt
    return f"only {match.alike:.0%} alike; is it the same question?" if match.nearest else "no column is like it"


def _can_be_written(spec: Any) -> bool:
    """Whether a file can hold what was said: names and numbers, no frames."""
    if isinstance(spec, Mapping):
        return all(_can_be_written(part) for part in spec.values())
    if isinstance(spec, list | tuple):
        return all(_can_be_written(part) for part in spec)
    return isinstance(spec, str | int | float)
