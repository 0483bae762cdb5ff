"""`Note`: a sentence with an id, its template and the values put into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sdtclimate.rules.notices import NOTICES, notice_text


@dataclass(frozen=True)
class Note:
    """A message that belongs to a result: a guardrail that fired, a choice made, a comparability label.

    Parameters
    ----------
    id : str
        ``"G2"``, ``"proxy"``, ``"N4"``, ``"listwise"`` ...
    template : str
        The sentence with ``{names}``. Empty for a standing notice, whose text is kept in one place.
    values : mapping
        What is put in. A number in here must be one that may be shown.
    """

    id: str
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence."""
        return self.template.format(**self.values)


def standing_note(name: str, **values: object) -> Note:
    """Return a standing notice (N1 to N14) as a note, with its text; `values` are exactly its fields."""
    notice_text(name, **values)
    return Note(name, NOTICES[name].template, values)


def text_of(note: Note, **known: object) -> str:
    """Return the sentence of a note; of a standing notice without a text the standing one.

    `known` gives fields that the note does not bring (``min=5``). A standing notice that needs more than is known
    here is left to the page that knows it: empty text.
    """
    if note.template or note.id not in NOTICES:
        return note.text
    notice = NOTICES[note.id]
    values = {**known, **note.values}
    return notice.template.format(**values) if set(notice.fields) <= set(values) else ""
