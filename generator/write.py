"""Writing files for others: the pages of a site for any builder, and workbooks to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check.references import known_ids
from generator.model.dataset import AsOf
from generator.model.schema import table_of
from generator.model.settings import Settings
from generator.model.tables import TABLES, Person
from generator.pages.workbook_templates import workbooks
from generator.read.data_folder import read_folder

if TYPE_CHECKING:
    from generator.build import Site


def write_site(site: Site, out: Path) -> None:
    """Writes pages and assets as files under `out`, for a builder that does not know the plugin."""
    for page in site.pages:
        _write(out / page.src_uri, site.complete(page.markdown, page.src_uri))
    for asset in site.assets:
        _write(out / asset.src_uri, asset.content)


def write_workbooks(
    data: Path, out: Path, settings: Settings, as_of: AsOf | None
) -> Iterator[Path]:
    """Writes a workbook for each table into `out`, with the ids of the data as far as it has any.

    Nothing is written over: FileExistsError.
    """
    raw = read_folder(data, TABLES).tables if data.is_dir() else {}
    known = known_ids(TABLES, raw, settings.fiscal_year_start)
    ids = {name: [*(found or {}).values()] for name, found in known.ids.items()}
    ids[table_of(Person).name] = [*dict.fromkeys(known.roles.values())]
    for asset in workbooks(ids, as_of):
        path = out / Path(asset.src_uri).name
        if path.exists():
            raise FileExistsError(f"{path.as_posix()} is there already. Name a new folder.")
        _write(path, asset.content)
        yield path


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
