"""Explanations and decisions in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.assessment import GoalAssessment
from generator.measure.commentary import about_goal
from generator.measure.forecast_window import NoForecastReason
from generator.measure.initiatives import Aftermath, Evidence
from generator.measure.outlook import Likelihood, Outlook
from generator.measure.series import Freshness
from generator.measure.status import GoalStatus
from generator.model.periods import Period
from generator.model.settings import Settings
from generator.model.tables import Commentary
from generator.model.vocabulary import Better, Change, CommentKind, Status
from generator.sentences.commentary import (
    attribution,
    decision_note,
    decisions_sentence,
    first_sentence,
    if_not,
    missing_explanation,
    outcome,
    overdue,
    request_note,
    unasked_goals,
)
from generator.sentences.numbers import formats_of
from tests.measure.build import PLACE, day, goal, metric, rule_of, series

FORMATS = formats_of(Settings(), {})
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
    ("due", "words"),
    [
        ([], "No decision is asked for."),
        ([None], "1 decision is asked for."),
        (["2026-11-30"], "1 decision is asked for, by 30 November 2026."),
        (["2026-12-10", "2026-11-30", None],
         "3 decisions are asked for, the next by 30 November 2026."),
        (["2026-11-01", "2026-11-30"],
         "2 decisions are asked for, the next by 30 November 2026; 1 is late."),
        (["2026-11-01", "2026-11-02"], "2 decisions are asked for; 2 are late."),
    ],
)  # fmt: skip
def test_how_many(due: list[str | None], words: str) -> None:
    asked = [comment("2026-10-03", due=day(one) if one else None) for one in due]
    assert said(decisions_sentence(asked, day("2026-11-20"))) == words


OUTLOOK = Outlook(reason=None, mean=44.04, floor=0.05, likelihood=Likelihood.UNLIKELY, chance=0.01)


@pytest.mark.parametrize(
    ("outlook", "words"),
    [
        (OUTLOOK, "44 days by Jun 2027"),
        (replace(OUTLOOK, floor=None), "unlikely"),
        (Outlook(reason=NoForecastReason.PAST_DUE), "past due"),
        (Outlook(reason=NoForecastReason.TOO_FEW), ""),
    ],
)
def test_what_to_expect_without_a_decision(outlook: Outlook, words: str) -> None:
    fresh = Freshness(newest=OCTOBER, next_due=None, last_good=None, late=False, stale=False)
    goal_status = GoalStatus(
        goal=goal(due=day("2027-06-30")),
        metric=metric(unit="days"),
        rule=rule_of(Status.OFF_PACE),
        better=Better.LOWER,
        fresh=fresh,
    )
    assert said(if_not(GoalAssessment(goal_status=goal_status, outlook=outlook), FORMATS)) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"evidence": Evidence.BETTER, "change": Change.BETTER, "before": 1},
         "improved, was 42 days"),
        ({"evidence": Evidence.BEFORE, "change": Change.WORSE, "before": 0},
         "worsened before, was 41 days"),
        ({"evidence": Evidence.NONE, "change": Change.NONE}, "steady"),
        ({"evidence": Evidence.TOO_SOON, "before": 2}, "too early to tell, was 43 days"),
    ],
)  # fmt: skip
def test_what_has_come_of_a_decision(given: dict[str, Any], words: str) -> None:
    course = series([41.0, 42.0, 43.0], "2026-08-01", of=metric(unit="days"))
    assert said(outcome(Aftermath(**given), course, FORMATS)) == words
    assert outcome(Aftermath(evidence=Evidence.UNKNOWN), None, FORMATS) == "cannot be told"


def test_goals_for_which_nobody_asks() -> None:
    assert said(unasked_goals(1)) == "1 goal needs a decision; none is recorded"
    assert said(unasked_goals(6)) == "6 goals need a decision; none is recorded"
