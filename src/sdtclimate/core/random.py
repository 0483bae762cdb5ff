"""Randomness comes through `rng` only, and each block of draws has its own child stream."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sdtclimate.core.errors import UsageError

if TYPE_CHECKING:
    import numpy as np

    Rng = int | np.random.Generator


def seed_of(rng: Rng) -> int:
    """Return the integer that starts all streams of one call.

    An int is itself. A Generator gives one draw, so that two calls with the same Generator differ.
    """
    import numpy as np

    if isinstance(rng, bool) or not isinstance(rng, int | np.integer | np.random.Generator):
        raise UsageError(f"rng={rng!r} is no seed. Give a whole number of 0 or more, or a numpy Generator.")
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(0, 2**63 - 1))
    if rng < 0:
        raise UsageError(f"rng={rng} is below 0. Give a whole number of 0 or more, or a numpy Generator.")
    return int(rng)


def stream(seed: int, *keys: int | str) -> np.random.Generator:
    """Return the generator of one block: the same seed and keys give the same draws on every platform."""
    import numpy as np

    words = [int.from_bytes(hashlib.sha256(str(key).encode()).digest()[:8], "big") for key in keys]
    return np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([seed, *words])))
