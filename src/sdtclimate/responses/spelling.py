"""How an argument is typed: in a call, or in a file of settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """Writes what a person should type next, as Python or as YAML.

    Parameters
    ----------
    yaml : bool
        Whether the settings come from a file.
    file : str
        Name of the map file, where there is one.
    """

    yaml: bool = False
    file: str = ""

    @property
    def closing(self) -> tuple[str, ...]:
        """Where lines of a file go; nothing in a call."""
        if not self.yaml:
            return ()
        return (f"Such lines go into {self.file or 'the study file, or into a file map.yaml: --columns map.yaml'}.",)

    def say(self, argument: str, value: object) -> str:
        """Return ``columns={"nc_rf4": "Q9_19"}``, or ``columns: {nc_rf4: Q9_19}`` where settings come from a file."""
        return f"{argument}: {_yaml(value)}" if self.yaml else f"{argument}={_python(value)}"


def _python(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(k)}: {_python(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_python, value)) + "]"
    if value is ...:
        return "…"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return repr(value)


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_yaml(k)}: {_yaml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    if value is ... or (isinstance(value, str) and not _bare(value)):
        return _python(value)
    return str(value)


def _bare(text: str) -> bool:
    """Whether a word needs no quotes in YAML, and could not be taken for a number or a truth value."""
    return text.isascii() and text.replace("_", "").isalnum() and text[0].isalpha() and text.lower() not in _WORDS


_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
