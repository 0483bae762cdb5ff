"""``sdtclimate demo``: the main job on the shipped synthetic study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdtclimate.cli.inputs import Json


def demo(
    out: Annotated[str, typer.Option("--out", help="Folder for the report.")] = "demo-report",
    json: Json = False,
) -> None:
    """Run the main job on a small made-up study (4 sites, 13 PSWs, 29 staff; no real people).

    Example: sdtclimate demo --out demo-report
    """
    from sdtclimate.cli.tell import tell
    from sdtclimate.study.demo import run_demo

    summary = run_demo(out)
    page = (Path(out) / "report.html").resolve()
    tell(summary, as_json=json, extra=[f"Open        {page}"])
