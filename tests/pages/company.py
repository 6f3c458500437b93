"""Small companies as folders: the tiny one, parts of it, and how MkDocs builds them."""

from __future__ import annotations

import atexit
import datetime as dt
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.build import Site, build
from generator.charts.chart_model import Chart
from generator.charts.render_process import Renderer
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from tests.pages.crawl import BuiltSite

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "tiny" / "data"
#: Drawn charts are kept from run to run; `make clean` removes them.
CACHE = ROOT / ".cache" / "test-charts"
#: Draws for every build of this process: to start a drawing process takes a second each time.
RENDERER = Renderer()
atexit.register(RENDERER.close)
TODAY = dt.date(2026, 4, 20)
#: The settings of the tiny company.
OPTIONS: Mapping[str, Any] = {
    "company": "Kestrel Bicycles",
    "promise": "Back on your bicycle within a week.",
    "promise_goal": "ready-90",
    "as_of": TODAY.isoformat(),
    "cache": str(CACHE),
}
REQUIRED = ("departments.csv", "metrics.csv", "measurements/survey.csv")

#: The files of a company, by their path; a table of the tiny company is enough of a name.
Files = Mapping[str, str | bytes]


def tiny(*names: str) -> dict[str, str | bytes]:
    """The named files of the tiny company; all of them where none is named."""
    paths = [DATA / name for name in names] if names else sorted(DATA.rglob("*.csv"))
    return {path.relative_to(DATA).as_posix(): path.read_bytes() for path in paths}


def write_files(folder: Path, files: Files) -> Path:
    """Writes files under a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def settings_of(**changes: Any) -> Settings:
    """The settings of the tiny company with some changed."""
    plain = {name: value for name, value in OPTIONS.items() if name not in ("as_of", "cache")}
    return Settings(**{**plain, "as_of": TODAY, **changes})


def tiny_site(folder: Path = DATA, **changes: Any) -> Site:
    """The site of a data folder as the generator makes it, without MkDocs."""
    day = AsOf(day=TODAY, reason="the setting as_of")
    return build(folder, settings_of(**changes), as_of=day, cache=CACHE, renderer=RENDERER)


def no_drawing(charts: Iterable[Chart], **_: object) -> dict[str, str]:
    """In place of `draw`, where a drawing is not the point."""
    return {chart.key: '<svg role="img"></svg>' for chart in charts}


def write_project(
    folder: Path,
    data: Files,
    *,
    options: Mapping[str, Any] | None = None,
    config: Mapping[str, Any] | None = None,
    content: Files | None = None,
) -> Path:
    """A company's whole folder: mkdocs.yml, data/ and content/; None takes a setting out."""
    given = {**OPTIONS, **(options or {})}
    whole: dict[str, Any] = {
        "site_name": "Kestrel Bicycles",
        "docs_dir": "content",
        "strict": True,
        "theme": {"name": "material", "font": False},
        "plugins": [
            "search",
            {"cx": {name: value for name, value in given.items() if value is not None}},
        ],
        "validation": {"links": {"anchors": "warn"}},
        **(config or {}),
    }
    (folder / "content").mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(
        yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
    write_files(folder / "data", data)
    write_files(folder / "content", content or {"about.md": "# About\n\nWords of our own.\n"})
    return folder


def built(folder: Path, *, into: Path | None = None, **overrides: Any) -> BuiltSite:
    """Builds a project strictly in this process, which spares the start of another Python."""
    from mkdocs.commands.build import build as build_with_mkdocs  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    site = into or folder / "site"
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site), strict=True, **overrides)
    plugin: Any = config.plugins.get("cx")
    if plugin is not None:
        plugin.work.renderer = RENDERER
    build_with_mkdocs(config)
    return BuiltSite(folder=site)


def mkdocs(
    folder: Path, *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs `mkdocs build` as an owner does."""
    return run("-m", "mkdocs", "build", *arguments, cwd=cwd or folder)


def run(
    *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs this Python with arguments; what it says comes back in one stream, in order."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "TZ": "UTC",
            "PYTHONPATH": str(ROOT),
            **(environment or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
