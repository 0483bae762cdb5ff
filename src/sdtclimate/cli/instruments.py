"""``sdtclimate instruments list | show | check | schema``."""

from __future__ import annotations

from typing import Annotated

import typer

from sdtclimate.cli.inputs import Json

app = typer.Typer(
    help="The instruments: what there is, what they ask, whether a file is right.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_(json: Json = False) -> None:
    """List the shipped instruments with their status.

    Example: sdtclimate instruments list
    """
    from sdtclimate.instrument.catalog import list_instruments

    found = list_instruments()
    if json:
        from dataclasses import asdict
        from json import dumps

        typer.echo(dumps([asdict(info) for info in found], indent=1, ensure_ascii=False))
    else:
        typer.echo(str(found))


@app.command("show")
def show(instrument: Annotated[str, typer.Argument(help="An id, a package or a file.")]) -> None:
    """Show the scales, items, forms, sources and status of an instrument.

    Example: sdtclimate instruments show needs_core
    """
    from sdtclimate.instrument.describe import describe
    from sdtclimate.instrument.loader import load_instrument

    for table in describe(load_instrument(instrument)):
        typer.echo(table.to_text())
        typer.echo("")


@app.command("check")
def check(file: Annotated[str, typer.Argument(help="An instrument's YAML file.")]) -> None:
    """Check a file: every fault with its line and column. Exit status 1 when there are errors.

    Example: sdtclimate instruments check my_scale.yaml
    """
    from sdtclimate.instrument.loader import check_file

    report = check_file(file)
    typer.echo(str(report))
    if report.errors:
        raise typer.Exit(1)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema, so that an editor completes and checks instrument files.

    Example: sdtclimate instruments schema > instrument.schema.json
    """
    from sdtclimate.instrument.schema import json_schema

    typer.echo(json_schema(), nl=False)
