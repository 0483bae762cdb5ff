"""An attacker who has everything that is published, and knows the exact size of every group and the exact totals.

Written apart from the audit of the library: it reads the plain data of `to_dict` alone, its unknowns are the means of
sites, and it goes through every hidden mean by linear programming and by plain differencing.
"""

import itertools
import json

import numpy as np
import pytest
from scipy.optimize import linprog

from sdtclimate.release.gate import protect
from sdtclimate.results.provenance import Provenance
from sdtclimate.results.result import Result
from sheets_factory import compared, described, make_study

LOW, HIGH, ROOM = 1.0, 5.0, 0.4


class Made(Result):
    """A result of an invented study."""


def published(study, *, gaps=True):
    """Return the rows of everything that goes out, as a reader of results.json has them."""
    results = [Made(*described(study)), Made(*described(study, sites=False))]
    if gaps:
        results.append(Made(*compared(study)))
    shared = [Made(r.frame, tuple(r.cells), provenance=Provenance(data_hash="made")) for r in results]
    return [row for result in protect(*shared) for row in json.loads(json.dumps(result.to_dict()))["rows"]]


def mean_range(value, n):
    if n < 10:
        return (
            LOW if value <= LOW + 0.5 else value - 0.25,
            HIGH if value >= HIGH - 0.5 else value + 0.25,
        )
    half = 0.05 if n < 30 else 0.005
    return max(LOW, value - half), min(HIGH, value + half)


def equations(study, rows):
    """Yield (weights over (role, site), low, high) for every published number that is linear in the sites' means."""
    sizes = {(role, site): x.size for role, sites in study.values.items() for site, x in sites.items()}
    place = {key: i for i, key in enumerate(sizes)}
    both = [s for s in study.values["psw"] if ("staff", s) in sizes]

    def pooled(role, site):
        keys = [(r, s) for r, s in sizes if r == role and (not site or s == site)]
        total = sum(sizes[key] for key in keys)
        weights = np.zeros(len(sizes))
        for key in keys:
            weights[place[key]] = sizes[key] / total
        return weights, total

    for row in rows:
        value = row["estimate"]
        if value is None or row["statistic"] == "sd":
            continue
        if row["statistic"] == "mean":
            weights, n = pooled(row["role"], row["site"])
            if row["site"] or n < 10:
                yield weights, *mean_range(value, n)
            else:  # n is printed: answers by item, in whole percent, give the total exactly
                exact = float(study.pooled(row["role"]).mean())
                yield weights, exact, exact
        elif row["statistic"] == "pomp":
            weights, n = pooled(row["role"], row["site"])
            low, high = LOW + (value - 0.5) / 25, LOW + (value + 0.5) / 25
            half = 0.25 if n < 10 else 0.05 if n < 30 else 0.005
            clipped = n < 10 and (value <= 13 or value >= 88)
            yield (
                weights,
                (LOW if clipped and value <= 13 else low - half),
                (HIGH if clipped and value >= 88 else high + half),
            )
        elif row["statistic"] == "gap_fav" and not row["site"] and len(both) >= 10:
            weights = np.zeros(len(sizes))
            for site in both:
                weights[place["staff", site]] += 1 / len(both)
                weights[place["psw", site]] -= 1 / len(both)
            n = min(sum(sizes[r, s] for s in both) for r in ("psw", "staff"))
            half = 0.05 if n < 30 else 0.005
            yield weights, value - half, value + half
        elif row["statistic"] == "gap_fav":
            (psw, n_psw), (staff, n_staff) = pooled("psw", row["site"]), pooled("staff", row["site"])
            half = sum(0.05 if n < 30 else 0.005 for n in (n_psw, n_staff))
            yield staff - psw, value - half, value + half


def hidden_means(study, rows):
    for row in rows:
        if row["statistic"] == "mean" and row["estimate"] is None and row["site"]:
            yield row["role"], row["site"], float(study.values[row["role"]][row["site"]].mean())


def attack(study, rows):
    """Return the hidden means that can move by less than `ROOM` one way without reaching the scale's end."""
    keys = [(role, site) for role, sites in study.values.items() for site in sites]
    known = list(equations(study, rows))
    a = np.array([sign * w for w, _, _ in known for sign in (1, -1)]) if known else None
    b = np.array([limit for _, low, high in known for limit in (high + 1e-9, -low + 1e-9)]) if known else None
    broken = []
    told = {row["role"] for row in rows if row["site"] and row["statistic"] == "mean" and row["estimate"] is not None}
    for role, site, mean in hidden_means(study, rows):
        if role not in told and len(study.ids[role][site]) >= 5:
            continue  # large enough by itself, hidden as cover only, and nothing is left that could cover it
        goal = np.array([float(key == (role, site)) for key in keys])
        ends = [s * linprog(s * goal, A_ub=a, b_ub=b, bounds=(LOW, HIGH)).fun for s in (1, -1)]
        down = mean - ends[0] >= ROOM - 1e-6 or ends[0] <= LOW + 1e-6
        up = ends[1] - mean >= ROOM - 1e-6 or ends[1] >= HIGH - 1e-6
        if not (down and up):
            broken.append((role, site, mean, ends))
    return broken


def random_study(seed):
    rng = np.random.default_rng(seed)
    sites = int(rng.integers(2, 9)) if seed % 5 else int(rng.integers(10, 15))
    psw = rng.integers(0, rng.choice([5, 9, 16]), sites)
    staff = rng.integers(1, rng.choice([8, 14, 40]), sites)
    psw[int(rng.integers(sites))] += 3
    return make_study(
        {"psw": psw.tolist(), "staff": staff.tolist()},
        seed=seed,
        centre=float(rng.uniform(1.2, 4.8)),
        spread=float(rng.uniform(0.1, 1.3)),
    )


@pytest.mark.parametrize("batch", range(10))
def test_no_hidden_mean_can_be_worked_out(batch):
    hidden = 0
    for seed in range(30 * batch, 30 * batch + 30):
        study = random_study(seed)
        rows = published(study)
        assert attack(study, rows) == [], f"seed {seed}"
        hidden += len(list(hidden_means(study, rows)))
    assert hidden > 30


@pytest.mark.parametrize("seed", range(20))
def test_differencing_gives_no_group_under_the_minimum(seed):
    """No sum or difference of published sets leaves 1 to 4 people."""
    study = random_study(seed)
    rows = [r for r in published(study) if r["statistic"] == "mean" and r["estimate"] is not None]
    for role in ("psw", "staff"):
        sets = {study.members(role, [r["site"]] if r["site"] else None) for r in rows if r["role"] == role}
        total = study.members(role)
        if total not in sets:
            continue
        parts = sorted(sets - {total}, key=sorted)
        for size in range(len(parts) + 1):
            for chosen in itertools.islice(itertools.combinations(parts, size), 200):
                assert not 1 <= len(total.difference(*chosen)) <= 4


def test_bendor_by_hand():
    """1, 2, 4 and 6 PSWs with the pooled mean: the sum of the seven hidden is open by 2 x 6 x .25 = 3."""
    study = make_study({"psw": [1, 2, 4, 6], "staff": [5, 6, 8, 10]}, seed=11)
    rows = published(study)
    told = {r["site"]: r["estimate"] for r in rows if r["role"] == "psw" and r["statistic"] == "mean"}
    assert [site for site, value in told.items() if value is None] == ["site00", "site01", "site02"]
    assert (2 * told["site03"]).is_integer()
    assert attack(study, rows) == []


def test_the_attacker_does_break_an_unprotected_table():
    """The attack is worth something: without cover it finds the hidden site."""
    study = make_study({"psw": [2, 12, 14], "staff": [12, 12, 12]}, seed=3)
    rows = Made(*described(study)).frame.to_dict("records")
    for entry in rows:
        if entry["site"] == "site00":
            entry["estimate"] = None
    assert any(site == "site00" for _, site, _, _ in attack(study, rows))
