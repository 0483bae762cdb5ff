"""Ordinal logistic DIF with statsmodels' OrderedModel, as a Python user would write it."""

from _lib import load, imported, main, measure
import warnings
import numpy as np
from statsmodels.miscmodels.ordinal_model import OrderedModel
from scipy.stats import chi2

imported()
warnings.simplefilter("ignore")


def p9(name):
    x, meta = load(name)
    g = meta["group"].astype(float)
    s = x.sum(1).astype(float)
    s = (s - s.mean()) / s.std(ddof=1)

    def work():
        out = []
        for j in range(x.shape[1]):
            ll, b = [], None
            for cols in ([s], [s, g], [s, g, s * g]):
                m = OrderedModel(x[:, j].astype(int), np.column_stack(cols), distr="logit").fit(method="bfgs", disp=False)
                ll.append(m.llf)
                b = m.params[1] if len(cols) == 2 else b
            out.append((2 * (ll[1] - ll[0]), 2 * (ll[2] - ll[1]), b))
        return np.array(out)

    t, v = measure(work, reps=1)
    return t, {
        "uni4": v[3, 0],
        "uni11": v[10, 0],
        "uni1": v[0, 0],
        "non21": v[20, 1],
        "b4": v[3, 2],
        "flagged": int((chi2.sf(v[:, 0], 1) < 0.05 / len(v)).sum()),
    }


main({"p9": p9})
