"""The generated part of the page on instruments: what is shipped, its scales, items, sources and status.

``python -m sdtclimate.instrument.pages docs/instruments.md`` writes it anew between its two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sdtclimate.core.errors import SdtError
from sdtclimate.core.files import write_whole
from sdtclimate.core.table.table import Column, Table
from sdtclimate.instrument.catalog import PACKAGES, members_of, shipped_ids
from sdtclimate.instrument.loader import load_instrument
from sdtclimate.instrument.model import Composite, Instrument, Subscale

BEGIN: Final = "<!-- generated: python -m sdtclimate.instrument.pages docs/instruments.md -->"
END: Final = "<!-- end of the generated part -->"


def generated() -> str:
    """Return the generated part: the catalogue, the packages, and one section an instrument."""
    shipped = [load_instrument(name) for name in shipped_ids()]
    own = [one for one in shipped if one.licence["kind"] == "original"]
    others = [one for one in shipped if one.licence["kind"] == "third_party"]
    blocks = ["## Our own instruments", _own(own), *(_packages()), "## Published measures, structure only"]
    blocks += [_others(others), *(_section(one) for one in [*own, *others])]
    return "\n\n".join(blocks) + "\n"


def with_generated(page: str) -> str:
    """Return a page with what stands between the marks written anew.

    Raises
    ------
    SdtError
        If the page has not exactly one pair of marks.
    """
    if page.count(BEGIN) != 1 or page.count(END) != 1 or page.index(BEGIN) > page.index(END):
        raise SdtError(f"The page needs one line {BEGIN} and below it one line {END}.")
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n\n{generated()}\n{END}{rest.split(END)[1]}"


def main(arguments: Sequence[str]) -> None:
    """Write the generated part of a page anew, or to the standard output where no page is named."""
    if not arguments:
        sys.stdout.write(generated())
        return
    page = Path(arguments[0])
    write_whole(page, with_generated(page.read_text(encoding="utf-8")))


def _own(instruments: Sequence[Instrument]) -> str:
    rows = [
        (
            one.id,
            one.title["en"],
            one.version,
            one.status,
            len(one.scored_items),
            sum(item.is_field for item in one.items.values()),
            ", ".join(one.forms),
            ", ".join(one.languages),
            one.sensitivity,
            ", ".join(one.packages),
        )
        for one in instruments
    ]
    columns = [Column("id"), Column("title"), Column("version"), Column("status"), Column("items", align="right")]
    columns += [Column("fields", align="right"), Column("forms"), Column("languages"), Column("sensitivity")]
    return _markdown([*columns, Column("packages")], rows)


def _packages() -> list[str]:
    lines = [f"- `{name}` ({title['en']}): {', '.join(members_of(name))}" for name, title in PACKAGES.items()]
    return ["Packages:", "\n".join(lines)]


def _others(instruments: Sequence[Instrument]) -> str:
    rows = [
        (one.id, one.title["en"].removesuffix(", structure only"), len(one.items), _keys(one), one.licence["name"])
        for one in instruments
    ]
    columns = [Column("id"), Column("measure"), Column("items", align="right"), Column("keys"), Column("terms of use")]
    return _markdown(columns, rows)


def _keys(instrument: Instrument) -> str:
    keys = instrument.keys
    if keys.status == "verify":
        return f"not confirmed, not scored: {'; '.join(keys.unconfirmed)}. Seen: {keys.source}"
    word = "confirmed" if keys.status == "confirmed" else "from memory, check once against the sheet"
    return f"{word}: {keys.source}"


def _section(instrument: Instrument) -> str:
    blocks = [f"### {instrument.id}", f"{instrument.title['en']}. Status: {instrument.status}. {_asked(instrument)}"]
    scales = [*(_subscale(instrument, one) for one in instrument.subscales.values())]
    scales += [_composite(one) for one in instrument.composites.values()]
    if scales:
        columns = [Column("scale"), Column("title"), Column("kind"), Column("made of"), Column("reversed")]
        blocks.append(_markdown([*columns, Column("range"), Column("beside the PSW form")], scales))
    elif instrument.keys.sizes:
        blocks.append("Parts: " + ", ".join(f"{part} {k}" for part, k in instrument.keys.sizes.items()) + ".")
    if instrument.text_policy == "text":
        blocks.append(_items(instrument))
    blocks += [f"{_note(one)}" for one in _with_notes(instrument)]
    cited = [_citation(entry) for entry in instrument.citations]
    if cited:
        blocks.append("Sources:\n\n" + "\n".join(f"- {line}" for line in cited))
    for language, told in instrument.translation.items():
        blocks.append(
            f"Language {language}: {told['status']} ({told['method']}; reviewer: {told.get('reviewer', 'none')})."
        )
    return "\n\n".join(blocks)


def _asked(instrument: Instrument) -> str:
    told = []
    for name, form in instrument.forms.items():
        recall = f", {form.recall['en']}" if "en" in form.recall else ""
        told.append(f"{name} ({sum(1 for _ in instrument.items_of_form(name))} questions{recall})")
    return f"Forms: {'; '.join(told)}."


def _subscale(instrument: Instrument, scale: Subscale) -> tuple[object, ...]:
    answers = instrument.answer_scale_of(scale.id)
    kind = "reflective" if scale.type == "R" else "formative"
    range_ = f"{answers.low} to {answers.high}"
    others = [f for f in instrument.forms if f != "psw" and all(f in instrument.items[i].text for i in scale.items)]
    beside = "; ".join(
        f"{form}: {instrument.comparability(scale.id, form)}" for form in others if "psw" in instrument.forms
    )
    made_of, turned = " ".join(scale.items), " ".join(scale.reverse)
    return scale.id, scale.title.get("en", ""), kind, made_of, turned, range_, beside


def _composite(scale: Composite) -> tuple[object, ...]:
    made_of = " ".join(scale.parts or scale.items)
    if scale.weights:
        made_of = " ".join(f"{weight:+g} {part}" for weight, part in zip(scale.weights, scale.parts, strict=True))
    if scale.codes:
        made_of += f"; answers {', '.join(map(str, scale.codes))}"
    if scale.of:
        made_of += f"; {' '.join(scale.of)} in the sum of all"
    low, high = scale.range
    return scale.id, scale.title.get("en", ""), scale.rule, made_of, "", f"{low:g} to {high:g}", ""


def _items(instrument: Instrument) -> str:
    first = next(iter(instrument.forms))
    rows = []
    for item in (one for one in instrument.items.values() if not one.retired):
        words = {form: instrument.wording(item.id, form) for form in item.text}
        others = [f"{form}: {text}" for form, text in words.items() if form != first and text != words.get(first)]
        if len({text.split(": ", 1)[1] for text in others}) == 1 and len(others) > 1:
            others = [f"{', '.join(o.split(': ', 1)[0] for o in others)}: {others[0].split(': ', 1)[1]}"]
        source = "from the site list" if item.source == "site_list" else ""
        rows.append((item.id, item.answer_scale, words.get(first, source), "; ".join(others)))
    columns = [Column("item"), Column("answers"), Column(f"text ({first})"), Column("other forms, where different")]
    return _markdown(columns, rows)


def _with_notes(instrument: Instrument) -> list[Composite]:
    return [scale for scale in instrument.composites.values() if scale.note]


def _note(scale: Composite) -> str:
    return f"Printed with `{scale.id}`: {scale.note['en']}"


def _citation(entry: Mapping[str, str]) -> str:
    doi = f" doi:{entry['doi']}" if entry.get("doi") else ""
    note = f" {entry['note']}" if entry.get("note") else ""
    return f"{entry['citation']}{doi} (confidence: {entry['confidence']}){note}"


def _markdown(columns: Sequence[Column], rows: Sequence[tuple[object, ...]]) -> str:
    return Table(columns, rows).to_markdown().strip()


if __name__ == "__main__":
    main(sys.argv[1:])
