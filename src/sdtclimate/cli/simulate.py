"""``sdtclimate simulate``: made-up answers from a stated population."""

from __future__ import annotations

from typing import Annotated

import typer


def simulate(
    what: Annotated[str, typer.Argument(help="bendor, field, calib, or an instrument's id or file.")],
    out: Annotated[str, typer.Option("--out", help="Folder to write.", show_default=False)],
    n: Annotated[int, typer.Option("-n", help="Respondents, for an instrument.", min=1)] = 200,
    seed: Annotated[int, typer.Option("--seed", help="Start of all random draws; a study has its own.", min=-1)] = -1,
) -> None:
    """Write made-up exports with the truth beside them. Nobody in them exists.

    Example: sdtclimate simulate needs_core -n 200 --out made
    """
    from sdtclimate.synthetic.simulation_files import write_simulation

    folder = write_simulation(what, out, n=n, seed=None if seed < 0 else seed)
    typer.echo(f"Wrote       {folder}")
