"""Which metrics have improved or worsened within a year, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.measure.assessment import change_of
from generator.measure.recent_changes import find_real_changes
from generator.measure.report import Report, measure
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.tables import Metric
from generator.model.vocabulary import (
    Accumulates,
    Better,
    Cadence,
    Change,
    Kind,
)
from tests.measure.build import dataset, day, metric

ROOT = Path(__file__).resolve().parents[2]

#: Twelve months about 52 in steps of 4, then two more within their limits.
USUAL = [50.0, 54.0] * 6
LARGE = [*USUAL, 47.0, 57.0]
LAST = "2026-10-31"


def report(
    values: Sequence[float],
    of: Metric | None = None,
    *,
    cadence: Cadence = Cadence.MONTHLY,
    as_of: str = "2026-11-20",
    missing: Sequence[int] = (),
    segment: str = "",
    tables: Sequence[Row] = (),
) -> Report:
    """A report on one metric whose newest value is of October 2026 (or the period that has it)."""
    return reported([(of or metric(), values)], cadence, as_of, missing, segment, tables)


def reported(
    given: Sequence[tuple[Metric, Sequence[float]]],
    cadence: Cadence = Cadence.MONTHLY,
    as_of: str = "2026-11-20",
    missing: Sequence[int] = (),
    segment: str = "",
    tables: Sequence[Row] = (),
) -> Report:
    newest = Period.containing(day(LAST), cadence)
    rows = [
        {
            "metric": of.metric,
            "date": newest.shift(place + 1 - len(values), cadence).last.isoformat(),
            "value": value,
            "segment": segment,
        }
        for of, values in given
        for place, value in enumerate(values)
        if place - len(values) not in missing
    ]
    metrics = [of for of, _ in given]
    cadences = {of.metric: cadence for of in metrics}
    made = dataset(rows, [*metrics, *tables], as_of=as_of, cadences=cadences)
    return measure(made, Settings())


#: Twelve months about 52, then eight about 60.
RISEN = [*USUAL, *(value + 8.0 for value in USUAL[:8])]


def test_improved_since() -> None:
    (changed,) = find_real_changes(report(RISEN))
    assert change_of(changed) is Change.BETTER
    assert changed.signal_since == changed.period(-8)
    assert changed.period(-8).last == day("2026-03-31")


@pytest.mark.parametrize(
    ("of", "change"),
    [
        (metric(better=Better.LOWER), [Change.WORSE]),
        (metric(better=Better.NEITHER), []),
        (metric(better=Better.HIGHER), [Change.BETTER]),
    ],
)
def test_the_same_rise_by_what_is_better(of: Metric, change: list[Change]) -> None:
    assert [change_of(one) for one in find_real_changes(report(RISEN, of))] == change


def test_of_a_running_total_what_each_month_added() -> None:
    totals = [sum(RISEN[: place + 1]) for place in range(len(RISEN))]
    (changed,) = find_real_changes(report([0.0, *totals], metric(accumulates=Accumulates.EVER)))
    assert changed.series.metric.is_total
    assert changed.signal_since == changed.period(-8)
    assert changed.period(-8).last == day("2026-03-31")


def test_nothing_is_said_of_old_figures_of_segments_or_of_the_unchanged() -> None:
    assert find_real_changes(report(RISEN, as_of="2027-01-10"))
    assert find_real_changes(report(RISEN, as_of="2027-01-11")) == ()
    assert find_real_changes(report(RISEN, segment="small")) == ()
    assert find_real_changes(report(LARGE)) == ()
    assert find_real_changes(report([*USUAL, 52.0, 72.0])) == ()  # a first sign


def test_after_a_year_a_change_is_a_fact_and_no_news() -> None:
    assert find_real_changes(report([*USUAL, *(value + 8.0 for value in USUAL)]))
    assert find_real_changes(report([*USUAL, *(value + 8.0 for value in USUAL), 58.0])) == ()


def test_what_customers_feel_comes_first_then_the_newest_change() -> None:
    later = [*USUAL, *(value + 8.0 for value in USUAL[:7])]
    found = reported(
        [
            (metric(metric="a"), RISEN),
            (metric(metric="b"), later),
            (metric(metric="c", kind=Kind.RELATIONSHIP), RISEN),
        ]
    )
    assert [one.series.metric.metric for one in find_real_changes(found)] == ["c", "b", "a"]
