"""The same small survey with today's Python peers: no omega but reliabilipy's, no invariance at all."""

import time

t0 = time.perf_counter()
import json, os, sys, tempfile, warnings  # noqa: E401,E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import pingouin as pg  # noqa: E402
import semopy  # noqa: E402
from factor_analyzer import FactorAnalyzer  # noqa: E402
from reliabilipy import reliability_analysis  # noqa: E402

t1 = time.perf_counter()
warnings.simplefilter("ignore")
name = sys.argv[2] if len(sys.argv) > 2 else "n120"
d = pd.read_csv(os.path.join(tempfile.gettempdir(), "sdtclimate-bench", name + ".csv"))
X = d[[f"x{j}" for j in range(1, 37)]].astype(float)
steps, note = {}, {}


def tick(key, fn):
    t = time.perf_counter()
    try:
        r = fn()
        note[key] = "ok"
    except Exception as e:
        r, note[key] = None, f"{type(e).__name__}: {e}"[:100]
    steps[key] = time.perf_counter() - t
    return r


sc = [X.iloc[:, s * 6 : s * 6 + 6] for s in range(6)]
tick("alpha", lambda: [(pg.cronbach_alpha(s), [pg.cronbach_alpha(s.drop(columns=c)) for c in s]) for s in sc])
tick("omega", lambda: [reliability_analysis(raw_dataset=s, is_corr_matrix=False, n_factors_f=2).fit() for s in sc])


def pa():
    rng = np.random.default_rng(1)
    out = []
    for _ in range(20):
        f = FactorAnalyzer(rotation=None, n_factors=1)
        f.fit(rng.standard_normal(X.shape))
        out.append(f.get_eigenvalues()[1])
    return np.mean(out, 0)


tick("parallel", pa)
tick("efa", lambda: FactorAnalyzer(6, rotation="oblimin").fit(X))
mod = "\n".join(f"F{f + 1} =~ " + " + ".join(f"x{f * 6 + j + 1}" for j in range(6)) for f in range(6))


def cfa():
    m = semopy.Model(mod)
    m.fit(X)
    return m.inspect(std_est=True, se_robust=True), semopy.calc_stats(m)


tick("cfa", cfa)
note["invariance"] = "no peer does it"
print(
    json.dumps(
        {"workload": "pipeline_ml", "data": name, "import_seconds": t1 - t0, "seconds": time.perf_counter() - t1, "values": {"steps": steps, "notes": note}}
    )
)
