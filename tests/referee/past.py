"""The companies whose sites are read, each with an edition before: what was known on a day.

The sample's is its story at that day, with some cells as they were before someone mended them;
that of a real company its data without what was measured later.
"""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from generator.archive.edition_files import edition_assets, read_edition
from generator.build import read_context
from generator.configuration import plugin_options
from generator.model.dataset import AsOf
from generator.model.edition import BuildContext, EditionHistory
from generator.model.settings import Settings, parse_settings
from generator.pages.context import SiteContext
from generator.past.build_date import resolve_as_of
from tests.archive.kept import FOLDER
from tests.pages.company import OPTIONS, ROOT, built, write_files, write_project
from tests.pages.conftest import real_data
from tests.story.editions import _Loader
from tests.story.write import write

#: The day of the edition before.
DAYS = {"sample": dt.date(2026, 3, 20), "federal": dt.date(2022, 7, 15),
        "transit": dt.date(2017, 3, 20)}  # fmt: skip
#: What stood in the sample's files: the file, what stands there now, and what stood there.
EDITS = (
    ("measurements/hr-system.csv", "Nov-25,time-to-fill,58", "Nov-25,time-to-fill,61"),
    ("measurements/hr-system.csv", "Nov-21,time", "Oct-21,time-to-fill,50\nNov-21,time"),
    ("measurements/hr-system.csv", "Nov-21,attr", "Nov-21,fax,3\nNov-21,attr"),
    ("measurements/contract-register.csv", ",2025-01,741,96,", ",2025-01,672,96,"),
    ("metrics.csv", "Head of Learning", "Head of Training"),
    ("metrics.csv", "in which a customer", "where a customer"),
    ("metrics.csv", "\ndays-to", f"\nfax,Faxes sent,,talent,lower,,count{',' * 15}\ndays-to"),
    ("goals.csv", "\ntrust-78", f"\nfax-2,,talent,fax,reach,2,,,3,2021-11-30{',' * 8}\ntrust-78"),
)  # fmt: skip
#: Settings of the sample that were others.
SETTINGS = {"thresholds": {"noise": 1.0}}


@dataclass(frozen=True, kw_only=True, eq=False)
class Told:
    """What a build knew at a time, and the data from which it knew it."""

    data: Path
    context: SiteContext
    pages: Path

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.context.report.settings


@dataclass(frozen=True, kw_only=True, eq=False)
class Company:
    """A company now and in the edition before, and the project from which its site is built."""

    before: Told
    now: Told

    @property
    def site(self) -> Path:
        """Where its site is built."""
        return self.now.pages / "site"

    def build(self) -> None:
        """Builds its site."""
        built(self.now.pages)


def company_of(name: str, folder: Path) -> Company:
    """A company by its name, written into a folder."""
    data = ROOT / "data" if name == "sample" else real_data(name)
    was, kept, day = folder / "was", folder / "kept", DAYS[name]
    _write_before(name, data, was)
    project = _project(name, data, folder / "project", kept)
    settings = parse_settings(plugin_options((project / "mkdocs.yml").read_text("utf-8")))
    old = replace(settings, previous="", as_of=None)
    if name == "sample":
        old = parse_settings({**SETTINGS, "company": settings.company, "promise": settings.promise,
                              "promise_goal": settings.promise_goal})  # fmt: skip
    origin = BuildContext(version=f"{day:%Y-%m}")
    before = read_context(was, old, AsOf(day=day, reason="the setting as_of"), origin)
    files = {one.src_uri.removeprefix(FOLDER): str(one.content)
             for one in edition_assets(before) if one.src_uri.startswith(FOLDER)}  # fmt: skip
    write_files(kept, files)
    past = EditionHistory(previous=read_edition(files))
    now = read_context(data, settings, resolve_as_of(settings, {}, project),
                       BuildContext(version="next", past=past, address="//site"))  # fmt: skip
    return Company(before=Told(data=was, context=before, pages=project),
                   now=Told(data=data, context=now, pages=project))  # fmt: skip


def _write_before(name: str, data: Path, was: Path) -> None:
    day = DAYS[name]
    if name == "sample":
        write(was, day)
        for file, now, then in EDITS:
            text = (was / file).read_text(encoding="utf-8")
            assert now in text, now
            (was / file).write_text(text.replace(now, then, 1), encoding="utf-8")
        return
    shutil.copytree(data, was)
    for path in (was / "measurements").glob("*.csv"):
        path.chmod(0o644)
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if row.split(",")[1] < f"{day:%Y-%m}"]
        path.write_text("".join([head, *kept]), encoding="utf-8")


def _project(name: str, data: Path, project: Path, kept: Path) -> Path:
    """A folder with the settings of a company, whose site follows the edition kept."""
    given = {"data": str(data), "previous": str(kept)}
    if name != "sample":
        return write_project(project, {}, options={**given, "as_of": None, "promise_goal": None})
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506
    plugins = [{"cx": {**one["cx"], **given, "cache": OPTIONS["cache"]}} if "cx" in one else one
               for one in config["plugins"]]  # fmt: skip
    text = yaml.safe_dump({**config, "plugins": plugins}, sort_keys=False, allow_unicode=True)
    write_files(project, {"mkdocs.yml": text})
    shutil.copytree(ROOT / "content", project / "content")
    return project
