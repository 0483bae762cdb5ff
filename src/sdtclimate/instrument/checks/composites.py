"""Composites: parts, weights and range fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.build import ranges_of
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path


def parts_come_before(draft: Draft) -> Iterator[Fault]:
    """A part is a subscale, or a composite that is declared above: so no circle can arise."""
    known = list(draft.subscales)
    for place, composite in enumerate(draft.file.composites):
        for position, part in enumerate(composite.parts):
            if part not in known:
                guess = nearest(part, known)
                fix = f"Did you mean {guess}?" if guess else f"Known so far: {', '.join(known) or 'none'}."
                said = f"composite {composite.id} has the part {part}, which is no scale declared before it."
                yield draft.fault(("composites", place, "parts", position), said, fix=fix, code="unknown_name")
        known.append(composite.id)


def weights_fit_parts(draft: Draft) -> Iterator[Fault]:
    """Weights go with the rule ``weighted``, one a part; a difference has two parts."""
    for place, composite in enumerate(draft.file.composites):
        path: Path = ("composites", place, "weights" if composite.weights else "parts")
        count = len(composite.parts)
        if composite.rule == "weighted" and len(composite.weights) != count:
            said = f"{composite.id} has {len(composite.weights)} weights for {count} parts."
            yield draft.fault(path, said, fix="Give one weight for each part.", code="weights")
        if composite.rule != "weighted" and composite.weights:
            said = f"{composite.id} has weights and the rule {composite.rule}."
            yield draft.fault(path, said, fix="Write rule: weighted, or remove the weights.", code="weights")
        if composite.rule == "difference" and count != 2:
            said = f"{composite.id} is a difference of {count} parts."
            yield draft.fault(("composites", place, "parts"), said, fix="A difference has two.", code="weights")
        if composite.require is not None and composite.require > count:
            said = f"{composite.id} requires {composite.require} of {count} parts."
            yield draft.fault(("composites", place, "require"), said, code="require")
        elif composite.require not in (None, count) and composite.rule != "mean":
            said = f"{composite.id} requires {composite.require} of {count} parts; only a mean can do without some."
            yield draft.fault(("composites", place, "require"), said, code="require")


def range_follows(draft: Draft) -> Iterator[Fault]:
    """A stated range is the one that parts and weights give."""
    ranges = ranges_of(draft.file)
    for place, composite in enumerate(draft.file.composites):
        follows = ranges.get(composite.id)
        if composite.range is None or follows is None:
            continue
        if tuple(map(float, composite.range)) != follows:
            said = f"{composite.id} states the range {composite.range[0]:g} to {composite.range[1]:g}"
            fix = f"Its parts give [{follows[0]:g}, {follows[1]:g}]."
            yield draft.fault(("composites", place, "range"), f"{said}.", fix=fix, code="range")
