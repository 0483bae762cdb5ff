"""What is packed with us is found: in a wheel, in a zip that was never unpacked, and in the source tree."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from sdtclimate.core.errors import SdtError
from sdtclimate.core.shipped import shipped

ROOT = Path(__file__).parents[2]
ASK = """
import sys, sdtclimate as sdt
from sdtclimate.study.demo import run_demo
assert sdt.__file__.startswith(sys.argv[1]), sdt.__file__
names = {info.id for info in sdt.list_instruments()}
assert {"needs_core", "needs_brief", "support_climate", "role_profile", "bangs18"} <= names, names
assert len(sdt.load_instrument("needs_core").scored_items) == 30
assert run_demo(sys.argv[2], progress=False).document is not None
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def test_an_unpacked_wheel_and_a_zip_find_what_is_shipped(built: Path, tmp_path: Path) -> None:
    wheel = next(built.glob("*.whl"))
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    for place in (unpacked, wheel):
        out = tmp_path / f"report-{place.suffix}"
        environment = {**os.environ, "PYTHONPATH": str(place)}
        done = subprocess.run(
            [sys.executable, "-c", ASK, str(place), str(out)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        assert (out / "report.html").is_file()


def test_the_archives_hold_no_tests_and_no_data_of_others(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        wheel = archive.namelist()
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        sdist = archive.getnames()
    assert not [name for name in [*wheel, *sdist] if "/tests/" in name or name.startswith("tests/")]
    assert [name for name in wheel if name.endswith("needs_core.yaml")] == [
        "sdtclimate/_shipped/instruments/needs_core.yaml"
    ]
    assert "sdtclimate/py.typed" in wheel


def test_what_is_not_shipped_is_said() -> None:
    with pytest.raises(SdtError, match="not part of this installation"):
        shipped("instruments", "nothing.yaml")
