"""`INDICES`: every index of careless answering, by its id. To add one: one file, one line here."""

from __future__ import annotations

from typing import Final

from sdtclimate.stats.careless import irv, longstring, mahalanobis, seconds
from sdtclimate.stats.careless.index import CarelessIndex

INDICES: Final[dict[str, CarelessIndex]] = {
    index.id: index for index in (longstring.INDEX, irv.INDEX, seconds.INDEX, mahalanobis.INDEX)
}
