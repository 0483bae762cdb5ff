from _lib import load, frame, imported, main, measure
import warnings
from reliabilipy import reliability_analysis

imported()
warnings.simplefilter("ignore")


def p2(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    k = meta["factors"]
    per = meta["items"] // k

    def one(d):
        r = reliability_analysis(raw_dataset=d, is_corr_matrix=False, n_factors_f=2)
        r.fit()
        return r

    def work():
        return [one(df.iloc[:, s * per : (s + 1) * per]) for s in range(k)]

    t, v = measure(work)
    return t, {
        "alpha": [r.alpha_cronbach for r in v],
        "omega": [r.omega_total for r in v],
        "omega_h": [r.omega_hierarchical for r in v],
        "note": "no interval, if-dropped, item-rest",
    }


def p3w(name):
    import numpy as np

    x, meta = load(name)
    df = frame(x.astype(float))
    rng = np.random.default_rng(1)

    def work():
        n = len(df)
        out = []
        for _ in range(50):
            r = reliability_analysis(raw_dataset=df.iloc[rng.integers(0, n, n)], is_corr_matrix=False, n_factors_f=2)
            r.fit()
            out.append(r.omega_total)
        return out

    t, v = measure(work, scale=20, reps=2)
    return t, {"ci": np.quantile(v, [0.025, 0.975]), "note": "50 resamples, x20"}


main({"p2": p2, "p3w": p3w})
