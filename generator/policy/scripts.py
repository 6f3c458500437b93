"""The inline scripts of a page, by the hashes that a policy names them by."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_SCRIPT = re.compile(
    rb"<script\b(" + _ATTRIBUTES + rb")>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE
)
_FROM_A_FILE = re.compile(rb"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(rb"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUN = frozenset({b"", b"module", b"text/javascript", b"application/javascript"})


def inline_hashes(html: bytes) -> frozenset[str]:
    """The hash of each script that a page runs and that stands in the page itself."""
    return frozenset(_hash(body) for attributes, body in _scripts(html) if _runs(attributes))


def _scripts(html: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes and the body of each script; no other part of a page is looked into."""
    lower, at = html.lower(), 0
    while (at := lower.find(b"<script", at)) >= 0:
        found = _SCRIPT.match(html, at)
        if found:
            yield found[1], found[2]
        at = found.end() if found else at + 1


def _runs(attributes: bytes) -> bool:
    kind = _TYPE.search(attributes)
    return not _FROM_A_FILE.search(attributes) and (kind is None or kind[1].lower() in _RUN)


@lru_cache(maxsize=256)  # every page has the same few
def _hash(body: bytes) -> str:
    """As a browser does it, that reads every end of line as a newline."""
    text = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}"
