"""`labels_of`: what a result takes along of its instrument, so that it can be read without it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from sdtclimate.instrument.model import Composite, Instrument, Subscale
from sdtclimate.responses.responses import Responses
from sdtclimate.results.labels import InstrumentFacts, Labels

if TYPE_CHECKING:
    from sdtclimate.analysis.inputs import Data

LANGUAGE = "en"
"""Language of titles and wording where the instrument has it; else its first."""


def labels_of(data: Data) -> Labels:
    """Return the names of scales, items and answers in `data`; none for a bare frame or array."""
    return _labels(data.instrument) if isinstance(data, Responses) else Labels()


@lru_cache(maxsize=16)
def _labels(instrument: Instrument) -> Labels:
    language = LANGUAGE if LANGUAGE in instrument.languages else next(iter(instrument.languages), LANGUAGE)
    members = instrument.parts or (instrument,)
    both: list[Subscale | Composite] = [*instrument.subscales.values(), *instrument.composites.values()]
    return Labels(
        scales={one.id: _text(one.title, language) for one in (*members, *both)},
        items={item: _wording(instrument, item, language) for item in instrument.items},
        answers={
            name: {code: answers.label(code, language) for code in answers.codes}
            for name in instrument.subscales
            for answers in [instrument.answer_scale_of(name)]
        },
        instruments=tuple(_about(part, language) for part in members),
        composites=tuple(instrument.composites),
        terms=dict(instrument.terms.get(language, {})),
    )


def _about(part: Instrument, language: str) -> InstrumentFacts:
    return InstrumentFacts(
        id=part.id,
        title=_text(part.title, language),
        version=part.version,
        hash=part.hash,
        licence=str(part.licence.get("kind", "")),
        own_draft=part.own_draft,
        status=part.status,
        scales=(*part.subscales, *part.composites),
    )


def _wording(instrument: Instrument, item: str, language: str) -> str:
    """Return the wording on the PSWs' form, else on the first form that asks the item; empty where none is shipped."""
    forms = sorted(instrument.items[item].text, key=lambda form: form != "psw")
    return next((text for form in forms if (text := instrument.wording(item, form, language))), "")


def _text(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
