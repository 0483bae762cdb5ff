"""Where a number would rate one or two persons whom everybody at the site can name: shown for all sites together only.

Staff impressions of few PSWs, and answers about one leader (blueprint 3.4). Head counts themselves are never printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.analysis.grouping import PeopleGroup
from sdtclimate.analysis.scored import home_of
from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.scoring.headcount import forms_of

FEW_PSWS: Final = "headcount: an impression of few, nameable PSWs; it counts in the pooled results only"
FEW_LEADERS: Final = "leaders: at this site it would rate a named leader; it counts in the pooled results only"
HIDDEN_AT_SITE: Final = "high"
"""Sensitivity of such a row: the policy then hides it by site, and covers it so that it cannot be worked out."""


@dataclass(frozen=True, eq=False)
class PooledOnly:
    """Which scales and items are not told of at a site.

    Parameters
    ----------
    responses : Responses
        Its site list gives head counts (``n_psw``, ``n_leaders``). A site that is not listed counts the PSW forms among
        these responses, and is not known to have enough leaders.
    """

    responses: Responses

    @cached_property
    def _psws(self) -> dict[str, float]:
        """PSWs at each site by its name as text: on the payroll, else the forms that came back."""
        people = self.responses.people
        informants = {name: form.informant for name, form in self.responses.instrument.forms.items()}
        is_psw = np.array([informants.get(name, name) == "psw" for name in self._forms.tolist()], dtype=bool)
        counts = people.loc[is_psw, "site"].astype(str).value_counts() if "site" in people else pd.Series(dtype=float)
        return {**{str(site): float(n) for site, n in counts.items()}, **self._listed("n_psw")}

    def _listed(self, column: str) -> dict[str, float]:
        """Return a head count of the site list, by site; sites without a number are not in it."""
        listed = self.responses.sites
        if listed is None or not {"site", column} <= set(listed.columns):
            return {}
        numbers = pd.to_numeric(listed[column], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
        known = zip(listed["site"].astype(str), numbers, strict=True)
        return {site: float(n) for site, n in known if np.isfinite(n)}

    @cached_property
    def _forms(self) -> npt.NDArray[np.object_]:
        return forms_of(self.responses.people, self.responses.instrument)

    def why_scale(self, scale: str, group: PeopleGroup) -> str:
        """Return why a site's people are not told of on this scale, or empty text."""
        if not group.site or not group.rows.size:
            return ""
        home = home_of(self.responses.instrument, scale)
        fewest = max((home.headcount_rule(scale, form)[1] for form in self._forms_of(group, home)), default=0)
        if self._few_psws(group, fewest):
            return FEW_PSWS
        return FEW_LEADERS if self._few_leaders(group, _leaders_needed(home, scale)) else ""

    def why_item(self, item: str, scale: str, group: PeopleGroup) -> str:
        """Return why a site's people are not told of on this item, or empty text."""
        if not group.site or not group.rows.size:
            return ""
        home = home_of(self.responses.instrument, scale)
        asked = home.items[item]
        proxy = [form for form in self._forms_of(group, home) if asked.comparability_of(form) == "proxy"]
        if self._few_psws(group, max((home.forms[form].min_headcount_site for form in proxy), default=0)):
            return FEW_PSWS
        return FEW_LEADERS if self._few_leaders(group, asked.min_leaders_site) else ""

    def _forms_of(self, group: PeopleGroup, home: Instrument) -> list[str]:
        found = set(self._forms[group.rows].tolist())
        return [form for form in home.forms if form in found]

    def _few_psws(self, group: PeopleGroup, fewest: int) -> bool:
        return bool(fewest) and self._psws.get(group.site, 0.0) < fewest

    def _few_leaders(self, group: PeopleGroup, needed: int) -> bool:
        return bool(needed) and self._listed("n_leaders").get(group.site, 0.0) < needed


def _leaders_needed(instrument: Instrument, scale: str) -> int:
    """Return how many leaders a scale needs at a site: what all its items need, or what any part needs."""
    found = instrument.scale(scale)
    if isinstance(found, Composite):
        return max((_leaders_needed(instrument, part) for part in found.parts), default=0)
    needed = [instrument.items[item].min_leaders_site for item in found.items]
    return min(needed) if all(needed) else 0
