#!/usr/bin/env python3
"""Reproduces the correctness findings of RESULTS.md with the Python peers (venv 'current').

    <venvs>/current/bin/python benchmarks/correctness.py

One line per finding: what the peer says, what is right and how that is known.  Data:
benchmarks/data.py's seeded sets.  Nothing here needs R; the lavaan figures quoted come from
peers/r_lavaan.R and from the comments.
"""

import contextlib
import io
import os
import sys
import warnings

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
from _lib import load, frame, syntax  # noqa: E402

warnings.simplefilter("ignore")


def say(peer, text):
    print(f"[{peer}] {text}", flush=True)


def quiet(fn):
    with contextlib.redirect_stdout(io.StringIO()):
        return fn()


def attempt(peer, fn):
    try:
        fn()
    except ImportError as e:
        say(peer, f"not installed: {e}")
    except Exception as e:
        say(peer, f"RAISES {type(e).__name__}: {str(e)[:140]}")


def fa():
    from factor_analyzer import FactorAnalyzer

    x, _ = load("base")
    df = frame(x.astype(float))
    plain = FactorAnalyzer(6, rotation=None)
    plain.fit(df)
    c0 = plain.get_communalities()
    f = FactorAnalyzer(6, rotation="oblimin")
    f.fit(df)
    say(
        "factor_analyzer",
        "communalities must not change under rotation; after oblimin get_communalities() is off by up to "
        f"{np.abs(f.get_communalities() - c0).max():.3f} (sums squared pattern loadings, without Phi)",
    )
    say("factor_analyzer", f"sufficiency() chi-square before {plain.sufficiency(len(df))[0]:.2f}, after oblimin {f.sufficiency(len(df))[0]:.2f}: must be equal")
    L, P = f.loadings_, f.phi_
    d = np.abs(np.diag(L @ P @ L.T) - c0).max()
    from itertools import permutations

    e, p = min((np.abs(np.diag(L @ P[np.ix_(q, q)] @ L.T) - c0).max(), q) for q in permutations(range(6)))
    say("factor_analyzer", f"phi_ is in another factor order than loadings_: diag(L Phi L') off by {d:.4f}; with Phi permuted by {p} off by {e:.1e}")


def semopy_():
    import semopy

    x, meta = load("base")
    df = frame(x.astype(float))
    m = semopy.Model(syntax(meta))
    m.fit(df)
    s = semopy.calc_stats(m).iloc[0]
    say("semopy", f"LogLik {s['LogLik']:.4g}, AIC {s['AIC']:.4g}, BIC {s['BIC']:.4g}: log-likelihood is -95750.2, AIC 191674.4, BIC 192161.7 (lavaan)")
    say(
        "semopy",
        f"chi-square {s['chi2']:.4f} (lavaan 586.2069): the optimiser stops early in the fourth digit; no SRMR, no RMSEA interval, no scaled chi-square",
    )

    def ordinal():
        o = semopy.Model(syntax(meta) + "\nDEFINE(ordinal) " + " ".join(df.columns))
        o.fit(df, obj="DWLS")
        t = semopy.calc_stats(o).iloc[0]
        say("semopy", f"DWLS: chi-square {t['chi2']:.2f} (lavaan 368.92 unscaled, 573.74 scaled), CFI {t['CFI']:.4f} (may not exceed 1)")

    attempt("semopy ordinal", ordinal)

    def poly():
        from semopy.polycorr import polychoric_corr

        polychoric_corr(x[:, 0], x[:, 1])

    attempt("semopy polychoric_corr", poly)


def invariance():
    """12 one-factor items with biased intercepts on items 4 and 11: lavaan says chi-square difference 447.63 on 11 df for scalar."""
    x, meta = load("dif36")
    its = [f"x{i}" for i in range(1, 13)]
    df = frame(x)[its].copy()
    df["group"] = meta["group"].astype(int)
    desc = "F =~ " + " + ".join(its)

    def forge():
        from pysemforge import Model

        r = Model(desc).measurement_invariance(df, "group")
        c = r.comparisons["metric_vs_scalar"]
        say(
            "pysemforge",
            f"planted intercept bias: scalar step delta chi-square {c['delta_chisq']:.3g} on {c['delta_df']} df (lavaan: 447.63 on 11), "
            f"chi-squares {[round(v['chisq']) for v in r.levels.values()]} (lavaan 124, 137, 585)",
        )
        f = Model(desc).fit(df[its], estimator="ML").fit
        say(
            "pysemforge",
            f"one-group ML, semopy installed: chi-square {f['chisq']}, df {f['df']}, CFI {f['cfi']} (right: 68.78 on 54 df): a failed fit reads as a perfect one",
        )
        f = Model(desc).fit(df[its], estimator="WLSMV").fit
        say("pysemforge", f"WLSMV: chi-square {f['chisq']:.0f} on {f['df']} df, CFI {f['cfi']}, TLI {f['tli']}")
        from pysemforge.estim import polychoric_correlation

        say(
            "pysemforge",
            f"'polychoric' of x1, x2 {polychoric_correlation(load('base')[0][:, :2])[0, 1]:.4f} (right 0.3943): a rank-score Pearson correlation whose ties are broken by row order",
        )

    attempt("pysemforge", forge)

    def omni():
        from omnisem.cbsem.multigroup.invariance import evaluate_invariance
        from omnisem import Model

        r = quiet(lambda: evaluate_invariance(desc, df, "group", estimator="ML"))
        say(
            "omnisem",
            "planted intercept bias: "
            + ", ".join(f"{k} {m.fit.chisq:.2f} on {m.fit.df} df" for k, m in r.models.items())
            + " (lavaan 123.70 on 108, 137.17 on 119, 584.80 on 130): the intercept constraints change nothing",
        )
        b, meta_b = load("base")
        d = frame(b.astype(int))
        f = quiet(lambda: Model(syntax(meta_b)).fit(d, estimator="ML")).result.fit
        say(
            "omnisem",
            f"lavaan syntax taken over as it is: {f.chisq:.0f} on {f.df} df, CFI {f.cfi:.3f} (lavaan 586 on 579, 1.000): factors are not correlated unless told; SRMR reported {f.srmr}",
        )
        k = meta_b["factors"]
        full = syntax(meta_b) + "\n" + "\n".join(f"F{i + 1} ~~ F{j + 1}" for i in range(k) for j in range(i))
        p = [q for q in quiet(lambda: Model(full).fit(d, estimator="MLR")).result.parameters if q.op == "=~"][1]
        say("omnisem", f"MLR standard error of x2's loading {p.se:.3f} (lavaan 0.0542)")
        from omnisem.cbsem.categorical.polychoric import compute_polychoric_matrix
        from omnisem.cbsem.categorical.thresholds import estimate_thresholds

        for base in (1, 0):
            e = frame(b[:, :2].astype(int) - 1 + base)
            say(
                "omnisem",
                f"polychoric of x1, x2 with codes from {base}: {compute_polychoric_matrix(e, ['x1', 'x2'], estimate_thresholds(e, ['x1', 'x2']))[0, 1]:.4f} (right 0.3943)"
                + (": codes 1..5 are silently misread" if base else ""),
            )

    attempt("omnisem", omni)


def grm():
    import mirt

    x, _ = load("uni36")
    for q in (21, 61, 121):
        r = mirt.fit_mirt(x.astype(int) - 1, model="GRM", n_categories=5, n_quadpts=q, compute_standard_errors=False)
        a = np.ravel(r.model.parameters["discrimination"])
        say(
            "mirt (Python)",
            f"GRM 36 items, {q} points: log-likelihood {r.log_likelihood:.2f}, a1 {a[0]:.4f}, converged {r.converged}"
            + (" <- the default: discriminations 10 % low, 83 log units short, no warning" if q == 21 else ""),
        )
    say("mirt (Python)", "61 equally spaced points on [-6, 6] (limit.py p8) give -87209.65, a1 1.1427; girth gives 1.1405")


def alpha():
    import pandas as pd
    import pingouin as pg
    from reliabilipy import reliability_analysis

    x, _ = load("n120")
    d = frame(x.astype(float)).iloc[:, :6]
    a, ci = pg.cronbach_alpha(d)
    say("pingouin", f"alpha {a:.7f}, interval {ci}: Feldt, as psych (0.7705667, 0.8687891), but rounded to three digits; no if-dropped, item-rest or omega")
    say("pingouin", f"two people: alpha interval {pg.cronbach_alpha(d.iloc[:2])[1]}, no warning")
    say("pingouin", f"one constant item: alpha {pg.cronbach_alpha(d.assign(x1=3.0))[0]:.4f}, no warning; all constant: {pg.cronbach_alpha(d * 0 + 3)[0]}")
    b = frame(load("base")[0].astype(float)).iloc[:, :6]
    r = reliability_analysis(raw_dataset=b, is_corr_matrix=False)
    r.fit()
    say(
        "reliabiliPy",
        f"'alpha' {r.alpha_cronbach:.5f} is the standardised one (raw 0.81927); omega total {r.omega_total:.5f} with three group factors on six items (psych with the same 0.8284; one factor, ML 0.8206)",
    )
    attempt("reliabiliPy, one factor", lambda: reliability_analysis(raw_dataset=b, is_corr_matrix=False, n_factors_f=1).fit())
    attempt("reliabiliPy, constant item", lambda: reliability_analysis(raw_dataset=b.assign(x1=3.0), is_corr_matrix=False).fit())


def careless_():
    import careless

    x, _ = load("n120")
    b = x.astype(float)
    say(
        "careless-py",
        f"irv of row 1 {careless.irv(b)[0]:.4f}: standard deviation over n; R careless (stats::sd) divides by n-1 and gives {b[0].std(ddof=1):.4f}",
    )
    say("careless-py", f"longstring(numeric matrix) -> {careless.longstring(b)[0]!r}: reads the text of the row; wants strings")
    o, e = np.array([[b[0, s * 6 : s * 6 + 6][k::2].mean() for s in range(6)] for k in (0, 1)])
    r = np.corrcoef(o, e)[0, 1]
    say(
        "careless-py",
        f"evenodd row 1 {careless.evenodd(b, [6] * 6)[0]:.4f}: mean within-scale item-pair correlation; the index of R careless and Johnson (2005) (half means across scales, Spearman-Brown; careless then negates it) is {2 * r / (1 + r):.4f}",
    )
    c = b.copy()
    c[0] = 3
    say("careless-py", f"evenodd of a straight-liner {careless.evenodd(c, [6] * 6)[0]} (undefined, should be missing)")
    say("careless-py", f"mahad returns D {careless.mahad(b)[0]:.3f}; R careless returns D squared")


for f in (fa, semopy_, invariance, grm, alpha, careless_):
    attempt(f.__name__, f)
