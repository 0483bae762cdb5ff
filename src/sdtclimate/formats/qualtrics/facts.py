"""What Qualtrics calls its own columns and values, in the exports of three periods.

Seen in genuine files: modern exports (2017 on), the transitional ones of 2016, and legacy ones. The labels and codes
of Status beyond preview and test are from general knowledge.
"""

from __future__ import annotations

import re
from typing import Final

# Heading of the first row (modern, 2016) or of the second (legacy), lower case -> fact, and whether it is personal.
OWN_COLUMNS: Final[dict[str, tuple[str, bool]]] = {
    "startdate": ("start", False),
    "enddate": ("end", False),
    "status": ("status", False),
    "ipaddress": ("other", True),
    "progress": ("other", False),
    "duration (in seconds)": ("duration", False),
    "finished": ("finished", False),
    "recordeddate": ("other", False),
    "responseid": ("token", False),
    "responseset": ("other", False),
    "name": ("other", True),
    "emailaddress": ("other", True),
    "recipientlastname": ("other", True),
    "recipientfirstname": ("other", True),
    "recipientemail": ("other", True),
    "externalreference": ("other", True),
    "externaldatareference": ("other", True),
    "locationlatitude": ("other", True),
    "locationlongitude": ("other", True),
    "locationaccuracy": ("other", True),
    "distributionchannel": ("channel", False),
    "userlanguage": ("other", False),
    "q_totalduration": ("other", False),
    "q_recaptchascore": ("other", False),
    "q_relevantidduplicate": ("other", False),
    "q_relevantidduplicatescore": ("other", False),
    "q_relevantidfraudscore": ("other", False),
    "q_ballotboxstuffing": ("other", False),
}
# Two of these in one row of headings, and the file is from Qualtrics.
SIGNS: Final = frozenset({"responseid", "recordeddate", "distributionchannel", "duration (in seconds)", "responseset"})
LEGACY_TAGS: Final = tuple(f"V{number}" for number in range(1, 11))

PREVIEW_STATUS: Final = frozenset({"1", "survey preview"})
TEST_STATUS: Final = frozenset({"2", "survey test"})
SPAM_STATUS: Final = frozenset({"8", "spam"})
PREVIEW_CHANNEL: Final = frozenset({"preview"})
FINISHED: Final[dict[str, float]] = {"1": 1.0, "true": 1.0, "0": 0.0, "false": 0.0}

# `{"ImportId":"QID16_2"}` now, `{'ImportId': 'QID2-1'}` in 2016: single quotes, so no JSON.
IMPORT_ID: Final = re.compile(r"""^\s*\{\s*['"]ImportId['"]\s*:\s*['"]([^'"]*)['"]""")
DISPLAY_ORDER: Final = re.compile(r"_DO(_|$)")
