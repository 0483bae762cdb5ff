"""How many rows came, how many were set aside and why, and how many stayed: data for the flow table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdtclimate.responses.ledger import ROW_REASONS

if TYPE_CHECKING:
    from sdtclimate.responses.responses import Responses


def flow_rows(responses: Responses) -> list[dict[str, Any]]:
    """Return one row a source: ``source``, ``rows_in``, a count for each reason that occurs, and ``kept``.

    Each row of a file is counted once, so that ``rows_in`` is the sum of the other counts. Reasons come in the
    order in which they are asked.
    """
    ledger = responses.ledger
    counts = {source: ledger.counts(source) for source in ledger.rows_in}
    occurring = {reason for found in counts.values() for reason in found}
    reasons = [*(r for r in ROW_REASONS if r in occurring), *sorted(occurring - set(ROW_REASONS))]
    return [
        {
            "source": source,
            "rows_in": n,
            **{reason: counts[source].get(reason, 0) for reason in reasons},
            "kept": ledger.rows_kept.get(source, 0),
        }
        for source, n in ledger.rows_in.items()
    ]
