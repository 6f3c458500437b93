"""Writing a site into a folder as Markdown, for a builder that does not know the plugin."""

from __future__ import annotations

from pathlib import Path

from generator.build import Site


def write_site(site: Site, out: Path) -> None:
    """Writes pages and assets under `out`, which is made if it is missing."""
    for page in site.pages:
        _write(out / page.src_uri, site.complete(page.markdown, page.src_uri).encode())
    for asset in site.assets:
        content = asset.content
        _write(out / asset.src_uri, content.encode() if isinstance(content, str) else content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
