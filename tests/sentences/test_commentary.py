"""Explanations and decisions in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.forecast_window import NoForecastReason
from generator.measure.outlook import Outlook
from generator.measure.series import Freshness
from generator.measure.status import GoalStatus
from generator.model.periods import Period
from generator.model.tables import Commentary
from generator.model.vocabulary import Better, CommentKind, Status
from generator.sentences.commentary import (
    attribution,
    decision_note,
    decisions_sentence,
    first_sentence,
    missing_explanation,
    overdue,
    request_note,
)
from tests.measure.build import PLACE, day, goal, metric, rule_of

OCTOBER = Period(first=dt.date(2026, 10, 1), last=dt.date(2026, 10, 31))


def comment(date: str, **given: Any) -> Commentary:
    values: dict[str, Any] = {"kind": CommentKind.COMMENT, "text": "So it is."}
    return Commentary(
        location=PLACE, date=day(date), about=about_goal("speed-70"), **(values | given)
    )


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


def test_who_and_when() -> None:
    full = comment("2026-11-03", by="Head of Onboarding", due=day("2026-11-30"))
    bare = comment("2026-11-03")
    assert attribution(full) == "Head of Onboarding, 3 November 2026"
    assert attribution(bare) == "3 November 2026"
    assert request_note(full) == (
        "Asked by Head of Onboarding on 3 November 2026; needed by 30 November 2026"
    )
    assert request_note(bare) == "Asked on 3 November 2026"
    assert decision_note(full, bare) == (
        "Decided by Head of Onboarding on 3 November 2026, asked on 3 November 2026"
    )
    assert decision_note(bare, None) == "Decided on 3 November 2026"


def test_a_customers_words_are_not_those_of_who_heard_them() -> None:
    words = {"kind": CommentKind.CUSTOMER_WORDS}
    assert attribution(comment("2026-10-14", by="Lead of Surveys", **words)) == (
        "A customer, heard by Lead of Surveys, 14 October 2026"
    )
    assert attribution(comment("2026-10-14", **words)) == "A customer, 14 October 2026"


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2026-11-29", ""), ("2026-11-30", ""), ("2026-12-01", "1 day late"),
     ("2026-12-08", "8 days late")],
)  # fmt: skip
def test_late(as_of: str, words: str) -> None:
    asked = comment("2026-11-03", due=day("2026-11-30"))
    assert said(overdue(asked, day(as_of))) == words
    assert overdue(comment("2026-11-03"), day(as_of)) == ""


@pytest.mark.parametrize(
    ("status", "date", "words"),
    [
        (Status.OFF_PACE, None, "No explanation from the owner yet."),
        (Status.OFF_PACE, "2026-08-12", "No explanation from the owner since 12 August 2026."),
        (Status.AT_RISK, "2026-09-30", "No explanation from the owner since 30 September 2026."),
        (Status.AT_RISK, "2026-10-01", ""),
        (Status.MISSED, "2026-11-03", ""),
        (Status.ON_PACE, None, ""),
        (Status.STALE, None, ""),
    ],
)
def test_silence(status: Status, date: str | None, words: str) -> None:
    """The newest figure is that of October: what is said from its first day on explains it."""
    fresh = Freshness(newest=OCTOBER, next_due=None, last_good=None, late=False, stale=False)
    goal_status = GoalStatus(
        goal=goal(),
        metric=metric(),
        rule=rule_of(status),
        better=Better.HIGHER,
        fresh=fresh,
    )
    assessment = GoalAssessment(
        goal_status=goal_status, outlook=Outlook(reason=NoForecastReason.TOO_FEW)
    )
    assert missing_explanation(assessment, comment(date) if date else None) == words


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("Extend it? It takes five people.", "Extend it?", "It takes five people."),
        ("It costs EUR 1.5 million.", "It costs EUR 1.5 million.", ""),
        ("Ask U.S. Sales first. Then decide.", "Ask U.S. Sales first.", "Then decide."),
        ("At 5 %. Then\nmore. And more.", "At 5 %.", "Then more. And more."),
        ("no end", "no end", ""),
    ],
)
def test_first_sentence(text: str, first: str, rest: str) -> None:
    assert first_sentence(text) == (first, rest)


@pytest.mark.parametrize(
    ("asked", "late", "words"),
    [
        (0, 0, "No decision is asked for."),
        (1, 0, "1 decision is asked for."),
        (4, 0, "4 decisions are asked for."),
        (4, 1, "4 decisions are asked for; 1 is late."),
        (4, 2, "4 decisions are asked for; 2 are late."),
    ],
)
def test_how_many(asked: int, late: int, words: str) -> None:
    assert said(decisions_sentence(asked, late)) == words
