"""Whose answers to a scale are taken together, and why some are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from sdtclimate.analysis.grouping import WHOLE, PeopleGroup, only_site
from sdtclimate.analysis.inputs import ScaleData, groups_of
from sdtclimate.analysis.pooled_only import PooledOnly
from sdtclimate.analysis.scored import home_of, sensitivity_of
from sdtclimate.responses.responses import Responses
from sdtclimate.rules.comparability import COMPARISONS
from sdtclimate.scoring.headcount import below_headcount, forms_of

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data

DIFFERENT_PEOPLE: Final = ("proxy", "self_vs_other")
"""Comparability of answers that tell of different people, and so form no one scale together."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Those of a group who answered at least one item of a scale.

    Parameters
    ----------
    data : ScaleData
    people : PeopleGroup
        How tables and guardrails name them; its keys are empty for everybody.
    refusal : str
        Why nothing is said of them on this scale, whatever they answered.
    """

    data: ScaleData
    people: PeopleGroup
    refusal: str = ""

    @property
    def where(self) -> str:
        """Their name at the head of a note."""
        named = [self.people.who if name == "role" else f"{name} {value}" for name, value in self.people.keys.items()]
        return ", ".join(named) or self.people.who


def asked_groups(
    data: Data, scales: Sequence[ScaleData], keys: tuple[str, ...], levels: Sequence[object] | None
) -> Iterator[Asked]:
    """Yield, for each scale, everybody and then each group of `keys`.

    Everybody is left out where one group is all, where waves are told apart (a person of two waves would count
    twice), and where roles are told apart that answered about different people.
    """
    if not isinstance(data, Responses):
        for one in scales:
            asked = one.asked()
            yield Asked(asked, _people(asked, {}), "" if asked.n else _EMPTY)
        return
    barred = below_headcount(data, data.instrument)
    site_rules = PooledOnly(data)
    if levels is None and keys and keys[0] == "role":
        levels = data.roles
    for one in scales:
        kept = one.take(np.flatnonzero(~barred[one.scale])) if one.scale in barred else one
        asked = replace(kept, sensitivity=sensitivity_of(data.instrument, one.scale)).asked()
        parts = list(groups_of(asked, keys, levels)) if keys else []
        mixed = _different_people(data, asked)
        one_is_all = len(parts) == 1 and parts[0][1].n == asked.n
        if not parts or not (one_is_all or "wave" in keys or (mixed and "role" in keys)):
            everybody = _people(asked, {}, data.people.index, part=data.is_part)
            hidden = site_rules.why_scale(one.scale, everybody)
            yield Asked(asked, everybody, _refusal(data, asked, {}) or hidden)
        for key, part in parts:
            people = _people(part, key, data.people.index, part=data.is_part)
            hidden = site_rules.why_scale(one.scale, people)
            yield Asked(part, people, _refusal(data, part, key) or hidden)


_EMPTY: Final = "empty: nobody answered an item of this scale"


def _refusal(data: Responses, group: ScaleData, key: Mapping[str, object]) -> str:
    if not group.n:
        return _EMPTY
    tag = "" if "role" in key else _different_people(data, group)
    if not tag:
        return ""
    return f"{tag}: {COMPARISONS[tag].label}, which form no one scale. Give by='role', or choose a role with where()"


def _different_people(data: Responses, asked: ScaleData) -> str:
    """Return the comparability of the forms in these answers where it forbids to take them together."""
    home = home_of(data.instrument, asked.scale)
    if len(home.forms) < 2:
        return ""
    answered = set(pd.unique(forms_of(asked.people, home)))
    forms = [form for form in home.forms.values() if form.id in answered]
    if not any(form.informant == "psw" for form in forms):
        return ""
    tags = {home.comparability(asked.scale, form.id) for form in forms if form.informant != "psw"}
    return next((tag for tag in DIFFERENT_PEOPLE if tag in tags), "")


def _people(
    group: ScaleData, key: Mapping[str, object], index: pd.Index | None = None, *, part: bool = False
) -> PeopleGroup:
    """Return who these people are; with the index of all respondents also where they stand among them."""
    roles = list(group.people["role"].dropna().unique()) if "role" in group.people else []
    small = [name for name in key if name not in WHOLE]
    return PeopleGroup(
        key,
        np.arange(group.n) if index is None else index.get_indexer(pd.Index(group.ids)),
        role=str(key.get("role", roles[0] if len(roles) == 1 else "")),
        site=str(key.get("site", "")) or only_site(group.people),
        grouped=bool(small),
        family="/".join(small),
        part=part and not small,
    )
