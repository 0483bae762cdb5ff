"""`PLOTS`: which figures a kind of result has; the first is drawn unless another is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from sdtclimate.plots import gap, likert, loadings, means, reliability, scree
from sdtclimate.plots.rows import ALL, Cut
from sdtclimate.plots.theme import Theme
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sdtclimate.results.result import Result


class Draw(Protocol):
    """Draw a result on an empty figure."""

    def __call__(self, result: Result, figure: Figure, *, theme: Theme, words: Labels, cut: Cut = ALL) -> None:
        """Draw it."""


class Say(Protocol):
    """Say something of a result: its title, or its alt text."""

    def __call__(self, result: Result, *, words: Labels, cut: Cut = ALL) -> str:
        """Return the words."""


@dataclass(frozen=True)
class Plot:
    """One figure: how it is drawn, its headline, its alt text."""

    name: str
    draw: Draw
    headline: Say
    describe: Say


GAP: Final = Plot("gap", gap.draw, gap.headline, gap.describe)
LIKERT: Final = Plot("likert", likert.draw, likert.headline, likert.describe)
LOADINGS: Final = Plot("loadings", loadings.draw, loadings.headline, loadings.describe)
MEANS: Final = Plot("means", means.draw, means.headline, means.describe)
RELIABILITY: Final = Plot("reliability", reliability.draw, reliability.headline, reliability.describe)
SCREE: Final = Plot("scree", scree.draw, scree.headline, scree.describe)

PLOTS: Final[dict[str, dict[str, Plot]]] = {
    "gap": {"gap": GAP, "means": MEANS},
    "group_comparison": {"means": MEANS},
    "describe_scores": {"means": MEANS},
    "describe_items": {"likert": LIKERT},
    "reliability": {"reliability": RELIABILITY},
    "dimensionality": {"scree": SCREE, "loadings": LOADINGS},
}
