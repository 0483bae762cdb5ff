from _lib import load, imported, main, measure
import numpy as np
import horns

imported()


def p4(name):
    x, meta = load(name)
    d = np.ascontiguousarray(x).astype(float)
    t, r = measure(lambda: horns.polychoric_matrix(d), reps=1)
    return t, {"r12": r[1, 0], "r17": r[6, 0], "r_last": r[-1, -2], "sum": r[np.tril_indices(len(r), -1)].sum()}


main({"p4": p4})
