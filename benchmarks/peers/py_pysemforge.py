from _lib import load, frame, syntax, imported, main, measure
import warnings
import numpy as np
from pysemforge import Model
from pysemforge.estim import polychoric_correlation

imported()
warnings.simplefilter("ignore")


def cfa(est):
    def job(name):
        x, meta = load(name)
        df = frame(x.astype(float))

        def work():
            return Model(syntax(meta)).fit(df, estimator=est)

        t, r = measure(work, reps=1)
        return t, {
            **{k: r.fit[k] for k in ("chisq", "df", "cfi", "tli", "rmsea", "srmr")},
            "converged": bool(getattr(r, "converged", False)),
            "params": str(getattr(r, "params", ""))[:120],
        }

    return job


def p7ml(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    df["group"] = meta["group"]

    def work():
        return Model(syntax(meta)).measurement_invariance(df, "group")

    t, r = measure(work, reps=1)
    return t, {
        "chisq": [r.levels[k]["chisq"] for k in r.levels],
        "df": [r.levels[k]["df"] for k in r.levels],
        "cfi": [r.levels[k]["cfi"] for k in r.levels],
        "comparisons": {k: [v["delta_chisq"], v["delta_df"]] for k, v in r.comparisons.items()},
    }


def p4(name):
    x, meta = load(name)
    t, r = measure(lambda: polychoric_correlation(x))
    return t, {"r12": r[1, 0], "r17": r[6, 0], "r_last": r[-1, -2], "sum": r[np.tril_indices(len(r), -1)].sum()}


main({"p4": p4, "p6ml": cfa("ML"), "p6mlr": cfa("MLR"), "p6wlsmv": cfa("WLSMV"), "p7ml": p7ml})
