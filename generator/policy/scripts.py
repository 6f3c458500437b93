"""The inline scripts of a page, by the hashes that a policy names them by."""

from __future__ import annotations

import base64
import hashlib
import re
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
    return frozenset(_hash(body) for attributes, body in _SCRIPT.findall(html) if _runs(attributes))


def _runs(attributes: bytes) -> bool:
    kind = _TYPE.search(attributes)
    return not _FROM_A_FILE.search(attributes) and (kind is None or kind[1].lower() in _RUN)


@lru_cache(maxsize=256)  # every page has the same few
def _hash(body: bytes) -> str:
    """As a browser does it, that reads every end of line as a newline."""
    text = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}"
