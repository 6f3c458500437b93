"""What the tests of charts share: charts drawn once, and templates made once."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from generator.charts import render_process
from generator.charts.cache import ChartCache
from generator.charts.render import draw
from tests.charts.samples import full, hostile, odd, segments


@pytest.fixture(scope="session")
def templates_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates as a cache keeps them, made once for all tests."""
    folder = tmp_path_factory.mktemp("templates")
    render_process.templates(ChartCache(folder))
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="session")
def drawn(templates_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every chart above, drawn into an empty cache."""
    folder = tmp_path_factory.mktemp("drawn")
    shutil.copy(templates_file, folder)
    return draw([full(), segments(), *hostile(), *odd()], cache=ChartCache(folder))


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
