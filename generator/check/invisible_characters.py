"""Text as readers see it: without the signs that nobody sees and that turn or hide the others."""

from __future__ import annotations

import json
import re

_NEWLINE = "\n"
#: Ends of lines other than a newline, in whatever system they were written.
_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: What moves a cursor, and what was once meant to.
_CONTROLS = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f]")
#: What turns the reading direction of its neighbours, marks of byte order, and hidden letters.
_UNSEEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")

#: The same and the ends of lines that JSON leaves as they are.
_NUMBERED = re.compile(f"[\x7f-\x9f\u2028\u2029]|{_UNSEEN.pattern}")


def visible(text: str) -> str:
    """A text of a table without what is not seen; its newlines stay."""
    if text.isprintable():
        return text if text.isascii() else _UNSEEN.sub("", text).strip()
    lines = _ENDS.sub(_NEWLINE, text)
    return _UNSEEN.sub("", _CONTROLS.sub(" ", lines)).strip()


def numbered(text: str) -> str:
    """A JSON text in which what is not seen is written as its number, and nothing is lost."""
    return _NUMBERED.sub(lambda found: json.dumps(found[0])[1:-1], text)
