"""The page of a goal in words: its headline says the finding, its pace can be redone by hand."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.pace_needed import pace_needed
from generator.measure.report import Report
from generator.model.vocabulary import Cadence, Rule
from generator.sentences.goal_page import (
    a_period,
    able_in_words,
    best_of,
    goal_headline,
    pace_heading,
    pace_steps,
    way_done,
)
from generator.sentences.numbers import Formats, formats_of
from tests.measure.build import goal
from tests.measure.company import CALM, RISEN, reported, waiting

COURSE = [38.0, 40.0, 41.0, 43.0, 42.0, 40.0, 41.0, 42.0, 43.0, 44.0, 43.0, 44.0]
REACH: dict[str, Any] = {
    "metric": "waiting",
    "target": 30.0,
    "baseline": 40.0,
    "baseline_date": "2025-12-31",
    "due": "2026-12-31",
}


def made(values: list[float], **given: Any) -> tuple[Report, Formats]:
    report = reported((waiting(), goal(**{**REACH, **given})), {"waiting": values})
    return report, formats_of(report.settings, report.series)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("values", "given", "headline"),
    [
        (RISEN, {}, "to reach ≤ 30 days we must work differently"),
        (CALM, {"target": 45.0, "baseline": 50.0}, "the goal of ≤ 45 days is met"),
        (CALM, {"rule": Rule.HOLD, "target": 45.0}, "the goal of ≤ 45 days is kept"),
        ([], {}, "≤ 30 days cannot be judged yet"),
        (COURSE[:6], {"due": "2020-12-31"}, "the figure that decides ≤ 30 days never came"),
    ],
)
def test_headline(values: list[float], given: dict[str, Any], headline: str) -> None:
    report, formats = made(values, **given)
    series = report.series.get(("waiting", ""))
    said = plain(goal_headline(report.assessments["speed-70"], series, "Waiting", formats))
    assert said.endswith(f"; {headline}.")
    assert said.startswith("Waiting: ")


def test_pace_by_hand() -> None:
    report, formats = made(COURSE)
    series = report.series["waiting", ""]
    pace = pace_needed(report.assessments["speed-70"], series)
    assert pace is not None
    assert pace.so_far is not None
    assert pace.best is not None
    moves = (pace.needed, pace.so_far, pace.best)
    assert [a_period(move, formats) for move in moves] == ["−7", "+0.4", "−1.5"]
    assert pace_heading(series.metric, Cadence.MONTHLY) == "Pace from now, days a month"
    assert plain(best_of(pace.best, Cadence.MONTHLY)) == "best 2 months"
    assert [
        tuple(map(plain, step)) for step in pace_steps(pace, Cadence.MONTHLY, formats)
    ] == [
        ("Pace needed from now", "(30 − 44) / 2 months to 31 Dec 2026", "−7 a month"),
        ("Pace so far", "4 after 31 Dec 2025 / 10 months to 31 Oct 2026", "+0.4 a month"),
        ("Best 2 months", "−3 after 28 Feb 2026 / 2 months to 30 Apr 2026", "−1.5 a month"),
    ]  # fmt: skip


def test_beside_the_bars() -> None:
    report, formats = made(COURSE)
    # August to October: (44 + 43 + 44) / 3 = 43.67, so (43.67 - 40) / (30 - 40) = -37 %.
    assert plain(way_done(report.assessments["speed-70"], formats)) == "−37 %, plan 75 %"
    assert plain(able_in_words(report.assessments["speed-70"], formats)).startswith("no: ")
    report, formats = made(CALM, rule=Rule.HOLD, target=41.0)
    assert way_done(report.assessments["speed-70"], formats) == "8 of 12"
