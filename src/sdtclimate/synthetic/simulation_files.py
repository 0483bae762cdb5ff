"""`write_simulation`: made-up answers as files, with what stands behind them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from sdtclimate.core.files import write_folder
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.responses.responses import Responses
from sdtclimate.synthetic.designs import DESIGNS
from sdtclimate.synthetic.generic import population_of
from sdtclimate.synthetic.simulate import simulate
from sdtclimate.synthetic.study import make_study
from sdtclimate.synthetic.write import study_files


def write_simulation(what: str, out: str | Path, *, n: int = 200, seed: int | None = None) -> Path:
    """Write made-up exports and the stated truth into a folder, all or none.

    Parameters
    ----------
    what : str
        A study (``bendor``, ``field``, ``calib``), or an instrument's id or file.
    out : path
        Folder.
    n : int
        Respondents of each form, for an instrument. A study has its own sizes.
    seed : int, optional
        Start of all draws; default is the study's own, or 0.

    Returns
    -------
    Path
        The folder. An instrument gives ``<form>.csv`` for each form and ``truth.json`` with the loadings and
        thresholds of each item.
    """
    if what in DESIGNS:
        return write_folder(out, study_files(make_study(what, seed=seed)))
    instrument = load_instrument(what)
    answers = simulate(instrument, n=n, rng=seed or 0)
    files = {
        f"{form}.csv": _export(answers, form) for form in instrument.forms if (answers.people["form"] == form).any()
    }
    truth = {
        "synthetic": True,
        "instrument": instrument.id,
        "seed": seed or 0,
        "n": n,
        "items": [asdict(item) for item in population_of(instrument)],
    }
    return write_folder(out, {**files, "truth.json": json.dumps(truth, indent=1, ensure_ascii=False) + "\n"})


def _export(answers: Responses, form: str) -> str:
    rows = (answers.people["form"] == form).to_numpy(dtype=bool)
    asked = [item.id for item in answers.instrument.items_of_form(form) if item.id in answers.item_ids]
    codes = answers.codes[answers.positions(asked)][:, rows].T
    fields = answers.fields.loc[rows].dropna(axis="columns", how="all")
    known = pd.concat([answers.people.loc[rows].drop(columns=["form"]), fields], axis="columns")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["respondent", *known.columns, *asked])
    for place, (person, cells) in enumerate(zip(known.itertuples(index=False), codes, strict=True), start=1):
        about = ["" if pd.isna(value) else value for value in person]
        writer.writerow([f"made-up-{form}-{place:04d}", *about, *(int(code) for code in cells)])
    return stream.getvalue()
