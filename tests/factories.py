"""Small instruments and answers made in memory, for tests that need no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from sdtclimate.instrument.model import AnswerScale, Form, Instrument, Item, Subscale
from sdtclimate.responses.ledger import Ledger
from sdtclimate.responses.responses import Responses

LABELS = {1: "Strongly disagree", 2: "Disagree", 3: "Neither agree nor disagree", 4: "Agree", 5: "Strongly agree"}


def make_instrument(
    scales: Mapping[str, Sequence[str]] | None = None,
    *,
    reverse: Mapping[str, Sequence[str]] | None = None,
    comparability: str = "shared_referent",
    valence: Mapping[str, int] | None = None,
    low: int = 1,
    high: int = 5,
) -> Instrument:
    """Return an instrument of the scales given; default is two scales of four items, the last of each reversed."""
    scales = scales or {"aa": ["aa1", "aa2", "aa3", "aa4"], "bb": ["bb1", "bb2", "bb3", "bb4"]}
    reverse = reverse if reverse is not None else {name: [items[-1]] for name, items in scales.items()}
    codes = tuple(range(low, high + 1))
    labels = {code: LABELS.get(code, str(code)) for code in codes}
    items = {
        item: Item(
            item, "answers", {"psw": {"en": f"Question {item}."}, "staff": {"en": f"Question {item}."}}, comparability
        )  # type: ignore[arg-type]
        for group in scales.values()
        for item in group
    }
    return Instrument(
        id="tiny",
        title={"en": "Tiny"},
        version="0.1.0",
        status="draft",
        licence={"kind": "original", "name": "CC BY 4.0"},
        languages=("en",),
        terms={"en": {"P": "Peers here", "p": "peers here", "w": "peers"}},
        answer_scales={"answers": AnswerScale("answers", "ordinal", codes, {"en": labels})},
        items=items,
        forms={"psw": Form("psw", "psw"), "staff": Form("staff", "staff")},
        subscales={
            name: Subscale(
                name,
                {"en": name.upper()},
                name,
                "R",
                (valence or {}).get(name, 1),
                tuple(group),
                tuple(reverse.get(name, ())),
            )
            for name, group in scales.items()
        },
        composites={},
        models={},
        skip=(),
        sensitivity="normal",
        text_policy="text",
        sources=(),
        citations=(),
        coproduction={},
        hash="0" * 64,
    )


def make_responses(
    instrument: Instrument | None = None,
    *,
    roles: Sequence[str] = ("psw",) * 20 + ("staff",) * 30,
    sites: Sequence[str] | None = None,
    codes: np.ndarray | None = None,
    seed: int = 1,
) -> Responses:
    """Return answers with one common factor a scale; `codes` is k x n where given."""
    instrument = instrument or make_instrument()
    n, rng = len(roles), np.random.default_rng(seed)
    if codes is None:
        rows = []
        for scale in instrument.subscales.values():
            eta = rng.standard_normal(n)
            answers = instrument.answer_scale_of(scale.id)
            for item in scale.items:
                code = np.clip(
                    np.round((answers.low + answers.high) / 2 + 0.9 * eta + 0.7 * rng.standard_normal(n)),
                    answers.low,
                    answers.high,
                )
                rows.append(answers.low + answers.high - code if item in scale.reverse else code)
        codes = np.array(rows)
    people = pd.DataFrame({"role": list(roles), "form": list(roles)})
    if sites is not None:
        people["site"] = list(sites)
    ids = tuple(item for scale in instrument.subscales.values() for item in scale.items)
    return Responses(
        instrument,
        ids,
        np.ascontiguousarray(codes, dtype=np.int8),
        people,
        Ledger(rows_in={"made": n}, rows_kept={"made": n}),
        sources=("made",),
        source_of=np.zeros(n, np.int32),
        line_of=np.arange(2, n + 2),
        data_hash="0" * 64,
    )
