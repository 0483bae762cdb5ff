"""Checks of an instrument file: one question a file, each a function over the draft that yields faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.checks.anchors import anchors_exist
from sdtclimate.instrument.checks.answer_scales import codes_in_order, labels_fit_codes, missing_codes_are_apart
from sdtclimate.instrument.checks.composites import (
    items_fit_rule,
    parts_come_before,
    parts_fit_rule,
    range_follows,
    weights_fit_parts,
)
from sdtclimate.instrument.checks.ids import id_of_its_own, ids_used_once, items_named_once
from sdtclimate.instrument.checks.keys import keys_are_known_or_left_out
from sdtclimate.instrument.checks.languages import languages_are_whole, translations_are_told
from sdtclimate.instrument.checks.membership import items_have_one_home, overlaps_are_declared
from sdtclimate.instrument.checks.models import models_name_items
from sdtclimate.instrument.checks.protection import headcounts_in_order, sensitive_has_contacts, validated_has_ground
from sdtclimate.instrument.checks.references import (
    forms_name_what_exists,
    items_name_what_exists,
    rest_names_what_exists,
    subscales_name_what_exists,
)
from sdtclimate.instrument.checks.scoring import enough_items, items_share_a_scale, reverse_keys_have_an_order
from sdtclimate.instrument.checks.skips import skips_can_be_read
from sdtclimate.instrument.checks.texts import (
    forms_have_text,
    no_circle_of_texts,
    terms_are_known,
    third_party_has_no_text,
)
from sdtclimate.instrument.checks.wording import one_thing_asked, plain_enough, short_enough
from sdtclimate.instrument.draft import Draft

Check = Callable[[Draft], Iterable[Fault]]

CHECKS: Final[tuple[Check, ...]] = (
    ids_used_once,
    items_named_once,
    id_of_its_own,
    items_name_what_exists,
    subscales_name_what_exists,
    forms_name_what_exists,
    rest_names_what_exists,
    items_have_one_home,
    overlaps_are_declared,
    items_share_a_scale,
    reverse_keys_have_an_order,
    enough_items,
    codes_in_order,
    labels_fit_codes,
    missing_codes_are_apart,
    third_party_has_no_text,
    forms_have_text,
    languages_are_whole,
    translations_are_told,
    terms_are_known,
    no_circle_of_texts,
    parts_come_before,
    parts_fit_rule,
    items_fit_rule,
    weights_fit_parts,
    range_follows,
    keys_are_known_or_left_out,
    anchors_exist,
    sensitive_has_contacts,
    validated_has_ground,
    headcounts_in_order,
    models_name_items,
    skips_can_be_read,
    one_thing_asked,
    short_enough,
    plain_enough,
)


def check_draft(draft: Draft) -> list[Fault]:
    """Return the faults that all checks find."""
    return [fault for check in CHECKS for fault in check(draft)]
