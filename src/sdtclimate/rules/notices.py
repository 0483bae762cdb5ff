"""N1 to N14: the standing notices, fixed texts with their ids."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Final

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup


@dataclass(frozen=True)
class Notice:
    """A standing notice.

    Parameters
    ----------
    id : str
        ``"N1"`` to ``"N14"``; stands in the source of every page that prints it.
    template : str
        The text with ``{fields}``.
    """

    id: str
    template: str

    @property
    def fields(self) -> tuple[str, ...]:
        """Names that the text needs, in order, each once."""
        return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(self.template) if name))


_TEXTS: Final[dict[str, str]] = {
    "N1": (
        "These are draft items, written for this toolkit. They are not validated. Scores describe the answers of this "
        "group at this time. There are no norms, no cut-offs and no diagnosis. They must not be used to appoint, rate, "
        "reward, discipline or dismiss any person, or to judge a person's fitness for peer work."
    ),
    "N2": (
        "This report uses {title}, version {version}. Its makers describe its status as: {status}. This toolkit has "
        "not tested whether its scores mean what they are meant to mean. It adds no norms and no cut-offs. Do not use "
        "the scores to judge any one person."
    ),
    "N3": (
        "Results are shown for groups of {min} people or more. If a hidden group could be worked out from the rest, "
        "another one is hidden too."
    ),
    "N4": "A gap is a difference between two views of the same service. It does not say who is right.",
    "N5": (
        "Staff gave their impression of {w}. An impression of somebody else is not a measure of how that person feels. "
        "So it is shown, and not tested."
    ),
    "N6": "The line around a mean shows how uncertain it is. A long line means that we do not know well.",
    "N7": "More sharing is not better sharing. Not sharing can be a free choice.",
    "N8": ("Sites stand in the order of the alphabet. With so few people, an order by result would be mostly chance."),
    "N9": (
        "Reliability says how consistently these answers tell people apart. It does not say that a scale measures what "
        "its name says."
    ),
    "N10": ("Structure was not tested: {n} people are too few. The scales follow the theory, not these data."),
    "N11": (
        "A difference between two times is not an effect. Other things changed too, and some other people answered."
    ),
    "N12": (
        "Some people may have skipped a question because of what their answer would have been. No calculation here can "
        "repair that."
    ),
    "N13": "Draft. Not entered in the release ledger. Do not pass on.",
    "N14": (
        "Could someone work out what I said? We show no single answers and no group of fewer than {min} people. Where "
        "one small group could be worked out from the others, we hid one more. This makes it hard, but no method is "
        "perfect: a person who knows you well may still guess. Questions, or want your answers left out of later "
        "reports? Ask {data_holder}."
    ),
}
NOTICES: Final[dict[str, Notice]] = {name: Notice(name, text) for name, text in _TEXTS.items()}


def notice_text(name: str, **values: object) -> str:
    """Return a notice as a sentence.

    Parameters
    ----------
    name : str
        ``"N1"`` to ``"N14"``.
    **values
        Exactly the fields of the notice: ``notice_text("N3", min=5)``.

    Raises
    ------
    UsageError
        If the notice does not exist, or a field is missing or not one of its own.
    """
    found = lookup(NOTICES, name, what="standing notice")
    if set(values) != set(found.fields):
        wanted = ", ".join(found.fields) or "no values"
        given = ", ".join(sorted(values)) or "none"
        raise UsageError(f"{name} needs {wanted}; given: {given}.")
    return found.template.format(**values)
