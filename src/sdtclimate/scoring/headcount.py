"""Where so few peer support workers work at a site that an impression of them would be one of a named colleague."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.responses.responses import Responses

BoolArray = npt.NDArray[np.bool_]


def below_headcount(responses: Responses, instrument: Instrument) -> dict[str, BoolArray]:
    """Return, for each scale of proxy items, the respondents whose form may not be scored there.

    Parameters
    ----------
    responses : Responses
        With a site list; without one the reader has withheld the answers already, by the PSW forms that came back,
        which can no longer be counted once people were filtered.
    instrument : Instrument
        A form with ``min_headcount`` is not scored on proxy scales at sites with fewer PSWs on the payroll.

    Returns
    -------
    dict of scale id to bool array, n
        Only scales to which the rule applies. A site whose head count is not known is not among them.
    """
    sites, people = responses.sites, responses.people
    if sites is None or "n_psw" not in sites or "site" not in people:
        return {}
    payroll = pd.Series(pd.to_numeric(sites["n_psw"], errors="coerce").to_numpy(), index=_labels(sites["site"]))
    counts = pd.Series(_labels(people["site"])).map(payroll[~payroll.index.duplicated()]).to_numpy(dtype=np.float64)
    affected: dict[str, BoolArray] = {}
    for scale, at_form, minimum in _rules(instrument, forms_of(people, instrument)):
        few = at_form & (counts < minimum)
        affected[scale] = affected[scale] | few if scale in affected else few
    return affected


def forms_of(people: pd.DataFrame, instrument: Instrument) -> npt.NDArray[np.object_]:
    """Return the form that each respondent filled in; empty text where it is not known."""
    if "form" in people:
        return people["form"].astype(object).where(people["form"].notna(), "").to_numpy(dtype=object)
    if "role" in people:
        by_role = {form.informant: name for name, form in reversed(list(instrument.forms.items()))}
        return np.array([by_role.get(role, "") for role in people["role"]], dtype=object)
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


def _labels(column: pd.Series) -> list[str]:
    """Return a column as text, so that site 1 of the answers is site "1" of the list; empty where missing."""
    return [str(value) if known else "" for value, known in zip(column, column.notna(), strict=True)]
