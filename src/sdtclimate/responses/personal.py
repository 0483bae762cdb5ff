"""Columns that could name a person: by what the platform says, by their names, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np

from sdtclimate.formats.raw import RawColumn
from sdtclimate.responses.answer_book import EMPTY_MARKS, decimal_number

_NAMES: Final = re.compile(
    r"""(?ix) (?<![a-z])(?:
      e[\s_.-]?mail
    | (?:first|last|full|sur|family|given|middle|nick|user|login|display)[\s_.-]?names? | names? | initials
    | phone | phone[\s_.-]?number | telephone | mobile | cell[\s_.-]?phone | fax
    | address | street | zip | zip[\s_.-]?code | post(?:al)?[\s_.-]?code
    | ip[\s_.-]?addr(?:ess)? | ip | latitude | longitude | lat | lon | lng | gps | geo[\s_.-]?(?:location|point)
    | date[\s_.-]?of[\s_.-]?birth | birth[\s_.-]?da(?:te|y) | dob
    | prolific(?:[\s_.-]?(?:pid|id))? | worker[\s_.-]?id | mturk | panel(?:ist)?[\s_.-]?id | rid
    | device[\s_.-]?id | submitted[\s_.-]?by | redcap_survey_identifier | referr?er | ref[\s_.-]?url
    | (?:respondent|response|participant|person|subject)[\s_.-]?id | pid | uuid | token
    | social[\s_.-]?security | passport | signature
    )(?![a-z])"""
)
_COMPACT: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_IP: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_LONG_TEXT: Final = 25
_LEAST_TEXTS: Final = 3


def personal_columns(columns: Iterable[RawColumn]) -> tuple[RawColumn, ...]:
    """Return the columns that could name a person.

    Parameters
    ----------
    columns : iterable of RawColumn
        Those that are neither items nor fields nor asked for.

    Notes
    -----
    Personal are columns that the platform fills so, whose names speak of persons, places or addresses, and those
    that hold e-mail addresses, network addresses or free text. Too many are taken rather than too few: what is
    taken goes no further than ``Responses.personal``.
    """
    return tuple(column for column in columns if is_personal(column))


def is_personal(column: RawColumn) -> bool:
    """Return whether one column could name a person."""
    if column.personal or column.fact == "token":
        return True
    if column.fact:
        return False
    # Long headings are questions; "name" inside a question says little about the answer.
    heading = _COMPACT.sub(" ", column.heading or column.name)
    if len(heading.split()) <= 4 and _NAMES.search(heading):
        return True
    if column.heading.lower().endswith(("_text", "_other", "comment", "comments")) and not _all_numbers(column):
        return True
    return _holds_persons(column)


def _all_numbers(column: RawColumn) -> bool:
    return all(decimal_number(word.strip()) is not None for word in column.words if word.strip())


def _holds_persons(column: RawColumn) -> bool:
    held = [word.strip().casefold() not in EMPTY_MARKS and bool(word.strip()) for word in column.words]
    words = [word.strip() for word, holds in zip(column.words, held, strict=True) if holds]
    if not words:
        return False
    sample = words[:2000]
    if any("@" in word and _MAIL.search(word) for word in sample):
        return True
    if sum(bool(_IP.fullmatch(word)) for word in sample) > len(sample) / 2:
        return True
    return _is_free_text(words, int(np.sum(column.counts[np.array(held)])))


def _is_free_text(words: list[str], filled: int) -> bool:
    """Whether people wrote in their own words: long texts, most of them once; `filled` cells hold something."""
    long = [word for word in words if len(word) >= _LONG_TEXT and len(word.split()) >= 3]
    if len(long) < min(_LEAST_TEXTS, len(words)) or len(long) < 0.2 * len(words):
        return False
    return len(words) > 0.5 * filled
