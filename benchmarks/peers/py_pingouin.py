from _lib import load, frame, imported, main, measure
import numpy as np
import pingouin as pg

imported()


def p2(name):
    """alpha + CI; if-dropped and item-rest by the loop a user writes; no omega in pingouin."""
    x, meta = load(name)
    df = frame(x.astype(float))
    k = meta["factors"]
    per = meta["items"] // k

    def work():
        out = []
        for s in range(k):
            d = df.iloc[:, s * per : (s + 1) * per]
            a, ci = pg.cronbach_alpha(d)
            drop = [pg.cronbach_alpha(d.drop(columns=c))[0] for c in d]
            tot = d.sum(axis=1)
            rest = [pg.corr(d[c], tot - d[c])["r"].iloc[0] for c in d]
            out.append((a, ci, drop, rest))
        return out

    t, v = measure(work)
    return t, {"alpha": [i[0] for i in v], "lo": [i[1][0] for i in v], "hi": [i[1][1] for i in v], "drop1": v[0][2], "rest1": v[0][3], "note": "no omega"}


def p3a(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    rng = np.random.default_rng(1)

    def work():
        n = len(df)
        return [pg.cronbach_alpha(df.iloc[rng.integers(0, n, n)])[0] for _ in range(500)]

    t, v = measure(work, scale=20, reps=3)
    return t, {"ci": np.quantile(v, [0.025, 0.975]), "note": "500 resamples, x20"}


main({"p2": p2, "p3a": p3a})
