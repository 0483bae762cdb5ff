"""Whole studies of chosen sizes as files, run as the command line runs them, and an attacker who has all that goes out.

The attacker knows who works where, who has a score on which scale, how composites are made and the exact size of every
group; and the exact mean of all of a role, from the answers by item, where nobody skipped one. Unknown to him are the
scores.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from sdtclimate.instrument.model import Composite, Instrument
from sdtclimate.results.store import dump_results
from sdtclimate.scoring.pomp import scale_range
from sdtclimate.study.file import Export, Study
from sdtclimate.study.run import Summary, run_study
from sdtclimate.synthetic import study as synthetic
from sdtclimate.synthetic.designs import Design
from sdtclimate.synthetic.write import study_files

INSTRUMENTS = ("needs_core", "support_climate")
ROOM = 0.1


def write_study(monkeypatch, folder: Path, psw, staff, directors=(), *, seed: int = 1) -> None:
    """Write the exports of an invented study with so many people at each site."""
    none = (0,) * len(psw)
    design = Design("made", seed, psw, staff, directors or none, False, False, False, False)
    monkeypatch.setitem(synthetic.DESIGNS, "made", design)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in study_files(synthetic.make_study("made", seed=seed)).items():
        (folder / name).write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Out:
    """What went out, and what stands behind it."""

    summary: Summary
    document: dict
    page: str

    def rows(self, *kinds: str) -> pd.DataFrame:
        found = [r | {"kind": v["kind"]} for v in self.document["results"].values() for r in v["rows"]]
        frame = pd.DataFrame(found)
        return frame[frame["kind"].isin(kinds)] if kinds else frame

    @property
    def text(self) -> str:
        """Everything that a reader sees or hears: text, alternative texts, notes and reasons."""
        bare = re.sub(r"<style.*?</style>", "", self.page, flags=re.S)
        alt = re.findall(r'(?:alt|aria-label|title)="([^"]*)"', bare)
        notes = [n["text"] for v in self.document["results"].values() for n in v["notes"]]
        return html.unescape("\n".join([re.sub(r"<[^>]+>", "\n", bare), *alt, *notes]))


def run(folder: Path, *, page: bool = True, forms: Sequence[str] = ("psw", "staff"), **study: object) -> Out:
    """Run the main job on the files of a folder."""
    job = Study(
        exports=tuple(Export(f"{form}.csv", form) for form in forms),
        instrument=INSTRUMENTS,
        sites="sites.csv",
        folder=folder,
        **study,  # type: ignore[arg-type]
    )
    summary = run_study(job, until="compose", progress=False)
    assert summary.document is not None
    document = json.loads(dump_results(summary.document.results))
    return Out(summary, document, summary.document.render("html").decode() if page else "")


class Attacker:
    """All scores of one role on one questionnaire that agree with what went out; a score a person and subscale."""

    def __init__(self, out: Out, role: str, instrument: Instrument) -> None:
        self.instrument = instrument
        responses, table = out.summary.responses, out.summary.scores
        assert responses is not None
        assert table is not None
        rows = np.flatnonzero((responses.people["role"] == role).to_numpy())
        self.site = responses.people["site"].to_numpy()[rows]
        self.scores = {name: table.of(name)[rows] for name in (*instrument.subscales, *instrument.composites)}
        self.cell: dict[tuple[str, int], int] = {}
        for name in instrument.subscales:
            self.cell |= {(name, p): len(self.cell) + i for i, p in enumerate(self._scored(name))}
        self.truth = np.array([self.scores[name][p] for name, p in self.cell])
        missing = {item: responses.is_missing[at, rows] for at, item in enumerate(responses.item_ids)}
        self.complete = {
            name
            for name, scale in instrument.subscales.items()
            if not any(missing[item][self._scored(name)].any() for item in scale.items)
        }
        self.hidden: dict[tuple[str, tuple[int, ...]], str] = {}
        self._learn([row for row in out.rows().to_dict("records") if row["role"] == role])

    def _scored(self, name: str) -> list[int]:
        return np.flatnonzero(~np.isnan(self.scores[name])).tolist()

    def weights(self, name: str, person: int) -> dict[int, float]:
        """Return a person's score as a sum of subscale scores."""
        scale = self.instrument.scale(name)
        if not isinstance(scale, Composite):
            return {self.cell[name, person]: 1.0}
        there = [part for part in scale.parts if not np.isnan(self.scores[part][person])]
        shares = [1.0, -1.0] if scale.rule == "difference" else [1 / len(there)] * len(there)
        found: dict[int, float] = {}
        for share, part in zip(shares, there, strict=True):
            for at, value in self.weights(part, person).items():
                found[at] = found.get(at, 0.0) + share * value
        return found

    def _mean(self, name: str, group: Sequence[int]) -> np.ndarray:
        total = np.zeros(len(self.cell))
        for person in group:
            for at, value in self.weights(name, person).items():
                total[at] += value / len(group)
        assert abs(total @ self.truth - self.scores[name][list(group)].mean()) < 1e-9
        return total

    def _learn(self, rows: list[dict]) -> None:
        facts = []
        for row in rows:
            name, site, value = row["scale"], row.get("site", ""), row["estimate"]
            site = site if isinstance(site, str) else ""
            if row["statistic"] != "mean" or name not in self.scores or row["item"] == row["item"] != "":
                continue
            group = [p for p in self._scored(name) if site in ("", self.site[p])]
            if group and value != value:
                self.hidden[name, tuple(group)] = site
            elif group:
                weights, ends = self._mean(name, group), scale_range(self.instrument, name)
                exact = not site and name in self.complete and len(group) >= 10
                low, high = (weights @ self.truth,) * 2 if exact else self._told(value, len(group), *ends)
                facts.append((weights, low, high))
        self.matrix = csr_matrix(np.array([sign * weights for weights, _, _ in facts for sign in (1, -1)]))
        self.limits = np.array([limit + 1e-9 for _, low, high in facts for limit in (high, -low)])
        assert (self.matrix @ self.truth <= self.limits + 1e-6).all(), "what went out is not true"

    @staticmethod
    def _told(value: float, n: int, low: float, high: float) -> tuple[float, float]:
        if n < 10:
            return low if value <= low + 0.5 else value - 0.25, high if value >= high - 0.5 else value + 0.25
        half = 0.05 if n < 30 else 0.005
        return max(low, value - half), min(high, value + half)

    def found(self, fewest: int = 5) -> list[tuple[str, str, int]]:
        """Return (scale, site, n) of hidden groups under the minimum that are known within a tenth of the scale."""
        small = {key: site for key, site in self.hidden.items() if len(key[1]) < fewest}
        return [(name, site, len(group)) for (name, group), site in small.items() if not self.is_open(name, group)]

    def is_open(self, name: str, group: Sequence[int]) -> bool:
        """Whether the mean of some people can move by a tenth of the scale both ways, or to its end."""
        low, high = scale_range(self.instrument, name)
        goal = self._mean(name, group)
        least, most = (
            s * linprog(s * goal, A_ub=self.matrix, b_ub=self.limits, bounds=(1, 5), method="highs").fun
            for s in (1, -1)
        )
        mean, room = float(goal @ self.truth), ROOM * (high - low) - 1e-6
        return (mean - least >= room or least <= low + 1e-6) and (most - mean >= room or most >= high - 1e-6)
