"""Skip rules: each can be read, and its items are there."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.catalog import shipped_item_ids
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path
from sdtclimate.instrument.skip import SkipSyntax, parse


def skips_can_be_read(draft: Draft) -> Iterator[Fault]:
    """Conditions are in the small grammar, over items of the file or of a shipped instrument; what is set is here."""
    items = draft.items
    for place, rule in enumerate(draft.file.skip):
        try:
            named = parse(rule.when).names()
        except SkipSyntax as error:
            yield draft.fault(("skip", place, "if"), f'"{rule.when}": {error}', code="skip")
            named = ()
        wanted: list[tuple[Path, str]] = [(("skip", place, "if"), name) for name in named]
        wanted += [(("skip", place, "set", position), name) for position, name in enumerate(rule.set)]
        for path, name in wanted:
            elsewhere = path[-1] == "if" and name not in items and name in shipped_item_ids()
            if name not in items and not elsewhere:
                guess = nearest(name, items)
                fix = f"Did you mean {guess}?" if guess else ""
                yield draft.fault(path, f"a skip rule names {name}, which is no item.", fix=fix, code="skip")
