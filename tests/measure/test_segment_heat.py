"""Segments beside the whole: better, worse, or no different beyond chance."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.report import measure
from generator.measure.segment_heat import Beside, SegmentBeside, segment_beside
from generator.model.settings import Settings
from generator.model.vocabulary import Better, Calculation, Kind
from tests.measure.build import dataset, metric

SHARE: dict[str, Any] = {"calculation": Calculation.SHARE, "kind": Kind.OPERATIONAL}


def beside(rows: list[dict[str, Any]], **of: Any) -> SegmentBeside | None:
    report = measure(
        dataset([{"metric": "speed"} | row for row in rows], [metric(**of)]), Settings()
    )
    return segment_beside(report, report.series["speed", "north"])


def counted(date: str, segment: str, n: int, numerator: int) -> dict[str, Any]:
    value = 100 * numerator / n
    return {"date": date, "segment": segment, "value": value, "n": n, "numerator": numerator}


@pytest.mark.parametrize(
    ("favourable", "better", "said", "far"),
    [
        # Of 100 answers, Wilson's interval of 60 is 50.2 to 69.1: it holds the whole, 52.
        (60, Better.HIGHER, Beside.ALIKE, False),
        (64, Better.HIGHER, Beside.BETTER, False),  # 54.2 to 72.7: 12 from it, margin 9.8
        (40, Better.HIGHER, Beside.WORSE, False),  # 30.9 to 49.8: 12 from it, margin 9.8
        (20, Better.HIGHER, Beside.WORSE, True),  # 13.3 to 28.9: 32 from it, margin 8.9
        (20, Better.LOWER, Beside.BETTER, True),
        (20, Better.NEITHER, Beside.OTHER, True),
    ],
)
def test_counts_are_held_against_the_interval(
    favourable: int, better: Better, said: Beside, far: bool
) -> None:
    rows = [counted("2026-10-01", "", 1000, 520), counted("2026-10-01", "north", 100, favourable)]
    found = beside(rows, better=better, **SHARE)
    assert found is not None
    assert (found.beside, found.far) == (said, far)


@pytest.mark.parametrize(
    ("value", "said"),
    # The usual range of the whole: mean 10.5, moving ranges of 1, 10.5 ± 2.66.
    [(12.0, Beside.ALIKE), (14.0, Beside.BETTER), (7.0, Beside.WORSE)],
)
def test_other_figures_against_the_usual_range_of_the_whole(value: float, said: Beside) -> None:
    rows = [
        {"date": f"{2025 + place // 12}-{place % 12 + 1:02d}-01", "value": 10.0 + place % 2}
        for place in range(22)
    ]
    found = beside([*rows, {"date": "2026-10-01", "value": value, "segment": "north"}])
    assert found is not None
    assert found.beside is said


@pytest.mark.parametrize(
    ("rows", "of", "said"),
    [
        # September's figure beside an October of all.
        (
            [counted("2026-10-01", "", 900, 500), counted("2026-09-01", "north", 100, 20)],
            SHARE,
            Beside.OLDER,
        ),
        # October is of four people.
        (
            [
                counted("2026-10-01", "", 900, 500),
                counted("2026-09-01", "north", 100, 20),
                counted("2026-10-01", "north", 4, 1),
            ],
            {**SHARE, "kind": Kind.CUSTOMER},
            Beside.WITHHELD,
        ),
        (
            [
                {"date": "2026-10-01", "value": 9.0},
                {"date": "2026-10-01", "value": 4.0, "segment": "north"},
            ],
            {"calculation": Calculation.SUM},
            Beside.PART,
        ),
        ([{"date": "2026-10-01", "value": 4.0, "segment": "north"}], {}, Beside.UNTOLD),
    ],
)
def test_what_cannot_be_compared(
    rows: list[dict[str, Any]], of: dict[str, Any], said: Beside
) -> None:
    found = beside(rows, **of)
    assert found is not None
    assert found.beside is said
