"""The policy in its own words: nothing comes from elsewhere, and no script that is not ours runs.

Styles in attributes are allowed because drawings and Material's own pages hold them.
"""

from __future__ import annotations

from collections.abc import Iterable

_KEYWORDS = ("none", "self")


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
        directives.append(f"frame-ancestors {_sources(frame_ancestors)}")
    return "; ".join(directives)


def _sources(words: str) -> str:
    return " ".join(f"'{word}'" if word in _KEYWORDS else word for word in words.split())
