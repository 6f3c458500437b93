"""Maturity in words."""

from __future__ import annotations

import pytest

from generator.measure.maturity import CompetencyHistory
from generator.model.settings import Settings
from generator.sentences.maturity import evidence, levels, maturity_sentence
from generator.sentences.numbers import formats_of
from tests.measure.test_maturity import assessed

FORMATS = formats_of(Settings(), {})


def course(*levels: float, target: float | None = None, **given: str) -> CompetencyHistory:
    """Levels a year apart, the newest of 2026."""
    first = 2027 - len(levels)
    rows = [
        assessed(f"{first + place}-09-30", level, target=target, **given)
        for place, level in enumerate(levels)
    ]
    return CompetencyHistory(competency="Listening", assessments=tuple(rows))


@pytest.mark.parametrize(
    ("courses", "text"),
    [
        ([course(3, target=4)], "1 competency: none is at target."),
        ([course(4, target=4)], "1 competency: all are at target."),
        ([course(4)], "1 competency."),
        (
            [course(2, 3, target=4), course(3, 2, target=4), course(2, 2), course(3, 4, target=4)],
            "4 competencies: 2 rose, 1 fell and 1 is as before within a year; 1 is at target.",
        ),
        ([course(2, 3), course(2, 3)], "2 competencies: 2 rose within a year."),
    ],
)
def test_how_many_rose_and_are_where_they_should_be(
    courses: list[CompetencyHistory], text: str
) -> None:
    assert maturity_sentence(courses).replace("\u00a0", " ") == text


def test_the_level_then_and_now() -> None:
    assert levels(course(2, 3.5), FORMATS) == "2 → 3.5"
    assert levels(course(3.5), FORMATS) == "3.5"


def test_what_a_level_rests_on() -> None:
    assert evidence(course(2.0, evidence="Forty interviews", assessor="Head of Insight")) == (
        "Forty interviews (Head of Insight)"
    )
    assert evidence(course(2.0, evidence="Forty\ninterviews")) == "Forty interviews"
    assert evidence(course(2.0, assessor="Head of Insight")) == "Head of Insight"
    assert evidence(course(2.0)) == ""
