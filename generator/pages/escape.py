"""Text from tables made inert: escaped at once for HTML and for Markdown, wherever it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_SPECIAL = '\\`*_{}[]#|~<>&"$^'
_TABLE = {ord(character): f"&#{ord(character)};" for character in _SPECIAL}
# Control characters, and those that turn the reading direction of what follows.
_TABLE.update(dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " "))
_TURNS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
_TABLE.update(dict.fromkeys(_TURNS, ""))
_NEEDS_WORK = re.compile("[" + "".join(map(re.escape, map(chr, _TABLE))) + "]")
_LEADING_LIST = re.compile(r"^(\s*\d+)([.)])(\s)")
_LEADING_MARK = re.compile(r"^(\s*)([-+])(\s)")
#: What a string of a style sheet has to escape.
_NOT_PLAIN = re.compile(r"[\x00-\x1f\x7f\"\\<>]")
_CSS_ESCAPES = {chr(code): f"\\{hex(code)[2:]} " for code in range(0x80)}  # noqa: FURB116
# What only extensions of Markdown read: shortcodes, marked and inserted text, keys, bare addresses.
_EXTENDED = re.compile(r":(?=[\w+-]+:|//)|=(?==)|(?<==)=|\+(?=\+)|(?<=\+)\+|@|(?<=www)\.")
# The same heads, names and counts stand in many places of a site.
_REMEMBERED = 20_000
_HAS_EXTENDED = (":", "==", "++", "@", "www.")


def escaped(value: object) -> Markup:
    """A value as text that HTML and Markdown both leave alone; ready markup stays as it is.

    Newlines become spaces, control characters and direction overrides vanish.
    """
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    return _inert(str(value))


@lru_cache(maxsize=_REMEMBERED)
def _inert(text: str) -> Markup:
    if _NEEDS_WORK.search(text):
        text = text.translate(_TABLE)
    if any(sign in text for sign in _HAS_EXTENDED):
        text = _EXTENDED.sub(lambda sign: f"&#{ord(sign[0])};", text)
    if text[:1].isdigit():
        text = _LEADING_LIST.sub(_as_entity, text)
    elif text[:1] in ("-", "+", " "):
        text = _LEADING_MARK.sub(_as_entity, text)
    return Markup(text)  # noqa: S704 -- every special character is an entity by now


def _as_entity(match: re.Match[str]) -> str:
    return f"{match[1]}&#{ord(match[2])};{match[3]}"


def drawing(svg: str) -> Markup:
    """A drawing, whose texts are escaped for HTML, made inert for what reads braces before that.

    Templates and revision marks are looked for in the whole text of a page, HTML or not.
    """
    inert = svg.replace("{", "&#123;").replace("}", "&#125;")
    return Markup(inert)  # noqa: S704 -- drawn by ourselves


def css_text(text: str) -> str:
    """A text as a string of a style sheet, in quotes; what could end it or a page is escaped."""
    return '"' + _NOT_PLAIN.sub(lambda found: _CSS_ESCAPES[found[0]], text) + '"'
