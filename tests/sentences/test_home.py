"""What Home says first."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from generator.measure.report import Report, measure
from generator.model.settings import Settings
from generator.model.tables import Department
from generator.model.vocabulary import Better, Rule, Status, Triage
from generator.sentences.home import (
    counts_sentence,
    freshness_sentence,
    home_headline,
    promise_sentence,
    state,
    unasked_words,
)
from generator.sentences.numbers import formats_of
from generator.sentences.objectives import department_state
from generator.sentences.words import TRIAGE_BADGES, Tone, badge_of
from tests.measure.build import PLACE, dataset, goal, metric

DAYS = metric(metric="login", name="Days to first login", better=Better.LOWER, unit="days")
WELL = metric(metric="well", name="Answered", unit="percent")
BAD = metric(metric="bad", name="Trusted", unit="percent", department="legal")
NAMES = [Department(location=PLACE, department=key, name=key.title())
         for key in ("sales", "legal", "technology", "talent", "supply")]  # fmt: skip
PROMISE = goal(goal="promise", metric="login", rule=Rule.HOLD, target=30.0)
GOOD = goal(goal="good", metric="well", rule=Rule.HOLD, target=80.0, department="sales")
GOOD_TOO = goal(goal="good-too", metric="well", rule=Rule.HOLD, target=70.0, department="sales")
LOST = goal(goal="lost", metric="bad", rule=Rule.HOLD, target=80.0, department="legal")


def report(
    *tables: Any, figures: dict[str, float] | None = None, promise: str = "promise"
) -> Report:
    """October's figures as of 20 November 2026: 44 days, 90 % answered, 60 % trusted."""
    known = {"login": 44.0, "well": 90.0, "bad": 60.0} | (figures or {})
    names = {table.metric for table in tables if hasattr(table, "better")}
    rows = [
        {"metric": name, "date": "2026-10-01", "value": value}
        for name, value in known.items()
        if name in names
    ]
    return measure(dataset(rows, [*NAMES, *tables]), Settings(promise_goal=promise))


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


KEPT = {"login": 29.0}
ALL = (DAYS, WELL, BAD)


@pytest.mark.parametrize(
    ("tables", "figures", "sentence"),
    [
        ((DAYS, WELL), {}, "No goals are set yet. 2 metrics are measured."),
        ((DAYS,), {}, "No goals are set yet. 1 metric is measured."),
        (
            (*ALL, PROMISE, GOOD, GOOD_TOO, LOST),
            {},
            ("Every goal of Sales is on track, and still the promise is not kept. Days to first "
            "login: 44 days in October 2026; we promise 30 days."),
        ),
        (
            (*ALL, PROMISE, LOST),
            {},
            "Days to first login: 44 days in October 2026; we promise 30 days.",
        ),
        (
            (*ALL, PROMISE, GOOD, LOST),
            KEPT,
            ("Days to first login: 29 days in October 2026; we promise 30 days. 1 of 3 open goals "
            "needs a decision."),
        ),
        ((*ALL, GOOD, LOST, goal(goal="lost-too", metric="bad", rule=Rule.HOLD, target=90.0)), {},
         "2 of 3 open goals need a decision."),
        ((BAD, LOST), {}, "The one open goal needs a decision."),
        ((WELL, GOOD), {}, "The one open goal is on track."),
        ((WELL, GOOD, GOOD_TOO), {}, "Both open goals are on track."),
        ((WELL, goal(metric="well", target=95.0)), {},
         "The one open goal has no verdict: no starting point."),
    ],
)  # fmt: skip
def test_state(tables: tuple[Any, ...], figures: dict[str, float], sentence: str) -> None:
    found = report(*tables, figures=figures)
    assert said(state(found, formats_of(found.settings, found.series))) == sentence


def test_state_with_goals_to_watch() -> None:
    """Half of the way at noise 0: 91.5 of 90 to 92 by 30 November, e = .94: at risk."""
    slow = {"metric": "well", "baseline": 80.0, "target": 100.0}
    dates = {"baseline_date": "2026-08-31", "due": "2026-11-30"}
    found = report(WELL, goal(**slow, **dates), GOOD, figures={"well": 90.0})
    formats = formats_of(found.settings, found.series)
    assert said(state(found, formats)) == "No goal needs a decision; 1 needs watching."


def test_where_most_goals_have_no_verdict_that_is_the_headline() -> None:
    """Three of five and why, most frequent first; then the promise. Half of them are not most."""
    silent = [goal(goal=f"silent-{n}", metric="well", target=95.0) for n in (1, 2)]
    dates = {"baseline_date": "2026-10-31", "due": "2027-12-31"}
    early = goal(goal="early", metric="well", target=99.0, baseline=80.0, **dates)
    found = report(*ALL, PROMISE, LOST, *silent, early)
    formats = formats_of(found.settings, found.series)
    assert said(state(found, formats)) == (
        "3 of 5 open goals have no verdict: 2 no starting point and 1 too early. Days to first "
        "login: 44 days in October 2026; we promise 30 days."
    )
    found = report(WELL, BAD, GOOD, LOST, *silent)
    assert said(state(found, formats)) == "1 of 4 open goals needs a decision."


def test_a_promise_that_is_reached_is_not_called_broken() -> None:
    """29.5 of at most 30 days, but its noise is not known: it is watched, and it is kept so far."""
    reach = goal(goal="promise", metric="login", target=30.0)
    found = report(DAYS, WELL, reach, GOOD, GOOD_TOO, figures={"login": 29.5})
    assert found.assessments["promise"].status is Status.REACHED
    assert said(state(found, formats_of(found.settings, found.series))) == (
        "Days to first login: 29.5 days in October 2026; we promise 30 days. No goal needs a "
        "decision; 1 needs watching."
    )


def test_a_department_whose_metric_has_worsened_is_not_said_to_do_well() -> None:
    """On track at 90 and 84 %, but answered fell from 95 to 84 % in March and for a year before."""
    months = [95.0, 94.0, 96.0] * 5 + [84.0, 85.0, 83.0, 84.0, 85.0, 83.0, 84.0, 84.0]
    rows = [
        {"metric": "well", "date": f"{n // 12}-{n % 12 + 1:02d}-01", "value": value}
        for n, value in enumerate(months, 2024 * 12 + 11)
    ]
    rows.append({"metric": "login", "date": "2026-10-01", "value": 44.0})
    tables = [*NAMES, DAYS, WELL, PROMISE, GOOD, GOOD_TOO]
    found = measure(dataset(rows, tables), Settings(promise_goal="promise"))
    assert {found.assessments[key].status for key in ("good", "good-too")} == {Status.HOLDING}
    assert {found.assessments[key].triage for key in ("good", "good-too")} == {Triage.WATCH}
    assert said(state(found, formats_of(found.settings, found.series))) == (
        "Days to first login: 44 days in October 2026; we promise 30 days."
    )


def test_many_departments_that_do_well() -> None:
    goals = [
        goal(goal=f"{name.department}-{level}", metric="well", rule=Rule.HOLD, target=level,
             department=name.department)
        for name in NAMES
        for level in (80.0, 70.0)
    ]  # fmt: skip
    found = report(DAYS, WELL, PROMISE, *goals)
    assert said(state(found, formats_of(found.settings, found.series))) == (
        "Every goal of Sales, Legal, Technology, Talent and 1 more department is on track, and "
        "still the promise is not kept. Days to first login: 44 days in October 2026; we "
        "promise 30 days."
    )


@pytest.mark.parametrize(
    ("given", "figures", "promise", "sentence"),
    [
        (PROMISE, {}, "promise", ("Days to first login: 44 days in October 2026; we promise 30 "
         "days.")),
        (PROMISE, {"login": 30.4}, "promise",
         "Days to first login: 30.4 days in October 2026; we promise 30 days."),
        (PROMISE, {}, "", ""),
        (PROMISE, {}, "unknown", ""),
        (goal(goal="promise", metric="login", rule=Rule.RANGE, target=20.0, target_high=30.0), {},
         "promise", ("Days to first login: 44 days in October 2026; we promise 20–30 "
         "days.")),
        (goal(goal="promise", metric="login", segment="small", target=30.0), {}, "promise",
         "Days to first login: no figure has come yet."),
    ],
)  # fmt: skip
def test_promise(given: Any, figures: dict[str, float], promise: str, sentence: str) -> None:
    found = report(DAYS, given, figures=figures, promise=promise)
    assert said(promise_sentence(found, formats_of(found.settings, found.series))) == sentence


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((0, 0, 0, 0), "No open goal"),
        ((1, 0, 0, 0), "1 needs a decision"),
        ((2, 1, 4, 3), "2 need a decision, 1 to watch, 4 on track, 3 without a verdict"),
        ((0, 0, 1, 1), "1 on track, 1 without a verdict"),
    ],
)
def test_counts(counts: tuple[int, ...], sentence: str) -> None:
    assert counts_sentence(Counter(dict(zip(Triage, counts, strict=True)))) == sentence


@pytest.mark.parametrize(
    ("rows", "metrics", "sentence"),
    [
        ([], 1, "No figure has come yet."),
        ([("a", "2026-10-01")], 1,
         "1 of 1 metric is up to date on 20 November 2026."),
        ([("a", "2026-10-01"), ("b", "2026-10-01")], 2,
         "2 of 2 metrics are up to date on 20 November 2026."),
        ([("a", "2026-10-01"), ("b", "2026-08-01")], 2,
         ("1 of 2 metrics is up to date on 20 November 2026; 1 is "
         "late.")),
        ([("a", "2026-10-01"), ("b", "2026-08-01")], 3,
         ("1 of 3 metrics is up to date on 20 November 2026; 1 is late "
         "and 1 has no figure yet.")),
        ([("a", "2026-10-01")], 3,
         ("1 of 3 metrics is up to date on 20 November 2026; 2 have no "
         "figure yet.")),
        ([("a", "2026-07-01"), ("b", "2026-08-01")], 2,
         ("0 of 2 metrics are up to date on 20 November 2026; 2 are "
         "late.")),
        # An open period is no figure to speak of.
        ([("a", "2026-10-01"), ("a", "2026-11-01")], 1,
         "1 of 1 metric is up to date on 20 November 2026."),
    ],
)  # fmt: skip
def test_freshness(rows: list[tuple[str, str]], metrics: int, sentence: str) -> None:
    given = [{"metric": name, "date": date, "value": 1.0} for name, date in rows]
    found = measure(dataset(given, [metric(metric=name) for name in "abc"[:metrics]]), Settings())
    formats = formats_of(found.settings, found.series)
    assert said(freshness_sentence(found, formats)) == sentence
    assert (found.figures_to is None) is (not rows)


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ((WELL,), "No goal is open."),
        ((WELL, GOOD), "The one open goal is on track."),
        ((WELL, GOOD, GOOD_TOO), "Both open goals are on track."),
        ((BAD, LOST), "1 open goal: 1 needs a decision."),
        (
            (WELL, BAD, GOOD, LOST),
            "2 open goals: 1 needs a decision, 1 on track.",
        ),
    ],
)
def test_department(tables: tuple[Any, ...], sentence: str) -> None:
    found = report(*tables).open_assessments
    assert said(department_state(found)) == sentence


def test_signs_tell_by_word_shape_and_tone() -> None:
    assert [(sign.shape, sign.tone) for sign in TRIAGE_BADGES.values()] == [
        ("■", Tone.BAD),
        ("▲", Tone.WATCH),
        ("●", Tone.GOOD),
        ("○", Tone.NONE),
    ]
    assert set(TRIAGE_BADGES) == set(Triage)
    found = report(BAD, LOST).assessments["lost"].goal_status
    badge = badge_of(found.status)
    assert (badge.word, badge.detail, badge.shape) == ("off track", "breached", "■")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, ""),
        (1, "No decision is recorded for 1 goal."),
        (6, "No decision is recorded for 6 goals."),
    ],
)
def test_for_how_many_goals_no_decision_is_asked(count: int, words: str) -> None:
    assert said(unasked_words(count)) == words


def test_the_headline_of_home_is_the_promise() -> None:
    formats = formats_of(Settings(), {})
    assert said(home_headline(report(DAYS, PROMISE, WELL, GOOD), formats)) == (
        "Days to first login: 44 days; the goal of \u2264 30 days is not kept."
    )


def test_the_headline_of_home_without_a_promise_is_the_first_pile() -> None:
    formats = formats_of(Settings(), {})
    made = home_headline(report(*ALL, GOOD, LOST, promise=""), formats)
    assert said(made) == "1 of 2 open goals needs a decision."


def test_most_goals_without_a_verdict_are_the_headline() -> None:
    formats = formats_of(Settings(), {})
    lost = [goal(goal=name, metric="never", rule=Rule.HOLD, target=80.0) for name in ("a", "b")]
    made = home_headline(report(DAYS, PROMISE, metric(metric="never"), *lost), formats)
    assert said(made) == "2 of 3 open goals have no verdict: no data."
