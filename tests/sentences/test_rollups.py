"""Roll-ups in words: a year as one figure with what it rests on, or why there is none."""

from __future__ import annotations

import string
from typing import Any

import pytest

from generator.measure.pooling import Refusal
from generator.measure.series import Series
from generator.model.settings import Settings
from generator.model.vocabulary import Cadence, Calculation
from generator.sentences.metrics import _WHY, pooled_whole, year_together
from generator.sentences.numbers import NBSP, formats_of
from tests.measure.build import metric, series

SHARE, MEAN, SUM, NPS = Calculation.SHARE, Calculation.MEAN, Calculation.SUM, Calculation.NPS


def year(count: int, calculation: Calculation, unit: str = "percent", **given: Any) -> Series:
    """Periods of 60 of 100 each from January 2025 on."""
    counts = {"n": [100] * count, "numerator": [60] * count}
    of = metric(calculation=calculation, unit=unit)
    value = 0.6 if calculation is MEAN else 60.0
    return series([value] * count, "2025-01-01", of=of, **(counts | given))


def said(found: Series) -> str:
    text = year_together(found, formats_of(Settings(), {("speed", ""): found}))
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        # Wilson, 720 of 1,200: 57.2 to 62.7.
        (year(14, SHARE), "Last 12 months together: 60 % (57.2 to 62.7 %; 1,200 cases)."),
        (
            year(14, SHARE, invited=[200] * 14),
            "Last 12 months together: 60 % (57.2 to 62.7 %; 1,200 answers).",
        ),
        (
            year(12, NPS, "score", promoters=[50] * 12, detractors=[12] * 12),
            "Last 12 months together: 38 (34 to 42; 1,200 answers).",
        ),
        (
            year(4, SHARE, cadence=Cadence.QUARTERLY),
            "Last 4 quarters together: 60 % (55.1 to 64.7 %; 400 cases).",
        ),
        (year(12, MEAN, "days"), "Last 12 months together: 0.6 days (1,200 cases)."),
        (year(12, SUM, "count"), "Last 12 months together: 720."),
        (
            year(3, SHARE),
            "January to March 2025 (3 months) together: 60 % (54.4 to 65.4 %; 300 cases).",
        ),
        (
            year(11, SHARE, missing=(4,)),
            "January to December 2025 (11 months) together: 60 % (57.1 to 62.9 %; 1,100 cases).",
        ),
        (year(1, SHARE), ""),
        (
            year(12, Calculation.MEDIAN),
            "No figure for the year as a whole: a median is never averaged.",
        ),
        (
            year(12, SUM, missing=(4,)),
            (
                "No figure for the year as a whole: a month in between has no figure, so the sum "
                "would be too small."
            ),
        ),
        (
            year(12, SHARE, rebased=["2025-06-15"]),
            "No figure for the year as a whole: its record begins anew within that time.",
        ),
    ],
)
def test_a_year_together(found: Series, sentence: str) -> None:
    assert said(found) == sentence


@pytest.mark.parametrize("refusal", list(Refusal))
def test_every_refusal_has_its_words(refusal: Refusal) -> None:
    assert _WHY[refusal][0] in string.ascii_lowercase + "{"
    assert not _WHY[refusal].endswith(".")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (year(3, SHARE), ""),
        (
            year(3, SHARE, pooled_from="size"),
            "All together: from the counts of its segments by size.",
        ),
        (year(3, SUM, pooled_from="region"), "All together: the sum of its segments by region."),
    ],
)  # fmt: skip
def test_how_a_whole_came_about(found: Series, sentence: str) -> None:
    assert pooled_whole(found) == sentence
