"""Sites and the folders that their editions keep."""

from __future__ import annotations

from pathlib import Path

from generator.build import Site
from tests.pages.company import Files, write_files

FOLDER = "edition/"


def kept(site: Site) -> dict[str, str]:
    """The files of the edition that a site keeps, by their names in its folder."""
    return {
        asset.src_uri.removeprefix(FOLDER): str(asset.content)
        for asset in site.assets
        if asset.src_uri.startswith(FOLDER)
    }


def edition_folder(site: Site, folder: Path) -> Path:
    """Writes the edition of a site into a folder of its own."""
    files: Files = dict(kept(site))
    return write_files(folder, files)
