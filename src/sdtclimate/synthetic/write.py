"""A synthetic study as files: an export for each form, the site list, the truth apart, a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from sdtclimate.synthetic.answers import ALL_ITEMS
from sdtclimate.synthetic.designs import DESIGNS, SUITE
from sdtclimate.synthetic.fields import ASKED as FIELDS_ASKED
from sdtclimate.synthetic.population import (
    BLOCKS,
    DESIGNATED,
    DESIGNATED_SHARE,
    DIF,
    ICC_PSW,
    ICC_STAFF,
    ITEMS,
    LATENTS,
    RESIDUAL_PAIRS,
    SHIFT_STAFF,
    correlation,
)
from sdtclimate.synthetic.presentation import ASKED
from sdtclimate.synthetic.study import SyntheticStudy
from sdtclimate.synthetic.truth import raw_gap, true_alpha

COMMAND = "python -m sdtclimate.synthetic.make --out data/synthetic"


def study_files(study: SyntheticStudy) -> dict[str, str]:
    """Return the files of a study by name; the same study gives the same bytes.

    Returns
    -------
    dict of str to str
        ``psw.csv``, ``staff.csv``, ``director.csv`` where there are any: one row a respondent, items in the order
        asked, reserved codes where an answer is missing, empty cells where a field is. ``sites.csv``.
        ``<design>_seed<seed>_truth.csv``: eta, designation, training, carelessness and complete answers.
        ``<design>_seed<seed>_truth.json``: the population. ``manifest.json``: ``"synthetic": true``, seed, command
        and SHA-256 of every other file.
    """
    stem = f"{study.design.name}_seed{study.seed}"
    files = {f"{role}.csv": export_csv(study, role) for role in ASKED if study.roster.of(role).size}
    files["sites.csv"] = _csv(study.sites.columns, study.sites.itertuples(index=False))
    files[f"{stem}_truth.csv"] = truth_csv(study)
    files[f"{stem}_truth.json"] = _json(population_truth())
    files["manifest.json"] = _json(_manifest(study, files))
    return files


def export_csv(study: SyntheticStudy, role: str) -> str:
    """Return the answers of a role as tidy CSV, one row a respondent, codes in the cells."""
    rows = study.roster.of(role)
    known = ["respondent", "role", "site", "wave", "duration"]
    if study.design.site_events:
        known.insert(4, "form_version")
    people = study.people.iloc[rows][known]
    fields = study.fields.iloc[rows][[name for name, roles in FIELDS_ASKED.items() if role in roles]]
    ahead = [name for name in fields.columns if not name.startswith("nc_")]
    column = {item: place for place, item in enumerate(ALL_ITEMS)}
    answers = pd.DataFrame(
        study.codes[np.ix_(rows, np.array([column[item] for item in ASKED[role]]))],
        columns=list(ASKED[role]),
        index=people.index,
    )
    opening = [name for name in fields.columns if name not in ahead]
    table = pd.concat([people, fields[[*ahead, *opening]], answers], axis=1)
    return _csv(table.columns, table.itertuples(index=False))


def truth_csv(study: SyntheticStudy) -> str:
    """Return what stands behind each respondent: eta, designation, training, carelessness, complete answers."""
    column = {item: place for place, item in enumerate(ALL_ITEMS)}
    items = ASKED["psw"]
    head = ["respondent", "role", "site", "designated", "trained", "careless"]
    head += [f"eta_{latent}" for latent in LATENTS] + list(items)
    people, roster = study.people, study.roster
    rows = []
    for person in range(len(roster)):
        role = roster.role[person]
        asked = set(ASKED[role])
        who = [people["respondent"][person], role, people["site"][person]]
        state = [
            int(study.latents.designated[person]) if role == "psw" else "",
            int(roster.trained[roster.site[person]]),
            study.careless.kind[person],
        ]
        # A tiny negative number must not print as -0.0000 on one machine and 0.0000 on another.
        eta = [f"{value + 0.0:.4f}" for value in np.round(study.latents.eta[person], 4)]
        complete = [int(study.complete[person, column[item]]) if item in asked else "" for item in items]
        rows.append([*who, *state, *eta, *complete])
    return _csv(head, rows)


def population_truth() -> dict[str, object]:
    """Return the parameters of the population and what they imply, as plain data."""
    gaps = {latent: _four(raw_gap(latent)) for latent in LATENTS if latent in SHIFT_STAFF}
    blocks = ("needs", "climate", "tension", "views")
    return {
        "synthetic": True,
        "latents": list(LATENTS),
        "correlation": [[_four(value) for value in row] for row in correlation()],
        "items": {
            item.id: {"latent": item.latent, "loading": item.loading, "thresholds": item.thresholds} for item in ITEMS
        },
        "residual_correlations": {"~".join(pair): value for pair, value in RESIDUAL_PAIRS.items()},
        "icc_psw": ICC_PSW,
        "icc_staff": ICC_STAFF,
        "staff_minus_psw_latent": SHIFT_STAFF,
        "designated": {"share": DESIGNATED_SHARE, "effects": DESIGNATED},
        "dif": {name: {"shift": dif.shift, "loading": dif.loading} for name, dif in DIF.items()},
        "staff_minus_psw_raw": gaps,
        "staff_minus_psw_raw_without_dif": {
            "ap": _four(raw_gap("ap", without=["sc_ap3"])),
            "rc": _four(raw_gap("rc", without=["sc_rc1"])),
            "se": _four(raw_gap("se", without=["sc_se2"])),
        },
        "alpha_psw": {latent: _four(true_alpha(latent)) for block in blocks for latent in BLOCKS[block]},
    }


def readme(designs: Iterable[str]) -> str:
    """Return the page that lies beside the studies."""
    listed = "\n".join(
        f"- `{name}/` (seed {DESIGNS[name].seed}): {sum(DESIGNS[name].psw)} PSWs, {sum(DESIGNS[name].staff)} staff, "
        f"{sum(DESIGNS[name].directors)} directors at {DESIGNS[name].n_sites} sites, wave 1."
        for name in designs
    )
    return f"""# Synthetic studies

`synthetic: true`. Nobody in these files exists. Every answer was drawn from a stated population
(`src/sdtclimate/synthetic/population.py`), so that an estimate can be held against the truth.

{listed}

| file | what it holds |
|---|---|
| `psw.csv`, `staff.csv`, `director.csv` | answers as they came back; -91 to -95 say why one is missing |
| `sites.csv` | PSWs on the payroll, PSWs and staff invited |
| `*_truth.csv` | eta, designation, training, carelessness and complete answers of each respondent |
| `*_truth.json` | the population: loadings, thresholds, correlations, shifts, planted DIF, true gaps and alphas |
| `manifest.json` | seed, instruments and the SHA-256 of each file |

Made, byte for byte, by `{COMMAND}`. What an estimate on `field` should come back to: `docs/synthetic.md`.
"""


def _manifest(study: SyntheticStudy, files: dict[str, str]) -> dict[str, object]:
    return {
        "synthetic": True,
        "design": study.design.name,
        "seed": study.seed,
        "instruments": list(SUITE),
        "people": {role: int(study.roster.of(role).size) for role in ASKED},
        "sites": study.roster.n_sites,
        "command": COMMAND,
        "sha256": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()},
    }


def _csv(head: Iterable[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [",".join(map(str, head))]
    lines += [",".join("" if pd.isna(cell) else str(cell) for cell in row) for row in rows]  # type: ignore[call-overload]
    return "\n".join(lines) + "\n"


def _json(data: object) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _four(value: float) -> float:
    return round(float(value), 4) + 0.0
