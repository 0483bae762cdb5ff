"""`plot`: the figure of a result, from what may be shown of it and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup
from sdtclimate.plots.chart import Chart
from sdtclimate.plots.rows import Cut, rows_of, values_of
from sdtclimate.plots.theme import WIDE, Theme, drawing
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from sdtclimate.results.result import Result


def plot(
    result: Result,
    *,
    kind: str | None = None,
    scales: Sequence[str] | None = None,
    roles: Sequence[str] | None = None,
    whole: bool = False,
    words: Labels | None = None,
    theme: Theme = WIDE,
) -> Chart:
    """Draw a result.

    Parameters
    ----------
    result : Result
        What an analysis returned. Only ``result.shown()`` is read, so the figure holds nothing that may not be seen.
    kind : str, optional
        Which of the figures that this kind of result has; the first of `PLOTS` by default. A dimensionality
        result has ``"scree"`` and ``"loadings"``.
    scales : sequence of str, optional
        Scales to draw; all by default.
    roles : sequence of str, optional
        Roles to draw; all by default.
    whole : bool
        True draws all people together and none of the groups below them.
    words : Labels, optional
        Titles of scales, wording of items, labels of answers and roles; default is what the result brings along from
        its instrument (``result.labels``). What has no name is called by its id.
    theme : Theme
        Sizes and colours; `NARROW` is made for a phone.

    Returns
    -------
    Chart
        Shows itself in Jupyter; ``to_png``, ``to_svg``, ``alt``.

    Raises
    ------
    UsageError
        If `result` is no result, has no figure, or none of that `kind`, or not one of the `scales` or `roles`.
    """
    from matplotlib.figure import Figure

    from sdtclimate.plots.registry import PLOTS
    from sdtclimate.results.result import Result as AnyResult

    if not isinstance(result, AnyResult):
        raise UsageError(f"plot() takes what an analysis returns; found {type(result).__name__}.")
    figures = PLOTS.get(result.kind, {})
    if not figures:
        raise UsageError(f"There is no figure for {result.title.lower()}. Show its table: result.table().")
    chosen = lookup(figures, kind, what=f"figure of {result.title.lower()}", argument="kind") if kind else None
    found = chosen or next(iter(figures.values()))
    cut = Cut(_known(result, "scale", scales), _known(result, "role", roles), ("site", *result.by) if whole else ())
    names = words if words is not None else result.labels
    figure = Figure()
    with drawing():
        found.draw(result, figure, theme=theme, words=names, cut=cut)
    return Chart(
        figure,
        found.describe(result, words=names, cut=cut),
        found.headline(result, words=names, cut=cut),
        found.name,
    )


def _known(result: Result, key: str, wanted: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the keys asked for; one that the result does not have raises."""
    if wanted is None:
        return None
    there = {name: name for name in values_of(rows_of(result), key)}
    names = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return tuple(lookup(there, name, what=f"{key} of this result", argument=f"{key}s") for name in names)
