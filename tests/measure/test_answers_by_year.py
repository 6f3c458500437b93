"""Answers by year: the counts behind an NPS, and which years are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.measure.answers_by_year import answers_by_year
from generator.measure.series import Series
from generator.model.vocabulary import Calculation
from tests.measure.build import metric, series

NPS = metric(calculation=Calculation.NPS)


def answered(months: int, *, withheld: int = 0) -> Series:
    """So many months up to October 2026, each of 10 answers: 5 promoters, 2 detractors."""
    year, month = divmod(2026 * 12 + 10 - months, 12)
    first = f"{year}-{month + 1:02}-01"
    found = series([30.0] * months, first, of=NPS, as_of="2026-11-20")
    of = np.ones(months)
    return replace(found, n=10 * of, promoters=5 * of, detractors=2 * of, withheld=withheld)


def told(found: Series) -> list[tuple[int, float, float, float, float]]:
    years = answers_by_year(found)
    return [(y.periods[-1].last.year, y.n, y.detractors, y.promoters, y.score) for y in years]


def test_the_counts_of_each_year_are_added() -> None:
    assert told(answered(14)) == [(2025, 40, 8, 20, 30), (2026, 100, 20, 50, 30)]


def test_four_years_at_most() -> None:
    assert [year for year, *_ in told(answered(70))] == [2023, 2024, 2025, 2026]


def test_where_figures_are_withheld_only_whole_years_are_told() -> None:
    assert told(answered(22, withheld=1)) == [(2025, 120, 24, 60, 30)]


def test_a_year_without_all_counts_is_left_out() -> None:
    found = answered(14)
    found.detractors[0] = np.nan
    assert [year for year, *_ in told(found)] == [2026]


def test_another_calculation_has_no_such_answers() -> None:
    assert answers_by_year(replace(answered(14), metric=metric())) == ()
