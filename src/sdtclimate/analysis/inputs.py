"""The one door for data: responses, or a bare frame or array of one unnamed scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import lookup, nearest
from sdtclimate.disclosure.policy import FLOOR_OTHER
from sdtclimate.instrument.model import Composite, Instrument, Subscale
from sdtclimate.responses.responses import Responses
from sdtclimate.results.provenance import Provenance, versions

if TYPE_CHECKING:
    Data = Responses | pd.DataFrame | npt.NDArray[Any]

FloatMatrix = npt.NDArray[np.float64]
UNNAMED = "scale"


@dataclass(frozen=True, eq=False)
class ScaleData:
    """Answers to one scale, turned so that high means high on the scale.

    Parameters
    ----------
    scale : str
    items : tuple of str, k
    values : float array, n x k
        Reverse-keyed items already turned; NaN where missing.
    ids : int array, n
        Index labels in ``Responses.people``: who this is, for the cells.
    people : DataFrame, n rows
    low, high : float
        Ends of the answer scale; NaN for a bare frame.
    sensitivity : str
    subscale : Subscale or None
    """

    scale: str
    items: tuple[str, ...]
    values: FloatMatrix
    ids: npt.NDArray[np.int64]
    people: pd.DataFrame
    low: float = float("nan")
    high: float = float("nan")
    sensitivity: str = "normal"
    subscale: Subscale | None = None

    @property
    def n(self) -> int:
        """Respondents, answered or not."""
        return int(self.values.shape[0])

    @property
    def k(self) -> int:
        """Items."""
        return int(self.values.shape[1])

    def take(self, rows: npt.NDArray[np.intp]) -> ScaleData:
        """Return the scale for some respondents."""
        return ScaleData(
            self.scale,
            self.items,
            self.values[rows],
            self.ids[rows],
            self.people.iloc[rows],
            self.low,
            self.high,
            self.sensitivity,
            self.subscale,
        )

    def asked(self) -> ScaleData:
        """Return the scale for those who answered at least one of its items."""
        return self.take(np.flatnonzero(~np.isnan(self.values).all(axis=1)))

    def complete(self) -> ScaleData:
        """Return the scale for those who answered all of its items."""
        return self.take(np.flatnonzero(~np.isnan(self.values).any(axis=1)))


def scales_of(data: Data, *, scale: str | Sequence[str] | None = None) -> tuple[ScaleData, ...]:
    """Return the scales in `data`, or those asked for, in the order of the instrument.

    Parameters
    ----------
    data : Responses, DataFrame or array
        A bare frame or array is one unnamed scale whose answers are taken as they are.
    scale : str or sequence of str, optional
        Ids of subscales.

    Raises
    ------
    UsageError
        If `data` is something else, holds text, or a scale does not exist.
    """
    if isinstance(data, Responses):
        wanted = _wanted(data.instrument, scale)
        return tuple(oriented(data, subscale) for subscale in wanted)
    if scale is not None:
        raise UsageError("scale= needs responses. A bare frame is one unnamed scale.")
    return (_bare(data),)


def oriented(responses: Responses, subscale: Subscale) -> ScaleData:
    """Return one subscale's answers with its reverse keys turned: low + high - answer."""
    items = tuple(item for item in subscale.items if item in responses.item_ids)
    rows = responses.positions(items)
    values = responses.codes[rows].astype(np.float64).T
    values[responses.is_missing[rows].T] = np.nan
    answers = responses.instrument.answer_scale_of(subscale.id)
    turned = np.array([item in subscale.reverse for item in items], dtype=bool)
    values[:, turned] = answers.low + answers.high - values[:, turned]
    return ScaleData(
        subscale.id,
        items,
        np.ascontiguousarray(values),
        responses.people.index.to_numpy(dtype=np.int64),
        responses.people,
        float(answers.low),
        float(answers.high),
        subscale.sensitivity,
        subscale,
    )


def groups_of(
    data: ScaleData, by: Sequence[str], levels: Sequence[object] | None = None
) -> Iterator[tuple[dict[str, object], ScaleData]]:
    """Yield each group of `by` with its part of the data; one group with no key when `by` is empty.

    Groups come in the order of `levels` where given, else sorted. People without the key are in no group.
    """
    if not by:
        yield {}, data
        return
    columns: Mapping[str, pd.Series] = {str(name): data.people[name] for name in data.people.columns}
    keys = pd.DataFrame(
        {name: lookup(columns, name, what="column about people", argument="by").to_numpy() for name in by}
    )
    found = keys.dropna().groupby(list(by), sort=True, observed=True).indices
    ordered = sorted(found.items(), key=lambda pair: _place(pair[0], levels))
    for key, rows in ordered:
        values = key if isinstance(key, tuple) else (key,)
        yield dict(zip(by, values, strict=True)), data.take(np.asarray(rows, dtype=np.intp))


def as_by(by: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return `by` as a tuple of one or two people columns."""
    names = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    if len(names) > 2:
        raise UsageError(f"by={names!r} has {len(names)} keys. Two at most: more would single people out.")
    return names


def provenance_of(
    data: Data, *, n_out: int, seed: int | None = None, overrides: Sequence[str] = (), **settings: object
) -> Provenance:
    """Return where a result made from `data` comes from."""
    if not isinstance(data, Responses):
        return Provenance(
            n_in=len(data), n_out=n_out, settings=settings, seed=seed, overrides=tuple(overrides), versions=versions()
        )
    instrument = data.instrument
    return Provenance(
        instrument.id,
        instrument.version,
        instrument.hash,
        data.data_hash,
        data.ledger.n_in or len(data),
        n_out,
        settings,
        seed,
        tuple(overrides),
        versions(),
        data.is_part or _has_few(data),
    )


def _has_few(responses: Responses) -> bool:
    """Whether a role has 1 to 4 people, who could be counted from the total and the other roles."""
    return any(int((responses.people["role"] == role).sum()) < FLOOR_OTHER for role in responses.roles)


def _wanted(instrument: Instrument, scale: str | Sequence[str] | None) -> list[Subscale]:
    reflective = {name: sub for name, sub in instrument.subscales.items() if sub.type == "R"}
    if scale is None:
        return list(reflective.values())
    names = [scale] if isinstance(scale, str) else list(scale)
    for name in names:
        if isinstance(instrument.composites.get(name), Composite):
            parts = ", ".join(instrument.composites[name].parts)
            raise UsageError(f"scale={name!r} is a composite of scores. Name its subscales: {parts}.")
    return [lookup(reflective, name, what="subscale", argument="scale") for name in names]


def _bare(data: object) -> ScaleData:
    if not isinstance(data, pd.DataFrame | np.ndarray):
        raise UsageError(
            f"data is a {type(data).__name__}. Give Responses, a DataFrame or an array of n respondents x k items."
        )
    frame = (
        data
        if isinstance(data, pd.DataFrame)
        else pd.DataFrame(
            data, columns=[f"item{i + 1}" for i in range(np.shape(data)[1])] if np.ndim(data) == 2 else None
        )
    )
    if not isinstance(data, pd.DataFrame) and np.ndim(data) != 2:
        raise UsageError(f"data has {np.ndim(data)} dimension(s). Give n respondents x k items.")
    twice = [str(name) for name in frame.columns[frame.columns.duplicated()]]
    if twice:
        raise UsageError(f"data: column {twice[0]} occurs more than once. Name each item once.")
    columns = {str(name): _numbers(frame[name], str(name)) for name in frame.columns}
    values = np.column_stack(list(columns.values())) if columns else np.empty((len(frame), 0))
    people = pd.DataFrame(index=pd.RangeIndex(len(frame)))
    return ScaleData(UNNAMED, tuple(columns), values, np.arange(len(frame)), people)


def _numbers(column: pd.Series, name: str) -> FloatMatrix:
    numeric = pd.to_numeric(column.astype(object).where(column.notna(), None), errors="coerce").to_numpy(
        dtype=np.float64, na_value=np.nan
    )
    text = column.notna().to_numpy() & np.isnan(numeric)
    if text.any():
        first = column[text].iloc[0]
        raise UsageError(
            f"data, column {name}: {int(text.sum())} answers are no numbers, the first is {first!r}. "
            "Read labels with read_responses."
        )
    if np.isinf(numeric).any():
        raise UsageError(
            f"data, column {name}: {int(np.isinf(numeric).sum())} answers are infinite. Mend or leave them empty."
        )
    return numeric


def _place(key: object, levels: Sequence[object] | None) -> tuple[int, str]:
    first = key[0] if isinstance(key, tuple) else key
    if levels is None:
        return (0, "")
    if first not in levels:
        guess = nearest(str(first), [str(level) for level in levels])
        raise UsageError(
            f"levels= lacks {first!r}, which occurs in the data.{f' Did you mean {guess!r}?' if guess else ''}"
        )
    return (list(levels).index(first), "")
