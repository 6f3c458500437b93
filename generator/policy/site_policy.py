"""The security policy of a built site: what its pages may load, and who may frame them.

Nothing comes from elsewhere, and no script runs that is neither the theme's nor ours. Styles in
attributes are allowed because drawings and Material's own pages hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.policy.inline_scripts import inline_scripts

NGINX = "headers.nginx.conf"
APACHE = ".htaccess"
UNDERSCORE = "_headers"
#: The files in which common web servers read the headers of every page.
HEADER_FILES = (NGINX, APACHE, UNDERSCORE)

_NOTE = "# Written by the build: what the pages of this site may load, and who may frame them."
_INCLUDE = f"""# In the server: include /path/to/the/site/{NGINX};
# A location with an add_header of its own forgets those of the server: include it there again."""
#: What browsers that do not know `frame-ancestors` are told; they know no list of addresses.
_FRAMING = {"none": "DENY", "self": "SAMEORIGIN"}
_KEYWORDS = ("none", "self")
_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)
# The encoding has to be stated within the first 1,024 bytes, so the policy comes after it.
_ENCODING = re.compile(rb"<meta\s+charset\s*=[^>]*>", re.IGNORECASE)
_STATED = b'<meta http-equiv="Content-Security-Policy"'


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownScript:
    """An inline script that is neither the theme's nor ours, where it is found first."""

    page: str
    line: int
    name: str

    def __str__(self) -> str:
        return (
            f"{self.page}:{self.line}: This script is neither the theme's nor ours. Take it out, "
            f"or allow it by its name in mkdocs.yml: allowed_scripts: {self.name}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedPolicy:
    """How many pages have a policy now, and the scripts that it does not allow."""

    pages: int
    unknown: tuple[UnknownScript, ...]


def apply_policy(
    folder: Path, frame_ancestors: str, *, in_pages: bool, allowed: str = ""
) -> AppliedPolicy:
    """Writes the header files of a folder of pages.

    The policy names the inline scripts of every page below the folder that are known, or among the
    `allowed` names. With `in_pages` each page without a policy states it too, for hosts that send
    no headers.
    """
    paths = sorted(folder.rglob("*.html"))
    hashes: set[str] = set()
    unknown: dict[str, UnknownScript] = {}
    names = allowed.split()
    silent = []
    for path in paths:
        content = path.read_bytes()
        for script in inline_scripts(content):
            if script.is_known or script.name in names:
                hashes.add(script.name)
            elif script.name not in unknown:
                page = path.relative_to(folder).as_posix()
                unknown[script.name] = UnknownScript(page=page, line=script.line, name=script.name)
        if _STATED not in content:
            silent.append(path)
    if in_pages:
        _state_in_pages(silent, policy(hashes))
    for name, text in _header_files(hashes, frame_ancestors).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return AppliedPolicy(pages=len(paths), unknown=tuple(unknown.values()))


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


def _header_files(hashes: Iterable[str], frame_ancestors: str) -> dict[str, str]:
    """The text of each header file by its name."""
    headers = [
        ("Content-Security-Policy", policy(hashes, frame_ancestors)),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ]
    if framing := _FRAMING.get(frame_ancestors):
        headers.insert(1, ("X-Frame-Options", framing))
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
    for path in paths:  # on the same line, so that the lines of a page keep their numbers
        content = path.read_bytes()
        after = _ENCODING.search(content) or _HEAD.search(content)
        if after is not None:
            path.write_bytes(content[: after.end()] + meta + content[after.end() :])
