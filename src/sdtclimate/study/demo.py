"""`run_demo`: the main job on the shipped study, from the same files that an evaluator would have."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file
from pathlib import Path

from sdtclimate.core.shipped import shipped
from sdtclimate.study.file import load_study
from sdtclimate.study.run import Summary, run_study


def run_demo(out: str | Path, *, progress: bool | None = None) -> Summary:
    """Run the shipped synthetic study and write its report into `out`.

    The exports are copied out of the installation first, so that a zip works too.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for entry in shipped("data", "synthetic", "bendor").iterdir():
            if entry.is_file():
                with as_file(entry) as path:
                    (folder / entry.name).write_bytes(path.read_bytes())
        return run_study(load_study(folder / "study.yaml"), out=out, progress=progress)
