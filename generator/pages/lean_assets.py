"""Scripts and style sheets as they are served: without the comments and indents of their source."""

from __future__ import annotations

import re
from pathlib import Path

#: What a line begins with: its indent, and a comment. One behind code is left where it is.
_BEGINNING = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)?\s*", re.DOTALL | re.MULTILINE)
#: The marks of a style sheet with the blanks that people read them by, and noughts before a point.
_AROUND = re.compile(r"\s*;\s*(?=\})|\s*([{};,])\s*|(?<=[\w-])(:) |(?<=[ :(,])0(?=\.\d)")


def make_lean(theme: Path, site: Path) -> None:
    """Shortens what the theme has put into the site; every page loads it, a tenth of its weight."""
    for source in sorted((theme / "assets").iterdir()):
        served = site / "assets" / source.name
        text = _BEGINNING.sub("", served.read_text(encoding="utf-8"))
        if served.suffix == ".css":
            text = _AROUND.sub(r"\1\2", text)
        served.write_text(text, encoding="utf-8")
