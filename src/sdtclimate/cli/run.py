"""``sdtclimate run study.yaml``."""

from __future__ import annotations

from typing import Annotated

import typer

from sdtclimate.cli.inputs import Json


def run(
    study: Annotated[str, typer.Argument(help="The study file.")] = "study.yaml",
    until: Annotated[
        str,
        typer.Option("--until", help="Stop after load, read, screen, score, analyse or release.", show_default=False),
    ] = "",
    out: Annotated[
        str,
        typer.Option(
            "--out", help="Folder for what may be handed out; default is the study file's own.", show_default=False
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Do the whole job of a study file.

    Example: sdtclimate run study.yaml
    """
    from sdtclimate.cli.tell import tell
    from sdtclimate.study.file import load_study
    from sdtclimate.study.run import run_study

    tell(run_study(load_study(study), until=until or None, out=out or None), as_json=json)
