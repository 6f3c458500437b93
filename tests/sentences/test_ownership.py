"""Ownership in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.measure.commentary import about_goal
from generator.measure.ownership import Due, Unexplained, Update
from generator.model.periods import Period
from generator.model.tables import Commentary
from generator.model.vocabulary import Cadence, CommentKind
from generator.sentences.numbers import formats_of
from generator.sentences.ownership import (
    due_counted,
    due_files,
    due_item,
    file_due,
    next_due,
    ownership_sentence,
    person_sentence,
    unexplained_question,
    unexplained_starts,
)
from tests.measure.build import PLACE, day, metric
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    holds,
    initiative,
    reported,
    waiting,
)

TODAY, UNTIL = day("2026-11-20"), day("2026-12-31")
METRICS = tuple(metric(metric=name, name=name.upper()) for name in ("a", "b", "c"))
REPORT = reported(
    (SERVICE, LEGAL, clauses(), waiting(short_name="Wait"), holds("waiting", 45.0), holds()),
    {"waiting": RISEN, "clauses": CALM},
)
GOALS = REPORT.open_assessments
ASKED = Commentary(
    location=PLACE, date=day("2026-11-03"), about=about_goal("waiting-hold"),
    kind=CommentKind.DECISION_NEEDED, text="Two desks? It takes five people.",
)  # fmt: skip
REVIEW = initiative()


def update(count: int, **given: Any) -> Update:
    values: dict[str, Any] = {
        "file": "measurements/helpdesk.csv",
        "owner": "Head of Service",
        "due": day("2026-12-10"),
        "metrics": METRICS[:count],
        "late": (),
        "stale": (),
    }
    return Update(**(values | given))


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("due", "counted", "state"),
    [
        ([update(1)], "1 figure", "1 figure is due"),
        ([update(3), update(1)], "4 figures", "4 figures are due"),
        ([ASKED, update(1)], "1 figure and 1 decision", "1 figure and 1 decision are due"),
        (
            [*GOALS, REVIEW, ASKED, update(2)],
            "2 figures, 1 decision, 1 review and 2 goals",
            "2 figures, 1 decision, 1 review and 2 goals are due",
        ),
    ],
)
def test_what_is_due_is_counted(due: list[Due], counted: str, state: str) -> None:
    assert said(due_counted(due)) == counted
    assert said(due_counted(due, "due")) == state


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (ASKED, "Two desks?"),
        (REVIEW, "Review: A second desk"),
        (GOALS[0], "Goal: Wait"),
        (update(1), "Figure: A"),
        (update(2), "2 figures"),
    ],
)
def test_each_thing_that_is_due(due: Due, words: str) -> None:
    assert said(due_item(due)) == words


LATE, SOON = (day("2026-09-10"), update(2)), (day("2026-12-10"), update(3))
NEXT_YEAR = (day("2027-01-10"), update(1))


@pytest.mark.parametrize(
    ("dates", "all_together", "person"),
    [
        ([], "Nothing is due by 31 December 2026.", "Nothing is due."),
        ([SOON], "3 figures are due by 31 December 2026.",
         "3 figures are due on 10 December 2026."),
        ([LATE, SOON, NEXT_YEAR],
         "3 figures are due by 31 December 2026; 2 figures are late.",
         "3 figures are due on 10 December 2026; 2 figures are late."),
        ([LATE], "Nothing is due by 31 December 2026; 2 figures are late.",
         "Nothing is due; 2 figures are late."),
        ([NEXT_YEAR], "Nothing is due by 31 December 2026.",
         "1 figure is due on 10 January 2027."),
    ],
)  # fmt: skip
def test_headlines(dates: list[tuple[dt.date, Due]], all_together: str, person: str) -> None:
    assert said(ownership_sentence(dates, TODAY, UNTIL)) == all_together
    assert said(person_sentence([], dates, TODAY)) == person


def test_a_persons_goals_come_first() -> None:
    assert said(person_sentence(GOALS, [SOON], TODAY)) == (
        "1 of 2 open goals needs a decision; 3 figures are due on 10 December 2026."
    )
    assert said(person_sentence(GOALS, [], TODAY)) == "1 of 2 open goals needs a decision."


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([], ""),
        ([SOON], "10 Dec"),
        ([LATE, SOON], "late since 10 Sep"),
        # 300 days away the year is said.
        ([(day("2027-09-15"), REVIEW)], "15 Sep"),
        ([(day("2027-09-16"), REVIEW)], "16 Sep 2027"),
        ([(day("2026-01-24"), REVIEW)], "late since 24 Jan 2026"),
    ],
)
def test_what_comes_next(dates: list[tuple[dt.date, Due]], words: str) -> None:
    assert said(next_due(dates, TODAY)) == words


def test_files() -> None:
    assert said(file_due(update(1))) == "measurements/helpdesk.csv, due 10 December 2026"
    late = update(1, late=METRICS[:1], due=day("2026-05-10"))
    assert said(file_due(late)) == "measurements/helpdesk.csv, late since 10 May 2026"
    assert said(due_files(1)) == "1 file with figures to come"


def test_what_owners_are_asked_where_a_level_moved() -> None:
    assert said(unexplained_question(1)) == (
        "1 metric has moved without a known cause: what happened? Add an event"
    )
    assert said(unexplained_question(3)).startswith("3 metrics have moved")
    starts = tuple(
        Period.containing(day(one), Cadence.MONTHLY) for one in ("2025-02-01", "2026-04-01")
    )
    moved = Unexplained(metric=waiting(short_name="Wait"), starts=starts)
    formats = formats_of(REPORT.settings, REPORT.series)
    assert said(unexplained_starts(moved, REPORT, formats)) == (
        "Wait: February 2025 and April 2026"
    )
