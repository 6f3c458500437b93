"""The sample that ships: written by the story, listed in its manifest, and of one piece."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.build import Site, build
from generator.configuration import plugin_options
from generator.history import resolve_as_of
from generator.model.settings import Settings, parse_settings
from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.words import BusinessModel, Pile, Status
from generator.start import MANIFEST, manifest
from tests.story.write import TODAY, write

pytestmark = pytest.mark.sample


@pytest.fixture(scope="module")
def settings(root: Path) -> Settings:
    return parse_settings(plugin_options((root / "mkdocs.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def site(root: Path, settings: Settings) -> Site:
    day = resolve_as_of(settings, {}, root)
    return build(root / "data", settings, as_of=day, cache=root / ".cache" / "charts")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.csv")
    }


def test_is_what_the_story_writes(root: Path, tmp_path: Path) -> None:
    write(tmp_path)
    assert files(root / "data") == files(tmp_path), "make sample writes it again"


def test_is_listed_for_make_start(root: Path) -> None:
    listed = (root / MANIFEST).read_text(encoding="utf-8")
    assert listed == manifest(root), "make sample lists it again"
    assert "  content/strategy.md\n" in listed


def test_speaks_from_a_fixed_day_and_says_that_it_is_a_sample(settings: Settings) -> None:
    assert settings.sample
    assert settings.as_of == TODAY == dt.date(2026, 11, 20)


def test_is_a_company_of_some_size(site: Site) -> None:
    dataset = site.book.report.dataset
    assert len(dataset.rows(Department)) >= 11
    assert len(dataset.rows(Metric)) >= 36
    assert len(dataset.rows(Goal)) >= 30
    objectives = dataset.rows(Objective)
    assert {objective.model for objective in objectives} == set(BusinessModel)
    assert all(objective.sponsor for objective in objectives)
    assert all(
        row.traditional_focus and row.customer_commitment for row in dataset.rows(Department)
    )
    assert len({source.file for source in dataset.sources if "/" in source.file}) >= 5


def test_shows_every_status(site: Site) -> None:
    shown = {standing.status for standing in site.book.report.standings.values()}
    assert set(Status) - shown == set()


def test_tells_its_story_on_home(site: Site) -> None:
    report = site.book.report
    by_department: dict[str, list[Pile]] = {}
    for one in report.open_answers:
        by_department.setdefault(one.goal.department, []).append(one.pile)
    assert set(by_department["legal"]) == {Pile.GOING_WELL}
    promise = report.answers[report.settings.promise_goal]
    assert promise.pile is Pile.NEEDS_DECISION
    assert report.series["days-to-first-login", ""].value[report.series[
        "days-to-first-login", ""].closed - 1].round() == 44  # fmt: skip
