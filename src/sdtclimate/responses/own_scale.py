"""A scale that has no instrument file: items, range of answers and reverse keys said in the call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from sdtclimate.core.errors import UsageError
from sdtclimate.core.registry import nearest
from sdtclimate.instrument.model import AnswerScale, Form, Instrument, Item, Subscale

SCALE: Final = "scale"
"""Id of the one unnamed scale."""
FORM: Final = "respondent"


def own_instrument(items: Sequence[str], answers: Sequence[int] | None, reverse: Sequence[str] = ()) -> Instrument:
    """Return an instrument of one unnamed scale.

    Parameters
    ----------
    items : sequence of str
        Columns that hold the items.
    answers : (low, high) or sequence of int
        Lowest and highest code that could be given, or all codes if they are more than two.
    reverse : sequence of str
        Items that are still to be turned.

    Raises
    ------
    UsageError
        If `answers` is missing or no range, or `items` and `reverse` do not fit together.
    """
    names = [items] if isinstance(items, str) else [str(item) for item in items]
    turned = [reverse] if isinstance(reverse, str) else [str(item) for item in reverse]
    if not names:
        raise UsageError("items= is empty. Name the columns that hold the items.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"items= names {', '.join(twice)} more than once.")
    unknown = [name for name in turned if name not in names]
    if unknown:
        guess = nearest(unknown[0], names)
        hint = f" Did you mean {guess}?" if guess else ""
        raise UsageError(f"reverse= names {', '.join(unknown)}, which is not among items=.{hint}")
    codes = _codes(answers)
    content = json.dumps({"items": names, "codes": codes, "reverse": turned}, ensure_ascii=False)
    return Instrument(
        id="own_scale",
        title={"en": "One scale, named in the call"},
        version="0",
        status="not stated",
        licence={"kind": "third_party", "name": "not stated"},
        languages=("en",),
        terms={},
        answer_scales={"answers": AnswerScale("answers", "ordinal", codes, {"en": {}})},
        items={name: Item(name, "answers", {FORM: {}}) for name in names},
        forms={FORM: Form(FORM, "respondent")},
        subscales={
            SCALE: Subscale(
                SCALE, {"en": "Scale"}, SCALE, "R", 1, tuple(names), tuple(turned), min_items=min(3, len(names))
            )
        },
        composites={},
        models={},
        skip=(),
        sensitivity="normal",
        text_policy="none",
        sources=(),
        citations=(),
        coproduction={},
        hash=hashlib.sha256(content.encode()).hexdigest(),
    )


def _codes(answers: Sequence[int] | None) -> tuple[int, ...]:
    if answers is None:
        raise UsageError(
            "answers= is needed: the lowest and the highest code that could be given, as answers=(1, 5). "
            "The answers alone cannot say."
        )
    try:
        codes = [int(code) for code in answers]
        whole = all(float(code) == int(code) for code in answers)
    except (TypeError, ValueError):
        codes, whole = [], False
    if len(codes) < 2 or not whole or sorted(set(codes)) != codes:
        raise UsageError(f"answers={answers!r} is no range. Give (low, high), or all codes in rising order.")
    return tuple(range(codes[0], codes[1] + 1)) if len(codes) == 2 else tuple(codes)
