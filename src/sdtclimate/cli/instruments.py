"""``sdtclimate instruments list | show | check | new | diff | schema``."""

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


@app.command("new")
def new(
    file: Annotated[str, typer.Argument(help="The YAML file to begin.")],
    id_: Annotated[str | None, typer.Option("--id", help="Id; the name of the file by default.")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title in English.")] = None,
    form: Annotated[
        list[str] | None,
        typer.Option("--form", help="Who answers: psw, staff, director, user, respondent. Repeatable."),
    ] = None,
    items: Annotated[int | None, typer.Option("--items", help="Questions to begin with (4).")] = None,
    points: Annotated[int | None, typer.Option("--points", help="Steps of the answers (5).")] = None,
    prefix: Annotated[str, typer.Option("--prefix", help="Beginning of item ids; the id by default.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Start a valid draft, with the schema beside it. Asks for what is not said, where a terminal is there.

    Example: sdtclimate instruments new team_learning.yaml --form psw --form staff --items 6
    """
    import sys
    from pathlib import Path

    from sdtclimate.instrument.new_file import NewInstrument, start_file

    name = id_ or Path(file).stem
    if sys.stdin.isatty():
        name = id_ or typer.prompt("Id", default=name)
        title = title or typer.prompt("Title", default=name.replace("_", " ").capitalize())
        form = form or typer.prompt("Who answers (psw, staff, director, user, respondent)", default="psw").split()
        items = items or typer.prompt("Questions to begin with", default=4, type=int)
        points = points or typer.prompt("Steps of the answers", default=5, type=int)
    forms = tuple(dict.fromkeys(word.strip(",") for word in form or ("psw",)))
    wanted = NewInstrument(name, title or "", forms, items or 4, points or 5, prefix)
    draft, schema_file = start_file(file, wanted, overwrite=force)
    typer.echo(f"{draft}: a draft without faults; {schema_file.name} lies beside it for your editor.")
    typer.echo(f"Write your questions, then: sdtclimate instruments check {draft}")


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="The earlier version: a file, or a shipped id.")],
    new: Annotated[str, typer.Argument(help="The later version.")],
    json: Json = False,
) -> None:
    """Say what changed, and whether scores stay comparable. Exit status 1 when ids were lost or used again.

    Example: sdtclimate instruments diff needs_core my_needs_core.yaml
    """
    from sdtclimate.instrument.diff import diff_instruments
    from sdtclimate.instrument.loader import load_instrument

    found = diff_instruments(load_instrument(old), load_instrument(new))
    if json:
        from dataclasses import asdict
        from json import dumps

        told = {
            "heading": found.heading,
            "comparable": found.comparable,
            "verdict": found.verdict,
            "changes": [asdict(change) for change in found.changes],
            "scales": found.scales,
            "faults": [asdict(fault) for fault in found.faults],
        }
        typer.echo(dumps(told, indent=1, ensure_ascii=False))
    else:
        typer.echo(str(found))
    if any(fault.severity == "error" for fault in found.faults):
        raise typer.Exit(1)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema, so that an editor completes and checks instrument files.

    Example: sdtclimate instruments schema > instrument.schema.json
    """
    from sdtclimate.instrument.schema import json_schema

    typer.echo(json_schema(), nl=False)
