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
    pass


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
