"""YAML text -> plain data, with the line and column of every key and value.

The event stream is read and nothing is constructed, so aliases, anchors, tags and merge keys are refused before
they can do anything, and plain words that YAML readers disagree about are faults instead of guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from sdtclimate.core.errors import Fault

Path = tuple[str | int, ...]
Mark = tuple[int, int]

LARGEST_FILE: Final = 1 << 20
DEEPEST: Final = 40
MOST_VALUES: Final = 30_000
_AGAIN: Final = "(again)"
_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT: Final = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")
_SWITCH: Final = re.compile(r"(?i:yes|no|on|off|y|n)|True|TRUE|False|FALSE")
_OTHER_TYPE: Final = re.compile(
    r"[-+]?0[0-9_]+|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[1-9][0-9]*(_[0-9]+)+|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_HIDDEN: Final = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


@dataclass
class Source:
    """Plain data of a file, and where each part of it stands.

    Parameters
    ----------
    name : str
        What messages call the file.
    text : bytes
        What was read.
    data : object
        Mappings, lists and scalars; None for an empty or unreadable file.
    faults : list of Fault
        What the YAML itself has wrong.
    """

    name: str
    text: bytes = b""
    data: Any = None
    faults: list[Fault] = field(default_factory=list)
    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)

    def where(self, path: Path, *, key: bool = False) -> str:
        """Return ``file:line:column`` of a value, of its key, or of the nearest thing around it."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while True:
            mark = first.get(path) or second.get(path)
            if mark is not None:
                return f"{self.name}:{mark[0]}:{mark[1]}"
            if not path:
                return f"{self.name}:1:1"
            path = path[:-1]

    def add(self, path: Path, message: str, *, fix: str = "", code: str = "", key: bool = False) -> None:
        """Note a fault at `path`."""
        self.faults.append(Fault(message, self.where(path, key=key), fix, code))


class _Refused(Exception):
    """The file is left at once: reading on would be unsafe or pointless."""


def read_source(content: str | bytes, name: str) -> Source:
    """Read YAML text into a `Source`; whatever is wrong is in its faults."""
    source = Source(name, content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    text = _decode(source)
    if text is None:
        return source
    try:
        source.data = _Builder(source, iter(YAML(typ="safe", pure=True).parse(text))).document()
    except _Refused:
        source.data = None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            source.values[()] = (mark.line + 1, mark.column + 1)
        said = ", ".join(str(part) for part in (error.context, error.problem) if part)
        source.add((), f"this is not YAML: {said}.", fix=_syntax_hint(text, mark), code="syntax")
        source.data = None
    except YAMLError as error:
        place = getattr(error, "position", None)
        if isinstance(place, int):
            source.values[()] = _mark_of(text, place)
        source.add((), "a control character, which no text may hold.", fix="Type the line again.", code="hidden")
        source.data = None
    return source


def _decode(source: Source) -> str | None:
    content = source.text
    if len(content) > LARGEST_FILE:
        source.add((), f"{len(content):,} bytes; an instrument may have {LARGEST_FILE:,}.", code="too_large")
        return None
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        source.values[()] = (line, error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1)
        source.add((), "not UTF-8.", fix="Save the file with the encoding UTF-8.", code="encoding")
        return None


def _syntax_hint(text: str, mark: Any) -> str:
    line = text.splitlines()[mark.line] if mark is not None and mark.line < len(text.splitlines()) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Indent with spaces, never with tabs."
    return "A text with a colon, a comma or a brace in it needs quotes." if line else ""


def _mark_of(text: str, place: int) -> Mark:
    line = text.count("\n", 0, place) + 1
    return line, place - (text.rfind("\n", 0, place) + 1) + 1


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Builder:
    """Builds plain data from events and notes where everything stands."""

    def __init__(self, source: Source, events: Iterator[Any]) -> None:
        self.source = source
        self.events = events
        self.count = 0

    def document(self) -> Any:
        data: Any = None
        documents = 0
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            documents += 1
            if documents > 1:
                self.refuse(event, (), "a second document begins here (---).", "Keep one instrument in a file.")
            if event.version or event.tags:
                self.refuse(event, (), "a YAML directive (%), which is not allowed.", "Remove the line.")
            data = self.value(next(self.events), (), 0)
        return data

    def refuse(self, event: Any, path: Path, message: str, fix: str) -> NoReturn:
        self.source.values[path] = _mark(event)
        self.source.add(path, message, fix=fix, code="refused")
        raise _Refused

    def value(self, event: Any, path: Path, depth: int) -> Any:
        self.source.values[path] = _mark(event)
        self.count += 1
        if self.count > MOST_VALUES:
            self.refuse(event, path, f"more than {MOST_VALUES:,} values.", "Split the file.")
        self.plain_only(event, path)
        if isinstance(event, ScalarEvent):
            return self.scalar(event, path)
        if depth >= DEEPEST:
            self.refuse(event, path, f"nested more than {DEEPEST} deep.", "An instrument needs about 6.")
        return (self.mapping if isinstance(event, MappingStartEvent) else self.sequence)(path, depth)

    def plain_only(self, event: Any, path: Path) -> None:
        """Refuse what could stand for something else: an alias, an anchor, a tag."""
        if isinstance(event, AliasEvent):
            self.refuse(event, path, f"an alias (*{event.anchor}), which is not allowed.", "Write the value out.")
        if event.anchor:
            self.refuse(event, path, f"an anchor (&{event.anchor}), which is not allowed.", "Remove it.")
        if event.tag is not None:
            self.refuse(event, path, f"a tag ({event.tag}), which is not allowed.", "Remove it.")

    def sequence(self, path: Path, depth: int) -> list[Any]:
        made: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            made.append(self.value(event, (*path, len(made)), depth + 1))
        return made

    def mapping(self, path: Path, depth: int) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            self.plain_only(event, path)
            if not isinstance(event, ScalarEvent):
                self.refuse(event, path, "a key that is no word or number.", "Write one before the colon.")
            if event.value == "<<" and not event.style:
                self.refuse(event, path, "a merge key (<<), which is not allowed.", "Write the values out.")
            key = self.key(event, path)
            if key in made:
                here = (*path, key, _AGAIN)
                self.source.keys[here] = _mark(event)
                said = f"the key {key} a second time; it stands in line {self.source.keys[(*path, key)][0]} already."
                self.source.add(here, said, fix="Keep one.", code="duplicate_key", key=True)
                self.value(next(self.events), here, depth + 1)
                continue
            self.source.keys[(*path, key)] = _mark(event)
            made[key] = self.value(next(self.events), (*path, key), depth + 1)
        return made

    def key(self, event: Any, path: Path) -> str | int:
        here = (*path, event.value)
        before = self.source.keys.get(here)
        key = self.scalar(event, here, key=True)
        if before is not None:
            self.source.keys[here] = before
        return key if isinstance(key, str | int) and not isinstance(key, bool) else str(event.value)

    def scalar(self, event: Any, path: Path, *, key: bool = False) -> Any:
        text: str = event.value
        (self.source.keys if key else self.source.values)[path] = _mark(event)
        self.check_characters(text, path, key=key)
        if event.style:
            return text
        self.source.raw[path] = text
        if _SWITCH.fullmatch(text):
            meant = "True" if text.lower() in ("yes", "on", "y", "true") else "False"
            known = "" if text.lower() not in ("true", "false") else f" If it is a switch, write {text.lower()}."
            self.source.add(
                path,
                f"unquoted {text}: many YAML readers take it for {meant}.",
                fix=f'Write "{text}".{known}',
                code="unquoted",
                key=key,
            )
            return text
        if _OTHER_TYPE.fullmatch(text):
            self.source.add(
                path,
                f"unquoted {text}: YAML readers take it for different numbers or dates.",
                fix=f'Write "{text}" if it is text.',
                code="unquoted",
                key=key,
            )
            return text
        if text in ("true", "false"):
            return text == "true"
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if _INTEGER.fullmatch(text) and len(text) < 19:
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        return text

    def check_characters(self, text: str, path: Path, *, key: bool) -> None:
        if text.isascii() and text.isprintable():
            return
        for character in text:
            hidden = character in _HIDDEN or (character != "\n" and unicodedata.category(character) in ("Cc", "Cs"))
            if hidden:
                self.source.add(
                    path,
                    f"the text holds a hidden character (U+{ord(character):04X}).",
                    fix="It was refused; type the text again.",
                    code="hidden",
                    key=key,
                )
                return
