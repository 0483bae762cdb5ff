from _lib import load, imported, main, measure
import os
import warnings
import numpy as np
import mirt

imported()
warnings.simplefilter("ignore")


def p8(se=True, points=21):
    def job(name):
        x, meta = load(name)
        d = x.astype(int) - 1
        t, r = measure(lambda: mirt.fit_mirt(d, model="GRM", n_categories=5, n_quadpts=points, compute_standard_errors=se), reps=3)
        par = r.model.parameters
        a = np.ravel(par["discrimination"])
        return t, {
            "a": a[:4],
            "b1": np.ravel(par["thresholds"][0]),
            "loglik": r.log_likelihood,
            "iterations": getattr(r, "n_iterations", None),
            "converged": getattr(r, "converged", None),
        }

    return job


def p9(name):
    x, meta = load(name)
    t, r = measure(lambda: mirt.dif(x.astype(int) - 1, meta["group"].astype(int), model="GRM", method="wald", n_categories=5), reps=1)
    s = np.asarray(r["statistic"])
    return t, {
        "stat4": s[3],
        "stat11": s[10],
        "stat1": s[0],
        "flagged": int((np.asarray(r["p_value"]) < 0.05 / len(s)).sum()),
        "note": "IRT Wald DIF, another method",
    }


main({"p8": p8(), "p8nose": p8(False), "p8fine": p8(points=121), "p9": p9})
