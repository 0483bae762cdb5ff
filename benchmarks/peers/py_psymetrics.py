from _lib import load, frame, syntax, imported, main, measure, Skip
import warnings
import psymetrics as ps

imported()
warnings.simplefilter("ignore")


def p2(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    k = meta["factors"]
    per = meta["items"] // k

    def work():
        return [ps.alpha(df.iloc[:, s * per : (s + 1) * per]) for s in range(k)]

    t, v = measure(work)
    w = [r.values for r in v]
    tab = w[0]["items"]
    return t, {
        "alpha": [i["raw_alpha"] for i in w],
        "lo": [i["ci_low"] for i in w],
        "hi": [i["ci_high"] for i in w],
        "drop1": tab["alpha_if_dropped"].tolist(),
        "rest1": tab["r_item_total"].tolist(),
        "note": "no omega",
    }


def p5efa(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    t, v = measure(lambda: ps.efa(df, meta["factors"], method="minres", rotation="oblimin"))
    return t, {"keys": list(v.values)}


def p6ml(name):
    x, meta = load(name)
    df = frame(x.astype(float))
    t, v = measure(lambda: ps.cfa(syntax(meta), df), reps=2)
    w = v.values
    return t, {k: w[k] for k in w if isinstance(w[k], (int, float))}


main({"p2": p2, "p5efa": p5efa, "p6ml": p6ml})
