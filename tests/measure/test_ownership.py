"""Ownership: what each role answers for, and what is due of it and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.ownership import due_dates, responsibilities, unexplained, updates
from generator.model.dataset import SourceFile
from generator.model.schema import Row, Subject
from generator.model.tables import Commentary, Initiative, Metric
from generator.model.vocabulary import CommentKind
from tests.measure.build import day, event
from tests.measure.company import (
    CALM,
    EASY,
    LEGAL,
    SERVICE,
    clauses,
    comment,
    handoff,
    holds,
    initiative,
    reported,
    waiting,
)

FILE = "data/some.csv"
TODAY = day("2026-11-20")
DESK = Subject(kind="initiative", key="second-desk")
TABLES: tuple[Row, ...] = (
    replace(SERVICE, lead="Chief of Service"),
    LEGAL,
    EASY,
    clauses(),
    waiting(),
    holds(due="2026-12-31"),
    handoff(owner="General Counsel"),
    initiative(owner="Head of Service", decision_date=day("2026-11-30")),
    initiative(initiative="old", owner="Head of Service", end=day("2026-01-31")),
)
VALUES = {"clauses": CALM, "waiting": CALM[:-3]}


def test_each_role_answers_for_its_rows_and_not_for_what_is_over() -> None:
    found = {one.owner: one for one in responsibilities(reported(TABLES, VALUES))}
    counsel, head, chief = (
        found[name] for name in ("General Counsel", "Head of Service", "Chief of Service")
    )
    assert [one.goal.goal for one in counsel.goals] == ["clauses-hold"]
    assert [one.metric for one in counsel.metrics] == ["clauses"]
    assert [one.handoff for one in counsel.handoffs] == ["contract"]
    assert [one.initiative for one in head.initiatives] == ["second-desk"]
    assert [one.department for one in chief.departments] == ["service"]
    assert [one.objective for one in chief.objectives] == ["easy"]
    assert len(found) == 3


def test_roles_stand_by_the_day_on_which_something_is_due_of_them() -> None:
    # The figures of October are in; those of waiting should have gone on for three months.
    found = responsibilities(reported(TABLES, {"clauses": CALM, "waiting": CALM}))
    assert [
        (one.owner, [day.isoformat() for day, _ in due_dates([one], TODAY)]) for one in found
    ] == [
        ("Head of Service", ["2026-11-30", "2026-12-10"]),
        ("General Counsel", ["2026-12-10", "2026-12-31"]),
        ("Chief of Service", []),
    ]


def asked(about: Subject, due: str | None, decides: str = "Board") -> Commentary:
    one = comment(about, CommentKind.DECISION_NEEDED)
    return replace(one, by="Head of Service", decides=decides, due=day(due) if due else None)


@pytest.mark.parametrize(
    ("requests", "due"),
    [
        # The review of the initiative for clauses-hold stands for itself, unless its decision is
        # asked for; a request of two roles stands once, one without a day is due on none.
        ([], ["initiative 2026-11-30", "goal 2026-12-31"]),
        ([asked(DESK, "2026-11-25")], ["request 2026-11-25", "goal 2026-12-31"]),
        ([asked(about_goal("clauses-hold"), "2026-12-05")],
         ["initiative 2026-11-30", "request 2026-12-05", "goal 2026-12-31"]),
        ([asked(about_goal("waiting-hold"), "2026-11-01")],
         ["request 2026-11-01", "initiative 2026-11-30", "goal 2026-12-31"]),
        ([asked(DESK, None)], ["goal 2026-12-31"]),
    ],
)  # fmt: skip
def test_each_day_is_said_once(requests: list[Commentary], due: list[str]) -> None:
    tables = (
        SERVICE, LEGAL, clauses(), waiting(), holds("waiting", due="2026-09-30"),
        holds(due="2026-12-31"),
        initiative("clauses-hold", owner="Head of Service", decision_date=day("2026-11-30")),
        *requests,
    )  # fmt: skip
    roles = responsibilities(reported(tables))
    names = {Commentary: "request", Initiative: "initiative", GoalAssessment: "goal"}
    found = [f"{names[type(one)]} {date}" for date, one in due_dates(roles, TODAY)]
    assert found == due
    board = [one for one in roles if one.owner == "Board"]
    assert [one.decides for one in board] == ([requests] if requests else [])


def test_the_figures_of_a_file_are_due_of_the_owner_of_the_metric() -> None:
    report = reported(TABLES, VALUES)
    found = updates(report)
    assert [(one.owner, one.due.isoformat()) for one in found] == [
        ("General Counsel", "2026-12-10"),
        ("Head of Service", "2026-12-10"),
    ]
    assert [metric.metric for one in found for metric in one.metrics] == ["clauses", "waiting"]
    assert not any(one.late for one in found)


def test_figures_of_one_file_are_due_each_by_its_own_cadence() -> None:
    report = reported(TABLES, VALUES)
    later = replace(report.freshness["waiting"], next_due=day("2027-01-10"))
    counsel = tuple(
        replace(row, owner="General Counsel") if isinstance(row, Metric) else row for row in TABLES
    )
    report = reported(counsel, VALUES)
    found = updates(replace(report, freshness={**report.freshness, "waiting": later}))
    assert [(one.due.isoformat(), *(each.metric for each in one.metrics)) for one in found] == [
        ("2026-12-10", "clauses"),
        ("2027-01-10", "waiting"),
    ]


def test_or_of_the_one_who_keeps_it_where_that_is_declared() -> None:
    report = reported(TABLES, VALUES)
    source = SourceFile(
        file="data/measurements/some.csv", table="measurements", encoding="utf-8", delimiter=",",
        rows_read=1, rows_used=1, owner="Head of Data",
    )  # fmt: skip
    report = replace(report, dataset=replace(report.dataset, sources=(source,)))
    (found,) = updates(report)
    assert found.owner == "Head of Data"
    assert [metric.metric for metric in found.metrics] == ["clauses", "waiting"]


def test_what_is_overdue_is_late_and_in_the_end_too_old_to_judge_by() -> None:
    late = updates(reported(TABLES, VALUES, as_of="2026-12-20"))
    assert [(len(one.late), len(one.stale)) for one in late] == [(1, 0), (1, 0)]
    old = updates(reported(TABLES, VALUES, as_of="2027-03-20"))
    assert [(len(one.late), len(one.stale)) for one in old] == [(1, 1), (1, 1)]


#: Twelve quiet months, and ten on a new level since January 2026.
MOVED = [41.0, 43.0] * 6 + [50.0, 52.0] * 5


@pytest.mark.parametrize(
    ("events", "asked"),
    [
        ((), ["2026-01-01"]),
        ((event("2025-11-30"),), ["2026-01-01"]),
        ((event("2025-12-01"),), []),
        ((event("2026-02-28"),), []),
        ((event("2026-03-01"),), ["2026-01-01"]),
        ((event("2026-01-15", metric="waiting"),), []),
        ((event("2026-01-15", metric="clauses"),), ["2026-01-01"]),
        ((initiative("waiting-hold", start=day("2026-01-10")),), []),
    ],
)
def test_owners_are_asked_what_happened_where_a_level_began(
    events: tuple[Row, ...], asked: list[str]
) -> None:
    """An event explains it in the month before, in its first month and in the one after."""
    tables = (SERVICE, LEGAL, clauses(), waiting(), holds("waiting"), *events)
    report = reported(tables, {"clauses": CALM, "waiting": MOVED})
    assert [period.first.isoformat() for one in unexplained(report) for period in one.starts] == (
        asked
    )
    owed = [one for role in responsibilities(report) for one in role.unexplained]
    assert [one.metric.metric for one in owed] == (["waiting"] if asked else [])


def test_nobody_is_asked_about_what_is_older_than_a_year() -> None:
    values = [*MOVED, *[51.0] * 3]
    report = reported((SERVICE, LEGAL, clauses(), waiting()), {"clauses": CALM, "waiting": values})
    assert unexplained(report) == ()
