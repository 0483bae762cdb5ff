"""A table as Markdown (GitHub's pipe tables), everything escaped."""

from __future__ import annotations

import re
from typing import Final

from sdtclimate.core.table.table import Align, Table
from sdtclimate.core.table.text import one_line
from sdtclimate.core.table.written import repeats, written

RULES: Final[dict[Align, str]] = {"left": ":---", "right": "---:", "centre": ":---:"}
_SPECIAL: Final = re.compile(r"([\\`*\[\]|~$])")
_EDGE_UNDERSCORE: Final = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_LEADING: Final = re.compile(r"^(\s*)([#>+-]|\d+(?=[.)]))")


def render_markdown(table: Table) -> str:
    """Return a table as Markdown: caption in bold, status, rows, notes."""
    rows = written(table)
    marks = repeats(rows, min(table.stub, len(table.columns)))
    body = [
        ["" if c < len(marks[r]) and marks[r][c] else escape(text) for c, text in enumerate(row)]
        for r, row in enumerate(rows)
    ]
    parts = [f"**{escape(table.caption)}**"] if table.caption else []
    if table.status:
        parts.append(f"*{escape(table.status)}*")
    if table.columns:
        lines = [[escape(column.name) for column in table.columns], [RULES[c.align] for c in table.columns], *body]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    parts += [_paragraph(note) for note in table.notes]
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Return text that Markdown shows letter by letter: no markup, no HTML, no line end, no new cell."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _EDGE_UNDERSCORE.sub(r"\\_", _SPECIAL.sub(r"\\\1", plain))


def _paragraph(text: str) -> str:
    """Return a note whose first sign opens neither a heading nor a list."""
    escaped = escape(text)
    return _LEADING.sub(lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", escaped)
