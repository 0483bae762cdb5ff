"""Results made in memory with real cells, so that plots and pages are tested with what the policy lets through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from sdtclimate.disclosure.cells import Cell, Side
from sdtclimate.reports.facts import FlowRow, InstrumentFacts, ReportFacts, RoleFacts, ScaleGroup
from sdtclimate.results.describe_items import DescribeItemsResult
from sdtclimate.results.describe_scores import DescribeScoresResult
from sdtclimate.results.dimensionality import DimensionalityResult
from sdtclimate.results.gap import GapResult
from sdtclimate.results.labels import Labels
from sdtclimate.results.note import Note
from sdtclimate.results.provenance import Provenance
from sdtclimate.results.reliability import ReliabilityResult
from sdtclimate.results.result import Result

LABELS = {1: "Strongly disagree", 2: "Disagree", 3: "Neither agree nor disagree", 4: "Agree", 5: "Strongly agree"}
TITLES = {
    "sc_ap": "Appreciation and respect",
    "sc_pn": "Peer supervision and networks",
    "nc_as": "Autonomy satisfied",
    "nc_af": "Autonomy frustrated",
}
TAGS = {"sc_ap": "shared_referent", "sc_pn": "shared_referent", "nc_as": "proxy", "nc_af": "proxy"}
ITEMS = {"ap1": "Leaders here say openly that lived experience matters.", "ap2": "Staff here thank us."}
HEBREW = "שאלה ארוכה בעברית על השירות (23) ועל הצוות"
SIZES = {"psw": 60, "staff": 110}
PROVENANCE = Provenance("tiny", "0.1.0", "ab" * 32, "cd" * 32, 170, 170, {}, 0, (), {"sdtclimate": "0.1.0"})

WORDS = Labels(TITLES, ITEMS, answers=dict.fromkeys(TITLES, LABELS))
RTL_WORDS = Labels(
    dict.fromkeys(TITLES, HEBREW),
    dict.fromkeys(ITEMS, HEBREW),
    {"psw": "עמיתים", "staff": "צוות"},
    {scale: dict.fromkeys(LABELS, "מסכימה מאוד") for scale in TITLES},
)


def people(role: str, n: int, *, site: str = "", mean: float = float("nan")) -> Side:
    """Return `n` people of a role; roles have different people."""
    start = {"psw": 0, "staff": 10_000}.get(role, 20_000) + (hash_of(site) if site else 0)
    return Side(frozenset(range(start, start + n)), role, bool(site), site, mean)


def hash_of(site: str) -> int:
    """Return a number that is the same in every run."""
    return 100 * sum(map(ord, site))


def row(**columns: object) -> dict[str, object]:
    """Return a row with everything that a result frame may have."""
    base: dict[str, object] = {
        "estimate": float("nan"),
        "se": float("nan"),
        "ci_low": float("nan"),
        "ci_high": float("nan"),
        "level": 0.95,
        "n": 0,
        "k": 4,
        "method": "",
        "status": "ok",
        "reason": "",
    }
    return {**base, **columns}


def make_scores(
    means: Mapping[tuple[str, str], float] | None = None,
    *,
    sizes: Mapping[str, int] = SIZES,
    sites: Mapping[tuple[str, str], int] | None = None,
) -> DescribeScoresResult:
    """Return means of scale x role; `sites` adds (role, site) groups of that size to each scale."""
    if means is None:
        means = {(s, r): 2.1 + 0.37 * i + 0.2 * (r == "staff") for i, s in enumerate(TITLES) for r in sizes}
    rows, cells = [], []
    for (scale, role), value in means.items():
        groups = [("", sizes[role])] + [(site, n) for (r, site), n in (sites or {}).items() if r == role]
        for site, n in groups:
            for statistic, what, number in (
                ("mean", "mean", value),
                ("sd", "spread", 0.87),
                ("pomp", "mean", 25 * (value - 1)),
            ):
                wide = 1.96 * 0.87 / n**0.5 if statistic == "mean" else float("nan")
                keys = {"scale": scale, "role": role, **({"site": site} if sites else {})}
                rows.append(
                    row(
                        **keys,
                        statistic=statistic,
                        variant="",
                        n_dropped="" if site else 3,
                        estimate=number,
                        ci_low=number - wide,
                        ci_high=number + wide,
                        n=n,
                        method="Student's t",
                    )
                )
                cells.append(
                    Cell(what, (people(role, n, site=site),), 1, 5, pooled_sd=0.9, family="site" if site else "")
                )
    return DescribeScoresResult(pd.DataFrame(rows), tuple(cells), provenance=PROVENANCE)


def make_gap(
    gaps: Mapping[str, tuple[float, float, float]] | None = None,
    *,
    sizes: Mapping[str, int] = SIZES,
    half: float = 0.18,
) -> GapResult:
    """Return both means and the gap of each scale; `gaps` is scale -> (PSW mean, staff mean, sign)."""
    if gaps is None:
        gaps = {"sc_ap": (3.0, 3.4, 1), "sc_pn": (3.1, 3.06, 1), "nc_as": (3.7, 3.8, 1), "nc_af": (2.3, 2.1, -1)}
    rows, cells = [], []
    for scale, (first, second, sign) in gaps.items():
        both = (people("psw", sizes["psw"], mean=first), people("staff", sizes["staff"], mean=second))
        for side, value in zip(both, (first, second), strict=True):
            rows.append(
                row(
                    scale=scale,
                    role=side.role,
                    statistic="mean",
                    variant="",
                    comparability=TAGS[scale],
                    estimate=value,
                    n=side.n,
                    n_psw=None,
                    n_staff=None,
                    n_sites=None,
                )
            )
            cells.append(Cell("mean", (side,), 1, 5, pooled_sd=0.9))
        gap = sign * (second - first)
        wide = half if TAGS[scale] == "shared_referent" else float("nan")
        rows.append(
            row(
                scale=scale,
                role="",
                statistic="gap_fav",
                variant="",
                comparability=TAGS[scale],
                estimate=gap,
                ci_low=gap - wide,
                ci_high=gap + wide,
                n=both[0].n + both[1].n,
                n_psw=both[0].n,
                n_staff=both[1].n,
                n_sites=12,
                method="mean over 12 sites",
            )
        )
        cells.append(Cell("gap", both, 1, 5, pooled_sd=0.9, valence=int(sign)))
    return GapResult(pd.DataFrame(rows), tuple(cells), notes=(Note("N4", ""), Note("N5", "")), provenance=PROVENANCE)


def make_items(
    shares: Sequence[float] = (0.1, 0.2, 0.4, 0.3, 0.0), *, sizes: Mapping[str, int] = SIZES, scale: str = "sc_ap"
) -> DescribeItemsResult:
    """Return the same answers to each item, the highest code not used by anybody."""
    rows, cells = [], []
    for item in ITEMS:
        for role, n in sizes.items():
            for code, share in enumerate(shares, start=1):
                rows.append(
                    row(
                        scale=scale,
                        item=item,
                        role=role,
                        statistic="share",
                        variant=str(code),
                        estimate=share,
                        n=n,
                        k=1,
                    )
                )
                cells.append(Cell("share", (people(role, n),)))
    return DescribeItemsResult(pd.DataFrame(rows), tuple(cells), provenance=PROVENANCE)


def make_reliability(*, sizes: Mapping[str, int] = SIZES, value: float = 0.78) -> ReliabilityResult:
    """Return alpha and omega of each scale and role, and two rows of an item."""
    rows, cells = [], []
    for scale in TITLES:
        for role, n in sizes.items():
            for statistic, item, number in (
                ("alpha", "", value),
                ("omega_total", "", value + 0.01),
                ("item_rest", "ap1", 0.41),
                ("alpha_if_dropped", "ap1", 0.7),
            ):
                interval = {"ci_low": number - 0.07, "ci_high": number + 0.05} if not item else {}
                rows.append(
                    row(
                        scale=scale,
                        item=item,
                        role=role,
                        statistic=statistic,
                        variant="",
                        n_dropped=2,
                        estimate=number,
                        n=n,
                        method="Feldt",
                        **interval,
                    )
                )
                cells.append(Cell("coefficient", (people(role, n),)))
    return ReliabilityResult(pd.DataFrame(rows), tuple(cells), provenance=PROVENANCE)


def make_structure(*, n: int = 240, role: str = "psw", factors: int = 2, items: int = 8) -> DimensionalityResult:
    """Return eigenvalues that stand out as often as there are factors, and a simple pattern of loadings."""
    rows = []
    keys = {"scale": "tiny", "role": role, "variant": "", "df": float("nan"), "p": float("nan"), "n": n}
    for place in range(1, items + 1):
        observed = 3.0 - 0.4 * place if place <= factors else 0.8 - 0.05 * place
        for statistic, value in (
            ("eigenvalue", observed),
            ("parallel_mean", 1.4 - 0.1 * place),
            ("parallel_q95", 1.5 - 0.1 * place),
        ):
            rows.append(
                row(**{**keys, "variant": "components"}, item="", factor=place, statistic=statistic, estimate=value)
            )
    rows.append(row(**keys, item="", factor=None, statistic="kmo", estimate=0.81))
    rows.append(row(**{**keys, "df": 28.0, "p": 0.0001}, item="", factor=None, statistic="bartlett", estimate=412.5))
    rows.append(
        row(**{**keys, "variant": "used"}, item="", factor=None, statistic="n_factors", estimate=float(factors))
    )
    for at in range(items):
        for factor in range(1, factors + 1):
            value = 0.72 if at % factors == factor - 1 else -0.15
            rows.append(
                row(
                    **{**keys, "variant": "oblimin"},
                    item=f"it{at + 1}",
                    factor=factor,
                    statistic="loading",
                    estimate=value,
                    method="minres",
                )
            )
    cells = tuple(Cell("structure", (people(role, n),)) for _ in rows)
    return DimensionalityResult(pd.DataFrame(rows), cells, provenance=PROVENANCE)


def nothing(kind: type[Result]) -> Result:
    """Return a result that could not be had."""
    columns = [
        "scale",
        "item",
        "factor",
        "role",
        "statistic",
        "variant",
        "estimate",
        "ci_low",
        "ci_high",
        "level",
        "n",
        "status",
    ]
    return kind(
        pd.DataFrame(columns=columns), status="not_estimable", reason="G0: Too few people.", provenance=PROVENANCE
    )


def make_all(sizes: Mapping[str, int] = SIZES) -> dict[str, Result]:
    """Return one result of each kind."""
    return {
        "gap": make_gap(sizes=sizes),
        "means": make_scores(sizes=sizes),
        "likert": make_items(sizes=sizes),
        "reliability": make_reliability(sizes=sizes),
        "scree": make_structure(n=min(sizes.values())),
        "loadings": make_structure(n=min(sizes.values())),
    }


def make_facts(**changes: object) -> ReportFacts:
    """Return the facts of a small study with two roles."""
    facts = ReportFacts(
        title="Sharing at three sites",
        instruments=(InstrumentFacts("tiny", "Tiny", "0.1.0", "ab" * 32, "original", True, "draft"),),
        roles=(RoleFacts("psw", "PSWs", 15, 13, 13), RoleFacts("staff", "staff", 44, 29, 28)),
        terms={"w": "peer support workers"},
        sites=3,
        flow=(FlowRow("psw.csv", 16, 13, {"no consent": 1, "no item answered": 2}),),
        data_holder="Evaluation office",
        scale_titles=TITLES,
        scale_groups=(
            ScaleGroup("Needs", ("nc_as", "nc_af"), "proxy"),
            ScaleGroup("Support", ("sc_ap", "sc_pn"), "shared_referent"),
        ),
        items=ITEMS,
        answers=dict.fromkeys(TITLES, LABELS),
    )
    return replace(facts, **changes)  # type: ignore[arg-type]
