"""``sdtclimate score``: respondents' scores as a file, for whoever holds the data."""

from __future__ import annotations

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


def score(
    files: Files,
    out: Annotated[str, typer.Option("--out", help="CSV file to write.", show_default=False)],
    instrument: Instruments = [],
    columns: Columns = "",
    people: People = [],
    where: Where = [],
    sites: Sites = "",
    form: Form = "",
    allow_microdata: Annotated[
        bool,
        typer.Option("--allow-microdata", help="Keep site names and other columns about people; you guard the file."),
    ] = False,
    json: Json = False,
) -> None:
    """Write one row a respondent with the score, POMP, items answered and reason of each scale.

    Example: sdtclimate score psw.csv -i needs_core --out scores.csv
    """
    from sdtclimate.cli.tell import tell_lines
    from sdtclimate.study.file import Study
    from sdtclimate.study.score_file import score_file

    study = Study(
        exports=exports_of(files, load(instrument, files), form=form),
        instrument=tuple(instrument),
        columns=columns or {},
        people=pairs_of(people, "--people"),
        where=pairs_of(where, "--where"),
        sites=sites,
    )
    scored = score_file(study, out, allow_microdata=allow_microdata)
    tell_lines(scored.lines, as_json=json, facts=scored.facts)
