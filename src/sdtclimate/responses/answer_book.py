"""What a cell may hold: codes, labels, reasons for missing; everything else is found out and named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.core.terms import (
    BLANK,
    HIGHEST_RESERVED,
    MISSING_CODES,
    MISSING_LABELS,
    MISSING_REASONS,
    NOT_PRESENTED,
    OUT_OF_RANGE,
)
from sdtclimate.instrument.model import AnswerScale
from sdtclimate.responses.wording import plain

# What software writes into a cell that holds nothing. "N/A" is not among them: people write it too.
EMPTY_MARKS: Final = frozenset({"na", "nan", "<na>", "nat", "null", "none", "#n/a"})
_WHOLE: Final = re.compile(r"[+-]?\d+(?:\.0*|,0{0,2})?")
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")
# A number and a label in one cell: "1 - Agree", "3) Agree", "+3Agree", and with a line break between them.
_ANCHORED: Final = re.compile(r"([+-]?\d+)(\s*[.:)=\u2013\u2014-]\s*|\s*)(\S.*)", re.DOTALL)
_NO_DIGITS: Final = re.compile(r"[^\W\d_]\D*")
_SAID_MISSING: Final = {
    plain(text): code
    for word, code in MISSING_REASONS.items()
    if code != OUT_OF_RANGE
    for text in (MISSING_LABELS[word], word)
}


@dataclass(frozen=True)
class Answer:
    """What one word of a column stands for.

    ``code`` is None where the word is no answer; then `reason` says what is wrong: ``"outside"`` (a number),
    ``"text"``, ``"conflict"`` (the number and the label in one cell disagree) or ``"map_conflict"``
    (`missing_map` would erase an answer).
    """

    code: int | None
    reason: str


@dataclass(frozen=True, eq=False)
class AnswerBook:
    """Codes and labels that one item accepts.

    Parameters
    ----------
    scale : AnswerScale
    extra_labels : mapping of label to code
        Said by the caller.
    shared_missing, own_missing : mapping of foreign code or text to reserved code
        ``missing_map`` for all items, and for this item or its answer scale alone.
    """

    scale: AnswerScale
    extra_labels: Mapping[str, int]
    shared_missing: Mapping[str, int]
    own_missing: Mapping[str, int]

    @cached_property
    def labels(self) -> dict[str, int]:
        """Plain label to code, in every language of the scale."""
        found = {
            plain(label): code for names in self.scale.labels.values() for code, label in names.items() if plain(label)
        }
        return {**found, **{plain(label): int(code) for label, code in self.extra_labels.items()}}

    @cached_property
    def codes(self) -> frozenset[int]:
        """Declared codes."""
        return frozenset(self.scale.codes)

    @cached_property
    def named_codes(self) -> frozenset[int]:
        """Codes that have a label."""
        return frozenset(code for names in self.scale.labels.values() for code in names)

    def read(self, word: str) -> Answer:
        """Return what a cell stands for."""
        text = word.strip()
        number = whole_number(text)
        mapped = self._mapped(text, number)
        if mapped is not None:
            return mapped
        if not text:
            return Answer(BLANK, "blank")
        if number is not None:
            return self._number(number, text)
        if plain(text) in self.labels:
            return Answer(self.labels[plain(text)], "label")
        anchored = self._anchored(text)
        if anchored is not None:
            return anchored
        if _DECIMAL.fullmatch(text):
            return Answer(None, "outside")
        if text.casefold() in EMPTY_MARKS:
            return Answer(BLANK, "empty_mark")
        if plain(text) in _SAID_MISSING:
            return Answer(_SAID_MISSING[plain(text)], "label")
        return Answer(None, "text")

    def _mapped(self, text: str, number: int | None) -> Answer | None:
        key = missing_key(text)
        if key in self.own_missing:
            return Answer(self.own_missing[key], "missing_map")
        if key not in self.shared_missing:
            return None
        if number in self.codes:
            return Answer(None, "map_conflict")
        return Answer(self.shared_missing[key], "missing_map")

    def _number(self, number: int, text: str) -> Answer:
        if number in self.codes:
            return Answer(number, "code" if text == str(number) else "text_number")
        if NOT_PRESENTED <= number <= HIGHEST_RESERVED:
            return Answer(number, "reserved")
        return Answer(None, "outside")

    def _anchored(self, text: str) -> Answer | None:
        """Read ``1 - Strongly disagree`` and ``+3Strongly agree``: the number is the code, the label must agree."""
        found = _ANCHORED.fullmatch(text)
        if not found:
            return None
        number, label = int(found[1]), plain(found[3])
        if label in self.labels:
            return Answer(number, "label") if self.labels[label] == number else Answer(None, "conflict")
        # A label that nobody declared: neither "3.5" nor "2 or 3" nor "2 times a week" says that it is code 2 or 3.
        joined = not found[2] or bool(found[2].strip()) or "\n" in found[2]
        if joined and _NO_DIGITS.fullmatch(label) and number in self.codes and number not in self.named_codes:
            return Answer(number, "label")
        return None


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is (``"4"``, ``"4.0"``, ``"4,0"``), or None."""
    return int(re.split(r"[.,]", text)[0]) if _WHOLE.fullmatch(text) else None


def decimal_number(text: str) -> float | None:
    """Return the number that a text is, with a decimal point or comma, or None.

    ``"1,000"`` is None: nobody can say whether it is one or a thousand.
    """
    if _THOUSANDS.fullmatch(text) or not _DECIMAL.fullmatch(text):
        return None
    return float(text.replace(",", "."))


def missing_key(found: Any) -> str:
    """Return how foreign codes and texts are compared: numbers as numbers, text without case and signs."""
    text = str(found).strip()
    number = whole_number(text)
    if number is not None:
        return f"#{number}"
    return plain(text) or text.casefold()


def missing_map_of(said: Mapping[Any, Any], known: frozenset[str]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Return ``missing_map`` for all items, and by the item or answer scale that it was said for.

    Parameters
    ----------
    said : mapping
        Foreign code or text to reserved code or its word; or an item or answer scale to such a mapping.
    known : set of str
        Items and answer scales of the instrument.

    Raises
    ------
    UsageError
        If a value is no reason for missing, or a key names no item or scale.
    """
    shared: dict[str, int] = {}
    own: dict[str, dict[str, int]] = {}
    for key, value in said.items():
        if not isinstance(value, Mapping):
            shared[missing_key(key)] = _reserved(key, value)
            continue
        if key not in known:
            guess = nearest(str(key), known)
            hint = f" Did you mean {guess}?" if guess else ""
            raise UsageError(f"missing_map= names {key!r}, which is no item or answer scale.{hint}")
        own[key] = {missing_key(found): _reserved(found, became) for found, became in value.items()}
    return shared, own


def _reserved(key: object, value: object) -> int:
    number = MISSING_REASONS.get(value, value) if isinstance(value, str) else value
    if isinstance(number, str) and whole_number(number.strip()) is not None:
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or number not in MISSING_CODES or number == OUT_OF_RANGE:
        allowed = ", ".join(f"{code} ({word})" for code, word in MISSING_CODES.items() if code != OUT_OF_RANGE)
        raise UsageError(
            f"missing_map= turns {key!r} into {value!r}, which is no reason for missing. Allowed: {allowed}."
        )
    return number
