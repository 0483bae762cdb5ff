"""The page in a real browser: it fits a phone, it asks for nothing, it prints. CI installs the browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sdtclimate.study.demo import run_demo

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((found for found in map(shutil.which, NAMES) if found), "")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
    "--virtual-time-budget=8000",
]
FRAME = """<!doctype html><title>wait</title>
<iframe id="page" src="report.html" style="width:{width}px;height:900px;border:0">
</iframe><script>
document.getElementById("page").onload = function () {{
  var page = this.contentDocument.documentElement;
  var wide = Array.from(this.contentDocument.images).filter(function (i) {{ return !i.naturalWidth; }}).length;
  document.title = [page.scrollWidth, page.clientWidth, wide].join(" ");
}};
</script>"""

pytestmark = pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine; .ci/run installs it")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("page")
    run_demo(out, progress=False)
    return out


def browse(folder: Path, *words: str) -> str:
    profile = folder / "profile"
    command = [BROWSER, *QUIET, f"--user-data-dir={profile}", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.parametrize("width", [375, 1200])
def test_no_sideways_scroll_and_every_picture_is_there(folder: Path, width: int) -> None:
    frame = folder / f"frame{width}.html"
    frame.write_text(FRAME.format(width=width), encoding="utf-8")
    seen = browse(folder, "--dump-dom", frame.as_uri())
    title = re.search(r"<title>(\d+) (\d+) (\d+)</title>", seen)
    assert title, "the page did not load"
    scroll, client, broken = map(int, title.groups())
    assert scroll <= client
    assert broken == 0


def test_it_prints(folder: Path) -> None:
    target = folder / "report.pdf"
    browse(folder, f"--print-to-pdf={target}", (folder / "report.html").as_uri())
    assert target.read_bytes().startswith(b"%PDF")
