"""`Responses`: the answers of people to an instrument, with a reason wherever an answer is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup, nearest
from sdtclimate.core.terms import HIGHEST_RESERVED, LOWEST_RESERVED, MISSING_CODES, NOT_PRESENTED
from sdtclimate.responses.flow import flow_rows
from sdtclimate.responses.ledger import Ledger, RowEntry

if TYPE_CHECKING:
    from sdtclimate.instrument.model import Instrument

WHOLE: Final = frozenset({"role", "form", "wave"})
"""A filter by these leaves everybody of a role at a time."""
IntMatrix = npt.NDArray[np.signedinteger[Any]]
BoolVector = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Responses:
    """Answers of respondents to the scored items of an instrument.

    Parameters
    ----------
    instrument : Instrument
        Gives each code its meaning.
    item_ids : tuple of str
        Rows of `codes`.
    codes : int array, k items x n respondents
        Answers as declared codes. A reserved code (-91 to -96) stands where an answer is missing and says why.
        The smallest integer type that fits; each item is one contiguous row.
    people : DataFrame, n rows
        About the person: ``role`` (unless the instrument knows none), ``form``, ``site``, ``wave``, ``duration``
        (seconds), ``finished``, ``link`` (a hash of the personal code) and any others asked for.
        Its index numbers respondents in the order of the study and never changes when rows are left out.
    fields : DataFrame, n rows
        Answers to descriptive fields (tenure, profession ...), unscored.
    personal : DataFrame, n rows
        Columns that could name a person. They go no further than this attribute.
    sources : tuple of str, source_of : int array, line_of : int array
        Which file and line each respondent came from.
    ledger : Ledger
        Every row and cell accounted for.
    data_hash : str
        SHA-256 of the cells that were read.
    sites : DataFrame or None
        The site list: ``site``, ``n_psw`` (head count), ``invited_psw``, ``invited_staff`` where known.

    Notes
    -----
    Frames in here hold single persons. They are for the holder of the data; no report shows them.
    """

    instrument: Instrument
    item_ids: tuple[str, ...]
    codes: IntMatrix
    people: pd.DataFrame
    ledger: Ledger
    fields: pd.DataFrame = field(default_factory=pd.DataFrame)
    personal: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[str, ...] = ()
    source_of: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    line_of: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    data_hash: str = ""
    sites: pd.DataFrame | None = None

    def __len__(self) -> int:
        return int(self.codes.shape[1])

    @cached_property
    def items(self) -> pd.DataFrame:
        """Answers as numbers, n x k, NaN where missing. A frame of single persons, for the holder of the data."""
        values = self.codes.T.astype(np.float64)
        values[self.is_missing.T] = np.nan
        return pd.DataFrame(values, columns=list(self.item_ids), index=self.people.index)

    @cached_property
    def missing(self) -> pd.DataFrame:
        """Reasons for missing in words, n x k, empty text where answered."""
        words = np.array([MISSING_CODES.get(-code, "") for code in range(-HIGHEST_RESERVED, -LOWEST_RESERVED + 1)])
        answer = np.full(self.codes.T.shape, "", dtype=object)
        gone = self.is_missing.T
        answer[gone] = words[-self.codes.T[gone].astype(np.int64) + HIGHEST_RESERVED]
        return pd.DataFrame(answer, columns=list(self.item_ids), index=self.people.index)

    @cached_property
    def is_missing(self) -> npt.NDArray[np.bool_]:
        """Where an answer is missing, k x n."""
        return (self.codes >= LOWEST_RESERVED) & (self.codes <= HIGHEST_RESERVED)

    @property
    def flow(self) -> list[dict[str, Any]]:
        """How many rows came, how many were set aside and why, and how many stayed: one row a source."""
        return flow_rows(self)

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that answered, in the order of the instrument's forms."""
        if "role" not in self.people:
            return ()
        present = set(self.people["role"].dropna())
        known = [form.informant for form in self.instrument.forms.values()]
        return tuple(dict.fromkeys([*(r for r in known if r in present), *sorted(present - set(known))]))

    @property
    def is_part(self) -> bool:
        """Whether a filter left some people of a role out: then "all" of a role are a group, and told as one."""
        return bool(self.ledger.conditions - WHOLE)

    def positions(self, items: Sequence[str]) -> npt.NDArray[np.intp]:
        """Return the rows of `codes` that hold `items`; an unknown id names the nearest."""
        place = {item: at for at, item in enumerate(self.item_ids)}
        unknown = [item for item in items if item not in place]
        if unknown:
            guess = nearest(unknown[0], place)
            hint = f" Did you mean {guess}?" if guess else ""
            raise UsageError(f"items: {', '.join(unknown)} is not among these answers.{hint}")
        return np.array([place[item] for item in items], dtype=np.intp)

    def where(self, **conditions: object) -> Responses:
        """Return the respondents whose people columns have the values given: ``where(role="psw", wave=1)``.

        Raises
        ------
        UsageError
            If a column does not exist or nobody has the value.
        """
        mask = np.ones(len(self), dtype=bool)
        columns: Mapping[str, pd.Series] = {str(name): self.people[name] for name in self.people.columns}
        for name, wanted in conditions.items():
            column = lookup(columns, name, what="column about people", argument="where")
            values = [wanted] if isinstance(wanted, str) or not isinstance(wanted, Sequence) else list(wanted)
            hit = column.isin(values) | column.astype(str).isin([str(v) for v in values])
            if not bool(hit.any()):
                present = ", ".join(map(str, pd.unique(column.dropna())[:10]))
                raise UsageError(f"{name}={wanted!r}: nobody has this value. Present: {present}.")
            mask &= hit.to_numpy(dtype=bool)
        said = ", ".join(f"{k}={v}" for k, v in conditions.items())
        return self.keep(mask, why="filtered", detail=said, conditions=tuple(conditions))

    def of(self, scale: str) -> Responses:
        """Return the answers to one subscale's items only."""
        subscale = lookup(self.instrument.subscales, scale, what="subscale", argument="scale")
        rows = self.positions([item for item in subscale.items if item in self.item_ids])
        return replace(self, item_ids=tuple(self.item_ids[i] for i in rows), codes=self.codes[rows])

    def keep(
        self, mask: BoolVector | pd.Series, *, why: str, detail: str = "", conditions: tuple[str, ...] = ()
    ) -> Responses:
        """Return the respondents where `mask` is True; the others are listed in the ledger under `why`."""
        chosen = np.asarray(mask, dtype=bool)
        if chosen.shape != (len(self),):
            raise UsageError(f"mask has {chosen.size} values for {len(self)} respondents.")
        gone = np.flatnonzero(~chosen)
        entries = [
            RowEntry(
                self.sources[self.source_of[i]] if self.sources else "",
                int(self.line_of[i]) if self.line_of.size else int(i),
                why,
                detail,
                conditions=conditions,
            )
            for i in gone
        ]
        return self._take(np.flatnonzero(chosen), self.ledger.with_rows(entries))

    def _take(self, rows: npt.NDArray[np.intp], ledger: Ledger) -> Responses:
        return replace(
            self,
            codes=np.ascontiguousarray(self.codes[:, rows]),
            people=self.people.iloc[rows],
            fields=self.fields.iloc[rows] if len(self.fields.columns) else self.fields,
            personal=self.personal.iloc[rows] if len(self.personal.columns) else self.personal,
            source_of=self.source_of[rows] if self.source_of.size else self.source_of,
            line_of=self.line_of[rows] if self.line_of.size else self.line_of,
            ledger=ledger,
        )

    def groups(self, *by: str) -> dict[tuple[object, ...], npt.NDArray[np.intp]]:
        """Return the positions of the respondents of each group, groups in sorted order; missing keys left out."""
        columns: Mapping[str, pd.Series] = {str(name): self.people[name] for name in self.people.columns}
        keys = [lookup(columns, name, what="column about people", argument="by") for name in by]
        frame = pd.DataFrame({str(i): key.to_numpy() for i, key in enumerate(keys)})
        found = frame.dropna().groupby(list(frame.columns), sort=True, observed=True).indices
        return {key if isinstance(key, tuple) else (key,): np.asarray(rows) for key, rows in found.items()}

    def __repr__(self) -> str:
        forms = ", ".join(f"{role} {int((self.people['role'] == role).sum())}" for role in self.roles)
        place = f", {self.people['site'].nunique()} sites" if "site" in self.people else ""
        aside = len(self.ledger.set_aside)
        asked = int((self.codes != NOT_PRESENTED).any(axis=1).sum()) if len(self) else len(self.item_ids)
        return (
            f"Responses to {self.instrument.id} {self.instrument.version}: {len(self)} people x {asked} items"
            f"{' (' + forms + ')' if forms else ''}{place}; {aside} rows set aside"
        )

    def _repr_html_(self) -> str:
        from html import escape

        counts = self.ledger.counts()
        aside = ", ".join(f"{n} {reason}" for reason, n in counts.items()) or "none"
        return f"<p>{escape(repr(self))}<br>Set aside: {escape(aside)}</p>"
