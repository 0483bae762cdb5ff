"""``sdtclimate report``: from exports to a page in one command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sdtclimate.cli.inputs import (
    Columns,
    Files,
    Form,
    Instruments,
    Json,
    People,
    Sites,
    Where,
    exports_of,
    load,
    pairs_of,
)


def report(
    files: Files,
    out: Annotated[str, typer.Option("--out", help="Folder for report.html and results.json.", show_default=False)],
    instrument: Instruments = [],
    columns: Columns = "",
    people: People = [],
    where: Where = [],
    sites: Sites = "",
    form: Form = "",
    by: Annotated[
        str, typer.Option("--by", help="Column about people to compare: role, country.", show_default=False)
    ] = "",
    kind: Annotated[str, typer.Option("--kind", help="Kind of report: full.")] = "full",
    title: Annotated[str, typer.Option("--title", help="Title of the report.", show_default=False)] = "",
    seed: Annotated[int, typer.Option("--seed", help="Start of all random draws.", min=0)] = 0,
    save: Annotated[
        str, typer.Option("--save", help="Write the study file that would do the same.", show_default=False)
    ] = "",
    json: Json = False,
) -> None:
    """Read, score, analyse and write a report that is safe to hand over.

    Example: sdtclimate report psw.csv staff.csv -i needs_core -i support_climate --sites sites.csv --out share
    """
    from sdtclimate.cli.tell import tell
    from sdtclimate.core.files import write_whole
    from sdtclimate.core.registry import one_of
    from sdtclimate.study.file import KINDS, Study
    from sdtclimate.study.run import run_study

    one_of(kind, KINDS, argument="--kind")
    study = Study(
        exports=exports_of(files, load(instrument, files), form=form),
        instrument=tuple(instrument),
        title=title,
        columns=columns or {},
        people=pairs_of(people, "--people"),
        where=pairs_of(where, "--where"),
        sites=sites,
        by=by,
        out=out,
        seed=seed,
    )
    summary = run_study(study)
    if save:
        write_whole(Path(save), study.lying_in(Path(save).parent).to_yaml())
    tell(summary, as_json=json, extra=[f"Saved       {save}: sdtclimate run {save} does the same"] if save else [])
