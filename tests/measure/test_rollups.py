"""Roll-ups: a whole from its segments, and a year together, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.pooling import (
    Pooled,
    Refusal,
    collect_all_series,
    last_year,
    pool_periods,
    pooled_wholes,
)
from generator.measure.report import Report, measure
from generator.measure.series import Series, collect_series
from generator.model.dataset import SegmentName
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Kind, Status, YesNo
from tests.measure.build import dataset, day, event, goal, metric, series

SHARE, SUM, NPS = Calculation.SHARE, Calculation.SUM, Calculation.NPS
NAMES = {
    key: SegmentName(key=key, name=key, dimension=dimension)
    for key, dimension in (
        ("small", "size"),
        ("large", "size"),
        ("north", "region"),
        ("south", "region"),
    )
}
#: By segment, each month's n and numerator.
Cells = Mapping[str, Sequence[tuple[float, float]]]
BY_SIZE: Cells = {"small": [(100, 95), (100, 80)], "large": [(900, 300), (300, 200)]}


def measured(cells: Cells, tables: Sequence[Row] = (), **given: Any) -> Report:
    """A report on a share with segments by size (complete) and perhaps region (not declared)."""
    of = metric(**({"calculation": SHARE, "complete_dimensions": ("size",)} | given))
    rows = [
        {
            "metric": "speed",
            "date": f"2026-{9 + month:02}-01",
            "segment": segment,
            "value": 100 * part / n if of.calculation is SHARE else part,
            "n": n,
            "numerator": part,
        }
        for segment, months in cells.items()
        for month, (n, part) in enumerate(months)
    ]
    return measure(replace(dataset(rows, [of, *tables]), segments=NAMES), Settings())


def whole(cells: Cells, **given: Any) -> Series | None:
    return measured(cells, **given).series.get(("speed", ""))


def test_a_whole_is_pooled_from_the_counts_of_its_segments() -> None:
    """395 of 1,000 and 280 of 400: not 64.2 and 73.3, the means of the shares."""
    found = whole(BY_SIZE)
    assert found is not None
    assert found.value.tolist() == [39.5, 70.0]
    assert (found.n.tolist(), found.numerator.tolist()) == ([1000, 400], [395, 280])
    assert [period.last for period in found.periods] == [day("2026-09-30"), day("2026-10-31")]
    assert (found.pooled_from, found.closed, found.segment) == ("size", 2, "")
    assert (found.withheld, found.so_far) == (0, 0)


def test_its_source_are_all_the_lines_it_is_made_of() -> None:
    found = whole(BY_SIZE)
    assert found is not None
    assert sorted(found.line.tolist()) == [2, 3, 4, 5]
    assert len(found.file) == 4


def test_a_measured_whole_stays_as_it_is() -> None:
    found = whole({**BY_SIZE, "": [(1000, 400), (400, 290)]})
    assert found is not None
    assert (found.value.tolist(), found.pooled_from) == ([40.0, 72.5], "")


def test_a_dimension_of_one_segment_is_the_whole() -> None:
    found = whole({"small": [(100, 95), (100, 80)]})
    assert found is not None
    assert (found.value.tolist(), found.n.tolist()) == ([95.0, 80.0], [100, 100])
    assert found.first.tolist() == [day("2026-09-01"), day("2026-10-01")]


@pytest.mark.parametrize(
    ("as_of", "closed"), [("2026-10-30", 1), ("2026-10-31", 2), ("2026-11-20", 2)]
)
def test_a_period_of_it_is_closed_from_its_last_day_on(as_of: str, closed: int) -> None:
    of = metric(calculation=SHARE, complete_dimensions=("size",))
    rows = [
        {"metric": "speed", "date": date, "segment": key, "value": 50.0, "n": 80, "numerator": 40}
        for key in ("small", "large")
        for date in ("2026-09-01", "2026-10-01")
    ]
    data = replace(dataset(rows, [of], as_of=as_of), segments=NAMES)
    assert pooled_wholes(collect_series(data), data)["speed", ""].closed == closed


def test_its_year_begins_as_that_of_its_segments() -> None:
    """In January, if nobody says another month."""
    of = metric(calculation=SHARE, complete_dimensions=("size",))
    rows = [
        {"metric": "speed", "date": "2026-10-01", "segment": key, "value": 50.0, "n": 80,
         "numerator": 40}
        for key in ("small", "large")
    ]  # fmt: skip
    data = replace(dataset(rows, [of]), segments=NAMES)
    for found, start in ((collect_all_series(data), 1), (collect_all_series(data, 7), 7)):
        assert {key[1]: each.fiscal_year_start for key, each in found.items()} == {
            "": start,
            "small": start,
            "large": start,
        }


def test_sums_add() -> None:
    found = whole(BY_SIZE, calculation=SUM)
    assert found is not None
    assert found.value.tolist() == [395.0, 280.0]


def test_a_period_without_one_of_the_segments_is_left_out() -> None:
    found = whole({"small": [(100, 95)], "large": [(900, 300), (300, 200)]})
    assert found is not None
    assert found.value.tolist() == [39.5]


@pytest.mark.parametrize(
    ("cells", "given"),
    [
        (BY_SIZE, {"complete_dimensions": ()}),
        (BY_SIZE, {"complete_dimensions": ("region",)}),
        (BY_SIZE, {"calculation": Calculation.GIVEN}),
        (BY_SIZE, {"calculation": Calculation.MEDIAN}),
        (BY_SIZE, {"min_n": 2000}),
    ],
)
def test_no_whole(cells: Cells, given: dict[str, Any]) -> None:
    assert whole(cells, **given) is None


def test_the_first_complete_dimension_that_gives_a_figure() -> None:
    by_region: Cells = {"north": [(60, 30), (50, 25)], "south": [(40, 30), (50, 25)]}
    both = {"complete_dimensions": ("size", "region")}
    found = whole({"small": [(100, 95)], "large": [(900, 300), (300, 200)], **by_region}, **both)
    assert found is not None
    assert found.pooled_from == "size"
    found = whole(by_region, **both)
    assert found is not None
    assert (found.pooled_from, found.value.tolist()) == ("region", [60.0, 50.0])


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        # Nine answers of small firms are withheld: there is no whole from which to take the rest.
        ({"small": [(9, 5), (100, 80)], "large": [(900, 300), (300, 200)]}, [70.0]),
        ({"small": [(9, 5), (9, 5)], "large": [(900, 300), (300, 200)]}, None),
        # The sizes are all shown, but taken from them the south would tell the north.
        ({**BY_SIZE, "north": [(9, 5), (9, 5)], "south": [(991, 390), (391, 275)]}, None),
        ({**BY_SIZE, "north": [(500, 200), (200, 140)], "south": [(500, 195), (200, 140)]},
         [39.5, 70.0]),
    ],
)  # fmt: skip
def test_nothing_that_is_withheld_can_be_worked_out(
    cells: Cells, values: list[float] | None
) -> None:
    found = whole(cells, kind=Kind.CUSTOMER)
    assert (found.value.tolist() if found is not None else None) == values


def test_goals_and_freshness_see_it_as_the_whole() -> None:
    aim = goal(target=60.0, baseline=30.0, baseline_date="2026-08-31", due="2027-08-31")
    report = measured(BY_SIZE, [aim])
    assert report.assessments["speed-70"].goal_status.status is not Status.NO_DATA
    assert ("speed", "") in report.judged_series
    fresh = report.freshness["speed"].newest
    assert fresh is not None
    assert fresh.last == day("2026-10-31")


def test_a_whole_begins_anew_where_its_metric_does() -> None:
    anew = event("2026-10-01", metric="speed", rebase=YesNo.YES)
    assert measured(BY_SIZE, [anew]).series["speed", ""].rebased == (day("2026-10-01"),)


# A year together.


def months(count: int, of: Metric, **given: Any) -> Series:
    """Months up to October 2026: 50 of 100, 51, 52 and so on."""
    first = f"{2026 - (count - 1 + 2) // 12}-{12 - (count + 1) % 12:02}-01"
    numerators = [50 + place for place in range(count)]
    counts = {"n": [100] * count, "numerator": numerators, **given}
    return series([float(n) for n in numerators], first, as_of="2026-11-20", of=of, **counts)


def test_twelve_months_together() -> None:
    """58 to 69 of 100 each: 762 of 1,200."""
    found = months(20, metric(calculation=SHARE))
    rows = last_year(found)
    assert rows is not None
    together = pool_periods(found, rows)
    assert isinstance(together, Pooled)
    assert (together.value, together.n) == (63.5, 1200)
    assert found.periods[rows][0].first == day("2025-11-01")
    assert len(found.periods[rows]) == 12


@pytest.mark.parametrize(
    ("found", "count"),
    [
        (series([1.0] * 9, "2024-01-01", cadence=Cadence.QUARTERLY), 4),
        (series([1.0] * 60, "2024-01-01", cadence=Cadence.WEEKLY), 52),
        (series([1.0] * 5, "2024-01-01"), 5),
        (series([1.0] * 2, "2024-01-01"), 2),
        (series([1.0] * 14, "2024-01-01", missing=(10,)), 11),
        (series([1.0], "2024-01-01"), None),
        (series([1.0] * 5, "2019-01-01", cadence=Cadence.YEARLY), None),
        (series([1.0] * 5, "2024-01-01", as_of="2023-01-01"), None),
    ],
)
def test_how_many_periods_are_a_year(found: Series, count: int | None) -> None:
    rows = last_year(found)
    assert (len(found.periods[rows]) if rows else None) == count


@pytest.mark.parametrize(
    ("of", "refusal"),
    [
        (metric(), Refusal.GIVEN),
        (metric(calculation=Calculation.MEDIAN), Refusal.NEVER_AVERAGED),
        (metric(calculation=SUM, accumulates=Accumulates.YEAR), Refusal.RUNNING_TOTAL),
        (metric(calculation=NPS), Refusal.NO_COUNTS),
    ],
)
def test_no_year(of: Metric, refusal: Refusal) -> None:
    found = months(14, of)
    rows = last_year(found)
    assert rows is not None
    assert pool_periods(found, rows) is refusal
