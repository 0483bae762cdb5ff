"""YAML text -> plain data, with the line and column of every key and value.

The event stream is read and nothing is constructed, so aliases, anchors, tags and merge keys are refused before
they can do anything, and plain words that YAML readers disagree about are faults instead of guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sdtclimate.core.errors import Fault

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

Path = tuple[str | int, ...]
Mark = tuple[int, int]

LARGEST_FILE: Final = 1 << 20
DEEPEST: Final = 40
MOST_VALUES: Final = 100_000
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
    data : object
        Mappings, lists and scalars; None for an empty or unreadable file.
    faults : list of Fault
        What the YAML itself has wrong.
    """

    name: str
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
    source = Source(name)
    text = _decode(content, source)
    if text is None:
        return source
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        events = iter(YAML(typ="safe", pure=True).parse(text))
        source.data = _Builder(source).document(events)
    except _Refused:
        source.data = None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            source.values[()] = (mark.line + 1, mark.column + 1)
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        source.add((), f"this is not YAML: {said}.", fix=_syntax_hint(text, mark), code="syntax")
        source.data = None
    except YAMLError as error:
        place = getattr(error, "position", None)
        if isinstance(place, int):
            source.values[()] = _mark_of(text, place)
        source.add((), "a control character, which no text may hold.", fix="Type the line again.", code="hidden")
        source.data = None
    return source


def _decode(content: str | bytes, source: Source) -> str | None:
    size = len(content) if isinstance(content, bytes) else len(content.encode("utf-8", "surrogatepass"))
    if size > LARGEST_FILE:
        source.add((), f"{size:,} bytes; an instrument may have {LARGEST_FILE:,}.", code="too_large")
        return None
    if isinstance(content, str):
        text = content
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            source.values[()] = (line, error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1)
            source.add((), "not UTF-8.", fix="Save the file with the encoding UTF-8.", code="encoding")
            return None
    return text.removeprefix("\ufeff")


def _syntax_hint(text: str, mark: Any) -> str:
    line = text.splitlines()[mark.line] if mark is not None and mark.line < len(text.splitlines()) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Indent with spaces, never with tabs."
    return "A text with a colon, a comma or a brace in it needs quotes." if line else ""


def _mark_of(text: str, place: int) -> Mark:
    line = text.count("\n", 0, place) + 1
    return line, place - (text.rfind("\n", 0, place) + 1) + 1


class _Builder:
    """Builds plain data from events and notes where everything stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.count = 0

    def document(self, events: Iterator[Event]) -> Any:
        from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent, StreamStartEvent

        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, StreamStartEvent):
                continue
            if isinstance(event, StreamEndEvent):
                break
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "a second document begins here (---).", "Keep one instrument in a file.")
                if event.version or event.tags:
                    self.refuse(event, "a YAML directive (%), which is not allowed.", "Remove the line.")
                data = self.value(next(events), events, (), 0)
                next(events)
        return data

    def refuse(self, event: Event, message: str, fix: str, path: Path = ()) -> None:
        self.note(event, path)
        self.source.add(path, message, fix=fix, code="refused")
        raise _Refused

    def note(self, event: Event, path: Path, *, key: bool = False) -> None:
        marks = self.source.keys if key else self.source.values
        marks[path] = (event.start_mark.line + 1, event.start_mark.column + 1)

    def value(self, event: Event, events: Iterator[Event], path: Path, depth: int) -> Any:
        from ruamel.yaml.events import AliasEvent, MappingStartEvent, ScalarEvent

        self.note(event, path)
        self.count += 1
        if self.count > MOST_VALUES:
            self.refuse(event, f"more than {MOST_VALUES:,} values.", "Split the file.", path)
        if isinstance(event, AliasEvent):
            self.refuse(event, f"an alias (*{event.anchor}), which is not allowed.", "Write the value out.", path)
        if event.anchor:  # type: ignore[attr-defined]
            self.refuse(
                event,
                f"an anchor (&{event.anchor}), which is not allowed.",  # type: ignore[attr-defined]
                "Remove it, and write the value out where it is needed.",
                path,
            )
        if event.tag is not None:  # type: ignore[attr-defined]
            self.refuse(event, f"a tag ({event.tag}), which is not allowed.", "Remove it.", path)  # type: ignore[attr-defined]
        if isinstance(event, ScalarEvent):
            return self.scalar(event, path)
        if depth >= DEEPEST:
            self.refuse(event, f"nested more than {DEEPEST} deep.", "An instrument needs about 6.", path)
        if isinstance(event, MappingStartEvent):
            return self.mapping(events, path, depth)
        return self.sequence(events, path, depth)

    def sequence(self, events: Iterator[Event], path: Path, depth: int) -> list[Any]:
        from ruamel.yaml.events import SequenceEndEvent

        made: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            made.append(self.value(event, events, (*path, len(made)), depth + 1))
        return made

    def mapping(self, events: Iterator[Event], path: Path, depth: int) -> dict[Any, Any]:
        from ruamel.yaml.events import MappingEndEvent, ScalarEvent

        made: dict[Any, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent) or event.anchor or event.tag is not None:
                self.refuse(event, "a key that is no plain word.", "Write one word or number before the colon.", path)
            if event.value == "<<" and not event.style:
                self.refuse(event, "a merge key (<<), which is not allowed.", "Write the values out.", path)
            key = self.scalar(event, (*path, event.value), key=True)
            if not isinstance(key, str | int) or isinstance(key, bool):
                key = event.value
            here = (*path, key)
            if key in made:
                first = self.source.keys[here][0]
                self.source.keys[(*here, "again")] = (event.start_mark.line + 1, event.start_mark.column + 1)
                self.source.add(
                    (*here, "again"),
                    f"the key {key} a second time; it stands in line {first} already.",
                    fix="Keep one.",
                    code="duplicate_key",
                    key=True,
                )
                here = (*here, "again")
                self.value(next(events), events, here, depth + 1)
                continue
            self.note(event, here, key=True)
            made[key] = self.value(next(events), events, here, depth + 1)
        return made

    def scalar(self, event: Any, path: Path, *, key: bool = False) -> Any:
        text: str = event.value
        self.note(event, path, key=key)
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
