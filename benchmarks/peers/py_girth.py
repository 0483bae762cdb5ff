from _lib import load, imported, main, measure
import os
import warnings
import numpy as np
import girth
from girth import grm_mml

imported()
warnings.simplefilter("ignore")


def p4(name):
    from girth.common import polychoric_correlation_serial, polychoric_correlation

    x, meta = load(name)
    d = np.ascontiguousarray(x.T).astype(int)
    cores = int(os.environ.get("BENCH_THREADS", "1"))
    fn = (lambda: polychoric_correlation_serial(d)) if cores == 1 else (lambda: polychoric_correlation(d, num_processors=cores))
    t, r = measure(fn, reps=1)
    return t, {"r12": r[1, 0], "r17": r[6, 0], "r_last": r[-1, -2], "sum": r[np.tril_indices(len(r), -1)].sum()}


def p8(name):
    x, meta = load(name)
    d = np.ascontiguousarray(x.T).astype(int)
    t, r = measure(lambda: grm_mml(d), reps=1)
    return t, {"a": r["Discrimination"][:4], "b1": r["Difficulty"][0], "aic": r["AIC"]["final"] if isinstance(r["AIC"], dict) else r["AIC"]}


main({"p4": p4, "p8": p8})
