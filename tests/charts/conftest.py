"""What the tests of charts share: charts drawn once, and templates made once."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.charts import render_process
from generator.charts.cache import ChartCache, cache_key
from generator.charts.render import draw
from tests.charts.samples import full, hostile, odd, segments
from tests.pages.company import CACHE


@pytest.fixture(scope="session")
def templates_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates as a cache keeps them, made once for each state of the sources."""
    folder = tmp_path_factory.mktemp("templates")
    render_process.templates(ChartCache(CACHE))
    return Path(shutil.copy(CACHE / f"{cache_key('templates')}.chart", folder))


@pytest.fixture(scope="session")
def renderer() -> Iterator[render_process.Renderer]:
    """A drawing process for all tests to which it does not matter which one draws."""
    kept = render_process.Renderer()
    yield kept
    kept.close()


@pytest.fixture(scope="session")
def drawn(
    templates_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    renderer: render_process.Renderer,
) -> dict[str, str]:
    """Every chart above, drawn into an empty cache."""
    folder = tmp_path_factory.mktemp("drawn")
    shutil.copy(templates_file, folder)
    charts = [full(), segments(), *hostile(), *odd()]
    return draw(charts, cache=ChartCache(folder), renderer=renderer)


@pytest.fixture
def folder(templates_file: Path, tmp_path: Path) -> Path:
    """The folder of a cache that holds no chart, only the templates."""
    made = tmp_path / "cache"
    made.mkdir()
    shutil.copy(templates_file, made)
    return made


@pytest.fixture
def quick(templates_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a cache the templates are made anew for each call of `draw`: spare that."""
    kept = ChartCache(templates_file.parent)
    made = render_process.templates(kept)
    monkeypatch.setattr(render_process, "templates", lambda _: made)


@pytest.fixture(scope="session")
def loaded_utc() -> None:
    """The time zone that the drawing library has to find when a test loads it here."""
    os.environ["TZ"] = "UTC"
    if sys.platform != "win32":
        time.tzset()
