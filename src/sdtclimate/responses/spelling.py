"""How an argument is typed: in a call, or in a file of settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """Writes what a person should type next, as Python or as YAML.

    Parameters
    ----------
    yaml : bool
        Whether the settings came from a file.
    """

    yaml: bool = False

    def say(self, argument: str, value: object) -> str:
        """Return ``columns={"nc_rf4": "Q9_19"}``, or ``columns: {nc_rf4: Q9_19}`` where settings come from a file."""
        return f"{argument}: {_yaml(value)}" if self.yaml else f"{argument}={_python(value)}"


def _python(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(k)}: {_python(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_python, value)) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return repr(value)


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_yaml(k)}: {_yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    if isinstance(value, str) and not _bare(value):
        return _python(value)
    return str(value)


def _bare(text: str) -> bool:
    """Whether a word needs no quotes in YAML, and could not be taken for a number or a truth value."""
    return text.isascii() and text.replace("_", "").isalnum() and text[0].isalpha() and text.lower() not in _WORDS


_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
