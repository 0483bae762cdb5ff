"""`read_keys`: a small YAML file of keys, read strictly: no aliases, no key twice, at most 1 MiB, with its lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sdtclimate.core.errors import SdtError

MOST_BYTES: Final = 1024 * 1024


def read_keys(
    data: bytes, *, name: str, what: str, known: Iterable[str], error: type[SdtError]
) -> tuple[dict[Any, Any], dict[str, int]]:
    """Return the keys of a YAML mapping, and the line of each.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for messages.
    what : str
        What it should be: ``"study file"``.
    known : iterable of str
        Keys that such a file may have, for the message of one that has none.
    error : type of SdtError
        What is raised.

    Raises
    ------
    SdtError
        Of the type given, in one sentence with the line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError
    from ruamel.yaml.events import AliasEvent

    if len(data) > MOST_BYTES:
        raise error(f"{name} has more than 1 MiB. That is no {what}.")
    try:
        text = data.decode("utf-8-sig")
        if any(isinstance(event, AliasEvent) for event in YAML(typ="safe", pure=True).parse(text)):
            raise error(f"{name}: aliases (*name) are not allowed in a {what}. Write the value out.")
        tree = YAML(typ="safe", pure=True).compose(text)
        keys = YAML(typ="safe", pure=True).load(text)
    except UnicodeDecodeError:
        raise error(f"{name} is not UTF-8 text. Save it as UTF-8.") from None
    except YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        at = f", line {mark.line + 1}" if mark else ""
        raise error(f"{name}{at}: {getattr(fault, 'problem', None) or 'not valid YAML'}.") from None
    except RecursionError:
        raise error(f"{name} is nested too deeply for a {what}.") from None
    if not isinstance(keys, dict):
        raise error(f"{name} holds no keys. Known: {', '.join(known)}.")
    return keys, {str(node.value): node.start_mark.line + 1 for node, _ in tree.value}
