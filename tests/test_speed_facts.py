"""What makes builds fast, told by facts that hold on every machine and not by a clock."""

from __future__ import annotations

import re
from pathlib import Path

from tests.pages.company import run, tiny, write_project

HEAVY = ("altair", "vl_convert")
_IMPORTED = re.compile(r"^import time: .*\| +(\S+)$", re.MULTILINE)


def imported(folder: Path) -> set[str]:
    """Every module that a build loads, those of the processes that it starts included."""
    done = run("-m", "mkdocs", "build", cwd=folder, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0, done.stdout
    return set(_IMPORTED.findall(done.stdout))


def test_an_unchanged_build_loads_no_drawing_library(tmp_path: Path) -> None:
    folder = write_project(tmp_path, tiny(), options={"cache": None})
    assert imported(folder) >= set(HEAVY), "the first build draws: the test sees what is loaded"
    assert (folder / ".cache").is_dir()
    loaded = imported(folder)
    assert "generator.charts.draw" in loaded
    assert not loaded & {*HEAVY, "generator.charts.worker"}
