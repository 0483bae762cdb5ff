"""omnisem does not correlate factors unless told and wants categories from 0: both given here."""

from _lib import load, frame, syntax, imported, main, measure
import warnings
import numpy as np
import omnisem  # noqa: F401
from omnisem import Model

imported()
warnings.simplefilter("ignore")


def desc(meta):
    k = meta["factors"]
    return syntax(meta) + "\n" + "\n".join(f"F{i + 1} ~~ F{j + 1}" for i in range(k) for j in range(i))


def summary(r):
    r = getattr(r, "result", r)
    f = {
        k: v for k, v in vars(r.fit).items() if k in ("chisq", "df", "cfi", "tli", "rmsea", "srmr", "chisq_robust", "df_robust", "cfi_robust", "scaling_factor")
    }
    p = [q for q in r.parameters if q.op == "=~"]
    f.update(load2=p[1].estimate, se2=p[1].se, std1=p[0].std_all)
    return f


def cfa(est, ordered=False):
    def job(name):
        x, meta = load(name)
        df = frame(x.astype(int) - 1)
        kw = {"ordered": list(df.columns)} if ordered else {}
        t, r = measure(lambda: Model(desc(meta)).fit(df, estimator=est, **kw), reps=2)
        return t, summary(r)

    return job


def p7(est, ordered=False):
    def job(name):
        from omnisem.cbsem.multigroup.invariance import evaluate_invariance

        x, meta = load(name)
        df = frame(x.astype(int) - 1)
        df["group"] = meta["group"]
        kw = {"ordered": list(df.columns[:-1])} if ordered else {}
        t, r = measure(lambda: evaluate_invariance(desc(meta), df, "group", estimator=est, **kw), reps=1)
        fits = {k: m.fit for k, m in r.models.items()}
        return t, {
            "levels": list(fits),
            "chisq": [f.chisq for f in fits.values()],
            "df": [f.df for f in fits.values()],
            "cfi": [f.cfi for f in fits.values()],
            "note": "four levels: strict too",
        }

    return job


def p4(name):
    from omnisem.cbsem.categorical.polychoric import compute_polychoric_matrix
    from omnisem.cbsem.categorical.thresholds import estimate_thresholds

    x, meta = load(name)
    df = frame(x.astype(int) - 1)
    cols = list(df.columns)
    t, r = measure(lambda: compute_polychoric_matrix(df, cols, estimate_thresholds(df, cols)), reps=1)
    return t, {"r12": r[1, 0], "r17": r[6, 0], "r_last": r[-1, -2], "sum": r[np.tril_indices(len(r), -1)].sum()}


main({"p4": p4, "p6ml": cfa("ML"), "p6mlr": cfa("MLR"), "p6wlsmv": cfa("WLSMV", True), "p7ml": p7("ML"), "p7wlsmv": p7("WLSMV", True)})
