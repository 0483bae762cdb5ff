"""Floors: the dominating arithmetic or memory traffic of each workload in bare numpy.

Not a peer and not a library: no checks, no options.  Each function is either a true lower
bound (one syrk, one pass over memory) or a plain numpy program that computes the same
numbers (marked 'full'), which is what a well-written Python package can reach.
"""

import sys
import os

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
from _lib import load, imported, main, measure  # noqa: E402
import numpy as np  # noqa: E402
from scipy.special import ndtr, ndtri  # noqa: E402

imported()


def p1(name):
    """One pass over memory: read 36 int8 columns, write 6 float64 columns."""
    x, meta = load(name)
    n = x.shape[0]
    out = np.empty((n, 6))
    src = np.ascontiguousarray(x.T)

    def work():
        src.sum(dtype=np.int64)  # touches every input byte
        out.fill(0.0)
        return out

    t, _ = measure(work)

    def full():  # block by block so that it stays in cache; int8 arithmetic
        res = np.empty((6, n))
        step = 16384
        for a in range(0, n, step):
            b = src[:, a : a + step]
            ok = b > 0
            y = np.where(ok, b, 0).astype(np.int8)
            y[2::3] = np.where(ok[2::3], 6 - b[2::3], 0)
            cnt = ok.reshape(6, 6, -1).sum(1, dtype=np.int8)
            tot = y.reshape(6, 6, -1).sum(1, dtype=np.int8)
            with np.errstate(divide="ignore", invalid="ignore"):
                m = tot / cnt
            m[cnt < 5] = np.nan
            res[:, a : a + step] = m
        return res

    t2, v = measure(full, reps=5)
    return t, {"full_seconds": t2["seconds"], "mean": np.nanmean(v, axis=1), "scored": int((~np.isnan(v)).sum())}


def p2(name):
    """One covariance of all items; alpha, if-dropped and item-rest follow from it ('full': those too)."""
    x, meta = load(name)
    f = np.ascontiguousarray(x, dtype=np.float64)
    k = meta["factors"]
    per = meta["items"] // k

    def cov():
        c = f - f.mean(0)
        return c.T @ c / (len(f) - 1)

    t, _ = measure(cov, reps=31)

    def full():
        s = cov()
        out = []
        for g in range(k):
            c = s[g * per : (g + 1) * per, g * per : (g + 1) * per]
            v, tot, row = np.diag(c), c.sum(), c.sum(0)
            a = per / (per - 1) * (1 - v.sum() / tot)
            dt = tot - 2 * row + v
            drop = (per - 1) / (per - 2) * (1 - (v.sum() - v) / dt)
            rest = (row - v) / np.sqrt(v * dt)
            out.append((a, drop, rest))
        return out

    t2, v = measure(full, reps=31)
    return t, {"full_seconds": t2["seconds"], "alpha": [i[0] for i in v], "drop1": v[0][1], "rest1": v[0][2]}


def _boot_cov(f, b, rng):
    """Covariances of b resamples: multinomial weights @ cross-products (one GEMM)."""
    n, p = f.shape
    iu = np.triu_indices(p)
    z = np.concatenate([f, f[:, iu[0]] * f[:, iu[1]]], axis=1)
    idx = rng.integers(0, n, size=(b, n), dtype=np.int32)
    idx += (np.arange(b, dtype=np.int32) * n)[:, None]
    w = np.bincount(idx.ravel(), minlength=b * n).reshape(b, n).astype(np.float64)
    m = w @ z / n
    mu = m[:, :p]
    c = np.empty((b, p, p))
    c[:, iu[0], iu[1]] = m[:, p:]
    c[:, iu[1], iu[0]] = m[:, p:]
    return (c - mu[:, :, None] * mu[:, None, :]) * (n / (n - 1))


def p3a(name):
    x, meta = load(name)
    f = np.ascontiguousarray(x, dtype=np.float64)
    f -= f.mean(0)
    n, p = f.shape
    w = np.ones((10_000, n))
    z = np.ones((n, p + p * (p + 1) // 2))
    t, _ = measure(lambda: w @ z)  # the GEMM alone
    rng = np.random.default_rng(1)

    def full():
        a = []
        for _ in range(10):
            c = _boot_cov(f, 1000, rng)
            a.append(p / (p - 1) * (1 - np.einsum("bii->b", c) / c.sum((1, 2))))
        return np.concatenate(a)

    t2, v = measure(full, reps=5)
    return t, {"full_seconds": t2["seconds"], "ci": np.quantile(v, [0.025, 0.975])}


def _omega_batch(c, iters=60):
    """One-factor ML by EM-free fixed point on batches (Joreskog's 1-factor form), all resamples at once."""
    b, p, _ = c.shape
    d = np.sqrt(np.einsum("bii->bi", c))
    psi = 0.5 * d * d
    for _ in range(iters):
        s = 1 / np.sqrt(psi)
        w, v = np.linalg.eigh(c * s[:, :, None] * s[:, None, :])
        lam = v[:, :, -1] * np.sqrt(np.maximum(w[:, -1] - 1, 1e-9))[:, None] / s
        new = np.maximum(np.einsum("bii->bi", c) - lam**2, 1e-3)
        if np.max(np.abs(new - psi)) < 1e-7:
            psi = new
            break
        psi = new
    l = lam.sum(1) ** 2
    return l / (l + psi.sum(1))


def p3w(name):
    x, meta = load(name)
    f = np.ascontiguousarray(x, dtype=np.float64)
    f -= f.mean(0)
    rng = np.random.default_rng(1)
    c0 = _boot_cov(f, 1000, rng)
    t, _ = measure(lambda: [np.linalg.eigh(c0) for _ in range(10)], reps=3)  # ten batched eigen-decompositions
    t2, v = measure(lambda: _omega_batch(_boot_cov(f, 1000, rng)), reps=3)
    return t, {"full_seconds": t2["seconds"], "ci": np.quantile(v, [0.025, 0.975]), "omega": _omega_batch(np.cov(f.T)[None])[0]}


_GL = np.polynomial.legendre.leggauss(16)


def polychoric(x, cats=5, iters=20):
    """Two-step polychoric of all pairs at once; returns rho, thresholds (0-based codes in x)."""
    n, p = x.shape
    oh = (x[:, :, None] == np.arange(cats)).reshape(n, p * cats).astype(np.float32)
    big = (oh.T @ oh).astype(np.float64)
    marg = np.diag(big).reshape(p, cats)
    tau = ndtri(np.cumsum(marg, 1)[:, :-1] / n)
    i, j = np.tril_indices(p, -1)
    tab = big.reshape(p, cats, p, cats)[i, :, j, :]
    h, k = tau[i][:, :, None], tau[j][:, None, :]
    hh, kk, hk = h * h, k * k, h * k
    ph = np.concatenate([np.zeros((len(i), 1)), ndtr(tau[i]), np.ones((len(i), 1))], 1)
    pk = np.concatenate([np.zeros((len(i), 1)), ndtr(tau[j]), np.ones((len(i), 1))], 1)
    rho = np.zeros(len(i))
    xi, wi = (_GL[0] + 1) / 2, _GL[1] / 2
    base = ndtr(h) * ndtr(k)
    codes = np.arange(cats)
    mean = (tab.sum(2) @ codes / n), (tab.sum(1) @ codes / n)
    sd = np.sqrt(tab.sum(2) @ codes**2 / n - mean[0] ** 2), np.sqrt(tab.sum(1) @ codes**2 / n - mean[1] ** 2)
    rho = (np.einsum("aij,i,j->a", tab, codes, codes) / n - mean[0] * mean[1]) / (sd[0] * sd[1])
    for _ in range(iters):
        th = np.arcsin(rho)
        acc = np.zeros_like(base)
        for a, w in zip(xi, wi):
            s = np.sin(th * a)[:, None, None]
            c2 = 1 - s * s
            acc += w * np.exp(-(hh + kk - 2 * s * hk) / (2 * c2))
        cdf = base + acc * th[:, None, None] / (2 * np.pi)
        r = rho[:, None, None]
        c2 = 1 - r * r
        dens = np.exp(-(hh + kk - 2 * r * hk) / (2 * c2)) / (2 * np.pi * np.sqrt(c2))
        full = np.zeros((len(i), cats + 1, cats + 1))
        full[:, 1:-1, 1:-1] = cdf
        full[:, -1, :] = pk
        full[:, :, -1] = ph
        dfull = np.zeros_like(full)
        dfull[:, 1:-1, 1:-1] = dens
        pr = np.maximum(np.diff(np.diff(full, axis=1), axis=2), 1e-12)
        dp = np.diff(np.diff(dfull, axis=1), axis=2)
        g = (tab / pr * dp).sum((1, 2))
        step = g / (n * (dp * dp / pr).sum((1, 2)))
        rho = np.clip(rho + step, -0.999, 0.999)
        if np.abs(step).max() < 1e-8:
            break
    m = np.eye(p)
    m[i, j] = m[j, i] = rho
    return m, tau


def p4(name):
    """Contingency tables alone (one float32 GEMM of one-hot columns); 'full' = the vectorised two-step."""
    x, meta = load(name)
    x = (x - 1).astype(np.int8)
    n, p = x.shape

    def tables():
        oh = (x[:, :, None] == np.arange(5, dtype=np.int8)).reshape(n, p * 5).astype(np.float32)
        return oh.T @ oh

    t, _ = measure(tables, reps=15)
    t2, (r, _) = measure(lambda: polychoric(x), reps=15)
    return t, {"full_seconds": t2["seconds"], "r12": r[1, 0], "r17": r[6, 0], "r_last": r[-1, -2], "sum": r[np.tril_indices(p, -1)].sum()}


def p5efa(name):
    """50 eigen-decompositions of the correlation matrix: what one minres fit must evaluate."""
    x, meta = load(name)
    r = np.corrcoef(x.T.astype(float))
    t, _ = measure(lambda: [np.linalg.eigh(r) for _ in range(50)], reps=9)
    return t, {}


def p5pa(name):
    """'full': 100 x (normals, correlation, eigenvalues), the analysis itself."""
    x, meta = load(name)
    n, p = x.shape
    rng = np.random.default_rng(1)

    def full():
        out = np.empty((100, p))
        for b in range(100):
            z = rng.standard_normal((n, p), dtype=np.float32)
            z -= z.mean(0)
            c = (z.T @ z).astype(float)
            d = 1 / np.sqrt(np.diag(c))
            out[b] = np.linalg.eigvalsh(c * d[:, None] * d[None, :])
        return out

    t, v = measure(full, reps=3)
    real = np.linalg.eigvalsh(np.corrcoef(x.T.astype(float)))[::-1]
    return t, {"ncomp": int((real > v.mean(0)[::-1]).sum()), "full_seconds": t["seconds"]}


def p5papoly(name):
    """'full': 20 x (column shuffle, polychoric matrix, eigenvalues)."""
    x, meta = load(name)
    x = (x - 1).astype(np.int8)
    rng = np.random.default_rng(1)

    def full():
        out = []
        for _ in range(20):
            r, _ = polychoric(np.stack([rng.permutation(c) for c in x.T], axis=1))
            out.append(np.linalg.eigvalsh(r))
        return np.array(out)

    t, v = measure(full, reps=3)
    real = np.linalg.eigvalsh(polychoric(x)[0])[::-1]
    return t, {"ncomp": int((real > v.mean(0)[::-1]).sum()), "full_seconds": t["seconds"]}


def _ml_iter(name, k):
    x, meta = load(name)
    s = np.cov(x.T.astype(float))
    p, f = meta["items"], meta["factors"]
    lam = np.ones((p, f)) * 0.1

    def work():
        for _ in range(k):  # one ML value + gradient: cholesky, inverse, three products
            inv = np.linalg.inv(s)
            np.linalg.slogdet(s)
            m = inv @ (s * 0.9) @ inv
            m @ lam @ np.eye(f)
            lam.T @ m @ lam

    return work


def p6ml(name):
    """The covariance plus 40 evaluations of the ML discrepancy and its gradient."""
    x, meta = load(name)
    it = _ml_iter(name, 40)

    def work():
        np.cov(x.T.astype(float))
        it()

    t, _ = measure(work, reps=9)
    return t, {}


def p6mlr(name):
    """As ML, plus one syrk of n x p(p+1)/2 casewise products (the robust 'meat')."""
    x, meta = load(name)
    it = _ml_iter(name, 40)
    f = x.astype(float) - x.mean(0)
    i, j = np.tril_indices(meta["items"])

    def work():
        it()
        z = f[:, i] * f[:, j]
        return z.T @ z

    t, _ = measure(work, reps=5)
    return t, {}


def wlsmv(x, lam_map, cats=5):
    """All-ordinal WLSMV CFA, marker-free (unit factor variances), simple structure; x 0-based.

    Returns loadings, factor correlations, standard errors of the loadings, chi-square and the
    scaled-and-shifted chi-square: the numbers lavaan's cfa(ordered=, std.lv=TRUE) gives.
    """
    n, p = x.shape
    r, tau = polychoric(x, cats)
    i, j = np.tril_indices(p, -1)
    # pairwise cell probabilities and their derivatives at the estimates, from the tables alone
    oh = (x[:, :, None] == np.arange(cats, dtype=x.dtype)).reshape(n, p * cats)
    big = (oh.astype(np.float32).T @ oh.astype(np.float32)).astype(np.float64)
    tab = big.reshape(p, cats, p, cats)[i, :, j, :]
    rho = r[i, j]
    h, k = tau[i][:, :, None], tau[j][:, None, :]
    th = np.arcsin(rho)
    acc = 0.0
    for a, w in zip((_GL[0] + 1) / 2, _GL[1] / 2):
        sn = np.sin(th * a)[:, None, None]
        acc = acc + w * np.exp(-(h * h + k * k - 2 * sn * h * k) / (2 * (1 - sn * sn)))
    rr = rho[:, None, None]
    sq = np.sqrt(1 - rr * rr)
    full = np.zeros((len(i), cats + 1, cats + 1))
    full[:, 1:-1, 1:-1] = ndtr(h) * ndtr(k) + acc * th[:, None, None] / (2 * np.pi)
    full[:, -1, 1:-1], full[:, 1:-1, -1], full[:, -1, -1] = ndtr(tau[j]), ndtr(tau[i]), 1
    dfull = np.zeros_like(full)
    dfull[:, 1:-1, 1:-1] = np.exp(-(h * h + k * k - 2 * rr * h * k) / (2 * sq * sq)) / (2 * np.pi * sq)
    pr = np.maximum(np.diff(np.diff(full, axis=1), axis=2), 1e-12)
    dp = np.diff(np.diff(dfull, axis=1), axis=2)
    sc_tab = dp / pr  # casewise score of rho, by cell
    a22 = (tab * sc_tab**2).sum((1, 2))
    pdf = np.exp(-(tau**2) / 2) / np.sqrt(2 * np.pi)

    def by_threshold(t_own, t_other, r_, axis):
        """d log p(cell) / d tau of the own item: (pairs, thresholds, cells)."""
        s_ = np.sqrt(1 - r_**2)[:, None, None]
        z = np.concatenate(
            [
                np.full((len(r_), t_own.shape[1], 1), -np.inf),
                (t_other[:, None, :] - r_[:, None, None] * t_own[:, :, None]) / s_,
                np.full((len(r_), t_own.shape[1], 1), np.inf),
            ],
            2,
        )
        f = np.exp(-(t_own**2) / 2)[:, :, None] / np.sqrt(2 * np.pi) * np.diff(ndtr(z), axis=2)  # pairs, k, other cell
        out = np.zeros((len(r_), t_own.shape[1], cats, cats))
        for q in range(cats - 1):
            if axis == 0:
                out[:, q, q, :] += f[:, q]
                out[:, q, q + 1, :] -= f[:, q]
            else:
                out[:, q, :, q] += f[:, q]
                out[:, q, :, q + 1] -= f[:, q]
        return out / pr[:, None]

    d_i = by_threshold(tau[i], tau[j], rho, 0)
    d_j = by_threshold(tau[j], tau[i], rho, 1)
    w_tab = tab * sc_tab
    a21_i = np.einsum("acd,akcd->ak", w_tab, d_i, optimize=True)
    a21_j = np.einsum("acd,akcd->ak", w_tab, d_j, optimize=True)
    # univariate threshold scores and their cross-products, by item
    cnt = np.diag(big).reshape(p, cats)
    up = cnt / n
    s_th = np.zeros((p, cats - 1, cats))
    for q in range(cats - 1):
        s_th[:, q, q] = pdf[:, q] / up[:, q]
        s_th[:, q, q + 1] = -pdf[:, q] / up[:, q + 1]
    a11 = np.einsum("pc,pkc,plc->pkl", cnt, s_th, s_th)
    inv11 = np.linalg.inv(a11)
    infl = np.einsum("pkl,plc->pkc", inv11, s_th)  # influence on the thresholds, by category
    # influence on rho: (score - a21_i infl_i - a21_j infl_j) / a22, still a table per pair
    tab_i = np.einsum("ak,akc->ac", a21_i, infl[i])
    tab_j = np.einsum("ak,akc->ac", a21_j, infl[j])
    inf_tab = ((sc_tab - tab_i[:, :, None] - tab_j[:, None, :]) / a22[:, None, None]).reshape(len(i), -1)
    xt = np.ascontiguousarray(x.T)
    z = np.empty((len(i), n))
    for a in range(len(i)):
        np.take(inf_tab[a], xt[i[a]] * cats + xt[j[a]], out=z[a], mode="clip")
    gamma = n * (z @ z.T)
    wt = 1.0 / np.diag(gamma)
    # DWLS by Gauss-Newton on the correlations (the thresholds are saturated)
    f = lam_map
    m = f.max() + 1
    fi, fj = f[i], f[j]
    lo, hi = np.minimum(fi, fj), np.maximum(fi, fj)
    pairs = hi * (hi - 1) // 2 + lo
    cross = lo != hi
    nphi = m * (m - 1) // 2
    lam, phi = np.full(p, 0.7), np.full(nphi, 0.3)
    s_obs = rho
    for it in range(50):
        ph = np.where(cross, phi[np.where(cross, pairs, 0)], 1.0)
        fit = lam[i] * lam[j] * ph
        d = np.zeros((len(i), p + nphi))
        rows = np.arange(len(i))
        d[rows, i] = lam[j] * ph
        d[rows, j] = lam[i] * ph
        d[rows[cross], p + pairs[cross]] = (lam[i] * lam[j])[cross]
        e = s_obs - fit
        step = np.linalg.solve(d.T @ (wt[:, None] * d), d.T @ (wt * e))
        lam, phi = lam + step[:p], phi + step[p:]
        if np.abs(step).max() < 1e-9:
            break
    chisq = n * float((wt * e * e).sum())
    bread = np.linalg.inv(d.T @ (wt[:, None] * d))
    wd = wt[:, None] * d
    cov = bread @ (wd.T @ gamma @ wd) @ bread / n
    u = np.diag(wt) - wd @ bread @ wd.T
    ug = u @ gamma
    df = len(i) - p - nphi
    t1, t2 = np.trace(ug), float((ug * ug.T).sum())
    a = np.sqrt(df / t2)
    return lam, phi, np.sqrt(np.diag(cov))[:p], chisq, a * chisq + df - a * t1, df


def p6wlsmv(name):
    """Polychorics ('full' P4) plus one syrk n x (p(p-1)/2 + 4p) for the asymptotic covariance."""
    x, meta = load(name)
    xx = (x - 1).astype(np.int8)
    p = meta["items"]
    z = np.random.default_rng(0).standard_normal((meta["n"], p * (p - 1) // 2 + 4 * p))

    def work():
        polychoric(xx)
        return z.T @ z

    t, _ = measure(work, reps=5)
    lam_map = np.repeat(np.arange(meta["factors"]), p // meta["factors"])
    t2, v = measure(lambda: wlsmv(xx, lam_map), reps=5)
    return t, {"full_seconds": t2["seconds"], "std1": v[0][0], "std1se": v[2][0], "chisq": v[3], "chisq.scaled": v[4], "df": v[5]}


def p7ml(name):
    it = _ml_iter(name, 40)
    t, _ = measure(lambda: [it() for _ in range(2 * 3)], reps=5)  # two groups, three models
    return t, {}


def p7wlsmv(name):
    x, meta = load(name)
    xx = (x - 1).astype(np.int8)
    p, h = meta["items"], meta["n"] // 2
    z = np.random.default_rng(0).standard_normal((h, p * (p - 1) // 2 + 4 * p))

    def work():  # sample statistics once per group, shared by the three models
        for g in (0, 1):
            polychoric(xx[g * h : (g + 1) * h])
            z.T @ z

    t, _ = measure(work, reps=3)
    return t, {}


def p8(name):
    """Graded response model: 'full' = plain EM, 61 points on [-6, 6], one Newton step per M-step."""
    x, meta = load(name)
    n, p = x.shape
    c = 5
    xx = (x - 1).astype(np.int64)
    oh = (xx[:, :, None] == np.arange(c)).reshape(n, p * c).astype(np.float64)
    q = 61
    th = np.linspace(-6, 6, q)
    w = np.exp(-th * th / 2)
    w /= w.sum()
    lp = np.zeros((p * c, q))
    t, _ = measure(lambda: [(oh @ lp, oh.T @ np.ones((n, q))) for _ in range(30)], reps=3)  # 30 E-steps' GEMMs

    def full(tol=1e-5):
        a = np.ones(p)
        cum = np.cumsum(oh.mean(0).reshape(p, c), 1)[:, :-1]
        d = np.log((1 - cum) / cum) * 1.2
        old = -np.inf
        for it in range(500):
            z = a[:, None, None] * th[None, None, :] + d[:, :, None]
            s = 1 / (1 + np.exp(-z))
            full_s = np.concatenate([np.ones((p, 1, q)), s, np.zeros((p, 1, q))], 1)
            pr = np.maximum(full_s[:, :-1] - full_s[:, 1:], 1e-300)
            lq = oh @ np.log(pr).reshape(p * c, q)
            mx = lq.max(1, keepdims=True)
            post = np.exp(lq - mx) * w
            tot = post.sum(1, keepdims=True)
            ll = float((np.log(tot) + mx).sum())
            post /= tot
            if ll - old < tol and it > 5:
                break
            old = ll
            r = (oh.T @ post).reshape(p, c, q)
            # Fisher scoring per item over (a, d1..d4), all items at once
            for _ in range(2):
                z = a[:, None, None] * th[None, None, :] + d[:, :, None]
                s = 1 / (1 + np.exp(-z))
                ds = s * (1 - s)
                full_s = np.concatenate([np.ones((p, 1, q)), s, np.zeros((p, 1, q))], 1)
                pr = np.maximum(full_s[:, :-1] - full_s[:, 1:], 1e-300)
                dpz = np.zeros((p, c, c - 1, q))  # derivative of category prob wrt each z_k
                for k in range(c - 1):
                    dpz[:, k + 1, k] = ds[:, k]
                    dpz[:, k, k] = -ds[:, k]
                dpar = np.concatenate([(dpz * th).sum(2, keepdims=True), dpz], 2)
                nq = r.sum(1)
                g = np.einsum("pcq,pckq->pk", r / pr, dpar)
                h = np.einsum("pq,pckq,pclq->pkl", nq, dpar / pr[:, :, None], dpar, optimize=True)
                step = np.linalg.solve(h, g[:, :, None])[:, :, 0]
                a += step[:, 0]
                d += step[:, 1:]
        return a, -d / a[:, None], ll, it

    t2, v = measure(full, reps=3)
    return t, {"full_seconds": t2["seconds"], "a": v[0][:4], "b1": v[1][0], "loglik": v[2], "iterations": v[3]}


def p9(name):
    """'full': all items' proportional-odds models by batched Newton; here only 36 x 3 x 6 weighted cross-products."""
    x, meta = load(name)
    n = meta["n"]
    z = np.random.default_rng(0).standard_normal((n, 7))
    wt = np.ones(n)

    def work():
        for _ in range(36 * 3 * 6):
            e = 1 / (1 + np.exp(-z[:, :4]))
            (z * wt[:, None]).T @ z
            np.log(e[:, 0]).sum()

    t, _ = measure(work, reps=3)
    return t, {}


p8fine = p8
p1fast = p1
p5efaml = p5efa

main({k: v for k, v in list(globals().items()) if k[0] == "p" and k[1:2].isdigit()})
