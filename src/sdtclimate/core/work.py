"""The one loop of long work: blocks, a bar that vanishes, an interrupt that leaves nothing half done."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

SHOW_AFTER = 1.0
"""Seconds of work before a bar is shown."""


def run_blocks(task: Callable[[T], R], blocks: Sequence[T], *, label: str, progress: bool | None = None) -> list[R]:
    """Run `task` over `blocks` in order and return the answers.

    Parameters
    ----------
    task : callable
        One block of work, without side effects.
    blocks : sequence
        What each call gets.
    label : str
        What is being done, for the bar.
    progress : bool or None
        Whether to show a bar on standard error; None shows it on a terminal or in Jupyter after one second.
    """
    with one_blas_thread():
        return list(_with_bar((task(block) for block in blocks), total=len(blocks), label=label, progress=progress))


@contextlib.contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold linear algebra to one thread: our matrices are small, and threads that wait for each other cost tenfold."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield


def _with_bar(steps: Iterable[R], *, total: int, label: str, progress: bool | None) -> Iterator[R]:
    visible = sys.stderr.isatty() if progress is None else progress
    start = time.monotonic()
    drawn = False
    try:
        for done, answer in enumerate(steps, start=1):
            if visible and time.monotonic() - start > SHOW_AFTER:
                drawn = True
                sys.stderr.write(f"\r{label} {done}/{total}")
                sys.stderr.flush()
            yield answer
    finally:
        if drawn:
            sys.stderr.write("\r" + " " * (len(label) + 2 * len(str(total)) + 3) + "\r")
            sys.stderr.flush()
