"""The house stands: rooms import only what the plan allows, and the front door is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import sdtclimate

SOURCE = Path(sdtclimate.__file__).parent
WINGS_MEET = {"scoring", "responses", "instrument", "stats", "results", "rules", "disclosure"}
ALLOWED = {
    "core": set(),
    "instrument": set(),
    "stats": set(),
    "rules": set(),
    "disclosure": set(),
    "formats": {"instrument"},
    "results": {"rules", "disclosure"},
    "responses": {"formats", "instrument"},
    "plots": {"results"},
    "release": {"results", "disclosure"},
    "scoring": {"responses", "instrument"},
    "synthetic": {"responses", "formats", "instrument", "stats"},
    "reports": {"plots", "release", "results", "rules"},
    "analysis": WINGS_MEET,
    "study": WINGS_MEET | {"analysis", "release", "reports"},
    "cli": {"study", "instrument", "synthetic"},
}
FLOORS = (
    {"core"},
    {"instrument", "stats", "rules", "disclosure"},
    {"formats", "results"},
    {"responses", "plots", "release"},
    {"scoring", "synthetic", "reports"},
    {"analysis"},
    {"study"},
    {"cli"},
)
HEAVY = ("pandas", "matplotlib", "scipy.stats", "sklearn", "pingouin", "factor_analyzer", "pydantic", "typer", "numpy")


def imports_of(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            above = ("sdtclimate", *path.relative_to(SOURCE).parent.parts)
            base = ".".join([*above[: len(above) + 1 - node.level], *([node.module] if node.module else [])])
            name = base if node.level else node.module or ""
            names = [f"{name}.{alias.name}" for alias in node.names] if name == "sdtclimate" else [name]
            found += [(node.lineno, one) for one in names]
        elif isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
    return [(line, name) for line, name in found if name.split(".")[0] == "sdtclimate"]


def floors_up(room: str, other: str) -> str:
    """Return where another room lies, seen from a room."""
    own, theirs = (next(i for i, floor in enumerate(FLOORS) if name in floor) for name in (room, other))
    up = theirs - own
    return "a floor above" if up == 1 else f"{up} floors above" if up > 1 else "the same floor" if not up else "below"


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_rooms_that_the_plan_names(room: str) -> None:
    wrong = []
    for path in sorted((SOURCE / room).rglob("*.py")):
        for line, name in imports_of(path):
            parts = name.split(".")
            other = parts[1] if len(parts) > 1 else ""
            if other in ALLOWED and other not in ALLOWED[room] | {room, "core"}:
                allowed = ", ".join(sorted(ALLOWED[room] | {"core"}))
                wrong.append(
                    f"layers: {path.relative_to(SOURCE)}:{line} imports {name} ({floors_up(room, other)}). "
                    f"{room} may import {allowed} only."
                )
    assert not wrong, "\n".join(wrong)


def test_every_room_is_in_the_plan() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_")}
    assert rooms == set(ALLOWED)


def test_an_analysis_never_imports_another() -> None:
    verbs = {module for module in sdtclimate._FACE.values() if module.startswith("sdtclimate.analysis.")}
    verbs |= {"sdtclimate.analysis.missingness", "sdtclimate.analysis.registry"}
    wrong = [
        f"{path.name}:{line} imports {name}"
        for path in (SOURCE / "analysis").glob("*.py")
        if path.name != "registry.py"
        for line, name in imports_of(path)
        if name in verbs
    ]
    assert not wrong


def test_pages_never_read_an_unprotected_frame() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for room in ("plots", "reports")
        for path in (SOURCE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "frame"
    ]
    assert not wrong, f"plots and reports show what shown() gives and nothing else: {wrong}"


def test_nothing_prints_but_the_command_line() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not wrong


def test_no_user_input_is_guarded_by_assert() -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert not wrong


def test_the_import_loads_nothing_heavy() -> None:
    code = f"import sys, sdtclimate; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_nothing_heavy() -> None:
    heavy = (*(name for name in HEAVY if name not in ("typer", "pydantic")), "rich")
    code = (
        "import sys\nfrom sdtclimate.cli.main import main\n"
        "try:\n    main(['report', '--help'])\nexcept SystemExit:\n    pass\n"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_no_public_verb_bears_the_name_of_a_room() -> None:
    rooms = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    assert not rooms & set(sdtclimate.__all__)


@pytest.mark.parametrize("name", sorted(set(sdtclimate.__all__) - {"__version__"}))
def test_every_public_name_loads_and_is_documented(name: str) -> None:
    thing = getattr(sdtclimate, name)
    assert thing.__doc__, f"{name} has no docstring"


def test_the_face_for_editors_is_the_face_at_run_time() -> None:
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    guarded = [n for n in ast.walk(tree) if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"]
    named = {
        alias.asname or alias.name: node.module
        for branch in guarded
        for node in branch.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert named == sdtclimate._FACE


def test_an_unknown_name_gets_a_hint() -> None:
    with pytest.raises(AttributeError, match="Did you mean reliability"):
        _ = sdtclimate.reliabilty
