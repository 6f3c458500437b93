"""What makes builds fast, told by facts that hold on every machine and not by a clock."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment

import generator.build
from generator.charts import render_process
from generator.charts.cache import ChartCache, library_key
from generator.pages import templating
from tests.pages.company import CACHE, built, no_drawing, run, tiny, tiny_site, write_project

HEAVY = ("altair", "vl_convert")
#: What Material's search compiles anew in environments of its own.
OF_SEARCH = {"partials/language.html", "partials/languages/en.html"}
_IMPORTED = re.compile(r"^import time: .*\| +(\S+)$", re.MULTILINE)


def imported(folder: Path) -> set[str]:
    """Every module that a build loads, those of the processes that it starts included."""
    done = run("-m", "mkdocs", "build", cwd=folder, environment={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0, done.stdout
    return set(_IMPORTED.findall(done.stdout))


@pytest.mark.slow
def test_a_build_of_the_same_charts_loads_no_drawing_library(tmp_path: Path) -> None:
    folder = write_project(tmp_path, tiny(), options={"cache": None})
    assert imported(folder) >= set(HEAVY), "the first build draws: the test sees what is loaded"
    assert (folder / ".cache").is_dir()
    shutil.rmtree(folder / "site")
    loaded = imported(folder)
    assert "generator.charts.render_process" in loaded
    assert not loaded & {*HEAVY, "generator.charts.render_worker"}


def test_an_unchanged_build_compiles_no_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    generate: Any = Environment._generate

    def counted(env: Environment, source: Any, name: str, *more: Any, **named: Any) -> Any:
        compiled.append(name)
        return generate(env, source, name, *more, **named)

    monkeypatch.setattr(Environment, "_generate", counted)
    monkeypatch.setattr(generator.build, "draw", no_drawing)
    monkeypatch.setattr(templating, "COMPILED", tmp_path / "compiled")
    folder = write_project(tmp_path, tiny(), options={"cache": str(tmp_path / "kept")})
    (tmp_path / "kept").mkdir()
    render_process.library(ChartCache(CACHE))  # it is no template, and takes seconds to make
    shutil.copy(CACHE / f"{library_key()}.chart", tmp_path / "kept")
    for expected in ({"main.html", "components.html", "goal.md"}, set()):
        compiled.clear()
        templating.environment.cache_clear()  # as in a process of its own
        templating._components.cache_clear()
        built(folder)
        assert set(compiled) >= expected
    assert set(compiled) <= OF_SEARCH


def test_the_answers_that_every_file_asks_for_are_worked_out_once() -> None:
    report = tiny_site().context.report
    assert report.open_assessments is report.open_assessments
    assert "figures_to" in vars(report), "the build has asked for it"
