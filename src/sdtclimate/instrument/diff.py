"""What a new version of an instrument changed, and whether its scores can still be set beside the old ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal

from sdtclimate.core.errors import Fault
from sdtclimate.core.table.table import Column, Table
from sdtclimate.instrument.diff_changes import Change, changes_of
from sdtclimate.instrument.diff_ids import reused_ids
from sdtclimate.instrument.model import Composite, Form, Instrument, Subscale

Verdict = Literal["same", "words", "scores", "new", "gone"]
VERDICTS: Final[dict[Verdict, str]] = {
    "same": "the same: scores can be set beside each other",
    "words": "reckoned in the same way, asked in other words: comparable only if data show it",
    "scores": "scored otherwise: not comparable",
    "new": "new: nothing to compare with",
    "gone": "no longer there",
}


@dataclass(frozen=True)
class InstrumentDiff:
    """The differences of two versions of an instrument.

    Parameters
    ----------
    old, new : Instrument
    changes : tuple of Change
        In the order: instrument, answer scales, forms, items, scales, models, skip rules.
    scales : dict of scale id to str
        ``same``, ``words``, ``scores``, ``new`` or ``gone``; see `VERDICTS`.
    faults : tuple of Fault
        Ids that were lost or used again, and a version that was not raised.
    """

    old: Instrument
    new: Instrument
    changes: tuple[Change, ...]
    scales: dict[str, Verdict]
    faults: tuple[Fault, ...]

    @property
    def comparable(self) -> bool:
        """Whether every scale that both versions have is the same in both."""
        return all(verdict not in ("words", "scores") for verdict in self.scales.values())

    @property
    def heading(self) -> str:
        """Both versions, and how much changed."""
        pair = f"{self.old.id} {self.old.version} -> {self.new.id} {self.new.version}"
        if self.old.hash == self.new.hash:
            return f"{pair}: the same item hash; no word, key or rule changed."
        return f"{pair}: {len(self.changes)} change{'' if len(self.changes) == 1 else 's'}"

    @property
    def verdict(self) -> str:
        """One sentence on what may be compared."""
        counts = Counter(self.scales.values())
        shared = counts["same"] + counts["words"] + counts["scores"]
        if not shared:
            return "No scale is in both: no score can be compared."
        if self.comparable:
            return f"Scores stay comparable on all {shared} scales that both have."
        told = [f"{counts['same']} of {shared} scales stay comparable"]
        if counts["words"]:
            told.append(f"{counts['words']} only if data show it")
        if counts["scores"]:
            told.append(f"{counts['scores']} not")
        return "; ".join(told) + "."

    def tables(self) -> tuple[Table, ...]:
        """Return what changed, what it means for each scale, and what is wrong, as tables."""
        columns = [Column("what"), Column("id"), Column("change")]
        made = [Table(columns, [(c.what, c.id, c.said) for c in self.changes], caption=self.heading)]
        rows = [(scale, VERDICTS[verdict]) for scale, verdict in self.scales.items()]
        made.append(Table([Column("scale"), Column("scores")], rows, caption=self.verdict))
        if self.faults:
            told = [(fault.where, f"{fault.message} {fault.fix}".rstrip()) for fault in self.faults]
            made.append(Table([Column("id"), Column("what")], told, caption="To be mended"))
        return tuple(made)

    def __str__(self) -> str:
        return "\n\n".join(table.to_text() for table in self.tables())

    def _repr_html_(self) -> str:
        return "".join(table.to_html() for table in self.tables())


def diff_instruments(old: Instrument, new: Instrument) -> InstrumentDiff:
    """Compare two versions of an instrument.

    Parameters
    ----------
    old, new : Instrument
        As `load_instrument` returns them.

    Returns
    -------
    InstrumentDiff

    Notes
    -----
    A scale is ``same`` where items, keys, codes, rule and every word that both versions have in the same language are
    equal; ``words`` where a wording, a label, a recall, a stem, a preamble or the order of questions differs;
    ``scores`` where items, keys, codes or the rule differ. A composite is as comparable as its weakest part.
    """
    names = dict.fromkeys([*old.subscales, *old.composites, *new.subscales, *new.composites])
    return InstrumentDiff(
        old, new, tuple(changes_of(old, new)), {name: _verdict(old, new, name) for name in names}, reused_ids(old, new)
    )


def _verdict(old: Instrument, new: Instrument, name: str) -> Verdict:
    before, after = _scale(old, name), _scale(new, name)
    if before is None:
        return "new"
    if after is None:
        return "gone"
    if _arithmetic(old, before) != _arithmetic(new, after):
        return "scores"
    found: set[Verdict] = {"same"}
    if isinstance(before, Composite):
        found |= {_verdict(old, new, part) for part in before.parts}
    if _asked(old, new, before) != _asked(new, old, after):
        found.add("words")
    if found & {"scores", "new", "gone"}:
        return "scores"
    return "words" if "words" in found else "same"


def _scale(instrument: Instrument, name: str) -> Subscale | Composite | None:
    return instrument.subscales.get(name) or instrument.composites.get(name)


def _arithmetic(instrument: Instrument, scale: Subscale | Composite) -> tuple[object, ...]:
    items = sorted(scale.items)
    codes = {item: instrument.answer_scales[instrument.items[item].answer_scale].codes for item in items}
    if isinstance(scale, Composite):
        return (
            (scale.rule, scale.parts, scale.weights, scale.require, scale.range, scale.codes, sorted(scale.of), codes),
        )
    rule = (scale.score, scale.min_answered, scale.min_items, scale.min_applicable)
    return (sorted(scale.reverse), rule, codes)


def _asked(instrument: Instrument, other: Instrument, scale: Subscale | Composite) -> list[object]:
    """Return everything that people read with a scale, in the forms and languages that both versions have."""
    made: list[object] = [list(scale.items)]
    for language in (name for name in instrument.languages if name in other.languages):
        for form in (f for f in instrument.forms.values() if f.id in other.forms):
            asked = [item for item in scale.items if form.id in instrument.items[item].text]
            made.append([_words(instrument, item, form, language) for item in asked])
            made.append([texts.get(language, "") for texts in (form.recall, form.stem, form.preamble) if asked])
    return made


def _words(instrument: Instrument, item: str, form: Form, language: str) -> tuple[str, ...]:
    answers = instrument.answer_scales[instrument.items[item].answer_scale]
    labels = tuple(answers.labels.get(language, {}).get(code, "") for code in answers.codes)
    return (instrument.wording(item, form.id, language), *labels)
