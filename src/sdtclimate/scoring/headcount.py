"""Where so few peer support workers work at a site that an impression of them would be one of a named colleague."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.responses.responses import Responses

BoolArray = npt.NDArray[np.bool_]
SUBJECT = "psw"
"""The informant that others' impressions are of."""


def below_headcount(responses: Responses, instrument: Instrument) -> dict[str, BoolArray]:
    """Return, for each scale of proxy items, the respondents whose form may not be scored there.

    Parameters
    ----------
    responses : Responses
        ``people`` names role or form and, where there are any, sites.
    instrument : Instrument
        A form with ``min_headcount`` is not scored on proxy scales at sites with fewer PSWs.

    Returns
    -------
    dict of scale id to bool array, n
        Only scales to which the rule applies.

    Notes
    -----
    The head count is that of the site list. A site that the list does not name counts the PSW forms that came
    back from it, in its fullest wave; answers without sites count as those of one site.
    """
    rules = list(_rules(instrument, forms_of(responses.people, instrument)))
    if not rules:
        return {}
    counts = headcounts(responses)
    affected: dict[str, BoolArray] = {}
    for scale, at_form, minimum in rules:
        few = at_form & (counts < minimum)
        affected[scale] = affected[scale] | few if scale in affected else few
    return affected


def headcounts(responses: Responses) -> npt.NDArray[np.float64]:
    """Return for each respondent the PSWs on the payroll of the site, n values."""
    people = responses.people
    role = next((people[name] for name in ("role", "form") if name in people), None)
    is_psw = np.zeros(len(people), dtype=bool) if role is None else (role == SUBJECT).to_numpy(dtype=bool)
    site = people["site"].astype(object) if "site" in people else pd.Series("", index=people.index, dtype=object)
    wave = people["wave"].astype(object) if "wave" in people else pd.Series("", index=people.index, dtype=object)
    keys = pd.DataFrame({"site": site.to_numpy(), "wave": wave.to_numpy(), "psw": is_psw})
    by_wave = keys.groupby(["site", "wave"], dropna=False, sort=False)["psw"].sum()
    known = by_wave.groupby(level=0, dropna=False).max().astype(np.float64)
    listed = responses.sites
    if listed is not None and {"site", "n_psw"} <= set(listed.columns):
        payroll = pd.to_numeric(listed.drop_duplicates("site").set_index("site")["n_psw"], errors="coerce").dropna()
        known = pd.concat([payroll.astype(np.float64), known[~known.index.isin(payroll.index)]])
    return np.asarray(keys["site"].map(known).fillna(0.0), dtype=np.float64)


def forms_of(people: pd.DataFrame, instrument: Instrument) -> npt.NDArray[np.object_]:
    """Return the form that each respondent filled in; empty text where it is not known."""
    if "form" in people:
        return people["form"].astype(object).where(people["form"].notna(), "").to_numpy(dtype=object)
    if "role" in people:
        by_role = {form.informant: name for name, form in reversed(list(instrument.forms.items()))}
        return people["role"].astype(object).map(by_role).fillna("").to_numpy(dtype=object)
    return np.full(len(people), "", dtype=object)


def _rules(instrument: Instrument, forms: npt.NDArray[np.object_]) -> Iterator[tuple[str, BoolArray, int]]:
    for part in instrument.parts or (instrument,):
        for name, form in part.forms.items():
            if not form.min_headcount:
                continue
            at_form = forms == name
            if not at_form.any():
                continue
            for scale in (*part.subscales, *part.composites):
                if not isinstance(part.scale(scale), Composite) and part.comparability(scale, name) == "proxy":
                    yield scale, at_form, form.min_headcount
