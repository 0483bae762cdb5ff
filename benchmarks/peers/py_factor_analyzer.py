from _lib import load, frame, imported, main, measure
import warnings
import numpy as np
from factor_analyzer import FactorAnalyzer
from factor_analyzer.confirmatory_factor_analyzer import ConfirmatoryFactorAnalyzer, ModelSpecificationParser

imported()
warnings.simplefilter("ignore")


def efa(method):
    def job(name):
        x, meta = load(name)
        df = frame(x.astype(float))
        k = meta["factors"]

        def work():
            fa = FactorAnalyzer(n_factors=k, rotation="oblimin", method=method)
            fa.fit(df)
            return fa

        t, fa = measure(work)
        c = fa.get_communalities()  # wrong for oblique rotations (see RESULTS.md)
        full = np.diag(fa.loadings_ @ fa.phi_ @ fa.loadings_.T) if fa.phi_ is not None else c
        phi = np.sort(np.abs(fa.phi_[np.tril_indices(k, -1)])) if fa.phi_ is not None else []
        return t, {
            "comm_reported": c[:4],
            "comm": full[:4],
            "sumcomm": full.sum(),
            "phi": phi[[0, 7, 14]],
            "maxload": np.sort(np.abs(fa.loadings_).max(1))[[0, 17, 35]],
        }

    return job


def p5pa(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    n, p = df.shape
    rng = np.random.default_rng(1)

    def work():
        def ev(d):
            fa = FactorAnalyzer(rotation=None, n_factors=1)
            fa.fit(d)
            return fa.get_eigenvalues()

        real = ev(df)
        sims = [ev(rng.standard_normal((n, p))) for _ in range(100)]
        m0 = np.mean([s[0] for s in sims], 0)
        m1 = np.mean([s[1] for s in sims], 0)
        return int((real[1] > m1).sum()), int((real[0] > m0).sum())

    t, v = measure(work, reps=1)
    return t, {"nfact": v[0], "ncomp": v[1], "note": "loop written by hand: no parallel analysis in the package"}


def p6ml(name):
    x, meta = load(name)
    k = meta["factors"]
    per = meta["items"] // k
    df = frame(x.astype(float))
    spec = {f"F{s + 1}": [f"x{s * per + j + 1}" for j in range(per)] for s in range(k)}

    def work():
        ms = ModelSpecificationParser.parse_model_specification_from_dict(df, spec)
        c = ConfirmatoryFactorAnalyzer(ms, disp=False)
        c.fit(df.values)  # fails on pandas 3: writes into the read-only array
        return c

    t, c = measure(work, reps=1)
    return t, {
        "stdlv_load1": c.loadings_[0, 0],
        "stdlv_load2": c.loadings_[1, 0],
        "phi21": c.factor_varcovs_[1, 0],
        "loglik": c.log_likelihood_,
        "note": "no fit indices, no standard errors",
    }


main({"p5efa": efa("minres"), "p5efaml": efa("ml"), "p5pa": p5pa, "p6ml": p6ml})
