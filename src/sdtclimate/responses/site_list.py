"""The site list, and one name for each site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from sdtclimate.core.errors import Fault, ReadingError, UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.formats.containers.frames import is_frame
from sdtclimate.formats.read_raw import read_raw
from sdtclimate.responses.people import texts_of
from sdtclimate.responses.spelling import Spelling
from sdtclimate.responses.wording import listed, plain

COLUMNS: Final = ("site", "n_psw", "invited_psw", "invited_staff")
_MOST_REMARKS: Final = 4
Texts = npt.NDArray[np.object_]


def site_list(sites: Any) -> tuple[pd.DataFrame | None, str]:
    """Return the site list as a frame with a text column ``site`` and counts, and its name in messages.

    Parameters
    ----------
    sites : path, frame, mapping or None
        With columns ``site, n_psw`` and perhaps ``invited_psw, invited_staff``; or site -> head count; or
        ``{"file": path}``.

    Raises
    ------
    ReadingError
        If columns are missing, a site occurs twice, or a count is no whole number of 0 or more.
    """
    if sites is None:
        return None, ""
    if isinstance(sites, Mapping) and set(sites) == {"file"}:
        sites = sites["file"]
    if isinstance(sites, Mapping) and "site" not in sites:
        sites = {"site": list(sites), "n_psw": list(sites.values())}
    if isinstance(sites, Mapping):
        sites = pd.DataFrame(dict(sites))
    if not isinstance(sites, str | Path) and not is_frame(sites):
        raise UsageError(
            f"sites= is a {type(sites).__name__}. Give a path, a frame, or a mapping of site to head count."
        )
    name = Path(sites).name if isinstance(sites, str | Path) else "the site list"
    table = read_raw(sites, name=name)
    named = {plain(column.heading).replace(" ", "_"): column for column in table.columns}
    if "site" not in named:
        raise ReadingError(f"{name} has no column site. Its columns: {listed(table.by_name)}. Needed: site, n_psw.")
    faults: list[Fault] = []
    found: dict[str, Any] = {"site": texts_of(named["site"])}
    for column in COLUMNS[1:]:
        if column in named:
            found[column] = _counts(texts_of(named[column]), column, table.rows, faults)
    frame = pd.DataFrame(found)
    blank = frame["site"].isna()
    faults += [Fault("no site is named.", f"row {table.rows[at]}") for at in np.flatnonzero(blank)]
    twice = frame["site"].duplicated() & ~blank
    faults += [Fault(f"{frame['site'][at]} occurs twice.", f"row {table.rows[at]}") for at in np.flatnonzero(twice)]
    if faults:
        raise ReadingError(f"{name} has {len(faults)} fault{'s' if len(faults) > 1 else ''}.", faults)
    return frame, name


def _counts(texts: Texts, column: str, rows: npt.NDArray[np.int64], faults: list[Fault]) -> npt.NDArray[np.float64]:
    values = np.full(texts.size, np.nan)
    for at, text in enumerate(texts):
        if text is None:
            continue
        if text.isdecimal():
            values[at] = int(text)
        else:
            faults.append(Fault(f"{column} is {text!r}. Give a whole number of 0 or more.", f"row {rows[at]}"))
    return values


def one_name_each(
    values: Mapping[str, Texts],
    *,
    said: Mapping[str, Sequence[str]],
    known: Sequence[str] | None,
    list_name: str,
    spelling: Spelling,
) -> tuple[dict[str, Texts], list[str]]:
    """Return the sites of each source under one name each, and remarks on names that were joined.

    Names that differ only in case, blanks and punctuation are one site: the one of the list, else the commonest.

    Parameters
    ----------
    values : mapping of source to object array
    said : mapping of site to other names
    known : sequence of str or None
        Sites of the list.
    list_name : str
    spelling : Spelling

    Raises
    ------
    ReadingError
        If a name is not on the list, or two sites of the list differ only in case or signs.
    """
    canon = {plain(other): site for site, others in said.items() for other in (site, *_several(others))}
    counts = Counter(value for texts in values.values() for value in texts if value is not None)
    if known is not None:
        canon = {**{plain(site): site for site in known}, **canon}
        strange = [site for site in said if site not in known]
        if strange:
            guess = nearest(strange[0], known)
            hint = f" Did you mean {guess}?" if guess else f" Known: {', '.join(sorted(known))}."
            raise UsageError(f"site_names: {strange[0]} is not in {list_name}.{hint}")
        unknown = sorted({value for value in counts if plain(value) not in canon})
        if unknown:
            raise _unknown_sites(unknown, values, known, list_name, spelling)
    for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        canon.setdefault(plain(name), name)
    joined = {name: canon[plain(name)] for name in counts}
    remarks = _joined_names(joined, counts)
    texts = {
        source: np.array([None if value is None else joined[value] for value in texts], dtype=object)
        for source, texts in values.items()
    }
    return texts, remarks


def _joined_names(joined: Mapping[str, str], counts: Mapping[str, int]) -> list[str]:
    """Return one remark a name that was read as another; one for all where they are many."""
    other = {name: site for name, site in sorted(joined.items()) if name != site}
    if len(other) <= _MOST_REMARKS:
        return [f'site: "{name}" ({_rows(counts[name])}) is read as {site}' for name, site in other.items()]
    shown = listed((f'"{name}" as {site}' for name, site in other.items()), most=_MOST_REMARKS)
    return [f"site: {len(other)} names in other writing ({_rows(sum(counts[n] for n in other))}) are read: {shown}"]


def _unknown_sites(
    unknown: Sequence[str], values: Mapping[str, Texts], known: Sequence[str], list_name: str, spelling: Spelling
) -> ReadingError:
    faults = []
    for name in unknown:
        rows = {source: int(sum(value == name for value in texts)) for source, texts in values.items()}
        where = "; ".join(f"{source}, {_rows(count)}" for source, count in rows.items() if count)
        guess = nearest(plain(name), [plain(site) for site in known], cutoff=0.4)
        site = next((site for site in known if plain(site) == guess), sorted(known)[0])
        fix = f"If it is one of these: {spelling.say('site_names', {site: [name]})}"
        faults.append(Fault(f'"{name}" ({where}) is not in {list_name}.', fix=fix, code="unknown_site"))
    return ReadingError(
        f"{len(unknown)} site{'s are' if len(unknown) > 1 else ' is'} not in {list_name}. Nothing was read. "
        f"Known: {', '.join(sorted(known))}.",
        faults,
        closing="\n".join(spelling.closing),
    )


def _several(names: Sequence[str] | str) -> Sequence[str]:
    return [names] if isinstance(names, str) else [str(name) for name in names]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
