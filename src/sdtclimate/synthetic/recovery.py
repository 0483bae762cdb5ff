"""Truth beside estimate on the complete answers of a study, and the page that shows it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from sdtclimate.core.files import write_whole
from sdtclimate.core.table.table import Column, Table
from sdtclimate.stats.reliability.alpha import value as alpha_of
from sdtclimate.synthetic.answers import ALL_ITEMS
from sdtclimate.synthetic.population import BLOCKS, CODES, FloatArray
from sdtclimate.synthetic.study import SyntheticStudy, make_study
from sdtclimate.synthetic.truth import items_of, raw_gap, true_alpha

SHIPPED_BLOCKS: Final = ("needs", "climate")
SD_ALPHA: Final = {**dict.fromkeys(BLOCKS["needs"], 0.029), **dict.fromkeys(BLOCKS["climate"], 0.031)}
"""Standard deviation of alpha over samples of `field` (165 PSWs): the upper end of the range measured."""
SD_GAP: Final = {**dict.fromkeys(BLOCKS["needs"], 0.084), **dict.fromkeys(BLOCKS["climate"], 0.097)}
"""The same for the raw gap between staff and PSWs."""
COMMAND: Final = "python -m sdtclimate.synthetic.recovery --out docs/synthetic.md"


@dataclass(frozen=True)
class Recovered:
    """One quantity of one scale: its truth, its estimate, and how far estimates spread over samples of this size."""

    scale: str
    quantity: str
    truth: float
    estimate: float
    spread: float

    @property
    def distance(self) -> float:
        """Distance from the truth in standard deviations over samples."""
        return abs(self.estimate - self.truth) / self.spread


def recover(study: SyntheticStudy) -> tuple[Recovered, ...]:
    """Return alpha of PSWs and the raw gap, by person and by site, for each scale of needs and climate.

    Parameters
    ----------
    study : SyntheticStudy
        A `field`: the spreads are those of its size.

    Notes
    -----
    All from the complete answers, before carelessness and missing answers.
    """
    roster = study.roster
    psw, staff = roster.of("psw"), roster.of("staff")
    found = []
    for latent in (name for block in SHIPPED_BLOCKS for name in BLOCKS[block]):
        answers = _oriented(study, latent)
        scores = pd.Series(answers.mean(axis=1))
        by_site = scores.groupby([roster.site, roster.role]).mean().unstack()
        name = items_of(latent)[0].id[:-1]
        alpha = float(alpha_of(np.cov(answers[psw], rowvar=False)))
        person = float(scores[staff].mean() - scores[psw].mean())
        paired = float((by_site["staff"] - by_site["psw"]).mean())
        found += [
            Recovered(name, "alpha, PSWs", true_alpha(latent), alpha, SD_ALPHA[latent]),
            Recovered(name, "staff - PSW, people", raw_gap(latent), person, SD_GAP[latent]),
            Recovered(name, "staff - PSW, sites", raw_gap(latent), paired, SD_GAP[latent] + 0.01),
        ]
    return tuple(found)


def page(study: SyntheticStudy) -> str:
    """Return the documentation page with the table of truth beside estimate."""
    rows = [
        (one.scale, one.quantity, f"{one.truth:.3f}", f"{one.estimate:.3f}", f"{one.spread:.3f}", f"{one.distance:.1f}")
        for one in sorted(recover(study), key=lambda one: one.quantity)
    ]
    heads = ("scale", "quantity", "truth", "estimate", "SD over samples", "distance in SD")
    table = Table([Column(head) for head in heads], rows)
    return TEXT.format(seed=study.seed, table=table.to_markdown().strip(), command=COMMAND)


def _oriented(study: SyntheticStudy, latent: str) -> FloatArray:
    columns = []
    for item in items_of(latent):
        codes = study.complete[:, ALL_ITEMS.index(item.id)].astype(np.float64)
        columns.append(CODES[0] + CODES[-1] - codes if item.flipped else codes)
    return np.stack(columns, axis=1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    write_whole(parser.parse_args(arguments).out, page(make_study("field")))


TEXT: Final = """# The synthetic study

Nobody in it exists. Every answer is drawn from one population whose truth is stated in
`src/sdtclimate/synthetic/population.py`: 32 latents with their correlations, the loadings and thresholds of all
134 items of the suite, what staff and directors see otherwise than peer support workers (PSWs), how much lies
between sites, and three items that work differently for staff. So an estimate can be held against the truth.

```
make data                                        # writes data/synthetic/ again, byte for byte
python -m sdtclimate.synthetic.make --out DIR    # the same into any folder; --seed draws another sample
```

```python
import sdtclimate as sdt

sdt.simulate("field")                            # the answers as they came back, as Responses
sdt.simulate("support_climate", design="field")  # one instrument of it
sdt.simulate("calib")                            # ten times as many sites, made on demand
sdt.simulate("needs_brief", n=300, rng=7)        # any instrument: one factor a subscale
```

| study | sites | PSWs | staff | directors | for |
|---|---:|---:|---:|---:|---|
| `bendor` | 4 | 13 | 29 | 0 | small numbers: two sites have fewer than 3 PSWs, one has fewer than 5 |
| `field` | 24 | 165 | 476 | 44 | recovery of truth at a realistic size |
| `calib` | 240 | 1650 | 4760 | 440 | close recovery |

Wave 1 only so far, with the instruments needs_core, needs_brief, support_climate and role_profile. Each step of the
recipe has a random stream of its own, and all latents and items are drawn whether or not their instrument ships:
a later instrument adds columns and moves none.

## What was done to the answers

Careless people (named in `*_truth.csv`): staff 4 % straight-liners, 4 % random, 2 % who speed and answer well; PSWs
2 % random, 2 % who repeat one code from half-way on. Staff and directors cannot judge ("don't know") a proxy item with
chance .08 + .27 exp(-months beside PSWs / 12). 2 % of the cells still answered are blank. In `field` and `calib` four
sites (3, 9, 15, 21) have an older form without `sc_rr4`, and one PSW and one staff member of the last site gave an
empty form back. `bendor` has neither, so that its 13 and 29 people all stay.

The answer files hold what came back. In `bendor` they hold staff impressions at the two sites with fewer than 3 PSWs:
forms that should not have been given. Reading sets them to "not presented", and no score comes of them.

Three choices go beyond the recipe: a PSW has shared at all (`nc_f0`) where one of the recipe's three frequencies is
above 0; staff invited are staff forms plus a Poisson number of half as many; `rp_content` is one of the 255 possible
choices of contents, equally likely.

## Truth beside estimate, `field`, seed {seed}

From the complete answers, before carelessness and missing answers. The truth is computed by formula
(`synthetic/truth.py`). "SD over samples" is the spread of the estimate over samples of this size; tests hold every
distance below 4. Written by `{command}`.

{table}
"""

if __name__ == "__main__":
    main()
