"""How many have a score, in words."""

from __future__ import annotations

from sdtclimate.plots.gap_rows import GAPS, roles_of
from sdtclimate.plots.rows import Cut, n_text, rows_of, shown_of, span_of, text_of
from sdtclimate.plots.text import TIED
from sdtclimate.reports.material import Material
from sdtclimate.reports.sentences.who import told


def scored(material: Material) -> str:
    """Return how many of each role have a score: as the facts know it, else scale by scale as the results show it."""
    known = [role for role in material.facts.roles if role.scored is not None]
    if known:
        return ", ".join(f"{told(role.scored)} {role.word}" for role in known)
    found = {role: ns for role, ns in _by_role(material).items() if ns}
    said = [
        f"{span_of(ns)}{TIED}{material.words.role(role) if role else material.words.people}"
        for role, ns in found.items()
    ]
    varies = any(len(set(ns)) > 1 for ns in found.values())
    return ", ".join(said) + (", depending on the scale" if varies else "")


def _by_role(material: Material) -> dict[str, list[str]]:
    counts: dict[str, list[str]] = {}
    if material.scores is not None:
        result = material.scores
        cut = Cut(material.known_subscales(result), whole=("site", *result.by))
        for row in rows_of(result, cut, statistic="mean"):
            counts.setdefault(text_of(row.get("role")), []).append(shown_of(row).n)
        return counts
    gap = material.first("gap")
    if gap is not None:
        rows = rows_of(gap, Cut(material.known_subscales(gap)), statistic=GAPS, variant="", site="")
        for role, column in zip(roles_of(gap), ("n_psw", "n_staff"), strict=True):
            counts[role] = [n for n in (n_text(row.get(column)) for row in rows) if n and n != "0"]
    return counts
