"""The security policy of a built site: what its pages may load, and who may frame them.

Nothing comes from elsewhere, and no script that is not ours runs. Styles in attributes are allowed
because drawings and Material's own pages hold them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

NGINX = "headers.nginx.conf"
APACHE = ".htaccess"
UNDERSCORE = "_headers"
#: The files in which common web servers read the headers of every page.
HEADER_FILES = (NGINX, APACHE, UNDERSCORE)

_NOTE = "# Written by the build: what the pages of this site may load, and who may frame them."
_INCLUDE = f"# In the server's location: include /path/to/the/site/{NGINX};"
_KEYWORDS = ("none", "self")
_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)
# The encoding has to be stated within the first 1,024 bytes, so the policy comes after it.
_ENCODING = re.compile(rb"<meta\s+charset\s*=[^>]*>", re.IGNORECASE)
_STATED = b'<meta http-equiv="Content-Security-Policy"'
_ATTRIBUTES = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_SCRIPT = re.compile(
    rb"<script\b(" + _ATTRIBUTES + rb")>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE
)
_FROM_A_FILE = re.compile(rb"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(rb"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUN = frozenset({b"", b"module", b"text/javascript", b"application/javascript"})


def apply_policy(folder: Path, frame_ancestors: str, *, in_pages: bool) -> int:
    """Writes the header files of a folder of pages; returns the number of its pages.

    The policy names the inline scripts of every page below the folder. With `in_pages` each page
    without a policy states it too, for hosts that send no headers.
    """
    paths = sorted(folder.rglob("*.html"))
    hashes: set[str] = set()
    silent = []
    for path in paths:
        content = path.read_bytes()
        hashes |= inline_hashes(content)
        if _STATED not in content:
            silent.append(path)
    if in_pages:
        _state_in_pages(silent, policy(hashes))
    for name, text in _header_files(policy(hashes, frame_ancestors)).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return len(paths)


def policy(hashes: Iterable[str], frame_ancestors: str | None = None) -> str:
    """The policy of pages whose inline scripts have these hashes.

    `frame_ancestors` says who may show the pages in a frame: none, self, or web addresses. A
    policy inside a page has no say in that: there it is None.
    """
    scripts = " ".join(["'self'", *(f"'{one}'" for one in sorted(hashes))])
    directives = [
        "default-src 'none'",
        f"script-src {scripts}",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if frame_ancestors is not None:
        words = frame_ancestors.split()
        sources = " ".join(f"'{word}'" if word in _KEYWORDS else word for word in words)
        directives.append(f"frame-ancestors {sources}")
    return "; ".join(directives)


def inline_hashes(html: bytes) -> frozenset[str]:
    """The hash of each script that a page runs and that stands in the page itself."""
    return frozenset(_hash(body) for attributes, body in _scripts(html) if _runs(attributes))


def _header_files(policy: str) -> dict[str, str]:
    """The text of each header file by its name."""
    headers = (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    )
    files = {}
    for file, first, header, last in (
        (NGINX, _INCLUDE, 'add_header {} "{}" always;', ""),
        (APACHE, "<IfModule mod_headers.c>", '  Header always set {} "{}"', "</IfModule>\n"),
        (UNDERSCORE, "/*", "  {}: {}", ""),
    ):
        lines = [_NOTE, first, *(header.format(*named) for named in headers), last]
        files[file] = "\n".join(lines)
    return files


def _state_in_pages(paths: Iterable[Path], words: str) -> None:
    # It holds no quotation mark and no angle: it is made of keywords, hashes and checked settings.
    meta = _STATED + f' content="{words}">'.encode()
    for path in paths:
        content = path.read_bytes()
        after = _ENCODING.search(content) or _HEAD.search(content)
        if after is not None:
            path.write_bytes(content[: after.end()] + b"\n      " + meta + content[after.end() :])


def _scripts(html: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The attributes and the body of each script; no other part of a page is looked into."""
    lower, at = html.lower(), 0
    while (at := lower.find(b"<script", at)) >= 0:
        script = _SCRIPT.match(html, at)
        if script:
            yield script[1], script[2]
        at = script.end() if script else at + 1


def _runs(attributes: bytes) -> bool:
    kind = _TYPE.search(attributes)
    return not _FROM_A_FILE.search(attributes) and (kind is None or kind[1].lower() in _RUN)


@lru_cache(maxsize=256)  # every page has the same few
def _hash(body: bytes) -> str:
    """As a browser does it, that reads every end of line as a newline."""
    text = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return f"sha256-{base64.b64encode(hashlib.sha256(text).digest()).decode()}"
