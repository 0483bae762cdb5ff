"""Shared by the Python adaptors: load a data set, time the work, print one JSON line.

Only the standard library is imported here, so that an adaptor's own import is what
``import_seconds`` measures.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time

DIR = os.path.join(tempfile.gettempdir(), "sdtclimate-bench")
T0 = time.perf_counter()
REPEAT_BELOW = 2.0  # repeat work that takes less than this many seconds in all
_import_seconds = None


class Skip(Exception):
    """The peer has no such function: reported as 'no', not as a crash."""


def imported():
    """Call right after the adaptor's imports."""
    global _import_seconds
    _import_seconds = time.perf_counter() - T0


def load(name):
    """int8 array n x items (Fortran order), or with -1 for missing; and its meta."""
    import numpy as np

    with open(os.path.join(DIR, name + ".json")) as f:
        meta = json.load(f)
    x = np.fromfile(os.path.join(DIR, name + ".i8"), dtype=np.int8).reshape(meta["items"], meta["n"]).T
    meta["group"] = None
    if meta["groups"]:
        meta["group"] = np.fromfile(os.path.join(DIR, name + ".grp"), dtype=np.int8)
    return x, meta


def syntax(meta, factors=None):
    k, f = meta["items"], factors or meta["factors"]
    per = k // f
    return "\n".join(f"F{i + 1} =~ " + " + ".join(f"x{i * per + j + 1}" for j in range(per)) for i in range(f))


def frame(x):
    import pandas as pd

    return pd.DataFrame(x, columns=[f"x{j + 1}" for j in range(x.shape[1])])


def measure(work, scale=1.0, reps=7):
    """Run work() once, and again while that is cheap; seconds are the median."""
    times = []
    value = None
    while len(times) < reps and (not times or sum(times) < REPEAT_BELOW):
        t = time.perf_counter()
        value = work()
        times.append(time.perf_counter() - t)
    s = sorted(times)
    med = s[len(s) // 2] if len(s) % 2 else (s[len(s) // 2 - 1] + s[len(s) // 2]) / 2
    return {"seconds": med * scale, "first_seconds": times[0] * scale, "reps": len(times), "scale": scale}, value


def _plain(v):
    try:
        import numpy as np

        if isinstance(v, np.ndarray):
            return [_plain(i) for i in v.tolist()]
        if isinstance(v, np.generic):
            return _plain(v.item())
    except ImportError:
        pass
    if isinstance(v, float):
        return float(f"{v:.8g}")
    if isinstance(v, dict):
        return {str(k): _plain(i) for k, i in v.items()}
    if isinstance(v, (list, tuple)):
        return [_plain(i) for i in v]
    return v


def main(table):
    """table: {workload: function(dataset_name) -> (timing, values)}"""
    if len(sys.argv) < 2 or sys.argv[1] == "--list":
        print(json.dumps(sorted(table)))
        return
    work, data = sys.argv[1], (sys.argv[2] if len(sys.argv) > 2 else "base")
    out = {"workload": work, "data": data, "import_seconds": _import_seconds, "python": platform.python_version()}
    saved = os.dup(1)
    os.dup2(2, 1)  # what a peer prints goes to stderr
    try:
        if work not in table:
            raise Skip("no such function")
        timing, values = table[work](data)
        out.update(timing)
        out["values"] = _plain(values)
    except Skip as e:
        out["skip"] = str(e)
    except Exception as e:  # a crash is a finding, not a failure of the harness
        out["error"] = f"{type(e).__name__}: {e}"[:300]
    sys.stdout.flush()
    os.dup2(saved, 1)
    print(json.dumps(out), flush=True)
