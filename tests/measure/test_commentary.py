"""The voice: which words stand, which decisions are open, what a decision closes."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.commentary import CommentaryIndex, about_goal, about_metric, index_commentary
from generator.measure.report import measure
from generator.model.settings import Settings
from generator.model.tables import Commentary
from generator.model.vocabulary import CommentKind, Status
from tests.measure.build import PLACE, dataset, day, goal, metric

ASKED, TAKEN = CommentKind.DECISION_NEEDED, CommentKind.DECISION_TAKEN
SPEED = about_goal("speed-70")


def said(date: str, kind: CommentKind = CommentKind.COMMENT, **given: Any) -> Commentary:
    if isinstance(given.get("due"), str):
        given["due"] = day(given["due"])
    values: dict[str, Any] = {"about": SPEED, "text": f"Said on {date}."}
    return Commentary(location=PLACE, date=day(date), kind=kind, **(values | given))


def voice(*comments: Commentary) -> CommentaryIndex:
    return index_commentary(dataset([], [metric(), goal(), *comments]))


def test_the_newest_comment_stands() -> None:
    found = voice(said("2026-08-12"), said("2026-11-03"), said("2026-09-30"))
    newest = found.newest(SPEED, CommentKind.COMMENT)
    assert newest is not None
    assert newest.date == day("2026-11-03")
    assert found.newest(about_metric("speed"), CommentKind.COMMENT) is None


def test_who_asks_for_a_decision_has_explained() -> None:
    found = voice(said("2026-08-12"), said("2026-11-10", ASKED), said("2026-11-12", TAKEN))
    newest = found.explanation(SPEED)
    assert newest is not None
    assert newest.date == day("2026-11-10")
    assert voice().explanation(SPEED) is None


def test_customers_words_need_somebody_who_cleared_them() -> None:
    words = CommentKind.CUSTOMER_WORDS
    found = voice(said("2026-08-12", words), said("2026-08-11", words, cleared_by="Counsel"))
    assert [one.date for one in found.customer_words(SPEED)] == [day("2026-08-11")]
    assert found.newest(SPEED, CommentKind.COMMENT) is None


@pytest.mark.parametrize(
    ("comments", "open_ones"),
    [
        ([], []),
        ([said("2026-10-01", ASKED)], ["2026-10-01"]),
        ([said("2026-10-01", ASKED), said("2026-10-20", TAKEN)], []),
        ([said("2026-10-01", TAKEN), said("2026-10-20", ASKED)], ["2026-10-20"]),
        ([said("2026-10-01", ASKED), said("2026-10-20", TAKEN, about=about_metric("speed"))],
         ["2026-10-01"]),
        ([said("2026-10-01", ASKED), said("2026-10-02", ASKED), said("2026-10-20", TAKEN),
          said("2026-11-01", ASKED)], ["2026-11-01"]),
        ([said("2026-10-01", ASKED), said("2026-10-02", ASKED, due="2026-12-15"),
          said("2026-10-03", ASKED, due="2026-11-30")],
         ["2026-10-03", "2026-10-02", "2026-10-01"]),
    ],
)  # fmt: skip
def test_open_decisions(comments: list[Commentary], open_ones: list[str]) -> None:
    assert [one.date for one in voice(*comments).open_requests] == [day(text) for text in open_ones]


def test_a_decision_taken_with_the_request_that_it_answers() -> None:
    found = voice(said("2026-10-01", ASKED), said("2026-10-20", TAKEN), said("2026-11-01", TAKEN))
    pairs = [(taken.date, asked.date if asked else None) for taken, asked in found.decisions]
    assert pairs == [
        (day("2026-11-01"), None),
        (day("2026-10-20"), day("2026-10-01")),
    ]


@pytest.mark.parametrize(
    ("taken", "closed"),
    [
        ("2026-09-29", False),
        ("2026-09-30", True),
        ("2026-11-01", True),
        (None, False),
    ],
)
def test_a_decision_closes_a_goal_that_was_due(taken: str | None, closed: bool) -> None:
    """Missed on 30 September; a decision of the day before was one on the way, not at its end."""
    rows = [{"metric": "speed", "date": "2026-09-01", "value": 60.0}]
    tables = [metric(), goal(due="2026-09-30")]
    comments = [said(taken, TAKEN)] if taken else []
    report = measure(dataset(rows, [*tables, *comments]), Settings())
    assert report.assessments["speed-70"].goal_status.status is Status.MISSED
    assert ("speed-70" in report.closed_goals) is closed


def test_a_decision_on_the_way_closes_nothing() -> None:
    rows = [{"metric": "speed", "date": "2026-09-01", "value": 60.0}]
    tables = [metric(), goal(due="2027-09-30"), said("2026-11-01", TAKEN)]
    assert not measure(dataset(rows, tables), Settings()).closed_goals
