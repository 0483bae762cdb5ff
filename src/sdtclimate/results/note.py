"""`Note`: a sentence with an id, its template and the values put into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """A message that belongs to a result: a guardrail that fired, a choice made, a comparability label.

    Parameters
    ----------
    id : str
        ``"G2"``, ``"proxy"``, ``"N4"``, ``"listwise"`` ...
    template : str
        The sentence with ``{names}``.
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
