"""Maturity in words."""

from __future__ import annotations

import pytest

from generator.measure.maturity import CompetencyHistory
from generator.model.settings import Settings
from generator.sentences.maturity import evidence, level_gap_sentence, maturity_sentence
from generator.sentences.numbers import formats_of
from tests.measure.test_maturity import assessed

FORMATS = formats_of(Settings(), {})


def course(level: float, target: float | None = None, **given: str) -> CompetencyHistory:
    return CompetencyHistory(
        competency="Listening", assessments=(assessed("2026-09-30", level, target=target, **given),)
    )


@pytest.mark.parametrize(
    ("levels", "text"),
    [
        ([(3.0, 4.0)], "1 competency, assessed to 30 September 2026: 1 below target."),
        ([(4.0, 4.0)], "1 competency, assessed to 30 September 2026: 1 at target."),
        ([(4.0, None)], "1 competency, assessed to 30 September 2026."),
        (
            [(4.0, 4.0), (2.0, 4.0), (2.0, 3.0), (2.0, None)],
            "4 competencies, assessed to 30 September 2026: 1 at target and 2 below target.",
        ),
        (
            [(3.0, 4.0), (2.0, 4.0)],
            "2 competencies, assessed to 30 September 2026: all of them below their target.",
        ),
        (
            [(4.0, 4.0), (5.0, 4.0)],
            "2 competencies, assessed to 30 September 2026: all of them at their target.",
        ),
    ],
)
def test_how_many_are_where_they_should_be(
    levels: list[tuple[float, float | None]], text: str
) -> None:
    said = maturity_sentence([course(*pair) for pair in levels])
    assert said.replace("\u00a0", " ") == text


def test_how_far_each_is_from_its_target() -> None:
    assert level_gap_sentence(course(3.5, 4.0), FORMATS) == "0.5 below its target, 4"
    assert level_gap_sentence(course(4.5, 4.0), FORMATS) == "at its target, 4"
    assert level_gap_sentence(course(4.5), FORMATS) == ""


def test_what_a_level_rests_on() -> None:
    assert evidence(course(2.0, evidence="Forty interviews", assessor="Head of Insight")) == (
        "Forty interviews (Head of Insight)"
    )
    assert evidence(course(2.0, evidence="Forty\ninterviews")) == "Forty interviews"
    assert evidence(course(2.0, assessor="Head of Insight")) == "Head of Insight"
    assert evidence(course(2.0)) == ""
