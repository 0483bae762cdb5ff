"""The error family: one root, all faults at once, short in Jupyter.

A fault says where it is, what was found, what is allowed and what to do next. An error carries as many
faults as were found, so that a person mends a file once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, in words that say how to mend it.

    Parameters
    ----------
    message : str
        What was found and what is allowed, as a sentence.
    where : str
        File with line and column, column name, item or argument; empty where it needs none.
    fix : str
        What to type or do; empty where the message says it.
    code : str
        Short machine name of the kind of fault (``"unknown_key"``).
    severity : str
        ``"error"`` or ``"warning"``.
    """

    message: str
    where: str = ""
    fix: str = ""
    code: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        head = f"{self.where}  {self.message}" if self.where else self.message
        return f"{head} {self.fix}" if self.fix else head


class SdtError(Exception):
    """Root of all errors that this library raises on purpose.

    Parameters
    ----------
    message : str
        One sentence; with faults it is the heading above them.
    faults : iterable of Fault
        Everything that is wrong, in the order of the file.
    closing : str
        What to type, where one line serves all faults; stands below them.
    """

    exit_status = 1

    def __init__(self, message: str, faults: Iterable[Fault] = (), *, closing: str = "") -> None:
        self.message = message
        self.faults = tuple(faults)
        self.closing = closing
        super().__init__(str(self))

    def __str__(self) -> str:
        below = [f"  {line}" for line in self.closing.splitlines()]
        return "\n".join([self.message, *(f"  {fault}" for fault in self.faults), *below])

    def _render_traceback_(self) -> list[str]:
        """Jupyter shows this in place of the frames: the reader can mend the input, not our code."""
        return [f"{type(self).__name__}: {self}"]


class UsageError(SdtError):
    """A call with an argument that does not exist, does not fit or contradicts another."""

    exit_status = 2


def all_at_once(errors: Sequence[SdtError]) -> SdtError:
    """Return one error for several files that are wrong: the only one as it is, else all of them, one below another."""
    if len(errors) == 1:
        return errors[0]
    texts = [Fault(str(error).replace("\n", "\n  "), code=type(error).__name__) for error in errors]
    kind = ReadingError if any(error.exit_status == 1 for error in errors) else UsageError
    return kind(f"{len(errors)} things are wrong. Nothing was read.", texts)


class InstrumentError(SdtError):
    """An instrument file that cannot be loaded, with every fault at its line and column."""


class ReadingError(SdtError):
    """A file or frame that cannot be read as survey answers."""


class MappingError(ReadingError):
    """Items without a column, or columns that fit more than one item."""


class CodeError(ReadingError):
    """Answers that are neither codes nor labels nor declared reasons for missing."""


class StudyError(SdtError):
    """A study file whose keys or values do not fit."""


class UnprotectedResult(SdtError):
    """A result that has not passed the release gate was about to leave the toolkit."""


class MissingExtra(SdtError):
    """An optional package is needed for this and is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f'{purpose} needs {package}. Install it with: pip install "sdtclimate[{extra}]"')


class SdtWarning(UserWarning):
    """Root of all warnings that this library gives."""
