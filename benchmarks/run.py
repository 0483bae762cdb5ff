#!/usr/bin/env python3
"""Runs every workload with every peer that is installed, alternately, and writes a table.

    python benchmarks/run.py --setup                 # venvs from benchmarks/requirements/ (needs PyPI), once
    python benchmarks/run.py                         # everything; what is missing is skipped and said
    python benchmarks/run.py --only p4,p6wlsmv --rounds 5
    python benchmarks/run.py --peers sdtclimate,lavaan --only p4
    python benchmarks/run.py --startup | --growth | --pipeline    # P10, P11, a small survey end to end

Only the standard library is needed to run this file.  Venvs are looked for in --venvs
(default: <temp dir>/sdtclimate-benchmarks/venvs/NAME); R peers need Rscript with psych, lavaan,
GPArotation, MASS, ordinal, jsonlite (all in Debian).  A folder holding libblas.so.3 and
liblapack.so.3 of OpenBLAS in BENCH_R_OPENBLAS adds R rows with that BLAS.
The project's own adaptor is peers/py_sdtclimate.py, run with --python-sdtclimate
(default: the interpreter running this file).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TMP = Path(tempfile.gettempdir()) / "sdtclimate-bench"

# label: (venv or "R", script, extra environment)
PEERS = {
    "sdtclimate": ("sdtclimate", "peers/py_sdtclimate.py", {}),
    "floor": ("sdtclimate", "limit.py", {}),
    "pandas": ("sdtclimate", "peers/py_plain.py", {}),
    "numpy nanmean": ("sdtclimate", "peers/py_numpy.py", {}),
    "polars": ("polars", "peers/py_polars.py", {}),
    "pingouin": ("current", "peers/py_pingouin.py", {}),
    "reliabiliPy": ("current", "peers/py_reliabilipy.py", {}),
    "psymetrics": ("current", "peers/py_psymetrics.py", {}),
    "factor_analyzer": ("current", "peers/py_factor_analyzer.py", {}),
    "factor_analyzer (newest deps)": ("latest", "peers/py_factor_analyzer.py", {}),
    "factor_analyzer (old deps)": ("old", "peers/py_factor_analyzer.py", {}),
    "semopy": ("current", "peers/py_semopy.py", {}),
    "semopy (old deps)": ("old", "peers/py_semopy.py", {}),
    "pysemforge": ("current", "peers/py_pysemforge.py", {}),
    "omnisem": ("current", "peers/py_omnisem.py", {}),
    "girth": ("current", "peers/py_girth.py", {}),
    "girth (old deps)": ("old", "peers/py_girth.py", {}),
    "horns": ("horns", "peers/py_horns.py", {}),
    "mirt (Python)": ("current", "peers/py_mirt.py", {}),
    "statsmodels": ("current", "peers/py_statsmodels.py", {}),
    "psych": ("R", "peers/r_psych.R", {}),
    "lavaan": ("R", "peers/r_lavaan.R", {}),
    "lavaan + OpenBLAS": ("R", "peers/r_lavaan.R", {"_openblas": "1"}),
    "MASS::polr": ("R", "peers/r_mass.R", {}),
    "ordinal::clm": ("R", "peers/r_ordinal.R", {}),
}
# (workload, data set, title, threads, peers)
WORK = [
    ("p1", "score1m", "P1 scoring, 1M x 36, 80% rule", 1, ["pandas", "numpy nanmean", "polars", "psych"]),
    ("p1fast", "score1m", "P1 the same, psych::scoreFast", 1, ["psych"]),
    ("p2", "base", "P2 reliability report, 6 scales, n=2,000", 1, ["psych", "pingouin", "reliabiliPy", "psymetrics"]),
    ("p3a", "alpha6", "P3 alpha bootstrap, 10,000, n=500 x 6", 1, ["psych", "pingouin"]),
    ("p3w", "alpha6", "P3 omega bootstrap, 1,000, n=500 x 6", 1, ["psych", "lavaan", "reliabiliPy"]),
    (
        "p4",
        "base",
        "P4 polychoric 36 items, n=2,000, 1 core",
        1,
        ["psych", "lavaan", "semopy", "semopy (old deps)", "girth", "girth (old deps)", "omnisem", "pysemforge", "horns"],
    ),
    ("p4", "base", "P4 polychoric, 2 cores", 2, ["psych", "girth (old deps)"]),
    ("p5efa", "base", "P5 EFA minres 6 + oblimin, 36 items", 1, ["psych", "factor_analyzer", "factor_analyzer (newest deps)", "psymetrics"]),
    ("p5efaml", "base", "P5 EFA ML 6 + oblimin", 1, ["psych", "factor_analyzer"]),
    ("p5pa", "base", "P5 parallel analysis, 100 Pearson", 1, ["psych", "factor_analyzer"]),
    ("p5papoly", "base", "P5 parallel analysis, 20 polychoric", 1, ["psych"]),
    (
        "p6ml",
        "base",
        "P6 CFA ML 6 x 6, n=2,000",
        1,
        ["lavaan", "lavaan + OpenBLAS", "semopy", "psymetrics", "factor_analyzer", "factor_analyzer (old deps)", "pysemforge", "omnisem"],
    ),
    ("p6mlr", "base", "P6 CFA MLR", 1, ["lavaan", "lavaan + OpenBLAS", "semopy", "pysemforge", "omnisem"]),
    ("p6wlsmv", "base", "P6 CFA WLSMV, all ordinal", 1, ["lavaan", "lavaan + OpenBLAS", "semopy", "semopy (old deps)", "pysemforge", "omnisem"]),
    ("p7ml", "two", "P7 invariance ML, 3 levels, 2 x 1,000", 1, ["lavaan", "lavaan + OpenBLAS", "pysemforge", "omnisem", "semopy"]),
    ("p7wlsmv", "two", "P7 invariance WLSMV, 3 levels", 1, ["lavaan", "lavaan + OpenBLAS", "omnisem"]),
    ("p8", "uni6", "P8 GRM 6 items, n=2,000", 1, ["girth", "mirt (Python)"]),
    ("p8", "uni36", "P8 GRM 36 items, n=2,000 (mirt: its default 21 points)", 1, ["girth", "mirt (Python)"]),
    ("p8fine", "uni36", "P8 the same, mirt at 121 points", 1, ["mirt (Python)"]),
    ("p9", "dif36", "P9 ordinal logistic DIF, 36 items x 3 models, n=2,000", 1, ["MASS::polr", "ordinal::clm", "statsmodels", "mirt (Python)"]),
]
# workload: (whose values are the reference, {key: relative tolerance}); a peer outside it is marked WRONG
# and never counts as the fastest. Only keys that both sides report are compared.
CHECK = {
    "p1": ("numpy nanmean", {"mean": 1e-6, "scored": 1e-9}),
    "p2": ("psych", {"alpha": 1e-6, "lo": 2e-3, "hi": 2e-3, "drop1": 1e-6, "rest1": 1e-6, "omega": 1e-2}),
    "p3a": ("floor", {"ci": 2e-2}),
    "p3w": ("floor", {"ci": 2e-2}),
    "p4": ("lavaan", {"r12": 1e-3, "r17": 3e-3, "r_last": 1e-3, "sum": 1e-3}),
    "p5efa": ("psych", {"comm": 5e-4, "phi": 1e-3, "maxload": 1e-3, "sumcomm": 1e-3}),
    "p5efaml": ("psych", {"sumcomm": 1e-3, "comm": 5e-3}),
    "p5pa": ("psych", {"nfact": 0, "ncomp": 0}),
    "p6ml": ("lavaan", {"chisq": 1e-3, "df": 0, "cfi": 1e-3, "load2": 5e-3, "se2": 1e-2, "std1": 5e-3}),
    "p6mlr": ("lavaan", {"chisq": 1e-3, "df": 0, "load2": 5e-3, "se2": 1e-2}),
    "p6wlsmv": ("lavaan", {"chisq": 1e-2, "df": 0, "load2": 5e-3, "se2": 1e-2, "std1": 5e-3}),
    "p7ml": ("lavaan", {"chisq": 2e-3, "df": 0}),
    "p7wlsmv": ("lavaan", {"chisq": 1e-2, "df": 0}),
    "p8": ("floor", {"a": 1e-2}),
    "p8fine": ("floor", {"a": 1e-2}),
    "p9": ("ordinal::clm", {"uni4": 1e-3, "uni1": 1e-2, "non21": 1e-2}),
}
# peers that do only part of a workload: shown, never "the fastest"
PARTIAL = {
    ("p2", "pingouin"): "no omega",
    ("p2", "psymetrics"): "no omega",
    ("p2", "reliabiliPy"): "no interval, if-dropped, item-rest",
    ("p6ml", "factor_analyzer"): "no fit index, no standard errors",
    ("p6mlr", "semopy"): "no scaled chi-square",
    ("p7ml", "semopy"): "configural only",
    ("p8", "girth"): "no standard errors",
    ("p9", "mirt"): "another method: IRT Wald",
}
GROWTH = [
    ("p2", ["psych", "pingouin", "floor"]),
    ("p4", ["psych", "lavaan", "girth (old deps)", "floor"]),
    ("p6ml", ["lavaan", "semopy", "floor"]),
    ("p6wlsmv", ["lavaan", "lavaan + OpenBLAS", "floor"]),
]
GROWTH_DATA = ["g_n500", "g_n2000", "g_n8000", "g_n32000", "g_p12", "g_p24", "g_p48", "g_p96"]
STARTUP = [
    ("python, nothing", "current", "pass"),
    ("numpy", "current", "import numpy"),
    ("pandas", "current", "import pandas"),
    ("scipy.stats", "current", "import scipy.stats"),
    ("pingouin", "current", "import pingouin"),
    ("factor_analyzer", "current", "import factor_analyzer"),
    ("semopy", "current", "import semopy"),
    ("reliabilipy", "current", "import reliabilipy"),
    ("girth", "current", "import girth"),
    ("psymetrics", "current", "import psymetrics"),
    ("pysemforge", "current", "import pysemforge"),
    ("omnisem", "current", "import omnisem"),
    ("mirt (Python)", "current", "import mirt"),
    ("horns", "horns", "import horns"),
    ("polars", "polars", "import polars"),
    ("statsmodels.api", "current", "import statsmodels.api"),
    ("sdtclimate", "sdtclimate", "import sdtclimate"),
    ("Rscript, nothing", "R", "1"),
    ("library(psych)", "R", "library(psych)"),
    ("library(lavaan)", "R", "library(lavaan)"),
    ("psych + lavaan + GPArotation", "R", "library(psych); library(lavaan); library(GPArotation)"),
]


def environment(threads: int, extra: dict) -> dict:
    env = dict(os.environ)
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # a slower kernel forced from outside would bend the figures
        env.pop(name, None)
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "RAYON_NUM_THREADS", "BENCH_THREADS"):
        env[name] = str(threads)
    env["TMPDIR"] = tempfile.gettempdir()
    env["PYTHONDONTWRITEBYTECODE"] = "0"
    if extra.get("_openblas"):
        d = os.environ.get("BENCH_R_OPENBLAS", "")
        env["LD_LIBRARY_PATH"] = d
        env["LD_PRELOAD"] = f"{d}/libblas.so.3:{d}/liblapack.so.3"
    env.update({k: v for k, v in extra.items() if not k.startswith("_")})
    return env


class Bench:
    def __init__(self, a):
        self.a = a
        self.venvs = Path(a.venvs)
        self.old = None
        if a.from_log:
            self.old = {}
            for line in open(a.log):
                r = json.loads(line)
                self.old.setdefault((r["workload"], r["data"], r["threads"], r["peer"]), []).append(r)
        self.log = open(a.log, "a")

    def interpreter(self, kind):
        if kind == "R":
            return shutil.which("Rscript")
        if kind == "sdtclimate":
            return self.a.python_sdtclimate
        p = self.venvs / kind / "bin" / "python"
        return str(p) if p.exists() else None

    def one(self, label, work, data, threads):
        kind, script, extra = PEERS[label]
        exe = self.interpreter(kind)
        if not exe:
            return {"skip": "not installed"}
        if extra.get("_openblas") and not os.environ.get("BENCH_R_OPENBLAS"):
            return {"skip": "BENCH_R_OPENBLAS unset"}
        t = time.perf_counter()
        try:
            p = subprocess.run(
                [exe, str(HERE / script), work, data],
                env=environment(threads, extra),
                capture_output=True,
                text=True,
                timeout=self.a.timeout,
                cwd=tempfile.gettempdir(),
            )
            lines = [l for l in p.stdout.splitlines() if l.startswith("{")]
            r = json.loads(lines[-1]) if lines else {"error": (p.stderr.strip().splitlines() or ["no output"])[-1][:300]}
        except subprocess.TimeoutExpired:
            r = {"timeout": self.a.timeout}
        r["process_seconds"] = time.perf_counter() - t
        r["peer"], r["threads"], r["workload"], r["data"] = label, threads, work, data
        self.log.write(json.dumps(r) + "\n")
        self.log.flush()
        return r

    def group(self, work, data, threads, labels):
        """All peers of one workload, in turn, round after round; slow ones only once."""
        runs = {l: [] for l in labels}
        if self.old is not None:  # the table again from the log: the newest runs of each
            for l in labels:
                runs[l] = self.old.get((work, data, threads, l), [{"skip": "not in the log"}])[-self.a.rounds :]
        for rnd in range(self.a.rounds if self.old is None else 0):
            for l in labels:
                if rnd and ("seconds" not in runs[l][0] or runs[l][0]["process_seconds"] > self.a.once_above):
                    continue
                runs[l].append(self.one(l, work, data, threads))
        out = {}
        for l, rs in runs.items():
            ok = [r for r in rs if "seconds" in r]
            if ok:
                out[l] = {
                    "seconds": statistics.median(r["seconds"] for r in ok),
                    "first": statistics.median(r["first_seconds"] for r in ok) if "first_seconds" in ok[0] else None,
                    "process": statistics.median(r["process_seconds"] for r in ok),
                    "runs": len(ok),
                    "values": ok[0].get("values", {}),
                    "scale": ok[0].get("scale", 1),
                }
            else:
                out[l] = {k: rs[0][k] for k in ("skip", "error", "timeout") if k in rs[0]}
        return out


def wrong(values, ref, tol):
    """'' or the first keys in which values leave the reference."""

    def flat(v):
        return [y for x in v for y in flat(x)] if isinstance(v, (list, tuple)) else [v]

    bad = []
    for k, t in tol.items():
        if k not in values or k not in ref:
            continue
        for a, b in zip(flat(values[k]), flat(ref[k])):
            if not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
                continue
            if not abs(a - b) <= t * max(abs(b), 1e-9):
                bad.append(f"{k} {a:.4g} (is {b:.4g})")
                break
    return "; ".join(bad[:3])


def fmt(s):
    if s is None:
        return ""
    return f"{s * 1000:.2f} ms" if s < 0.1 else f"{s:.2f} s" if s < 100 else f"{s:.0f} s"


def setup(a):
    for req in sorted((HERE / "requirements").glob("*.txt")):
        where = Path(a.venvs) / req.stem
        if not (where / "bin" / "python").exists():
            subprocess.run([sys.executable, "-m", "venv", str(where)], check=True)
        subprocess.run([str(where / "bin" / "python"), "-m", "pip", "-q", "install", "-r", str(req)], check=False)


def startup(b):
    rows = {}
    for rnd in range(max(5, b.a.rounds)):
        for name, kind, code in STARTUP:
            exe = b.interpreter(kind)
            if not exe:
                continue
            t = time.perf_counter()
            p = subprocess.run([exe, "-e" if kind == "R" else "-c", code], env=environment(1, {}), capture_output=True, cwd=tempfile.gettempdir())
            if p.returncode == 0:
                rows.setdefault(name, []).append(time.perf_counter() - t)
    print("\n| start-up (whole process) | median | min |\n|---|---:|---:|")
    for name, v in rows.items():
        print(f"| {name} | {fmt(statistics.median(v))} | {fmt(min(v))} |")


PIPELINES = [
    ("R: psych + lavaan, MLR", "R", "peers/r_pipeline.R", "ml"),
    ("R: psych + lavaan, WLSMV", "R", "peers/r_pipeline.R", "wlsmv"),
    ("Python: pingouin + reliabiliPy + factor_analyzer + semopy", "current", "peers/py_pipeline.py", "ml"),
]


def pipeline(b):
    """A small survey (n=120) from CSV to invariance, each as one whole process."""
    rows = {}
    for rnd in range(b.a.rounds):
        for name, kind, script, arg in PIPELINES:
            exe = b.interpreter(kind)
            if not exe:
                continue
            t = time.perf_counter()
            p = subprocess.run([exe, str(HERE / script), arg, "n120"], env=environment(1, {}), capture_output=True, text=True, cwd=tempfile.gettempdir())
            wall = time.perf_counter() - t
            line = [l for l in p.stdout.splitlines() if l.startswith("{")]
            if line:
                rows.setdefault(name, []).append((wall, json.loads(line[-1])))
    print("| pipeline, n=120 | whole process | alpha | omega | parallel (20) | EFA | CFA | invariance |\n|---|" + "---:|" * 7)
    for name, v in rows.items():

        def med(step):
            return fmt(statistics.median(r["values"]["steps"].get(step, 0) for _, r in v)) if step in v[0][1]["values"]["steps"] else "none"

        inv = v[0][1]["values"].get("invariance", "ok")
        print(
            f"| {name} | {fmt(statistics.median(w for w, _ in v))} | "
            + " | ".join(med(s) for s in ("alpha", "omega", "parallel", "efa", "cfa"))
            + " | "
            + (med("invariance") if inv == "ok" else "FAILS: " + inv[-90:])
            + " |"
        )


def growth(b):
    for work, labels in GROWTH:
        if b.a.only and work not in b.a.only.split(","):
            continue
        print(f"\n| {work} | " + " | ".join(d[2:] for d in GROWTH_DATA) + " |\n|---|" + "---:|" * len(GROWTH_DATA))
        cells = {l: [] for l in labels}
        for d in GROWTH_DATA:
            g = b.group(work, d, 1, labels)
            for l in labels:
                r = g[l]
                s = r.get("seconds")
                if l == "floor" and "full_seconds" in r.get("values", {}):
                    s = r["values"]["full_seconds"]
                cells[l].append(fmt(s) if s is not None else ">%d s" % b.a.timeout if "timeout" in r else "fails" if "error" in r else "-")
        for l in labels:
            print(f"| {l} | " + " | ".join(cells[l]) + " |", flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--setup", action="store_true")
    ap.add_argument("--startup", action="store_true")
    ap.add_argument("--growth", action="store_true")
    ap.add_argument("--pipeline", action="store_true")
    ap.add_argument("--only", help="workloads, comma separated")
    ap.add_argument("--peers", help="peers, comma separated")
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--once-above", type=float, default=20.0, help="a peer slower than this (process seconds) runs once")
    ap.add_argument("--timeout", type=float, default=300.0)
    ap.add_argument("--venvs", default=str(TMP / "venvs"))
    ap.add_argument("--python-sdtclimate", default=sys.executable)
    ap.add_argument("--log", default=str(TMP / "runs.jsonl"), help="every single run, one JSON line each")
    ap.add_argument("--from-log", action="store_true", help="print the table of the newest runs in --log, run nothing")
    a = ap.parse_args()
    TMP.mkdir(parents=True, exist_ok=True)
    if a.setup:
        return setup(a)
    b = Bench(a)
    data_py = b.interpreter("current") or sys.executable
    wanted = sorted({w[1] for w in WORK} | set(GROWTH_DATA) | {"n120"})
    subprocess.run([data_py, str(HERE / "data.py"), *wanted], check=True, stdout=subprocess.DEVNULL)
    if a.startup:
        return startup(b)
    if a.growth:
        return growth(b)
    if a.pipeline:
        return pipeline(b)
    self_refs = {}
    print("| workload | peer | seconds | first call | whole process | x fastest | floor | bare numpy, full |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for work, data, title, threads, labels in WORK:
        if a.only and work not in a.only.split(","):
            continue
        labels = ["sdtclimate", "floor"] + labels
        if a.peers:
            labels = [l for l in labels if l in a.peers.split(",")]
        g = b.group(work, data, threads, labels)
        fl = g.pop("floor", {})
        who, tol = CHECK.get(work, (None, {}))
        ref = fl.get("values", {}) if who == "floor" else g.get(who, {}).get("values", {})
        if ref:
            self_refs.setdefault((work, data), ref)
        ref = self_refs.get((work, data), {})
        for r in g.values():
            r["wrong"] = wrong(r["values"], ref, tol) if "values" in r else ""
            r["partial"] = ""
        for l, r in g.items():
            r["partial"] = PARTIAL.get((work, l.split(" (")[0]), "")
        low = fmt(fl.get("seconds"))
        full = fmt(fl.get("values", {}).get("full_seconds"))
        best = min((r["seconds"] for r in g.values() if "seconds" in r and not r["wrong"] and not r["partial"]), default=None)
        for l, r in sorted(g.items(), key=lambda kv: kv[1].get("seconds", 1e9)):
            if "seconds" in r:
                star = "*" if r["scale"] != 1 else ""
                ratio = f"WRONG: {r['wrong']}" if r["wrong"] else f"{r['seconds'] / best:.1f}" if best else "-"
                if r["partial"]:
                    ratio += f" (part of the work: {r['partial']})"
                print(f"| {title} | {l} | {fmt(r['seconds'])}{star} | {fmt(r['first'])} | {fmt(r['process'])} | {ratio} | {low} | {full} |", flush=True)
            elif "skip" not in r:
                why = f"over {r['timeout']:.0f} s" if "timeout" in r else "FAILS: " + r["error"][:90].replace("|", "/")
                print(f"| {title} | {l} | {why} | | | | | |", flush=True)


if __name__ == "__main__":
    main()
