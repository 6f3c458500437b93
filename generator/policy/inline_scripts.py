"""The inline scripts of pages: which of them are the theme's or ours, and which nobody knows.

A script is known by its text, as it stands in a template that is installed with the program. Only
the path from a page to the root of the site differs from page to page; it is held to be a path.
What a page itself contains never makes a script known.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_SCRIPT = re.compile(
    rb"<script\b(" + _ATTRIBUTES + rb")>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE
)
_FROM_A_FILE = re.compile(rb"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(rb"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUN = frozenset({b"", b"module", b"text/javascript", b"application/javascript"})

#: What a template writes into a script for the path to the root, and what may stand there.
_MARK = re.compile(rb"\{\{[^{}]*\b(?:base_url|href)\b[^{}]*\}\}")
_PATH = rb"/?(?:[\w.~%-]+/)*[\w.~%-]*"
_LOGIC = (b"{{", b"{%", b"{#")
#: The packages whose templates make pages: the theme's, those of editions, and ours.
_TEMPLATES = (("material", "templates"), ("mike", "templates"), ("generator", "theme"))


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineScript:
    """A script that stands in a page and runs: its line there, and its hash for a policy."""

    line: int
    name: str
    is_known: bool


def inline_scripts(html: bytes) -> Iterator[InlineScript]:
    """Each script that a page runs and that stands in the page itself."""
    lower, at = html.lower(), 0
    while (at := lower.find(b"<script", at)) >= 0:
        script = _SCRIPT.match(html, at)
        if script and _runs(script[1]):
            name, is_known = _judged(script[2])
            yield InlineScript(line=html.count(b"\n", 0, at) + 1, name=name, is_known=is_known)
        at = script.end() if script else at + 1


def _runs(attributes: bytes) -> bool:
    kind = _TYPE.search(attributes)
    return not _FROM_A_FILE.search(attributes) and (kind is None or kind[1].lower() in _RUN)


@lru_cache(maxsize=256)  # every page has the same few
def _judged(body: bytes) -> tuple[str, bool]:
    """The hash of a script, as a browser makes it, and whether the script is known."""
    text = _lines(body)
    name = f"sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}"
    return name, any(known.fullmatch(text) for known in _known())


@cache
def _known() -> tuple[re.Pattern[bytes], ...]:
    """The scripts of all templates, each with any path at its mark.

    A template that writes anything else into a script makes none known.
    """
    patterns = set()
    for package, folder in _TEMPLATES:
        spec = find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            for template in (Path(place) / folder).rglob("*.html"):
                for attributes, body in _SCRIPT.findall(template.read_bytes()):
                    parts = _MARK.split(_lines(body))
                    if _runs(attributes) and not any(
                        sign in part for sign in _LOGIC for part in parts
                    ):
                        patterns.add(_PATH.join(map(re.escape, parts)))
    return tuple(map(re.compile, sorted(patterns)))


def _lines(body: bytes) -> bytes:
    """A browser reads every end of line as a newline."""
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
