"""Running totals, and values pooled from counts: their status by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from generator.model.vocabulary import Accumulates, Calculation
from tests.measure.build import metric
from tests.measure.cases import (
    DUE_POOLED,
    MET,
    MISSED,
    NOISY,
    OFF,
    ON,
    REACHED,
    RISK,
    START,
    Case,
    held,
    judged,
)

YEAR, EVER = Accumulates.YEAR, Accumulates.EVER
TOTALS = [
    Case(
        values=(100.0, 110.0, 120.0, 10.0, 20.0, 31.0),
        first="2025-10-01",
        as_of="2026-04-10",
        due="2026-12-31",
        of=metric(accumulates=YEAR),
        goal={"baseline": 0.0, "baseline_date": START, "target": 120.0},
        status=ON,
        why="March, the newest: 31/120 = .2583; 90/365 = .2466. It added 10 10 10 10 11: "
        "steps 0 0 0 1, mean .25 / 1.128 = .2216",
        value=31.0,
        progress=0.2583,
        expected=0.2466,
        noise=0.2216,
        gap=1.4110,
    ),
    Case(
        values=(10.0, 20.0, 19.0, 30.0),
        first="2026-01-01",
        as_of="2026-05-10",
        due="2026-12-31",
        of=metric(accumulates=YEAR),
        goal={"baseline": 0.0, "baseline_date": START, "target": 120.0},
        status=ON,
        why="a correction in March is no new year: added 10 -1 11, steps 11 and 12, 11.5 / 1.128 = "
        "10.195; plan 120 * 120/365 = 39.452, gap -9.452 is less than 10.195",
        value=30.0,
        noise=10.1950,
        gap=-9.4521,
    ),
    Case(
        values=(80.0, 90.0, 100.0, 8.0, 17.0),
        first="2026-01-01",
        as_of="2026-06-10",
        due="2027-03-31",
        of=metric(accumulates=YEAR),
        goal={"baseline": 0.0, "baseline_date": "2026-03-31", "target": 100.0},
        more={"fiscal_year_start": 4},
        status=ON,
        why="a year from April: 17 on day 61 of 365 (plan 16.712); added 10 10 8 9: steps 0 2 1, "
        "1 / 1.128 = .8865",
        value=17.0,
        noise=0.8865,
        gap=0.2877,
    ),
    Case(
        values=(1000.0, 1010.0, 1020.0, 1031.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due="2026-12-31",
        of=metric(accumulates=EVER),
        goal={"baseline": 1000.0, "baseline_date": START, "target": 1200.0},
        status=RISK,
        why="p = 31/200 = .155; p/e = .155/.2466 = .6286; plan 1049.315; added 10 10 11: "
        ".5 / 1.128 = .4433",
        progress=0.155,
        noise=0.4433,
        gap=-18.3151,
    ),
    Case(
        values=(1000.0, 1010.0, 1020.0, 1029.0),
        first="2025-12-01",
        as_of="2026-04-10",
        due="2026-12-31",
        of=metric(accumulates=EVER),
        goal={"baseline": 1000.0, "baseline_date": START, "target": 1200.0},
        status=OFF,
        why="p = .145, p/e = .5881 < .60; gap -20.315 < -.8866",
        progress=0.145,
    ),
    Case(
        values=(1000.0, 1010.0, 1029.0),
        first="2025-12-01",
        as_of="2026-03-10",
        due="2026-12-31",
        of=metric(accumulates=EVER),
        goal={"baseline": 1000.0, "baseline_date": START, "target": 1200.0},
        status=RISK,
        why="two increments are too few for a noise; p = .145, e = 59/365 = .1616, p/e = .897",
        noise=0.0,
        expected=0.1616,
    ),
    Case(
        values=(50.0, 62.0, 60.0),
        first="2026-01-01",
        as_of="2026-04-10",
        due="2026-03-31",
        of=metric(accumulates=YEAR),
        status=MISSED,
        why="past due: the total at the date",
        value=60.0,
    ),
]


@pytest.mark.parametrize("case", TOTALS, ids=lambda case: case.why)
def test_running_totals(case: Case) -> None:
    held(case)


#: Three months whose counts make 42 together: promoters 36 1 27, detractors 2 4 16 of 40 5 55.
NPS_COUNTS = {"n": [40, 5, 55], "promoters": [36, 1, 27], "detractors": [2, 4, 16]}
COUNTED = [
    Case(
        values=(85.0, -60.0, 20.0),
        of=metric(calculation=Calculation.NPS),
        more=NPS_COUNTS,
        goal={"baseline": 30.0, "baseline_date": START, "target": 42.0},
        status=REACHED,
        why="100 * (64 - 22)/100 = 42, not the mean 15",
        value=42.0,
    ),
    Case(
        values=(85.0, -60.0, 20.0),
        of=metric(calculation=Calculation.NPS),
        more=NPS_COUNTS,
        goal={"baseline": 30.0, "baseline_date": START, "target": 60.0},
        status=NOISY,
        why="steps 145 and 80: 112.5 / 1.128 / 1.7321 = 57.5818; the plan's 15 is below it",
        value=42.0,
        noise=57.5818,
    ),
    Case(
        values=(42.0, 42.0, 42.0),
        of=metric(calculation=Calculation.NPS),
        more=NPS_COUNTS,
        goal={"baseline": 10.0, "baseline_date": START, "target": 60.0},
        status=ON,
        why="sampling is larger than a process of 0: p = 64.75/103, d = 22.75/103: "
        "sqrt((.84951 - .40777^2)/103) = .081446; plan 35",
        value=42.0,
        noise=8.1446,
        gap=7.0,
    ),
    Case(
        values=(95.0, 100.0 / 3),
        of=metric(calculation=Calculation.SHARE),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        more={"n": [100, 900], "numerator": [95, 300]},
        goal={"baseline": 30.0, "baseline_date": START, "target": 50.0},
        status=ON,
        why="395 of 1,000 = 39.5 %, not 64.2; sqrt(.395 * .605/1000) = 1.5459; plan 40",
        value=39.5,
        noise=1.5459,
        gap=-0.5,
    ),
    Case(
        values=(95.0, 100.0 / 3),
        of=metric(calculation=Calculation.SHARE),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        more={"n": [100, float("nan")], "numerator": [95, float("nan")]},
        goal={"baseline": 30.0, "baseline_date": START, "target": 70.0},
        status=ON,
        why="one month without counts: the mean of the values, 64.17",
        value=64.1667,
        noise=0.0,
    ),
    Case(
        values=(4.0, 5.0),
        of=metric(calculation=Calculation.MEAN),
        first="2026-01-01",
        as_of="2026-03-10",
        due="2026-03-31",
        more={"n": [10, 30], "numerator": [40, 150]},
        goal={"baseline": 4.0, "baseline_date": START, "target": 6.0},
        status=RISK,
        why="190/40 = 4.75, not 4.5: p = .375, p/e = .75",
        value=4.75,
        progress=0.375,
    ),
    Case(
        values=(57.0,),
        of=metric(calculation=Calculation.SHARE),
        first="2026-01-01",
        due="2026-01-31",
        more={"n": [100], "numerator": [57]},
        goal={"target": 57.0},
        status=MET,
        why="57 of 100 is 57 %, though 100 * 0.57 is 56.99999999999999 to a machine",
        value=57.0,
    ),
]


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case.why)
def test_counts(case: Case) -> None:
    if len(case.values) == 3:
        case = replace(case, first="2026-01-01", as_of="2026-04-10", due=DUE_POOLED)
    held(case)


@pytest.mark.parametrize(
    ("n", "numerator", "target", "needed", "why"),
    [
        # 50 of 100 a month: error sqrt(.5 * .5/300) = 2.8868 points; the plan moves 5.
        # 2 * 2.8868 = 5.7735 points from 300 answers; 5 points need 300 * (5.7735/5)^2 = 400.
        ((100, 100, 100), (50, 50, 50), 60.0, 134, "400 answers, 133.3 a month"),
        ((100, 100, 100), (50, 50, 50), 61.0, 111, "5.5 points: 300 * (5.7735/5.5)^2 = 330.6"),
        # Large samples whose values swing by more than sampling explains: no number would help.
        ((10000, 10000, 10000), (4000, 6000, 5000), 60.0, None, "the process is larger"),
    ],
)
def test_answers_needed(
    n: Sequence[float], numerator: Sequence[float], target: float, needed: int | None, why: str
) -> None:
    case = Case(
        values=tuple(100 * a / b for a, b in zip(numerator, n, strict=True)),
        first="2026-01-01",
        as_of="2026-04-10",
        due=DUE_POOLED,
        of=metric(calculation=Calculation.SHARE),
        more={"n": n, "numerator": numerator},
        goal={"baseline": 50.0, "baseline_date": START, "target": target},
        status=NOISY,
        why=why,
    )
    held(case)
    pace = judged(case).pace
    assert pace is not None
    assert pace.answers_needed == needed
