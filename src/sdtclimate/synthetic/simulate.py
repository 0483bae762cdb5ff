"""`simulate`: answers of no real people, from a stated truth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdtclimate.core.errors import UsageError
from sdtclimate.core.random import seed_of
from sdtclimate.core.registry import lookup
from sdtclimate.instrument.loader import Source, load_instrument
from sdtclimate.instrument.model import Instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.synthetic.designs import DESIGNS
from sdtclimate.synthetic.generic import draw_codes, draw_fields, draw_people
from sdtclimate.synthetic.study import make_study, responses_of

if TYPE_CHECKING:
    from sdtclimate.core.random import Rng

N_DEFAULT = 200


def simulate(
    instrument: Source | Sequence[Source],
    *,
    n: int | None = None,
    design: str | None = None,
    missing: float = 0.0,
    rng: Rng | None = None,
) -> Responses:
    """Simulate answers to an instrument, or one of the synthetic studies.

    Parameters
    ----------
    instrument : Instrument, or what `load_instrument` takes, or ``"bendor"``, ``"field"``, ``"calib"``
        The name of a study alone gives the study with all its instruments.
    n : int, optional
        People on each form, 200 by default; ten of each form to a site. Not with a study, whose sizes are fixed.
    design : {"bendor", "field", "calib"}, optional
        Take the people and the truth of this study; its answers must hold items of the instrument.
    missing : float in [0, 1), default 0
        Share of cells left blank at random. Not with a study, which states its own.
    rng : int or Generator, optional
        0 by default; with a study the seed of the shipped files.

    Returns
    -------
    Responses
        With role, form, site and wave; everything in it is invented.

    Raises
    ------
    UsageError
        For an unknown study or instrument, or a study together with `n` or `missing`.

    Notes
    -----
    Without a design each subscale has one normal factor with a tenth of its variance between sites; factors
    correlate .30 (negative across valence). y* = loading x factor + residual is cut at even thresholds. Loadings
    are .75, .70, .65, .60 in the order of the items; `synthetic.generic.population_of` gives them all. The same
    `rng` gives the same answers to an item whatever else the instrument holds. The studies' truth is in
    `synthetic.population`.

    Examples
    --------
    >>> import sdtclimate as sdt
    >>> answers = sdt.simulate("bendor")
    >>> len(answers), answers.roles
    (42, ('psw', 'staff'))
    """
    if isinstance(instrument, str) and instrument in DESIGNS:
        if design is not None and design != instrument:
            raise UsageError(f"simulate({instrument!r}, design={design!r}) names two studies. Name one.")
        return _study(None, instrument, n, missing, rng)
    chosen = load_instrument(instrument)
    if design is not None:
        lookup(DESIGNS, design, what="synthetic study", argument="design")
        return _study(chosen, design, n, missing, rng)
    size = N_DEFAULT if n is None else n
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise UsageError(f"n={n!r} is no number of people. Give a whole number of 1 or more.")
    if not 0 <= missing < 1:
        raise UsageError(f"missing={missing!r} is no share of cells. Give a number from 0 up to, not including, 1.")
    seed = seed_of(0 if rng is None else rng)
    people = draw_people(chosen, size)
    item_ids, codes = draw_codes(chosen, people, seed, missing=missing)
    return responses_of(chosen, item_ids, codes, people, source=chosen.id, fields=draw_fields(chosen, people, seed))


def _study(instrument: Instrument | None, design: str, n: int | None, missing: float, rng: Rng | None) -> Responses:
    if n is not None or missing:
        raise UsageError(f"n= and missing= do not go with {design}: the study has its own sizes and missing answers.")
    study = make_study(design, seed=None if rng is None else seed_of(rng))
    responses = study.responses(instrument)
    if instrument is not None and instrument.scored_items and not responses.item_ids:
        raise UsageError(f"{design} holds no item of {instrument.id}. Leave design out to simulate it by itself.")
    return responses
