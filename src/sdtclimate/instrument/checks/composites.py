"""Composites: parts or items, weights and range fit each other and the rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sdtclimate.core.errors import Fault
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.build import ranges_of
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path
from sdtclimate.instrument.schema import CompositeEntry

OF_SCORES: Final = ("mean", "weighted", "difference")
OF_ANSWERS: Final = ("mean", "count", "share", "ratio", "range")
LOOSE: Final = ("mean", "share")
"""Rules that can do without some of their parts."""


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


def parts_fit_rule(draft: Draft) -> Iterator[Fault]:
    """A composite is made of scores or of answers, never of both, and by a rule that fits them."""
    for place, composite in enumerate(draft.file.composites):
        path: Path = ("composites", place)
        if bool(composite.parts) == bool(composite.items):
            said = f"{composite.id} has {'both parts and items' if composite.parts else 'neither parts nor items'}."
            yield draft.fault(path, said, fix="Name scores under parts:, or answers under items:.", code="parts")
            continue
        allowed = OF_SCORES if composite.parts else OF_ANSWERS
        if composite.rule not in allowed:
            said = f"{composite.id} has the rule {composite.rule} over {'parts' if composite.parts else 'items'}."
            yield draft.fault((*path, "rule"), said, fix=f"Allowed there: {', '.join(allowed)}.", code="rule")
        if len(composite.parts) == 1 and composite.rule != "weighted":
            said = f"{composite.id} has one part."
            yield draft.fault((*path, "parts"), said, fix="Name two or more, or weigh the one.", code="parts")


def items_fit_rule(draft: Draft) -> Iterator[Fault]:
    """Items of an index exist, are numbers, and share one answer scale; codes and ``of`` go with their rules."""
    ranges = ranges_of(draft.file)
    for place, composite in enumerate(draft.file.composites):
        if not composite.items:
            continue
        path: Path = ("composites", place)
        for position, item in enumerate(composite.items):
            if item not in draft.items:
                guess = nearest(item, draft.items)
                fix = f"Did you mean {guess}?" if guess else ""
                said = f"composite {composite.id} holds {item}, which is no item."
                yield draft.fault((*path, "items", position), said, fix=fix, code="unknown_name")
        faulty = any(item not in draft.items for item in composite.items)
        scales = list(dict.fromkeys(draft.items[item].scale for item in composite.items if item in draft.items))
        if len(scales) > 1:
            said = f"{composite.id} mixes answer scales ({', '.join(scales)})."
            yield draft.fault((*path, "items"), said, fix="Items of an index share one.", code="mixed_scales")
        kinds = [draft.file.scales[name].kind for name in scales if name in draft.file.scales]
        if any(kind in ("multi", "text") for kind in kinds) or (composite.rule != "count" and "choice" in kinds):
            said = f"{composite.id} reckons with answers of kind {kinds[0]}, which are no numbers."
            yield draft.fault((*path, "items"), said, code="not_scorable")
        if composite.rule in ("mean", "range") and not faulty and composite.id not in ranges:
            said = f"{composite.id} has no range, as its answers have none."
            yield draft.fault((*path, "items"), said, fix="Give their scale a minimum and maximum.", code="range")
        yield from _codes_and_of(draft, composite, path, scales)


def _codes_and_of(draft: Draft, composite: CompositeEntry, path: Path, scales: list[str]) -> Iterator[Fault]:
    counts = composite.rule in ("count", "share")
    if counts != bool(composite.codes):
        said = f"{composite.id} has {'codes' if composite.codes else 'no codes'} and the rule {composite.rule}."
        fix = "Say which answers count: codes: [2]." if counts else "Remove the codes."
        yield draft.fault(path, said, fix=fix, code="codes")
    known = [code for name in scales if name in draft.file.scales for code in draft.file.scales[name].codes]
    for position, code in enumerate(composite.codes):
        if code not in known:
            said = f"{composite.id} counts {code}, which is no answer to its items."
            fix = f"Answers: {', '.join(map(str, known)) or 'none are coded'}."
            yield draft.fault((*path, "codes", position), said, fix=fix, code="codes")
    if (composite.rule == "ratio") != bool(composite.of):
        said = f"{composite.id} has {'of' if composite.of else 'no of'} and the rule {composite.rule}."
        fix = "Name the items above the line: of: [item]." if composite.rule == "ratio" else "Remove it."
        yield draft.fault(path, said, fix=fix, code="of")
    for position, item in enumerate(composite.of):
        if item not in composite.items:
            said = f"{composite.id} sets {item} above the line, which is not one of its items."
            yield draft.fault((*path, "of", position), said, code="of")
    low = min(known, default=0)
    if composite.rule == "ratio" and low < 0:
        yield draft.fault((*path, "items"), f"{composite.id} is a ratio of answers below 0 ({low}).", code="of")


def weights_fit_parts(draft: Draft) -> Iterator[Fault]:
    """Weights go with the rule ``weighted``, one a part; a difference has two parts."""
    for place, composite in enumerate(draft.file.composites):
        path: Path = ("composites", place, "weights" if composite.weights else "parts")
        count = len(composite.parts or composite.items)
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
        elif composite.require not in (None, count) and composite.rule not in LOOSE:
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
