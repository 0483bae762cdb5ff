"""Who is told of by which row: all of a role, and the groups that `by` makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.analysis.inputs import as_by
from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.core.terms import ROLE_LABELS
from sdtclimate.disclosure.cells import Side
from sdtclimate.disclosure.policy import FLOOR_OTHER
from sdtclimate.responses.responses import Responses

NOT_GIVEN: Final = "not given"
"""Stands for the key of people who did not give one: they are counted in the total and so must be told of below it."""
WHOLE: Final = ("role", "wave")
"""Keys that leave a group whole: all sites together of a role at a time. Anything else makes it smaller."""


@dataclass(frozen=True, eq=False)
class PeopleGroup:
    """Some respondents and what names them.

    Parameters
    ----------
    keys : mapping column -> value
    rows : int array
        Positions in the responses.
    role, site : str
        The site also where all of them happen to be at one.
    grouped : bool
        Smaller than all sites together of a role.
    family : str
        Which total it lies under; empty for a total.
    part : bool
        A total of answers that a filter made fewer (`Responses.is_part`): to a reader a group like any other.
    """

    keys: Mapping[str, object]
    rows: npt.NDArray[np.intp]
    role: str = ""
    site: str = ""
    grouped: bool = False
    family: str = ""
    part: bool = False

    @property
    def banded(self) -> bool:
        """Whether a band stands for their n."""
        return self.grouped or self.part

    @property
    def who(self) -> str:
        """Word for the people."""
        return ROLE_LABELS.get(self.role, "respondents")

    def side(self, members: frozenset[int], mean: float = float("nan")) -> Side:
        """Return these people, or those of them who count here, as one side of a cell."""
        return Side(members, self.role, self.grouped, self.site, mean, self.part)


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups that `by` makes.

    Parameters
    ----------
    by : tuple of str
        Columns that name the groups; ``role`` first where several roles answered.
    groups : tuple of PeopleGroup
        Totals first, then the groups below them.
    """

    by: tuple[str, ...]
    groups: tuple[PeopleGroup, ...] = field(default_factory=tuple)


def grouping_of(responses: Responses, by: str | Sequence[str] | None) -> Grouping:
    """Return all people of each role, and below them the groups of `by`.

    Without roles everybody is one group. Where several roles answered and `by` does not name ``role``, it is added:
    a mean over PSWs and staff together means nothing.

    Raises
    ------
    UsageError
        If a column does not exist, `by` has more than two keys, or each of its groups has fewer than 5 people.
    """
    people = responses.people
    names = as_by(by)
    has_roles = "role" in people and bool(people["role"].notna().any())
    names = tuple(dict.fromkeys(name for name in names if name != "role" or has_roles))
    for name in names:
        lookup({str(column): column for column in people.columns}, name, what="column about people", argument="by")
    if "role" not in names and len(responses.roles) > 1:
        if len(names) > 1:
            raise UsageError(
                f"by={names!r} pools {', '.join(responses.roles)}. "
                f"Choose one: responses.where(role='{responses.roles[0]}'), or --where role={responses.roles[0]}."
            )
        names = ("role", *names)
    top = tuple(name for name in names if name in WHOLE)
    only_role = responses.roles[0] if len(responses.roles) == 1 else ""
    groups = [
        PeopleGroup(
            keys,
            rows,
            role=str(keys.get("role", only_role)),
            site=only_site(people.iloc[rows]),
            part=responses.is_part,
        )
        for keys, rows in _split(responses, top, top)
    ]
    if set(names) - set(top):
        family = "/".join(name for name in names if name not in WHOLE)
        groups += [
            PeopleGroup(
                keys,
                rows,
                role=str(keys.get("role", only_role)),
                site=str(keys.get("site", "")) or only_site(people.iloc[rows]),
                grouped=True,
                family=family,
            )
            for keys, rows in _split(responses, names, top)
        ]
        _refuse_values(names, [group for group in groups if group.grouped])
    return Grouping(names, tuple(groups))


def _refuse_values(names: Sequence[str], groups: Sequence[PeopleGroup]) -> None:
    """Raise for a column of single values (an age, a comment): its groups' names alone would tell who is there."""
    column = next((name for name in names if name not in (*WHOLE, "site")), "")
    if column and len(groups) > 1 and all(group.rows.size < FLOOR_OTHER for group in groups):
        raise UsageError(
            f"by={column!r} makes {len(groups)} groups, each of fewer than {FLOOR_OTHER} people. "
            "Put its values into a few larger groups first, or choose another column."
        )


def only_site(people: pd.DataFrame) -> str:
    """Return the site where all these people are, or empty text.

    Whatever names such a group, to a reader it is the site: what is not told by site is not told of it either.
    """
    if "site" not in people or not len(people) or bool(people["site"].isna().any()):
        return ""
    names = people["site"].unique()
    return str(names[0]) if len(names) == 1 else ""


def _split(
    responses: Responses, names: tuple[str, ...], top: tuple[str, ...]
) -> list[tuple[dict[str, object], npt.NDArray[np.intp]]]:
    if not names:
        return [({}, np.arange(len(responses), dtype=np.intp))]
    frame = pd.DataFrame({name: responses.people[name].astype(object).to_numpy() for name in names})
    frame = frame.dropna(subset=list(top)) if top else frame
    for name in set(names) - set(top):
        frame[name] = frame[name].where(frame[name].notna(), NOT_GIVEN)
    order = {role: at for at, role in enumerate(responses.roles)}
    found = frame.groupby(list(names), sort=False, observed=True).indices
    answer = []
    for key in found:
        values = key if isinstance(key, tuple) else (key,)
        rows = frame.index.to_numpy(dtype=np.intp)[np.asarray(found[key], dtype=np.intp)]
        answer.append((dict(zip(names, values, strict=True)), rows))
    return sorted(answer, key=lambda pair: tuple(_place(name, value, order) for name, value in pair[0].items()))


def _place(name: str, value: object, order: Mapping[str, int]) -> tuple[int, float, str]:
    if name == "role":
        return (order.get(str(value), len(order)), 0.0, "")
    number = float(value) if isinstance(value, int | float | np.number) and not isinstance(value, bool) else 0.0
    return (int(value == NOT_GIVEN), number, str(value))
