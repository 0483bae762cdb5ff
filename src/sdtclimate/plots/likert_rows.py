"""What the bars of answers read: for each item and group one share a level of the answer scale, in per cent."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdtclimate.plots.rows import ALL, Cut, Group, Row, groups_of, of_group, pick, rows_of, shown_of, values_of
from sdtclimate.results.labels import Labels

if TYPE_CHECKING:
    from sdtclimate.results.result import Result


@dataclass(frozen=True)
class Bar:
    """The answers of one group to one item, in per cent of those who answered; NaN where they may not be shown."""

    group: Group
    shares: tuple[float, ...]
    n: str
    why_not: str

    @property
    def known(self) -> bool:
        """Whether there is something to draw."""
        return bool(self.shares) and all(map(math.isfinite, self.shares))


@dataclass(frozen=True)
class ItemBars:
    """An item with its answer scale and a bar for each group."""

    id: str
    scale: str
    title: str
    codes: tuple[int, ...]
    labels: Mapping[int, str]
    bars: tuple[Bar, ...]


def bars_of(result: Result, words: Labels, cut: Cut = ALL) -> list[ItemBars]:
    """Return the items of the scales that share the answer scale of the first one."""
    shares = rows_of(result, cut, statistic="share")
    groups = groups_of(result, shares, words)
    items: list[ItemBars] = []
    for scale in values_of(shares, "scale") or [""]:
        rows = pick(shares, scale=scale)
        for item in values_of(rows, "item"):
            found = _item(item, scale, pick(rows, item=item), groups, words)
            if found and (not items or found.codes == items[0].codes):
                items.append(found)
    return items


def _item(item: str, scale: str, rows: Sequence[Row], groups: Sequence[Group], words: Labels) -> ItemBars | None:
    labels = words.answers.get(item) or words.answers.get(scale) or {}
    seen = sorted({int(float(str(row["variant"]))) for row in rows})
    codes = tuple(sorted(labels)) or tuple(seen)
    bars = []
    for group in groups:
        own = of_group(rows, group)
        if own:
            bars.append(_bar(group, own, codes))
    return ItemBars(item, scale, words.item(item), codes, labels, tuple(bars)) if bars and len(codes) > 1 else None


def _bar(group: Group, rows: Sequence[Row], codes: Sequence[int]) -> Bar:
    shown = {int(float(str(row["variant"]))): shown_of(row) for row in rows}
    first = next(iter(shown.values()))
    missing = next((s for s in shown.values() if not s.known), None)
    if missing is not None:
        return Bar(group, (math.nan,) * len(codes), first.n, missing.why_not)
    shares = [100 * shown[code].value if code in shown else 0.0 for code in codes]
    total = math.fsum(shares)
    if not total > 0:
        return Bar(group, (math.nan,) * len(codes), first.n, "no answers")
    # Shares rounded by the policy need not add up to 100; a bar is always as long as all answers.
    return Bar(group, tuple(100 * share / total for share in shares), first.n, "")


def middle_of(codes: Sequence[int]) -> int | None:
    """Return the middle level of an answer scale with an odd number of levels."""
    return codes[len(codes) // 2] if len(codes) % 2 else None


def halves(shares: Sequence[float], codes: Sequence[int]) -> tuple[float, float]:
    """Return how far a bar reaches to the left and to the right of the middle."""
    half = len(codes) // 2
    middle = shares[half] / 2 if len(codes) % 2 else 0.0
    left = math.fsum(shares[:half]) + middle
    return left, math.fsum(shares) - left


def percents(shares: Sequence[float]) -> list[int]:
    """Return whole per cents that add up to 100: the largest remainders are rounded up."""
    whole = [math.floor(share + 1e-9) for share in shares]
    order = sorted(range(len(shares)), key=lambda at: (-(shares[at] - whole[at]), at))
    for at in order[: max(0, round(math.fsum(shares)) - sum(whole))]:
        whole[at] += 1
    return whole
