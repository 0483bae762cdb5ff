"""Name -> thing, with an answer to a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TypeVar

from sdtclimate.core.errors import UsageError

T = TypeVar("T")


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name that looks most like `name`, or None."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return found[0] if found else None


def lookup(table: Mapping[str, T], name: str, *, what: str, argument: str = "") -> T:
    """Return ``table[name]`` or raise a `UsageError` that lists what there is.

    Parameters
    ----------
    table : mapping
        The registry.
    name : str
        What was asked for.
    what : str
        The kind of thing in the singular: ``"coefficient"``.
    argument : str
        Argument that named it, for the message.
    """
    if name in table:
        return table[name]
    guess = nearest(str(name), table)
    hint = f" Did you mean {guess}?" if guess else ""
    at = f"{argument}=" if argument else ""
    raise UsageError(f"{at}{name!r} is no {what}.{hint} Known: {', '.join(table)}.")


def one_of(value: T, allowed: Iterable[T], *, argument: str) -> T:
    """Return `value` if it is allowed, else raise a `UsageError` that names both."""
    choices = list(allowed)
    if value in choices:
        return value
    guess = nearest(str(value), [str(c) for c in choices])
    hint = f" Did you mean {guess!r}?" if guess else ""
    raise UsageError(f"{argument}={value!r} is not allowed. Allowed: {', '.join(map(repr, choices))}.{hint}")
