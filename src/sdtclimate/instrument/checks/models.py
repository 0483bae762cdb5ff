"""Models: they speak of items and factors that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.draft import Draft

LINE = re.compile(r"(?P<left>[A-Za-z][A-Za-z0-9_.]*)\s*(?P<op>=~|~~)\s*(?P<right>[^~=]+)")
TERM = re.compile(r"(?:[-+]?[0-9.]+\*|[A-Za-z][A-Za-z0-9_]*\*)?(?P<name>[A-Za-z][A-Za-z0-9_.]*)")


def models_name_items(draft: Draft) -> Iterator[Fault]:
    """Each line is ``factor =~ item + item`` or ``a ~~ b``, over items and factors that are there."""
    for model, spec in draft.file.models.items():
        lines = [line.split("#")[0].strip() for part in spec.splitlines() for line in part.split(";")]
        read = [(line, LINE.fullmatch(line)) for line in lines if line]
        factors = {found["left"] for _, found in read if found is not None and found["op"] == "=~"}
        known = [*draft.items, *factors]
        for line, found in read:
            if found is None:
                said = f'model {model}: "{line}" is no line of a model.'
                fix = "Write factor =~ item + item, or a ~~ b."
                yield draft.fault(("models", model), said, fix=fix, code="model")
                continue
            terms = [TERM.fullmatch(term.strip()) for term in found["right"].split("+")]
            names = [found["left"], *(term["name"] if term is not None else "" for term in terms)]
            for name in names:
                if name not in known:
                    guess = nearest(name, known)
                    said = f'model {model}: {name or "a part"} in "{line}" is no item and no factor.'
                    fix = f"Did you mean {guess}?" if guess else ""
                    yield draft.fault(("models", model), said, fix=fix, code="model")
