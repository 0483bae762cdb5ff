"""Hold the library against reference cases: ``python tests/validate/run.py [--cases DIR] [--family a,b]``.

Any folder will do that has ``datasets/`` and ``expected/`` in the schema of ``tests/reference/README.md``. Each case
is rebuilt from its input alone and computed with the public calls; ``families/<family>.py`` says which call gives
which field:

    FAMILY = "efa"
    NOT_COVERED = {regular expression of a path: reason}
    NOTES = ("a rule of its own, in one sentence for the page", ...)  # optional
    def fields(case, frame) -> dict[path, value]                    # path into "expected", parts joined by "/"
    def columns(case) -> list[str]                                  # optional: further columns of the data set
    def align(case, computed) -> computed                           # optional: order and sign of what has none
    def compare(case, path, expected, computed) -> Outcome | None   # optional: a rule of its own; None for the usual
    def witnesses(folder) -> (name, where, expected, computed, tolerance), ...   # optional: numbers recorded one by one

`frame` holds the columns `vars` after filter, notna, head and reverse; rows with missing answers are gone only where
the case says ``missing: listwise``. A value may be a number, text, list, array, DataFrame or matrix of a case.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

# The matrices are small: threads inside the linear algebra cost ten times what they save. Read when numpy loads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

from validate.cases import BadCases, Case, data_of, load_cases, variables  # noqa: E402
from validate.compare import compare, leaves, tolerance_of  # noqa: E402
from validate.tally import Tally, markdown_of, text_of  # noqa: E402

DEFAULT_CASES = HERE.parent / "reference"
PAGE = HERE.parents[1] / "docs" / "validation.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 if all agree, 1 if not, 2 if the cases cannot be used."""
    parser = argparse.ArgumentParser(description="Hold sdtclimate against reference cases.")
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="folder with datasets/ and expected/")
    parser.add_argument("--family", default="", help="families, joined by commas; default all")
    parser.add_argument("--write-docs", action="store_true", help="write docs/validation.md")
    parser.add_argument("--check-docs", action="store_true", help="fail if docs/validation.md is not what it would be")
    parser.add_argument("--date", default="", help="date to print on that page")
    given = parser.parse_args(arguments)
    families = [name.strip() for name in given.family.split(",") if name.strip()]
    try:
        tallies = validate(given.cases, families)
    except BadCases as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if given.write_docs:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(markdown_of(tallies, date=given.date), encoding="utf-8")
    fresh = not given.check_docs or PAGE.read_text(encoding="utf-8") == markdown_of(tallies, date=date_on(PAGE))
    if not fresh:
        sys.stderr.write("docs/validation.md is not what it would be today. Write it again: make docs\n")
    sys.stdout.write(text_of(tallies) + "\n")
    return 1 if not fresh or any(tally.disagreements for tally in tallies) else 0


def date_on(page: Path) -> str:
    """Return the date that a written page bears, or nothing."""
    found = re.search(r"\d{4}-\d{2}-\d{2}", page.read_text(encoding="utf-8"))
    return found.group() if found else ""


def validate(folder: Path, families: Sequence[str] = ()) -> list[Tally]:
    """Return what a run over a folder of cases found, one tally a family."""
    tallies: dict[str, Tally] = {}
    for case in load_cases(folder, families):
        module = module_of(case["family"])
        tally = tallies.setdefault(case["family"], Tally(case["family"], computed=module is not None))
        tally.reasons = getattr(module, "NOT_COVERED", {})
        tally.notes = getattr(module, "NOTES", ())
        tally.cases += 1
        _run_case(case, folder, module, tally)
    for family, tally in tallies.items():
        for name, where, expected, computed, tolerance in getattr(module_of(family), "witnesses", _none)(folder):
            tally.add(where, name, compare(expected, computed, tolerance, path=name))
            tally.witnessed[name] += 1
    return list(tallies.values())


def _none(_: Path) -> tuple[()]:
    return ()


def module_of(family: str) -> ModuleType | None:
    """Return ``families/<family>.py``, or None where the library gives nothing of a family yet."""
    if not family.isidentifier() or not (HERE / "families" / f"{family}.py").is_file():
        return None
    return importlib.import_module(f"validate.families.{family}")


def _run_case(case: Case, folder: Path, module: ModuleType | None, tally: Tally) -> None:
    where = f"{case['family']}__{case['case']}"
    fields = list(leaves(case["expected"]))
    names = set(variables(case))
    if module is None:
        for path, _ in fields:
            tally.skip(path, names)
        return
    try:
        also = module.columns(case) if hasattr(module, "columns") else ()
        computed = module.fields(case, data_of(case, folder, also))
        computed = module.align(case, computed) if hasattr(module, "align") else computed
    except Exception as error:  # noqa: BLE001 - whatever a case does, the others still run
        tally.disagreements.append(f"{where}: {type(error).__name__}: {error}")
        return
    for path, expected in fields:
        if path not in computed:
            tally.skip(path, names)
            continue
        outcome = module.compare(case, path, expected, computed[path]) if hasattr(module, "compare") else None
        tolerance = tolerance_of(case, path)
        tally.add(where, path, outcome or compare(expected, computed[path], tolerance, path=path))


if __name__ == "__main__":
    sys.exit(main())
