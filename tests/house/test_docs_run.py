"""Every code block of the README and the docs runs, in their order, on the shipped study."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from sdtclimate.cli.main import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What a shell block may hold: these lines are what .ci/run and the Makefile do themselves.
SHELL = re.compile(
    r"^(make( [\w=./ -]+)?|python -m venv \.venv|\.venv/bin/(python -m pip|sdtclimate) .*|git .*)(\s+#.*)?$"
)
SHOWN_ONLY = {"", "yaml", "text", "toml"}


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for entry in (ROOT / "data" / "synthetic" / "bendor").iterdir():
        if entry.is_file():
            (tmp_path / entry.name).write_bytes(entry.read_bytes())
    shutil.copytree(ROOT / "instruments", tmp_path / "instruments")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_of_a_page_runs(page: Path) -> None:
    names: dict[str, object] = {}
    for language, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, page.name, "exec"), names)  # noqa: S102
        elif language == "console":
            for line in block.splitlines():
                if line.startswith("$ sdtclimate "):
                    with pytest.raises(SystemExit) as done:
                        main(shlex.split(line)[2:])
                    assert done.value.code == 0, line
        elif language == "shell":
            assert all(SHELL.match(line) for line in block.splitlines() if line.strip()), block
        else:
            assert language in SHOWN_ONLY, f"{page.name}: a block in {language!r} is run by no test"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
