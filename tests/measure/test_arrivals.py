"""What became of the figure of each period, on 20 November 2026."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.measure.arrivals import Arrival, Arrived, arrivals
from generator.measure.report import measure
from generator.model.settings import Settings
from generator.model.vocabulary import Cadence, Calculation, Kind
from tests.measure.build import dataset, day, metric

SIGNS = {
    Arrival.THERE: "x",
    Arrival.LATE: "L",
    Arrival.MISSING: "-",
    Arrival.WITHHELD: "w",
    Arrival.OPEN: "o",
}


def strip(found: Sequence[Arrived]) -> str:
    return "".join(SIGNS[one.arrival] for one in found)


@pytest.mark.parametrize(
    ("cadence", "dates", "drawn"),
    [
        (Cadence.MONTHLY, ["2026-08-01", "2026-09-01", "2026-10-01"], "xxxo"),
        (Cadence.MONTHLY, ["2026-08-01", "2026-10-01"], "x-xo"),
        # September's figure was due on 10 October, October's on 10 November.
        (Cadence.MONTHLY, ["2026-08-01"], "xLLo"),
        (Cadence.MONTHLY, ["2026-10-01", "2026-11-01"], "xx"),  # November is open, and there
        (Cadence.QUARTERLY, ["2026-04-01"], "xLo"),  # the third quarter was due on 10 October
        (Cadence.YEARLY, ["2024-01-01", "2025-01-01"], "xo"),  # 2024 ended before the first day
        # Wednesday and Thursday: no weekend is asked for; Friday was due ten days later.
        (Cadence.DAILY, ["2026-11-04", "2026-11-05"], "xxLL" + "o" * 9),
        (Cadence.MONTHLY, ["2020-01-01", "2026-10-01"], "-" * 11 + "xo"),
    ],
)
def test_each_period_is_there_late_missing_or_open(
    cadence: Cadence, dates: list[str], drawn: str
) -> None:
    rows = [{"metric": "speed", "date": date, "value": 4.0} for date in dates]
    given = dataset(rows, [metric()], cadences={"speed": cadence})
    found = arrivals(measure(given, Settings()), day("2025-11-20"))
    assert strip(found["speed"]) == drawn


def test_a_withheld_figure_has_come_and_is_not_shown() -> None:
    asked = metric(calculation=Calculation.SHARE, kind=Kind.CUSTOMER)
    rows = [
        {"metric": "speed", "date": f"2026-{month}-01", "value": 50.0, "n": n, "numerator": n / 2}
        for month, n in (("08", 100), ("09", 4), ("10", 100))
    ]
    found = arrivals(measure(dataset(rows, [asked]), Settings()), day("2025-11-20"))
    assert strip(found["speed"]) == "xwxo"


def test_a_figure_of_one_segment_is_there() -> None:
    rows = [
        {"metric": "speed", "date": "2026-09-01", "value": 4.0, "segment": "north"},
        {"metric": "speed", "date": "2026-10-01", "value": 4.0, "segment": "south"},
    ]
    found = arrivals(measure(dataset(rows, [metric()]), Settings()), day("2025-11-20"))
    assert strip(found["speed"]) == "xxo"


def test_a_metric_without_a_figure_has_no_periods() -> None:
    assert arrivals(measure(dataset([], [metric()]), Settings()), day("2025-11-20")) == {}
