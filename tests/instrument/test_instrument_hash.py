"""The hash follows meaning and nothing else."""

import pytest

from sdtclimate.instrument.catalog import shipped_text
from sdtclimate.instrument.loader import load_instrument

CLIMATE = shipped_text("support_climate").decode()


def hash_with(old, new, count=1):
    assert old in CLIMATE
    return load_instrument(CLIMATE.replace(old, new, count)).hash


SAME = load_instrument(CLIMATE).hash


def test_text_and_shipped_agree():
    assert load_instrument("support_climate").hash == SAME
    assert len(SAME) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Draft: written", "# A comment: written"),
        ("    min_answered: 0.75\n    min_items: 3\n", "    min_items: 3\n    min_answered: 0.75\n"),
        ("valence: 1\n", "valence: +1\n"),
        ('"Peer support workers here", p:', "'Peer support workers here',   p:"),
        ('title: {en: "Support for sharing at this service"}', "title: {en: Support for sharing}"),
        ("packages: [climate, full]", "packages: [climate]"),
        ("licence: {kind: original, name:", "licence: {kind: original, note: x, name:"),
        ("sc_lm =~ sc_lm1 + sc_lm2", "sc_lm  =~ sc_lm1  +  sc_lm2"),
        ("    score: mean\n", ""),
    ],
)
def test_what_has_no_meaning_changes_nothing(old, new):
    assert hash_with(old, new) == SAME


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Leaders here share fitting", "Leaders share fitting"),
        ('"Strongly agree"', '"Agree a lot"'),
        ("codes: [1, 2, 3, 4, 5]", "codes: [0, 1, 2, 3, 4]"),
        ("reverse: [sc_lm4]", "reverse: [sc_lm3]"),
        ("    min_items: 3\n", "    min_items: 2\n"),
        ("    min_answered: 0.75\n", "    min_answered: 0.5\n"),
        ("comparability: shared_referent", "comparability: proxy"),
        ("require: 5", "require: 6"),
        ('w: "peer support workers"', 'w: "peer specialists"'),
        ("missing: [-91, -92, -93, -95]", "missing: [-91, -95]"),
        ("sc_lm =~ sc_lm1 + sc_lm2 + sc_lm3 + sc_lm4", "sc_lm =~ sc_lm1 + sc_lm2 + sc_lm3"),
        ('recall: {en: "as things are now"}', 'recall: {en: "last week"}'),
    ],
)
def test_what_has_meaning_changes_it(old, new):
    text = CLIMATE.replace("range: [1, 5], ", "")
    changed = text.replace(old, new, 1)
    assert changed != text
    assert load_instrument(changed).hash != load_instrument(text).hash


def test_item_order_is_meaning():
    lines = CLIMATE.split("  - id: sc_lm1\n")
    block, rest = lines[1].split("  - id: sc_lm2\n")
    second, tail = rest.split("  - id: sc_lm3\n", 1)
    swapped = lines[0] + "  - id: sc_lm2\n" + second + "  - id: sc_lm1\n" + block + "  - id: sc_lm3\n" + tail
    assert load_instrument(swapped).hash != SAME


def test_hash_of_a_package_follows_its_members():
    climate = load_instrument("climate")
    assert (
        climate.hash
        == load_instrument(["role_profile", "sharing_views", "support_climate", "needs_core", "paradox_tension"]).hash
    )
    assert climate.hash != load_instrument("core").hash
