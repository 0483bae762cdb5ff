"""Seeded workload data: ordinal Likert answers from a known factor model.

Everything is written below ``tempfile.gettempdir()/sdtclimate-bench`` and never into the
repository.  A data set is ``NAME.i8`` (int8, column-major, 1..5, -1 = missing) plus
``NAME.json`` (n, items, factors, truth); ``NAME.csv`` as well where a whole-process
pipeline starts from a file; ``NAME.grp`` (int8 0/1) where there are two groups.

    python benchmarks/data.py            # writes every data set that is not there yet
    python benchmarks/data.py base n120  # only these
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

DIR = Path(tempfile.gettempdir()) / "sdtclimate-bench"
PER_FACTOR = 6
LOADINGS = np.array([0.55, 0.65, 0.75, 0.80, 0.70, 0.60])
PHI = 0.40  # every factor correlation
#: thresholds of the four category borders, varied by item below (mild ceiling, as in staff surveys)
TAU = np.array([-1.6, -0.8, 0.1, 1.1])


def model(items: int, factors: int, rng) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    lam = np.zeros((items, factors))
    per = items // factors
    for j in range(items):
        lam[j, min(j // per, factors - 1)] = LOADINGS[j % PER_FACTOR]
    phi = np.full((factors, factors), PHI)
    np.fill_diagonal(phi, 1.0)
    tau = TAU[None, :] + rng.uniform(-0.3, 0.3, size=(items, 1))
    return lam, phi, tau


def answers(n, items, factors, seed, group=None, dif=False, missing=0.0, reverse=False, chunk=100_000):
    rng = np.random.default_rng(seed)
    lam, phi, tau = model(items, factors, rng)
    uniq = np.sqrt(1.0 - np.einsum("ij,jk,ik->i", lam, phi, lam))
    chol = np.linalg.cholesky(phi)
    out = np.empty((n, items), dtype=np.int8)
    for start in range(0, n, chunk):
        stop = min(n, start + chunk)
        f = rng.standard_normal((stop - start, factors)) @ chol.T
        if group is not None:
            f = f + 0.3 * group[start:stop, None]  # peer support workers a little higher
        y = f @ lam.T + rng.standard_normal((stop - start, items)) * uniq
        if dif and group is not None:  # items 4 and 11: uniform DIF of 0.5; item 21: weaker loading
            g = group[start:stop]
            y[:, 3] -= 0.5 * g
            y[:, 10] += 0.5 * g
            y[:, 20] += g * rng.standard_normal(stop - start) * 1.0
        x = np.ones(y.shape, dtype=np.int8)
        for c in range(tau.shape[1]):
            x += y > tau[:, c]
        if reverse:
            x[:, 2::3] = 6 - x[:, 2::3]
        if missing:
            x[rng.random(x.shape) < missing] = -1
        out[start:stop] = x
    truth = {"lambda": lam.tolist(), "phi": PHI, "tau": tau.tolist()}
    return out, truth


SPECS: dict[str, dict] = {
    "score1m": dict(n=1_000_000, items=36, factors=6, seed=101, missing=0.03, reverse=True),
    "base": dict(n=2000, items=36, factors=6, seed=202),
    "alpha6": dict(n=500, items=6, factors=1, seed=303),
    "two": dict(n=2000, items=36, factors=6, seed=404, groups=True),
    "dif36": dict(n=2000, items=36, factors=1, seed=505, groups=True, dif=True),
    "uni36": dict(n=2000, items=36, factors=1, seed=606),
    "uni6": dict(n=2000, items=6, factors=1, seed=607),
    "n120": dict(n=120, items=36, factors=6, seed=708, groups=True),
}
for _n in (500, 2000, 8000, 32000):
    SPECS[f"g_n{_n}"] = dict(n=_n, items=36, factors=6, seed=800)
for _p in (12, 24, 48, 96):
    SPECS[f"g_p{_p}"] = dict(n=2000, items=_p, factors=_p // 6, seed=900)


def write(name: str, force: bool = False) -> Path:
    DIR.mkdir(parents=True, exist_ok=True)
    path = DIR / f"{name}.i8"
    if path.exists() and not force:
        return path
    spec = dict(SPECS[name])
    grouped = spec.pop("groups", False)
    group = (np.arange(spec["n"]) >= spec["n"] // 2).astype(np.int8) if grouped else None
    x, truth = answers(group=group, **spec)
    meta = {"name": name, "n": spec["n"], "items": spec["items"], "factors": spec["factors"], "groups": bool(grouped), "truth": truth}
    (DIR / f"{name}.json").write_text(json.dumps(meta))
    if grouped:
        group.tofile(DIR / f"{name}.grp")
    if spec["n"] <= 5000:
        head = [f"x{j + 1}" for j in range(spec["items"])] + (["group"] if grouped else [])
        rows = [",".join(head)]
        for i in range(spec["n"]):
            cells = ["" if v < 0 else str(v) for v in x[i]]
            if grouped:
                cells.append("psw" if group[i] else "staff")
            rows.append(",".join(cells))
        (DIR / f"{name}.csv").write_text("\n".join(rows) + "\n")
    np.asfortranarray(x).T.tofile(path)  # column-major bytes
    return path


if __name__ == "__main__":
    for name in sys.argv[1:] or SPECS:
        p = write(name)
        print(name, p.stat().st_size)
