"""The questions about a goal and its first sentences, as a page shows them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.assessment import GoalAssessment
from generator.measure.report import Report, measure
from generator.measure.variation import Assurance
from generator.model.settings import Settings
from generator.model.vocabulary import Better, Cadence, GoalState, Rule
from generator.sentences.assessment import (
    ABLE,
    CHANGED,
    ENDED,
    ON_PACE,
    WILL_BE_ON_TIME,
    brief,
    marks,
    metric_outlook,
    questions,
)
from generator.sentences.numbers import formats_of
from tests.measure.build import dataset, goal, metric
from tests.sentences.records import ending

DAYS: dict[str, Any] = {"unit": "days", "better": Better.LOWER}


def report(end: str, given: dict[str, Any], **of: Any) -> Report:
    """A calm record of months with an end, whose last one is October 2026, and one goal on it."""
    values = ending(end)
    rows = []
    for back, value in enumerate(reversed(values)):
        month = 2026 * 12 + 9 - back
        rows.append({"metric": "speed", "date": f"{month // 12}-{month % 12 + 1:02d}-01",
                     "value": value})  # fmt: skip
    tables = [metric(**of), goal(**given)]
    return measure(dataset(list(reversed(rows)), tables, as_of="2026-11-20"), Settings())


def about(found: Report) -> tuple[GoalAssessment, Any, Cadence, Any]:
    formats = formats_of(found.settings, found.series)
    return found.assessments["speed-70"], found.series["speed", ""], Cadence.MONTHLY, formats


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


REACH = {"baseline": 44.0, "baseline_date": "2025-10-31", "target": 35.0, "due": "2027-10-31"}
HOLD = {"rule": Rule.HOLD, "target": 43.0, "due": "2027-06-30"}


def test_four_questions_in_the_readers_order() -> None:
    asked = questions(*about(report("outside", HOLD, **DAYS)))
    assert [one.question for one in asked] == [CHANGED, ABLE, ON_PACE, WILL_BE_ON_TIME]
    assert [said(one.answer) for one in asked] == [
        "First sign of worsening", "Sometimes", "Off track (breached)", "Could go either way (65 %)"
    ]  # fmt: skip
    assert said(asked[1].why) == (
        "Its usual range is 38 to 45 days; part of it fulfils the goal, ≤ 43 days."
    )
    assert all(one.why.endswith(".") for one in asked)


@pytest.mark.parametrize("target", [43.0, 42.0, 41.0])
def test_ability_is_asked_only_where_the_newest_figure_misses(target: float) -> None:
    """Ten months of 42 days; a level that has not moved is no range."""
    rows = [{"metric": "speed", "date": f"2026-{month:02d}-01", "value": 42.0}
            for month in range(1, 11)]  # fmt: skip
    tables = [metric(**DAYS), goal(**{**HOLD, "target": target})]
    found = measure(dataset(rows, tables, as_of="2026-11-20"), Settings())
    asked = questions(*about(found))
    assert found.assessments["speed-70"].assurance is (None if target >= 42 else Assurance.FAILS)
    if target >= 42:
        assert [one.question for one in asked] == [CHANGED, ON_PACE, WILL_BE_ON_TIME]
    else:
        assert said(asked[1].why) == (
            "It has not moved at all, and does not fulfil the goal, ≤ 41 days."
        )


def test_a_scored_goal_is_asked_how_it_ended() -> None:
    asked = questions(*about(report("shift", {**REACH, "due": "2026-09-30"}, **DAYS)))
    assert [one.question for one in asked] == [ENDED, CHANGED]
    assert [one.answer for one in asked] == ["Missed", "First sign of worsening"]


def test_without_a_figure_nothing_is_asked() -> None:
    found = measure(dataset([], [metric(), goal()]), Settings())
    formats = formats_of(found.settings, found.series)
    assessment = found.assessments["speed-70"]
    assert questions(assessment, None, Cadence.MONTHLY, formats) == ()


@pytest.mark.parametrize(
    ("end", "words"),
    [("outside", ["first sign of worsening"]), ("nothing", ["likely (94 %)"])],
)
def test_marks_beside_the_status(end: str, words: list[str]) -> None:
    assessment, _, _, formats = about(report(end, HOLD, **DAYS))
    assert [said(sign.word) for sign in marks(assessment, formats)] == words


def test_a_scored_goal_has_no_marks() -> None:
    assessment, _, _, formats = about(report("shift", {**REACH, "due": "2026-09-30"}, **DAYS))
    assert marks(assessment, formats) == ()


def test_brief() -> None:
    found = about(report("outside again", HOLD, **DAYS))
    assert said(brief(*found)) == (
        "47.5 days in October 2026; the goal is ≤ 43 days until 30 June 2027."
    )


def test_what_follows_a_metrics_figure() -> None:
    found = report("nothing", HOLD, **DAYS)
    assessment, series, _, formats = about(found)
    judged_series = found.judged_series["speed", ""]
    assert said(metric_outlook(series, judged_series, [assessment], formats)) == (
        "It is within its usual range, 37 to 45 days: steady. The goal is ≤ 43 "
        "days until 30 June 2027. Going on like this, it is likely to still hold on 30 June "
        "2027 (chance 94 %)."
    )
    assert said(metric_outlook(series, judged_series, [], formats)) == (
        "It is within its usual range, 37 to 45 days: steady."
    )


def test_a_dropped_goal_does_not_say_where_a_metric_is_heading() -> None:
    found = report("nothing", {**HOLD, "state": GoalState.DROPPED}, **DAYS)
    assert found.assessments["speed-70"].outlook.likelihood is None
