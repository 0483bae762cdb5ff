"""`reason_words`: a reason as people read it."""

from __future__ import annotations

import re
from typing import Final

from sdtclimate.core.terms import REASON_LABELS

_ID: Final = re.compile(r"(^|; )([a-z][a-z0-9]*(?:_[a-z0-9]+)*)(?=: )")


def reason_words(reason: str) -> str:
    """Return a reason with words in place of the ids that it and its parts begin with.

    ``"zero_variance: the sum ..."`` becomes ``"no variation: the sum ..."``. An id without words of its own loses its
    underscores; ids of guardrails (``G2``) are names and stay.
    """
    return _ID.sub(lambda found: found[1] + REASON_LABELS.get(found[2], found[2].replace("_", " ")), reason)
