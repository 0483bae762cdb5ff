"""The order in which a form asks its items: mixed, never scale by scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from sdtclimate.synthetic.answers import BRIEF
from sdtclimate.synthetic.population import BLOCKS, LOADINGS, PREFIX

NEEDS_ORDER: Final = ("cs", "af", "rs", "cf", "as", "rf")
"""A need's two sides lie three apart, and no form opens on a frustration item."""


def _round_robin(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(item for turn in zip_longest(*groups) for item in turn if item is not None)


def _block(block: str) -> tuple[str, ...]:
    order = NEEDS_ORDER if block == "needs" else BLOCKS[block]
    return _round_robin([[f"{PREFIX[block]}{name}{i + 1}" for i in range(len(LOADINGS[name]))] for name in order])


def _brief() -> tuple[str, ...]:
    return _round_robin([[f"nb_{item}" for item in BRIEF if item.startswith(side)] for side in NEEDS_ORDER])


PAGES: Final[dict[str, tuple[str, ...]]] = {
    "needs_core": _block("needs"),
    "needs_brief": _brief(),
    "support_climate": _block("climate"),
}
"""Items of each instrument of the shipped studies in the order asked."""
ASKED: Final[dict[str, tuple[str, ...]]] = {
    "psw": tuple(item for page in PAGES.values() for item in page),
    "staff": (*PAGES["needs_core"], *PAGES["support_climate"]),
    "director": (*PAGES["needs_core"], *PAGES["support_climate"]),
}
"""Items that the form of a role asks, in order."""
