"""Case files, and the data that their input describes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

Case = Mapping[str, Any]


class BadCases(Exception):
    """A folder or a case file that cannot be used, in one sentence."""


def load_cases(folder: Path, families: Collection[str] = ()) -> list[Case]:
    """Return the cases below ``folder/expected``, sorted by file name; `families` keeps some of them."""
    if not folder.exists():
        raise BadCases(f"{folder}: there is no such folder.")
    if not folder.is_dir():
        raise BadCases(f"{folder} is a file. Give a folder that holds expected/ and datasets/.")
    lacking = [name for name in ("expected", "datasets") if not (folder / name).is_dir()]
    if lacking:
        raise BadCases(f"{folder} holds no folder {' and no folder '.join(lacking)}. Give a folder of cases.")
    cases = [case for path in sorted((folder / "expected").glob("*.json")) if (case := _read(path))]
    if not cases:
        raise BadCases(f"{folder / 'expected'} holds no case files (<family>__<case>.json).")
    known = sorted({case["family"] for case in cases})
    unknown = sorted(set(families) - set(known))
    if unknown:
        raise BadCases(f"FAMILY: {', '.join(unknown)} has no cases here. There are: {', '.join(known)}.")
    return [case for case in cases if not families or case["family"] in families]


def _read(path: Path) -> Case | None:
    try:
        case = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadCases(f"{path} cannot be read as JSON: {error}.") from None
    if not isinstance(case, dict) or "family" not in case:
        if "__" in path.name:
            raise BadCases(f"{path} is no case file: it names no family.")
        return None  # versions.json and the like
    lacking = [key for key in ("case", "input", "expected") if key not in case]
    if lacking:
        raise BadCases(f"{path} lacks {', '.join(lacking)}.")
    return case


def data_of(case: Case, folder: Path, also: Sequence[str] = ()) -> pd.DataFrame:
    """Return the columns `vars`, and those named in `also`, of the rows that the input asks for.

    The steps are filter, notna, head, reverse, and with ``missing: listwise`` the rows complete in `vars`.
    """
    given = case["input"]
    path = folder / "datasets" / given["dataset"]
    if not path.is_file():
        raise BadCases(f"{case['family']}__{case['case']}: there is no data set {path.name} in {path.parent}.")
    frame = pd.read_csv(path)
    for column, kept in (given.get("filter") or {}).items():
        frame = frame[_matches(frame[column], kept)]
    for column in _listed(given.get("notna")):
        frame = frame[frame[column].notna()]
    if given.get("head") is not None:
        frame = frame.head(int(given["head"]))
    names = variables(case)
    lacking = [name for name in names if name not in frame.columns]
    if lacking:
        raise BadCases(f"{case['family']}__{case['case']}: {path.name} has no column {', '.join(lacking)}.")
    frame = frame.copy()
    for column in _listed(given.get("reverse")):
        low, high = given["range"]
        frame[column] = low + high - frame[column]
    if given.get("missing") == "listwise":
        frame = frame.dropna(subset=names)
    wanted = case.get("n_rows")
    if wanted is not None and len(frame) != wanted:
        raise BadCases(f"{case['family']}__{case['case']}: {len(frame)} rows were rebuilt, {wanted} were expected.")
    return frame[[*names, *also]].reset_index(drop=True)


def variables(case: Case) -> list[str]:
    """Return the item columns of a case."""
    return _listed(case["input"].get("vars"))


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _matches(column: pd.Series, kept: Any) -> pd.Series:
    values = _listed(kept)
    return column.isin(values) | column.astype(str).isin([str(value) for value in values])
