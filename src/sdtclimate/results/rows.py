"""`Rows`: the rows of a result's frame and their cells, put down together so that they cannot part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sdtclimate.core.estimate import NAN, Estimate, Status
from sdtclimate.core.terms import KEY_COLUMNS, SIDE_COLUMNS, STATISTIC_COLUMNS
from sdtclimate.disclosure.cells import Cell


@dataclass
class Rows:
    """Collects rows; `frame` gives them the columns of a result in their standing order.

    Parameters
    ----------
    keys : sequence of str
        Key columns of this result, and the people columns that divide it.
    extra : sequence of str
        Columns that this type of result declares.
    sides : bool
        Whether rows have ``n_psw, n_staff, n_sites``.
    """

    keys: Sequence[str]
    extra: Sequence[str] = ()
    sides: bool = False
    records: list[dict[str, object]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def add(
        self,
        keys: Mapping[str, object],
        statistic: str,
        estimate: Estimate,
        cell: Cell,
        *,
        variant: str = "",
        extra: Mapping[str, object] | None = None,
        sides: tuple[float, float, float] | None = None,
    ) -> None:
        """Put down one row: what names it, its estimate, and of whom it tells."""
        record: dict[str, object] = {key: keys.get(key, "") for key in self.keys}
        record.update(statistic=statistic, variant=variant)
        record.update({name: (extra or {}).get(name, "") for name in self.extra})
        record.update(
            estimate=estimate.value,
            se=estimate.se,
            ci_low=estimate.ci_low,
            ci_high=estimate.ci_high,
            level=estimate.level,
            n=estimate.n,
            k=estimate.k,
            method=estimate.method,
            status=estimate.status,
            reason=estimate.reason,
        )
        if self.sides:
            record.update(zip(SIDE_COLUMNS, sides or (NAN, NAN, NAN), strict=True))
        self.records.append(record)
        self.cells.append(cell)

    def frame(self) -> pd.DataFrame:
        """Return the rows as a tidy frame."""
        standing = [key for key in KEY_COLUMNS if key in self.keys]
        others = [key for key in self.keys if key not in KEY_COLUMNS]
        numbers = ("estimate", "se", "ci_low", "ci_high", "level", "n", "k", "method", "status", "reason")
        columns = [*standing, *others, *STATISTIC_COLUMNS, *self.extra, *numbers, *(SIDE_COLUMNS if self.sides else ())]
        return pd.DataFrame(self.records, columns=columns)

    def verdict(self) -> tuple[Status, str]:
        """Return the status of the whole and its reason.

        ``not_estimable`` when no row has a number, ``caution`` when a row about all sites together is not ``ok``. A
        scale that only one form asks is no reason for caution about the others.
        """
        if all(record["status"] == "not_estimable" for record in self.records):
            reason = str(self.records[0]["reason"]) if self.records else "empty: there is nothing to show"
            return "not_estimable", reason
        for record, cell in zip(self.records, self.cells, strict=True):
            asked_of_one = str(record["reason"]).startswith("single_form")
            if record["status"] != "ok" and not cell.family and not asked_of_one:
                return "caution", str(record["reason"])
        return "ok", ""
