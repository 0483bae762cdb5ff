"""What a command prints when it is done: lines for a person, or JSON for a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sdtclimate.study.run import Summary


def tell(summary: Summary, *, as_json: bool, extra: Sequence[str] = ()) -> None:
    """Print what a run did."""
    tell_lines([*summary.lines, *extra], as_json=as_json, facts=summary.facts)


def tell_lines(lines: Sequence[str], *, as_json: bool, facts: Mapping[str, object]) -> None:
    """Print lines, or facts as JSON."""
    if as_json:
        from json import dumps

        typer.echo(dumps(dict(facts), indent=1, ensure_ascii=False, default=str))
        return
    for line in lines:
        typer.echo(line)
