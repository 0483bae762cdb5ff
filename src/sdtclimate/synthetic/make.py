"""Make the shipped studies again, byte for byte: ``python -m sdtclimate.synthetic.make --out data/synthetic``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from sdtclimate.core.files import write_folder
from sdtclimate.synthetic.designs import DESIGNS
from sdtclimate.synthetic.study import make_study
from sdtclimate.synthetic.write import readme, study_files

SHIPPED = ("bendor", "field")


def make_files(designs: Sequence[str] = SHIPPED, *, seed: int | None = None) -> dict[str, str]:
    """Return the files of the studies by path below the folder of all studies."""
    files = {"README.md": readme(designs)}
    for name in designs:
        study = make_study(name, seed=seed)
        files.update({f"{name}/{file}": text for file, text in study_files(study).items()})
    return files


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the studies into a folder, all or none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "designs", nargs="*", default=list(SHIPPED), help=f"of {', '.join(DESIGNS)}; default: {', '.join(SHIPPED)}"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--seed", type=int, default=None, help="another seed than that of the shipped files")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.designs if name not in DESIGNS]
    if unknown:
        parser.error(f"{unknown[0]!r} is no synthetic study. Known: {', '.join(DESIGNS)}.")
    write_folder(asked.out, make_files(asked.designs, seed=asked.seed))


if __name__ == "__main__":
    main()
