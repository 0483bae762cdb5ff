"""Answer scales: codes, labels, ranges and missing codes are in order."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.core.terms import HIGHEST_RESERVED, LOWEST_RESERVED, MISSING_CODES, OUT_OF_RANGE
from sdtclimate.instrument.draft import Draft
from sdtclimate.instrument.nodes import Path

CODED = ("ordinal", "count", "choice", "multi")
DECLARABLE = tuple(code for code in MISSING_CODES if code != OUT_OF_RANGE)


def codes_in_order(draft: Draft) -> Iterator[Fault]:
    """Coded scales have two codes or more, each once, rising, none reserved; the others have a range or nothing."""
    for name, scale in draft.file.scales.items():
        path: Path = ("scales", name, "codes")
        if scale.kind not in CODED:
            if scale.codes:
                said = f"{name} is of kind {scale.kind} and has codes."
                yield draft.fault(path, said, fix="Use minimum and maximum.", code="codes")
            if scale.minimum is not None and scale.maximum is not None and scale.minimum >= scale.maximum:
                said = f"{name} runs from {scale.minimum:g} to {scale.maximum:g}."
                yield draft.fault(("scales", name, "minimum"), said, fix="The minimum must be lower.", code="range")
            continue
        if scale.minimum is not None or scale.maximum is not None:
            said = f"{name} is of kind {scale.kind} and has a minimum or maximum."
            yield draft.fault(("scales", name), said, fix="Its codes say the range.", code="range")
        if len(set(scale.codes)) < 2:
            yield draft.fault(path, f"{name} has {len(set(scale.codes))} codes; 2 or more are needed.", code="codes")
        if len(set(scale.codes)) < len(scale.codes):
            yield draft.fault(path, f"{name} has one code twice.", fix="Keep one.", code="codes")
        elif scale.kind in ("ordinal", "count") and scale.codes != sorted(scale.codes):
            said = f"the codes of {name} do not rise."
            yield draft.fault(path, said, fix="Write them from the lowest to the highest.", code="codes")
        for position, code in enumerate(scale.codes):
            if LOWEST_RESERVED <= code <= HIGHEST_RESERVED:
                said = f"{name} uses {code}, which is reserved for a missing answer."
                yield draft.fault((*path, position), said, code="reserved")


def labels_fit_codes(draft: Draft) -> Iterator[Fault]:
    """A list names every code; a mapping may name some; no two codes have one label."""
    for name, scale in draft.file.scales.items():
        for language, labels in scale.labels.items():
            path: Path = ("scales", name, "labels", language)
            if isinstance(labels, list) and len(labels) != len(scale.codes):
                first, last = (scale.codes[0], scale.codes[-1]) if scale.codes else (1, 7)
                said = f"{name} has {len(labels)} label{'s' * (len(labels) != 1)} for {len(scale.codes)} codes."
                fix = (
                    f'Name all, or only some: labels: {{{language}: {{{first}: "Not at all", {last}: "Fully"}}}}'
                    if scale.kind in CODED
                    else "It has no codes: remove the labels."
                )
                yield draft.fault(path, said, fix=fix, code="labels")
            if isinstance(labels, dict):
                for code in labels:
                    if code not in scale.codes:
                        said = f"{name} has a label for {code}, which is not one of its codes."
                        fix = f"Codes: {', '.join(map(str, scale.codes)) or 'none'}."
                        yield draft.fault((*path, code), said, fix=fix, code="labels", key=True)
            words = [word.strip().casefold() for word in (labels if isinstance(labels, list) else labels.values())]
            twice = next((word for word in words if words.count(word) > 1), None)
            if twice is not None:
                said = f'{name} gives the label "{twice}" to two codes.'
                yield draft.fault(path, said, fix="Answers in words could not be told apart.", code="labels")


def missing_codes_are_apart(draft: Draft) -> Iterator[Fault]:
    """Reasons for missing are the reserved codes, and lie outside every answer scale."""
    declared: list[tuple[Path, int, list[str]]] = [
        (("forms", name, "missing", position), code, list(draft.file.scales))
        for name, form in draft.file.forms.items()
        for position, code in enumerate(form.missing)
    ]
    declared += [
        (("scales", name, "missing", position), code, [name])
        for name, scale in draft.file.scales.items()
        for position, code in enumerate(scale.missing)
    ]
    for path, code, scales in declared:
        inside = next((name for name in scales if _inside(draft, name, code)), None)
        if inside is not None:
            said = f"the missing code {code} lies inside the range of {inside}."
        elif code not in DECLARABLE:
            said = f"the missing code {code} is not known."
        else:
            continue
        allowed = ", ".join(f"{known} {MISSING_CODES[known]}" for known in DECLARABLE)
        fix = f"Allowed: {allowed}. Codes of a platform are told when reading: missing_map."
        yield draft.fault(path, said, fix=fix, code="missing_code")


def _inside(draft: Draft, name: str, code: int) -> bool:
    scale = draft.file.scales[name]
    low = min(scale.codes) if scale.codes else scale.minimum
    high = max(scale.codes) if scale.codes else scale.maximum
    return low is not None and high is not None and low <= code <= high
