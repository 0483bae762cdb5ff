"""Protection: of people who are asked hard questions, and of readers from claims without ground."""

from __future__ import annotations

from collections.abc import Iterator

from sdtclimate.core.errors import Fault
from sdtclimate.instrument.draft import Draft


def sensitive_has_contacts(draft: Draft) -> Iterator[Fault]:
    """High sensitivity needs people to turn to."""
    if draft.file.sensitivity == "high" and not draft.file.support_contacts_required:
        said = "sensitivity: high without support contacts."
        fix = "Write support_contacts_required: true; a study must then name two, one outside the employer."
        yield draft.fault(("sensitivity",), said, fix=fix, code="contacts")


def validated_has_ground(draft: Draft) -> Iterator[Fault]:
    """Nobody calls an instrument validated without saying where."""
    if draft.file.status == "validated" and not draft.file.validation:
        said = "status: validated without a validation study."
        yield draft.fault(("status",), said, fix="Cite it: validation: [key of a citation].", code="validation")


def headcounts_in_order(draft: Draft) -> Iterator[Fault]:
    """A block that is shown by site is at least given there."""
    for name, form in draft.file.forms.items():
        if 0 < form.min_headcount_site < form.min_headcount:
            low, high = form.min_headcount_site, form.min_headcount
            said = f"form {name} is shown by site from {low} people on, and given from {high} on."
            fix = "min_headcount_site must be the larger."
            yield draft.fault(("forms", name, "min_headcount_site"), said, fix=fix, code="headcount")
