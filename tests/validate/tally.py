"""What a run found, family by family."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from validate.compare import Outcome

NUMBERED = re.compile(r"_\d+$")
NO_REASON = "not given by a public call"
NO_CALL = "the family has no public call yet"


@dataclass
class Tally:
    """Counts of one family, or of all."""

    family: str
    cases: int = 0
    compared: int = 0
    disagreements: list[str] = field(default_factory=list)
    uncovered: Counter[str] = field(default_factory=Counter)
    largest: Outcome = field(default_factory=lambda: Outcome(True))
    largest_at: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    witnessed: Counter[str] = field(default_factory=Counter)
    computed: bool = True

    def add(self, where: str, path: str, outcome: Outcome) -> None:
        """Count one field that was compared."""
        self.compared += 1
        if not outcome.agrees:
            self.disagreements.append(
                f"{where} {path}: {outcome.text} (difference {outcome.difference:.3g}, allowed {outcome.tolerance:.3g})"
            )
        if outcome.share > self.largest.share:
            self.largest, self.largest_at = outcome, f"{where} {path}"

    def skip(self, path: str, names: set[str]) -> None:
        """Count one field that was not."""
        self.uncovered[pattern_of(path, names)] += 1

    @property
    def n_uncovered(self) -> int:
        """Fields not covered."""
        return sum(self.uncovered.values())

    def grouped(self) -> list[tuple[str, list[str], int]]:
        """Return reason, names and count of the fields not covered; without a reason of their own they come last."""
        names: dict[str, list[str]] = {}
        counts: Counter[str] = Counter()
        for pattern, count in sorted(self.uncovered.items()):
            why, name = self.reason_of(pattern)
            names.setdefault(why, [])
            names[why] += [name] * (name not in names[why])
            counts[why] += count
        return [
            (why, found, counts[why]) for why, found in sorted(names.items(), key=lambda pair: pair[0] == NO_REASON)
        ]

    def reason_of(self, pattern: str) -> tuple[str, str]:
        """Return why a field is not covered, and what it is called in a list: up to the part that the reason names."""
        for expression, reason in self.reasons.items():
            if found := re.search(expression, pattern):
                end = pattern.find("/", found.end() - found.group().endswith("/"))
                return reason, pattern if end < 0 else f"{pattern[:end]}/..."
        return (NO_REASON, pattern) if self.computed else (NO_CALL, pattern.split("/")[0])


def pattern_of(path: str, names: set[str]) -> str:
    """Return the path with what names an item or a position put as ``*``, so that a table stays short."""
    return "/".join("*" if part in names or part.isdigit() else NUMBERED.sub("_*", part) for part in path.split("/"))


def text_of(tallies: list[Tally]) -> str:
    """Return the report for a terminal; its last line is the sum."""
    lines: list[str] = []
    for tally in tallies:
        lines.append(f"{tally.family}: {tally.cases} cases, {tally.compared} fields compared")
        if tally.largest_at:
            lines.append(
                f"  largest difference {tally.largest.difference:.3g} (allowed {tally.largest.tolerance:.3g}): "
                f"{tally.largest_at}"
            )
        if tally.witnessed:
            lines.append(f"  recorded one by one: {_counts(tally.witnessed)}")
        lines += [f"  DISAGREES {text}" for text in tally.disagreements]
        lines += [f"  not covered, {tally.n_uncovered} fields:"] * bool(tally.uncovered)
        lines += [f"    {_few(names)} ({count}): {why}" for why, names, count in tally.grouped()]
    lines.append(last_line(tallies))
    return "\n".join(lines)


def last_line(tallies: list[Tally]) -> str:
    """Return the sum of a run."""
    fields, cases = sum(t.compared for t in tallies), sum(t.cases for t in tallies)
    against, without = sum(len(t.disagreements) for t in tallies), sum(t.n_uncovered for t in tallies)
    return f"{fields} fields compared in {cases} cases, {against} disagree, {without} not covered"


def markdown_of(tallies: list[Tally], *, date: str = "") -> str:
    """Return docs/validation.md."""
    lines = [
        "# Validation",
        "",
        "Every number counted below was computed by sdtclimate and held against what trusted software of the field",
        "gives on public data (`tests/reference/`, with packages and versions in its `PROVENANCE.md`).",
        "This page is written by `make docs`; `make validate CASES=DIR` holds the library against other cases.",
        "",
        f"Run on {date}. " * bool(date) + f"**{last_line(tallies)}.**",
        "",
        "| family | cases | fields compared | disagree | not covered | largest difference | allowed | where |",
        "|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for t in tallies:
        known = bool(t.largest_at)
        lines.append(
            f"| {t.family} | {t.cases} | {t.compared} | {len(t.disagreements)} | {t.n_uncovered} "
            f"| {f'{t.largest.difference:.1e}' if known else ''} | {f'{t.largest.tolerance:.0e}' if known else ''} "
            f"| {f'`{t.largest_at}`' if known else ''} |"
        )
    lines += [
        "",
        "A field is one number, one list or one matrix. A number may differ by its tolerance times the larger of 1 and",
        "its size. The largest difference is the one that comes nearest to what is allowed.",
        "",
        "## Disagreements",
        "",
    ]
    against = [text for t in tallies for text in t.disagreements]
    lines += [f"- {text}" for text in against] or ["None."]
    lines += ["", "## Rules of their own", "", "Where a family is not compared by the tolerance of its case alone:", ""]
    lines += [f"- **{t.family}**: {note}" for t in tallies for note in t.notes] or ["None."]
    lines += ["", "## Recorded one by one", ""]
    lines += ["Numbers with the call that gave them, in `tests/reference/<family>/<name>.json`:", ""]
    lines += [f"- **{t.family}**: {_counts(t.witnessed, '`')}" for t in tallies if t.witnessed] or ["None."]
    lines += ["", "## Not covered", ""]
    for t in tallies:
        lines += [f"- **{t.family}**, {t.n_uncovered} fields:"] * bool(t.uncovered)
        lines += [f"  - {why} ({count}): `{_few(names)}`" for why, names, count in t.grouped()]
    return "\n".join(lines) + "\n"


def _few(patterns: list[str], most: int = 20) -> str:
    rest = f" and {len(patterns) - most} more" if len(patterns) > most else ""
    return ", ".join(patterns[:most]) + rest


def _counts(found: Counter[str], quote: str = "") -> str:
    return ", ".join(f"{quote}{name}{quote} {count}" for name, count in sorted(found.items()))
