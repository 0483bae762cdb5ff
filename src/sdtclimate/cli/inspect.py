"""``sdtclimate inspect``: what was recognised and matched, and how sure. It scores nothing."""

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


def inspect(
    files: Files,
    instrument: Instruments = [],
    columns: Columns = "",
    people: People = [],
    where: Where = [],
    sites: Sites = "",
    form: Form = "",
    write_columns: Annotated[
        str,
        typer.Option(
            "--write-columns", help="Write the mapping as YAML, to mend and to use with --columns.", show_default=False
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Say what was matched, what was not, and who was set aside.

    Example: sdtclimate inspect psw.csv staff.csv -i needs_core
    """
    from sdtclimate.cli.tell import tell_lines
    from sdtclimate.study.file import Study
    from sdtclimate.study.look import look

    loaded = load(instrument, files)
    study = Study(
        exports=exports_of(files, loaded, form=form),
        instrument=tuple(instrument),
        columns=columns or {},
        people=pairs_of(people, "--people"),
        where=pairs_of(where, "--where"),
        sites=sites,
    )
    seen = look(study, loaded)
    lines = list(seen.lines)
    if write_columns:
        from sdtclimate.core.files import write_whole

        write_whole(write_columns, seen.mapping_yaml)
        lines.append(f"Wrote       {write_columns}: mend it and use it with --columns {write_columns}")
    tell_lines(lines, as_json=json, facts=seen.facts)
    if not seen.readable:
        raise typer.Exit(1)
