"""The sample that ships: written by the story, listed in its manifest, and of one piece."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.build import Site, build
from generator.configuration import plugin_options
from generator.model.schema import Subject
from generator.model.settings import Settings, parse_settings
from generator.model.tables import (
    Commentary,
    Department,
    Goal,
    Handoff,
    Initiative,
    Maturity,
    Metric,
    Objective,
    Person,
    Touchpoint,
)
from generator.model.vocabulary import BusinessModel, CommentKind, Phase, Stage, Status, Triage
from generator.past.build_date import resolve_as_of
from generator.start import SAMPLE_LIST, sample_list
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
    listed = (root / SAMPLE_LIST).read_text(encoding="utf-8")
    assert listed == sample_list(root), "make sample lists it again"
    assert "  content/strategy.md\n" in listed


def test_speaks_from_a_fixed_day_and_says_that_it_is_a_sample(settings: Settings) -> None:
    assert settings.sample
    assert settings.as_of == TODAY == dt.date(2026, 11, 20)


def test_is_a_company_of_some_size(site: Site) -> None:
    dataset = site.context.report.dataset
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
    shown = {one.status for one in site.context.report.assessments.values()}
    assert set(Status) - shown == set()


def test_tells_its_story_on_home(site: Site) -> None:
    report = site.context.report
    by_department: dict[str, list[Triage]] = {}
    for one in report.open_assessments:
        by_department.setdefault(one.goal.department, []).append(one.triage)
    assert set(by_department["legal"]) == {Triage.GOING_WELL}
    assert Triage.NEEDS_DECISION not in by_department["sales"]
    assert by_department["sales"].count(Triage.GOING_WELL) == 2
    promise = report.assessments[report.settings.promise_goal]
    assert promise.triage is Triage.NEEDS_DECISION
    assert report.series["days-to-first-login", ""].value[report.series[
        "days-to-first-login", ""].closed - 1].round() == 44  # fmt: skip


def test_lists_every_role_and_names_those_who_agreed(site: Site) -> None:
    people = site.context.report.dataset.rows(Person)
    assert 30 <= len(people) <= 40
    assert 5 <= sum(person.holder is not None for person in people) <= 10
    assert all(person.department for person in people)


def test_follows_the_customer_where_nobody_does(site: Site) -> None:
    dataset = site.context.report.dataset
    touchpoints = dataset.rows(Touchpoint)
    assert {touchpoint.stage for touchpoint in touchpoints} == set(Stage)
    unowned = [touchpoint for touchpoint in touchpoints if touchpoint.department is None]
    assert [touchpoint.touchpoint for touchpoint in unowned] == [
        "wait-for-account",
        "word-on-the-start",
    ]
    asked = dataset.commentary_by_subject()[Subject(kind="touchpoint", key="wait-for-account")][0]
    assert (asked.kind, asked.due) == (CommentKind.DECISION_NEEDED, dt.date(2026, 12, 15))


def test_leaves_one_objective_to_those_who_meet_customers(site: Site) -> None:
    dataset = site.context.report.dataset
    inside = {row.department for row in dataset.rows(Department) if "external" not in row.customers}
    served = {goal.objective for goal in dataset.rows(Goal) if goal.department in inside}
    assert {*dataset.by_id(Objective)} - served == {"easy-to-leave"}


def test_breaks_handoffs_whose_provider_is_content(site: Site) -> None:
    report = site.context.report
    handoffs = report.dataset.by_id(Handoff)
    assert len(handoffs) >= 12
    broken = handoffs["account-to-onboarding"]
    assert (broken.provider, broken.receiver) == ("technology", "onboarding")
    statuses = {one.goal.metric: one.status for one in report.assessments.values()}
    assert statuses[str(broken.provider_metric)] is Status.HOLDING
    assert report.assessments["days-to-first-login-30"].status is Status.WRONG_WAY


def test_has_moves_to_scale_and_to_stop(site: Site) -> None:
    dataset = site.context.report.dataset
    moves = dataset.by_id(Initiative)
    assert {move.phase for move in moves.values()} == set(Phase)
    asked = {
        str(comment.about): comment.due
        for comment in dataset.rows(Commentary)
        if comment.kind is CommentKind.DECISION_NEEDED
    }
    assert asked["goal:days-to-first-login-30"] == moves["onboarding-desk"].decision_date
    assert asked["initiative:renewal-discount"] == moves["renewal-discount"].decision_date
    assert len(asked) == 4


def test_shows_no_words_of_customers_that_nobody_cleared(site: Site) -> None:
    dataset = site.context.report.dataset
    words = [row for row in dataset.rows(Commentary) if row.kind is CommentKind.CUSTOMER_WORDS]
    assert len(words) == 2
    assert all(row.cleared_by for row in words)
    told = [str(problem) for problem in dataset.warnings]
    assert sum("words of a customer" in message for message in told) == 1


def test_assesses_itself_twice_a_year(site: Site) -> None:
    assessed = site.context.report.dataset.rows(Maturity)
    company = [row for row in assessed if row.department is None]
    assert len({row.competency for row in company}) == 8
    assert len({row.date for row in company}) == 4
    assert len({row.department for row in assessed if row.department}) >= 5
