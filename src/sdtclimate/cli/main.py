"""The command line: words typed, one public call each. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys

import typer

from sdtclimate.cli import demo, inspect, instruments, report, run, score, simulate
from sdtclimate.core.errors import SdtError

app = typer.Typer(
    name="sdtclimate",
    help="From survey exports to scores and a safe report of the climate for self-disclosure. Start: sdtclimate demo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("demo", short_help="The main job on a small made-up study.")(demo.demo)
app.command("inspect", short_help="What was matched and set aside; scores nothing.")(inspect.inspect)
app.command("score", short_help="Respondents' scores as a file, for the data holder.")(score.score)
app.command("report", short_help="From exports to a page, in one command.")(report.report)
app.command("run", short_help="The whole job of a study file.")(run.run)
app.command("simulate", short_help="Made-up answers from a stated population.")(simulate.simulate)
app.add_typer(instruments.app, name="instruments", short_help="What there is, what it asks, is a file right.")


@app.callback(invoke_without_command=True)
def version(
    show: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    """Print the version when asked; each command has its own --help with an example."""
    if show:
        from sdtclimate import __version__

        typer.echo(f"sdtclimate {__version__}")
        raise typer.Exit


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit status: 0 done, 1 data or file, 2 usage.

    A fault in the data or a file is printed as one message. A traceback here would be a bug of ours.
    """
    try:
        app(args=arguments, prog_name="sdtclimate")
    except SdtError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        typer.echo("Interrupted. Nothing was written.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        typer.echo(f"{error.filename or 'A file'}: {error.strerror or error}.", err=True)
        sys.exit(1)
