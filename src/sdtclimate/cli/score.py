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
    from sdtclimate.release.microdata import write_scores
    from sdtclimate.scoring.score import score as score_responses
    from sdtclimate.study.file import Study
    from sdtclimate.study.steps import read

    loaded = load(instrument)
    study = Study(
        exports=exports_of(files, loaded, form=form),
        instrument=tuple(instrument),
        columns=columns,
        people=pairs_of(people, "--people"),
        where=pairs_of(where, "--where"),
        sites=sites,
    )
    responses = read(study, loaded)
    table = score_responses(responses)
    written = write_scores(table, out, allow_microdata=allow_microdata)
    lines = [f"Scored      {len(table)} people on {len(table.scales)} scales", *written.lines]
    tell_lines(
        lines,
        as_json=json,
        facts={"n": len(table), "scales": list(table.scales), "file": out, "dropped": list(written.dropped)},
    )
