"""``python -m sdtclimate`` does the same as ``sdtclimate``."""

from sdtclimate.cli.main import main

main()
