from _lib import load, frame, syntax, imported, main, measure, Skip
import warnings
import numpy as np
import semopy
from semopy.polycorr import polychoric_corr

imported()
warnings.simplefilter("ignore")


def cfa(obj, robust=False, ordinal=False):
    def job(name):
        x, meta = load(name)
        df = frame(x.astype(float))
        desc = syntax(meta)
        if ordinal:
            desc += "\nDEFINE(ordinal) " + " ".join(df.columns)

        def work():
            m = semopy.Model(desc)
            m.fit(df, obj=obj)
            ins = m.inspect(std_est=True, se_robust=robust)
            st = semopy.calc_stats(m)
            return ins, st

        t, (ins, st) = measure(work, reps=2)
        row = ins[(ins["op"] == "~") & (ins["lval"] == "x2")].iloc[0]
        one = ins[(ins["op"] == "~") & (ins["lval"] == "x1")].iloc[0]
        s = st.iloc[0]
        return t, {
            "chisq": s["chi2"],
            "df": s["DoF"],
            "cfi": s["CFI"],
            "tli": s["TLI"],
            "rmsea": s["RMSEA"],
            "load2": row["Estimate"],
            "se2": row["Std. Err"],
            "std1": one["Est. Std"],
            **({"note": "robust standard errors, no scaled chi-square"} if robust else {}),
        }

    return job


def p4(name):
    x, meta = load(name)
    p = meta["items"]

    def work():
        r = np.eye(p)
        for i in range(p):
            for j in range(i):
                r[i, j] = r[j, i] = polychoric_corr(x[:, i], x[:, j])
        return r

    t, r = measure(work, reps=1)
    return t, {"r12": r[1, 0], "r17": r[6, 0], "r_last": r[-1, -2], "sum": r[np.tril_indices(p, -1)].sum()}


def groups(name):
    from semopy.multigroup import multigroup

    x, meta = load(name)
    df = frame(x.astype(float))
    df["group"] = meta["group"].astype(str)
    t, r = measure(lambda: multigroup(syntax(meta), df, group="group"), reps=2)
    return t, {"configural_chisq": sum(float(v["chi2"].iloc[0]) for v in r.stats.values()), "note": "one model per group, nothing held equal: configural only"}


main({"p4": p4, "p6ml": cfa("MLW"), "p6mlr": cfa("MLW", robust=True), "p6wlsmv": cfa("DWLS", ordinal=True), "p7ml": groups})
