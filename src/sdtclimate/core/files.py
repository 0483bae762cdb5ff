"""Outputs are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sdtclimate.core.errors import ReadingError, SdtError


def write_whole(path: str | Path, content: str | bytes) -> Path:
    """Write one file by renaming a finished sibling over it."""
    target = Path(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    _check_parent(target)
    if target.is_dir():
        raise SdtError(f"{target} is a folder. Give the name of a file.")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(_mode_of_new_file())
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return target


def write_folder(folder: str | Path, files: Mapping[str, str | bytes]) -> Path:
    """Write several files into `folder`, all or none; files already there with other names stay.

    Everything is first made in a sibling folder. Only when all of it is on disk is each file renamed into place.
    """
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise SdtError(f"{target} is a file. Give the name of a folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    try:
        for name, content in files.items():
            made = work / name
            made.parent.mkdir(parents=True, exist_ok=True)
            made.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        target.mkdir(exist_ok=True)
        for name in files:
            placed = target / name
            placed.parent.mkdir(parents=True, exist_ok=True)
            (work / name).replace(placed)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def read_bytes(path: str | Path) -> bytes:
    """Read a file, or say in one sentence why it cannot be read."""
    source = Path(path)
    if not source.exists():
        near = _similar(source)
        raise ReadingError(f"{source}: there is no such file.{near}")
    if source.is_dir():
        raise ReadingError(f"{source} is a folder. Give a file.")
    try:
        return source.read_bytes()
    except OSError as error:
        raise ReadingError(f"{source} cannot be opened: {error.strerror or error}.") from None


def _similar(path: Path) -> str:
    from sdtclimate.core.registry import nearest

    folder = path.parent
    if not folder.is_dir():
        return f" The folder {folder} does not exist either."
    guess = nearest(path.name, sorted(entry.name for entry in folder.iterdir()))
    return f" Did you mean {folder / guess}?" if guess else ""


def _check_parent(target: Path) -> None:
    if not target.parent.is_dir():
        raise SdtError(f"{target}: the folder {target.parent} does not exist. Make it first.")


def _mode_of_new_file() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
