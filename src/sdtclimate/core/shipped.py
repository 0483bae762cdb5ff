"""What is packed with us: instruments and the small synthetic study, as text and never as paths.

A wheel and a zip hold them in ``sdtclimate/_shipped``. An editable install has no such folder beside the
sources, so there the source tree itself is read.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from sdtclimate.core.errors import SdtError


def shipped(*parts: str) -> Traversable:
    """Return a shipped file or folder, wherever this installation keeps it.

    Parameters
    ----------
    *parts : str
        Path below the project's top level: ``shipped("instruments", "needs_core.yaml")``.
    """
    package = files("sdtclimate")
    inside = package.joinpath("_shipped", *parts)
    if inside.is_dir() or inside.is_file():
        return inside
    if isinstance(package, Path):
        beside = package.parent.parent.joinpath(*parts)
        if beside.exists() and (package.parent.parent / "pyproject.toml").is_file():
            return beside
    raise SdtError(f"{'/'.join(parts)} is not part of this installation. Install sdtclimate again.")
