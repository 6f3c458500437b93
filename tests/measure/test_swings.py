"""News: what has really changed, and the large moves that only look like it, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.check.folder_check import check_folder
from generator.measure.assessment import change_of
from generator.measure.report import Report, measure
from generator.measure.swings import find_real_changes, find_swings
from generator.model.dataset import AsOf
from generator.model.periods import Period
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.tables import TABLES, Metric
from generator.model.vocabulary import (
    Accumulates,
    Better,
    Cadence,
    Calculation,
    Change,
    Kind,
    YesNo,
)
from generator.read.data_folder import read_folder
from tests.measure.build import dataset, day, event, metric

ROOT = Path(__file__).resolve().parents[2]

#: Twelve months about 52 in steps of 4, then two more. Mean 52 and usual step
#: (11 · 4 + 7 + 10) / 13 = 4.6923, so limits 39.52 to 64.48; the last move is 10 / 4.6923 = 2.13.
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


def test_a_large_move_within_the_limits() -> None:
    (move,) = find_swings(report(LARGE))
    assert (move.series.metric.metric, move.before, move.after) == ("speed", 47.0, 57.0)
    assert (move.earlier.last, move.period.last) == (day("2026-09-30"), day(LAST))
    assert move.usual_step == pytest.approx(61 / 13)
    assert (move.low, move.high) == pytest.approx((52 - 2.66 * 61 / 13, 52 + 2.66 * 61 / 13))
    assert move.steps == pytest.approx(130 / 61)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Values whose last move is large, and why it is no candidate all the same (or is one)."""

    why: str
    values: Sequence[float] = tuple(LARGE)
    found: int = 0
    given: dict[str, Any] = field(default_factory=dict)


CASES = (
    Case(why="47 to 55 is 8 / 4.54 = 1.76 usual steps", values=[*USUAL, 47.0, 55.0]),
    Case(why="it ended 124 days ago", given={"as_of": "2027-03-04"}, found=1),
    Case(why="it ended 125 days ago", given={"as_of": "2027-03-05"}),
    Case(why="it is the move before the newest", values=[*LARGE, 53.0]),
    Case(
        why="it is the last quarter's",
        given={"cadence": Cadence.QUARTERLY, "as_of": "2027-01-20"},
        found=1,
    ),
    Case(
        why="it is the last but one quarter's",
        values=[*LARGE, 53.0],
        given={"cadence": Cadence.QUARTERLY, "as_of": "2027-01-20"},
    ),
    Case(
        why="it is the last year's",
        given={"cadence": Cadence.YEARLY, "as_of": "2027-01-20"},
        found=1,
    ),
    Case(why="with 12 points the limits are on trial", values=LARGE[2:]),
    Case(why="with 13 points they are firm", values=LARGE[1:], found=1),
    Case(
        why="a month is missing between",
        values=[*USUAL, 47.0, 50.0, 57.0],
        given={"missing": [-2]},
    ),
    Case(why="72 lies above the limits: a real change", values=[*USUAL, 52.0, 72.0]),
    Case(why="52 comes from 75, which signalled", values=[*USUAL, 52.0, 75.0, 52.0]),
    Case(why="nothing moves", values=[52.0] * 14),
    Case(why="one segment is not the whole", given={"segment": "small"}),
    Case(
        why="of a running total nothing is said",
        values=[sum(LARGE[: place + 1]) for place in range(14)],
        given={"of": metric(accumulates=Accumulates.EVER)},
    ),
    Case(
        why="the wording changed in between",
        given={"tables": [event("2026-10-01", metric="speed", rebase=YesNo.YES)]},
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_what_looks_like_news(case: Case) -> None:
    assert len(find_swings(report(case.values, **case.given))) == case.found


def test_nothing_is_said_beside_a_claim() -> None:
    """A new level about 70, and within it the same large move."""
    assert find_swings(report([*USUAL, *(value + 18.0 for value in LARGE)])) == ()
    levels = report([*USUAL, *(value + 18.0 for value in LARGE)]).judged_series["speed", ""]
    assert levels.claim is not None


def test_of_a_seasonal_record_the_figures_are_those_of_the_table() -> None:
    """Four years about 52 under a wave of 30; without it the last move is about 6."""
    wave = 30.0 * np.sin(np.pi * np.arange(48) / 6)
    moves = np.random.default_rng(5).normal(0, 2, 48)
    moves[-2:] = -3.0, 3.0
    values = (52.0 + wave + moves).tolist()
    (move,) = find_swings(report(values))
    assert (move.before, move.after) == pytest.approx((values[-2], values[-1]))
    assert move.low < move.after < move.high


def test_limits_are_no_wider_than_what_can_be() -> None:
    share = metric(calculation=Calculation.SHARE)
    (move,) = find_swings(report([value + 43.0 for value in LARGE], share))
    assert (move.after, move.high) == (100.0, 100.0)
    assert move.low == pytest.approx(95 - 2.66 * 61 / 13)


def test_what_customers_feel_comes_first_then_the_larger() -> None:
    """0.9 of the steps before and the same move: 2.24 usual steps against 2.13."""
    calm = [52.0 + 0.9 * (value - 52.0) for value in USUAL] + LARGE[-2:]
    found = reported(
        [
            (metric(metric="a"), LARGE),
            (metric(metric="b"), calm),
            (metric(metric="c", kind=Kind.CUSTOMER), LARGE),
            (metric(metric="d"), LARGE),
        ]
    )
    assert [move.series.metric.metric for move in find_swings(found, 9)] == ["c", "b", "a", "d"]
    assert [move.series.metric.metric for move in find_swings(found, 2)] == ["c", "b"]
    assert len(find_swings(found)) == 3


# What has really changed.

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


@pytest.mark.sample
def test_the_sample_has_a_dip_that_means_nothing() -> None:
    """Satisfaction with Talent in the third quarter: 66.7 after 74.0, within 60.4 to 79.7."""
    settings = Settings()
    made = check_folder(
        read_folder(ROOT / "data", TABLES), settings, AsOf(day=day("2026-11-20"), reason="test")
    )
    moves = {move.series.metric.metric: move for move in find_swings(measure(made, settings))}
    dip = moves["internal-satisfaction-talent"]
    assert dip.period.last == day("2026-09-30")
    assert (round(dip.before, 1), round(dip.after, 1)) == (74.0, 66.7)
    assert (round(dip.low, 1), round(dip.high, 1)) == (60.4, 79.7)
