"""Writing a site into a folder as Markdown, for a builder that does not know the plugin."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build import Site

_FRAGMENT = re.compile(r"<!-- cx:fragment (\S+) -->")


def with_fragments(text: str, site: Site) -> str:
    """A page's text with every chart and table in its place."""
    return _FRAGMENT.sub(lambda mark: site.fragments[mark[1]], text)


def write_site(site: Site, out: Path) -> None:
    """Writes pages and assets under `out`, which is made where it is missing."""
    for page in site.pages:
        _write(out / page.src_uri, with_fragments(page.markdown, site).encode())
    for asset in site.assets:
        content = asset.content
        _write(out / asset.src_uri, content.encode() if isinstance(content, str) else content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
