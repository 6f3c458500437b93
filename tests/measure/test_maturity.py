"""Maturity: the course of each competency, of the company and of each department."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.maturity import CompetencyHistory, competency_histories
from generator.model.tables import Maturity
from tests.measure.build import PLACE, dataset, day
from tests.measure.company import LEGAL, SERVICE


def assessed(date: str, level: float, competency: str = "Listening", **given: Any) -> Maturity:
    return Maturity(location=PLACE, competency=competency, date=day(date), level=level, **given)


def found(*rows: Maturity) -> dict[str | None, tuple[CompetencyHistory, ...]]:
    return competency_histories(dataset([], [SERVICE, LEGAL, *rows]))


def test_a_course_runs_by_date_and_the_company_comes_first() -> None:
    made = found(
        assessed("2026-03-31", 3.0),
        assessed("2026-09-30", 2.0, department="legal"),
        assessed("2025-03-31", 2.0),
        assessed("2026-03-31", 1.0, "Deciding"),
    )
    assert list(made) == [None, "legal"]
    assert [
        (course.competency, [one.level for one in course.assessments]) for course in made[None]
    ] == [("Listening", [2.0, 3.0]), ("Deciding", [1.0])]
    (listening, _) = made[None]
    assert listening.newest.level == 3.0


def test_the_target_is_that_stated_last() -> None:
    (course,) = found(
        assessed("2025-03-31", 2.0, target=3.0),
        assessed("2025-09-30", 2.0, target=4.0),
        assessed("2026-03-31", 2.5),
    )[None]
    assert course.target == 4.0
    assert course.gap == 1.5


def test_above_the_target_nothing_is_missing_and_without_one_nothing_is_known() -> None:
    (above,) = found(assessed("2026-03-31", 4.5, target=4.0))[None]
    assert above.gap == 0.0
    (without,) = found(assessed("2026-03-31", 4.5))[None]
    assert without.gap is None


def test_what_is_assessed_after_the_day_of_the_site_is_left_out() -> None:
    assert found(assessed("2026-12-31", 3.0)) == {}


@pytest.mark.parametrize(
    ("dates", "before"),
    [
        (["2025-03-31", "2025-09-30", "2026-03-31", "2026-09-30"], "2025-09-30"),
        (["2025-03-31", "2025-10-01", "2026-09-30"], "2025-03-31"),
        (["2026-03-31", "2026-09-30"], "2026-03-31"),  # no year yet: the first
        (["2026-09-30"], None),
    ],
)
def test_before_is_a_year_before_the_newest_or_the_first(
    dates: list[str], before: str | None
) -> None:
    (course,) = found(*(assessed(date, 2.0) for date in dates))[None]
    assert (course.before.date.isoformat() if course.before else None) == before
