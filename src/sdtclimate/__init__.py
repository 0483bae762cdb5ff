"""Measure the climate for self-disclosure in peer support work.

Every public name loads on first use: ``import sdtclimate as sdt`` is cheap, and ``sdt.score`` loads what scoring needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_FACE = {
    "load_instrument": "sdtclimate.instrument.loader",
    "list_instruments": "sdtclimate.instrument.catalog",
    "read_responses": "sdtclimate.responses.read",
    "match": "sdtclimate.responses.read",
    "screen": "sdtclimate.analysis.screen",
    "score": "sdtclimate.scoring.score",
    "simulate": "sdtclimate.synthetic.simulate",
    "describe_items": "sdtclimate.analysis.describe_items",
    "describe_scores": "sdtclimate.analysis.describe_scores",
    "reliability": "sdtclimate.analysis.reliability",
    "dimensionality": "sdtclimate.analysis.dimensionality",
    "compare_roles": "sdtclimate.analysis.compare_roles",
    "compare_groups": "sdtclimate.analysis.compare_groups",
    "plot": "sdtclimate.plots.draw",
    "protect": "sdtclimate.release.gate",
    "report": "sdtclimate.reports.report",
    "Instrument": "sdtclimate.instrument.model",
    "Responses": "sdtclimate.responses.responses",
    "Policy": "sdtclimate.disclosure.policy",
    "Study": "sdtclimate.study.file",
}
__all__ = ["__version__", *_FACE]

if TYPE_CHECKING:
    from sdtclimate.analysis.compare_groups import compare_groups as compare_groups
    from sdtclimate.analysis.compare_roles import compare_roles as compare_roles
    from sdtclimate.analysis.describe_items import describe_items as describe_items
    from sdtclimate.analysis.describe_scores import describe_scores as describe_scores
    from sdtclimate.analysis.dimensionality import dimensionality as dimensionality
    from sdtclimate.analysis.reliability import reliability as reliability
    from sdtclimate.analysis.screen import screen as screen
    from sdtclimate.disclosure.policy import Policy as Policy
    from sdtclimate.instrument.catalog import list_instruments as list_instruments
    from sdtclimate.instrument.loader import load_instrument as load_instrument
    from sdtclimate.instrument.model import Instrument as Instrument
    from sdtclimate.plots.draw import plot as plot
    from sdtclimate.release.gate import protect as protect
    from sdtclimate.reports.report import report as report
    from sdtclimate.responses.read import match as match
    from sdtclimate.responses.read import read_responses as read_responses
    from sdtclimate.responses.responses import Responses as Responses
    from sdtclimate.scoring.score import score as score
    from sdtclimate.study.file import Study as Study
    from sdtclimate.synthetic.simulate import simulate as simulate


def __getattr__(name: str) -> object:
    if name in _FACE:
        value = getattr(import_module(_FACE[name]), name)
        globals()[name] = value
        return value
    from sdtclimate.core.registry import nearest

    guess = nearest(name, _FACE)
    hint = f" Did you mean {guess}?" if guess else ""
    raise AttributeError(f"sdtclimate has no {name!r}.{hint}")


def __dir__() -> list[str]:
    return sorted(__all__)
