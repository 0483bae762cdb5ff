"""The project itself, through its public API only.

P1 scores a bare int8 frame, as a user with a frame of codes would: every cell is checked against the declared codes
within the time. `responses_seconds` is the same from Responses, whose codes were checked when they were read.
The other workloads take Responses.
"""

from _lib import load, frame, imported, main, measure
import numpy as np
import sdtclimate as sdt

imported()

BLANK = -91


def instrument(meta, *, reverse=False):
    """Six scales of six as YAML text; every third item reversed in the scoring workload; 80 % must be answered."""
    per = meta["items"] // meta["factors"]
    names = [f"x{j + 1}" for j in range(meta["items"])]
    turned = set(names[2::3]) if reverse else set()
    lines = [
        "id: bench",
        'title: {en: "Bench"}',
        'version: "1.0.0"',
        "status: draft",
        'licence: {kind: original, name: "CC BY 4.0"}',
        "languages: [en]",
        "sensitivity: normal",
        "forms: {psw: {informant: psw, missing: [-91]}}",
        'scales: {agree5: {kind: ordinal, codes: [1, 2, 3, 4, 5], labels: {en: ["1", "2", "3", "4", "5"]}}}',
        "items:",
        *(f'  - {{id: {n}, scale: agree5, comparability: single_form, text: {{psw: {{en: "{n}"}}}}}}' for n in names),
        "subscales:",
    ]
    for s in range(meta["factors"]):
        items = names[s * per : (s + 1) * per]
        lines.append(
            f'  - {{id: s{s + 1}, title: {{en: "s{s + 1}"}}, construct: c, type: R, valence: 1, items: [{", ".join(items)}], '
            f"reverse: [{', '.join(i for i in items if i in turned)}], score: mean, min_answered: 0.8, min_items: 3}}"
        )
    lines += ['constructs: {c: {title: {en: "c"}}}', "norms: null", ""]
    return sdt.load_instrument("\n".join(lines))


def responses(x, inst):
    import pandas as pd
    from sdtclimate.responses.ledger import Ledger

    codes = np.where(x < 0, BLANK, x).astype(np.int8).T
    people = pd.DataFrame({"role": "psw", "form": "psw"}, index=range(len(x)))
    return sdt.Responses(inst, inst.scored_items, np.ascontiguousarray(codes), people, Ledger())


def p1(name):
    x, meta = load(name)
    inst = instrument(meta, reverse=True)
    df = frame(np.where(x < 0, BLANK, x).astype(np.int8))
    t, table = measure(lambda: sdt.score(df, inst))
    answers = responses(x, inst)
    t2, again = measure(lambda: sdt.score(answers))
    assert np.array_equal(table.values, again.values, equal_nan=True)
    return t, {"mean": np.nanmean(table.values, axis=1), "scored": int((~np.isnan(table.values)).sum()), "responses_seconds": t2["seconds"]}


def p2(name):
    x, meta = load(name)
    answers = responses(x, instrument(meta))
    t, r = measure(lambda: sdt.reliability(answers))
    f = r.frame
    alpha, omega = (f[f["statistic"] == s] for s in ("alpha", "omega_total"))
    first = f[f["scale"] == "s1"]
    values = {
        "alpha": alpha["estimate"],
        "lo": alpha["ci_low"],
        "hi": alpha["ci_high"],
        "omega": omega["estimate"],
        "drop1": first[first["statistic"] == "alpha_if_dropped"]["estimate"],
        "rest1": first[first["statistic"] == "item_rest"]["estimate"],
    }
    return t, {k: np.asarray(v, dtype=float) for k, v in values.items()}


def boot(coefficient, draws):
    def job(name):
        x, meta = load(name)
        answers = responses(x, instrument(meta))
        t, r = measure(lambda: sdt.reliability(answers, coefficients=coefficient, interval="bootstrap", draws=draws, item_statistics=False, rng=1), reps=5)
        row = r.frame[r.frame["statistic"] == coefficient].iloc[0]
        return t, {"ci": [row["ci_low"], row["ci_high"]], "method": row["method"]}

    return job


def p5efa(name):
    """The whole of `dimensionality` without random data: factorability, criteria, 30 starts of the rotation, fit."""
    x, meta = load(name)
    answers, k = responses(x, instrument(meta)), meta["factors"]
    t, r = measure(lambda: sdt.dimensionality(answers, n_factors=k, draws=0))
    f = r.frame
    comm, phi = (f[f["statistic"] == s]["estimate"].to_numpy() for s in ("communality", "factor_correlation"))
    loadings = f[f["statistic"] == "loading"].assign(size=lambda d: d["estimate"].abs()).groupby("item")["size"].max()
    return t, {"comm": comm[:4], "sumcomm": comm.sum(), "phi": np.sort(np.abs(phi))[[0, 7, 14]], "maxload": np.sort(loadings)[[0, 17, 35]]}


def p5pa(name):
    """The same with 100 random data sets, one factor and no rotation: both parallel analyses."""
    x, meta = load(name)
    answers = responses(x, instrument(meta))
    t, r = measure(lambda: sdt.dimensionality(answers, n_factors=1, rotation="none", draws=100, rng=1), reps=3)
    f = r.frame[r.frame["statistic"] == "n_factors"].set_index("variant")["estimate"]
    return t, {"nfact": f["parallel_factors_q95"], "ncomp": f["parallel_components_q95"]}


TABLE = {"p5efa": p5efa, "p5pa": p5pa, "p1": p1, "p2": p2, "p3a": boot("alpha", 10_000), "p3w": boot("omega_total", 1_000)}
if __name__ == "__main__":
    main(TABLE)
