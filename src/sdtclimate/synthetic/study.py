"""The synthetic study: the recipe's steps in order, the truth kept beside what came back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.registry import lookup
from sdtclimate.core.terms import NOT_PRESENTED
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.headcount import withhold_proxies
from sdtclimate.responses.ledger import Ledger
from sdtclimate.responses.responses import Responses
from sdtclimate.synthetic.answers import ALL_ITEMS, Codes, Latents, draw_answers, draw_latents
from sdtclimate.synthetic.careless import Careless, make_careless
from sdtclimate.synthetic.designs import DESIGNS, SUITE, Design
from sdtclimate.synthetic.fields import draw_fields
from sdtclimate.synthetic.missing import form_versions, make_missing, wholly_blank
from sdtclimate.synthetic.presentation import ASKED
from sdtclimate.synthetic.roster import Roster, make_roster


@dataclass(frozen=True, eq=False)
class SyntheticStudy:
    """One study of no real people.

    Parameters
    ----------
    design : Design
    seed : int
    roster : Roster
    latents : Latents
        Truth: eta and who is designated.
    complete : int8 array, n x 146
        Truth: the answers of steps 1 to 10, before carelessness and missing answers.
    careless : Careless
        Truth: who is careless and how.
    codes : int8 array, n x 146
        The answers as they came back.
    fields : DataFrame, n rows
        Descriptive fields; missing where the role is not asked.
    """

    design: Design
    seed: int
    roster: Roster
    latents: Latents
    complete: Codes
    careless: Careless
    codes: Codes
    fields: pd.DataFrame

    @property
    def people(self) -> pd.DataFrame:
        """Respondent, role, form, site, wave, form version where it is an older one, seconds for the form."""
        names = self.roster.site_names()
        role = self.roster.role
        number = pd.Series(role).groupby(role).cumcount() + 1
        respondent = [f"{self.design.name}-{r}-{i:03d}" for r, i in zip(role, number, strict=True)]
        return pd.DataFrame(
            {
                "respondent": respondent,
                "role": role.astype(str),
                "form": role.astype(str),
                "form_version": form_versions(self.design, self.roster).astype(str),
                "site": [names[place] for place in self.roster.site],
                "wave": 1,
                "duration": self.careless.duration,
            }
        )

    @property
    def sites(self) -> pd.DataFrame:
        """The site list: ``site, n_psw, invited_psw, invited_staff``."""
        return pd.DataFrame(
            {
                "site": self.roster.site_names(),
                "n_psw": self.roster.headcount,
                "invited_psw": self.roster.headcount,
                "invited_staff": self.roster.invited_staff,
            }
        )

    def responses(self, instrument: Instrument | None = None, *, complete: bool = False) -> Responses:
        """Return the answers to an instrument whose items the study holds; to all of them by default.

        Parameters
        ----------
        instrument : Instrument, optional
        complete : bool
            The answers before carelessness and missing answers, in place of those that came back.
        """
        chosen = instrument or load_instrument(SUITE)
        column = {item: place for place, item in enumerate(ALL_ITEMS)}
        item_ids = tuple(item for item in chosen.scored_items if item in column)
        codes = self.complete if complete else self.codes
        asked = {role: set(items) for role, items in ASKED.items()}
        taken = np.ascontiguousarray(codes[:, [column[item] for item in item_ids]].T)
        for role in ASKED:
            off_form = np.array([item not in asked[role] for item in item_ids], dtype=bool)
            taken[np.ix_(off_form, self.roster.role == role)] = NOT_PRESENTED
        fields = self.fields[[name for name in self.fields.columns if name in chosen.items]].copy()
        return responses_of(
            chosen, item_ids, taken, self.people, source=self.design.name, fields=fields, sites=self.sites
        )


def make_study(name: str, *, seed: int | None = None) -> SyntheticStudy:
    """Make a study of one of the designs, ``bendor``, ``field`` or ``calib``.

    Parameters
    ----------
    name : str
    seed : int, optional
        That of the shipped files by default.
    """
    design = lookup(DESIGNS, name, what="synthetic study", argument="design")
    start = design.seed if seed is None else seed
    roster = make_roster(design, start)
    latents = draw_latents(roster, start)
    complete = draw_answers(roster, latents, start)
    fields = draw_fields(roster, latents, start)
    careless = make_careless(roster, complete, start)
    contact = fields["rp_st_contact_months"].to_numpy(dtype=np.float64, na_value=np.nan)
    codes = make_missing(design, roster, careless.codes, contact, start)
    empty = wholly_blank(design, roster)
    if empty.size:
        fields.loc[empty] = pd.NA
    return SyntheticStudy(design, start, roster, latents, complete, careless, codes, fields)


def responses_of(
    instrument: Instrument,
    item_ids: tuple[str, ...],
    codes: npt.NDArray[np.signedinteger],
    people: pd.DataFrame,
    *,
    source: str,
    fields: pd.DataFrame | None = None,
    sites: pd.DataFrame | None = None,
) -> Responses:
    """Return simulated answers as `Responses`, impressions withheld as in reading; nobody is set aside."""
    n = len(people)
    name = f"simulated {source}"
    withheld = withhold_proxies(codes, item_ids, people, instrument, sites)
    digest = hashlib.sha256(" ".join(item_ids).encode() + np.ascontiguousarray(codes).tobytes())
    return Responses(
        instrument=instrument,
        item_ids=item_ids,
        codes=codes,
        people=people,
        ledger=Ledger(rows_in={name: n}, rows_kept={name: n}, remarks=("Synthetic: no real people.", *withheld)),
        fields=pd.DataFrame() if fields is None else _as_read(fields),
        sources=(name,),
        source_of=np.zeros(n, np.int32),
        line_of=np.arange(2, n + 2),
        data_hash=digest.hexdigest(),
        sites=sites,
    )


def _as_read(fields: pd.DataFrame) -> pd.DataFrame:
    """Return fields with numbers as floats, as a reader gives them."""
    numbers = [name for name in fields.columns if pd.api.types.is_numeric_dtype(fields[name])]
    return fields.astype(dict.fromkeys(numbers, "float64"))
