"""Levels: where a record has moved, worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from generator.measure.control_chart_input import judge_series
from generator.measure.levels import LevelRecord, Levels, find_levels
from generator.measure.natural_limits import Limits
from generator.measure.report import Report
from generator.model.periods import Period, add_months
from tests.measure.build import day, series
from tests.measure.test_real import TRANSIT, report_of

A = "10 12 11 9 10 11 12 10 15 16 14 15 17 16 15 16"
B = "10 12 11 9 10 11 12 10 11 13 10 12 11 10 12 11"
C = "10 12 11 9 10 11 12 10 11 10 15 16 14 15 17 16"
D = "10 12 11 9 10 11 12 10 11 15 16 14 15 17 16 15"
F = f"{A} 11 10 12 9 11 10 12 10"


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split()]


def levels(values: Sequence[float] | str, season: int = 1, **given: Sequence[int]) -> Levels:
    """The levels of values of one period after the other, unless their places are given."""
    record = numbers(values) if isinstance(values, str) else values
    places = np.array(given.pop("places", range(len(record))))
    (found,) = find_levels(
        [LevelRecord(values=np.array(record, dtype=float), season=season, places=places, **given)]
    )
    return found


def starts(values: Sequence[float] | str, season: int = 1, **given: Sequence[int]) -> list[int]:
    return [level.start for level in levels(values, season, **given).starts]


@dataclass(frozen=True, kw_only=True)
class Hand:
    """Values, and by hand: each start with what showed it (counted from 1) and its t; t*; range."""

    values: str
    starts: Sequence[tuple[int, int, float]] = ()
    t: float | None = None
    means: tuple[float, ...] = ()
    claimed: int = 0
    low: float
    high: float


HANDS = {
    "A": Hand(
        values=A,
        starts=[(9, 15, 9.078)],
        t=9.794,
        means=(10.625, 15.5),
        claimed=1,
        low=12.08,
        high=18.92,
    ),
    "B": Hand(values=B, low=6.859, high=15.016),
    "C": Hand(values=C, low=8.181, high=16.694),
    "D": Hand(
        values=D,
        starts=[(10, 16, 9.547)],
        t=9.547,
        means=(96 / 9, 108 / 7),
        claimed=1,
        low=11.882,
        high=18.975,
    ),
    "F": Hand(
        values=F,
        starts=[(9, 15, 9.078), (17, 23, 9.098)],
        t=9.794,
        means=(15.5, 10.625),
        claimed=-1,
        low=5.685,
        high=15.565,
    ),
}


@pytest.mark.parametrize("hand", HANDS.values(), ids=list(HANDS))
def test_by_hand(hand: Hand) -> None:
    judged = judge_series(series(numbers(hand.values), "2024-01-01"))
    assert judged.levels is not None
    found = judged.levels
    assert [(one.start + 1, one.found + 1) for one in found.starts] == [
        (start, shown) for start, shown, _ in hand.starts
    ]
    assert [one.t for one in found.starts] == pytest.approx([t for *_, t in hand.starts], abs=6e-4)
    assert (found.dependence, found.season) == (0.0, None)
    assert (judged.claim.direction if judged.claim else 0) == hand.claimed
    if found.movement is not None:
        assert found.movement.t == pytest.approx(hand.t, abs=6e-4)
        assert found.movement.means == pytest.approx(hand.means)
        assert found.movement.last_start == found.starts[-1].start
    assert judged.control_chart is not None
    group = judged.control_chart.groups[-1]
    assert group.start == max([start - 1 for start, *_ in hand.starts], default=0)
    assert isinstance(group.limits, Limits)
    assert group.limits.lower == pytest.approx(hand.low, abs=6e-3)
    assert group.limits.upper == pytest.approx(hand.high, abs=6e-3)


def test_the_pooled_spread_and_where_a_movement_began() -> None:
    movement = levels(A).movement
    assert movement is not None
    assert movement.spread == pytest.approx(0.9955, abs=5e-5)
    assert (movement.since, movement.last_start, movement.direction) == (8, 8, 1)


# Near misses of each constant. The levels of 10 and 12 have exact means, so t is worked out.


def steps(*parts: tuple[float, int], swing: float = 1.0) -> list[float]:
    """Levels of so many values that swing about their means by turns."""
    return [
        mean + swing * (1 if place % 2 else -1) for mean, count in parts for place in range(count)
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (7, 7, [7]),  # 14 values, 7 a side
        (8, 6, []),  # six of the new level: wait
        (8, 7, [8]),
        (7, 6, []),  # 13 values
        (6, 8, [7]),  # a level has seven values or more: k = 7 is the best that is allowed
        (30, 6, []),
        (30, 7, [30]),
    ],
)
def test_seven_values_a_level_and_fourteen_to_search(
    before: int, after: int, found: list[int]
) -> None:
    assert starts(steps((10, before), (100, after), swing=0.5)) == found


def test_the_best_place_may_leave_two_values_and_not_one() -> None:
    """A leap of the last two is the best cut: wait. One alone is no cut that is tried."""
    moved = steps((10, 8), (15, 8))
    assert starts([*moved, 80, 81]) == [8]  # shown by value 15, before the leap
    # The cut at 9 has a sum of squares of 5·2/7·33² = 1556 and a t of 5.5, that at 14 one of
    # 9·5/14·20² = 1286, and that at 13 one of 9·4/13·20² + 2/3·33² = 1834.
    assert starts([0.0] * 9 + [20.0] * 5 + [53.0] * 2) == []


def shift(t: float) -> list[float]:
    """8 values of mean 0 and 8 of the mean that makes t: s = √(16/14), t = mean/(s·√(1/4))."""
    return steps((0, 8), (t * math.sqrt(16 / 14) / 2, 8))


@pytest.mark.parametrize(("t", "found"), [(5.01, [8]), (4.99, [])])
def test_t_is_over_five(t: float, found: list[int]) -> None:
    """Of the sixteen values; with fewer its t is smaller."""
    assert starts(shift(t)) == found


def test_that_t_is_the_one_worked_out() -> None:
    (level,) = levels(shift(5.01)).starts
    assert level.found == 15
    assert level.t == pytest.approx(5.01)


def test_a_tie_takes_the_first_place() -> None:
    """A middle value of 5.5 between 0 and 11 belongs to either side at the same sum of squares."""
    assert starts([0.0] * 7 + [5.5] + [11.0] * 7) == [7]


@pytest.mark.parametrize("size", [1.0, 1e-6, 1e9])
def test_constants(size: float) -> None:
    assert levels([size] * 20).movement is None
    found = levels([size] * 7 + [size * 1.5] * 7)
    assert [(one.start, one.found, one.t) for one in found.starts] == [(7, 13, math.inf)]
    assert found.movement is not None
    assert found.movement.t == math.inf
    assert found.movement.claimed


def test_a_later_leap_changes_nothing_of_what_was_found() -> None:
    """Not even one that is a thousand million times as large as the scatter."""
    calm = [*numbers(B)]
    for leap in (1e3, 1e9, 1e15):
        assert starts([*calm, leap]) == []
        assert starts([*numbers(A), leap])[:1] == [8]
    assert starts([*calm, 1e9, *numbers(B)[:13]]) == starts([*calm, 1e9, *numbers(B)[:13]])


def test_what_is_found_stays_whatever_comes() -> None:
    """Each longer record has the starts of the shorter one first, with and without a season."""
    random = np.random.default_rng(3)
    for season in (1, 12):
        values = random.normal(size=90) + np.repeat([0.0, 3, 1, 5, 5], 18)
        if season > 1:
            values += wave(90)
        found = [levels(values[:count], season).starts for count in range(1, 91)]
        assert all(now[: len(then)] == then for then, now in pairwise(found))
        assert len(found[-1]) >= 2


def test_records_searched_together_are_as_if_alone() -> None:
    random = np.random.default_rng(4)
    every = [
        LevelRecord(
            values=random.normal(size=count) + np.where(np.arange(count) < 25, 0, step),
            season=12,
            places=np.arange(count),
            moments=moments,
        )
        for count in (50, 61)
        for step in (0, 1, 2, 4)
        for moments in ((), (25,), (8, 30))
    ]
    for alone, together in zip(every, find_levels(every), strict=True):
        (one,) = find_levels([alone])
        assert one.starts == together.starts
        assert one.values == pytest.approx(together.values)
        assert one.movement == together.movement
    assert find_levels([]) == []


# Moments: one test at the date of an event.


def around(before: int, after: int, t: float) -> list[float]:
    """Even swings about 0 and about the mean that makes t of so many values a side."""
    sums = [count - (count % 2) / count for count in (before, after)]
    s = math.sqrt(sum(sums) / (before + after - 2))
    ends = [(count % 2) / count for count in (before, after)]
    step = t * s * math.sqrt(1 / before + 1 / after)
    return steps((0, before), (step + ends[1] - ends[0], after))


@pytest.mark.parametrize(
    ("before", "after", "t", "found"),
    [
        (5, 5, 3.01, [5]),
        (5, 5, 2.99, []),
        (4, 6, 9.0, []),  # four of its level before
        (5, 4, 9.0, []),  # four since
        (6, 5, 3.01, [6]),
        (12, 5, 3.01, [12]),
    ],
)
def test_a_moment_asks_five_a_side_and_t_over_three(
    before: int, after: int, t: float, found: list[int]
) -> None:
    values = around(before, after, t)
    assert starts(values, moments=[before]) == found
    assert starts(values) == []


def test_a_start_at_a_moment_says_so_and_is_shown_by_the_fifth_value() -> None:
    found = levels([*around(9, 5, 4.0), 3.0, 3.0], moments=[9])
    (level,) = found.starts
    assert (level.start, level.found, level.at_moment) == (9, 13, True)
    assert level.t == pytest.approx(4.0)
    assert found.movement is not None


def test_a_moment_is_tested_once() -> None:
    """Its first five values say no; what comes later says so only to the search."""
    (level,) = levels([*around(8, 5, 2.5), *steps((8, 8))], moments=[8]).starts
    assert (level.start, level.found, level.at_moment) == (13, 19, False)


def test_a_moment_that_is_not_met_leaves_its_end_to_the_search() -> None:
    """The moment at the eleventh value has five since with the fifteenth, which shows the ninth."""
    assert [(one.start, one.found) for one in levels(A, moments=[2]).starts] == [(8, 14)]
    assert [(one.start, one.found) for one in levels(A, moments=[10]).starts][:1] != []


def test_a_moment_before_a_found_start_is_past() -> None:
    """Both within five values of it: the new level has less than five before the moment."""
    found = levels([*numbers(A), 15.0, 16.0], moments=[11, 12])
    assert [(one.start, one.at_moment) for one in found.starts] == [(8, False)]


def test_two_moments_each_begin_a_level() -> None:
    values = steps((0, 6), (20, 6), (40, 6), swing=0.5)
    found = levels(values, moments=[12, 6])
    assert [(one.start, one.found) for one in found.starts] == [(6, 10), (12, 16)]
    assert found.movement is not None
    assert (found.movement.since, found.movement.last_start) == (6, 12)
    assert found.movement.means == pytest.approx((0, 20, 40))


# Season.


#: What each month of a year adds, and what each quarter.
YEAR = [10.0, -6, 3, -9, 1, 8, -12, 5, -2, 7, -8, 3]
QUARTERS = [12.0, -4, -4, -4]


def wave(count: int, m: int = 12) -> list[float]:
    noise = np.random.default_rng(8).normal(0, 0.5, count)
    year = np.array(YEAR if m == 12 else QUARTERS)
    return [float(value) for value in year[np.arange(count) % m] + noise]


@pytest.mark.parametrize(("m", "fewest"), [(12, 36), (4, 12)])
def test_a_season_is_taken_out_from_three_years_on(m: int, fewest: int) -> None:
    assert levels(wave(fewest - 1, m=m), m).season is None
    found = levels(wave(fewest, m=m), m)
    assert found.season is not None
    assert found.season.sum() == pytest.approx(0, abs=1e-9)
    assert found.season.reshape(-1, m)[0] == pytest.approx(found.season.reshape(-1, m)[-1])
    assert found.values + found.season == pytest.approx(wave(fewest, m=m))
    assert found.values.std() < 1
    assert found.starts == ()


def test_without_a_season_nothing_is_taken_out() -> None:
    values = np.random.default_rng(1).normal(size=48)
    found = levels(values.tolist(), 12)
    assert found.season is None
    assert found.values.tolist() == values.tolist()
    assert levels(wave(36), 1).season is None


def test_the_season_is_that_of_whole_years() -> None:
    """The values after the last whole year change nothing of it."""
    whole, more = levels(wave(48), 12), levels([*wave(48), 90.0, -90.0], 12)
    assert whole.season is not None
    assert more.season is not None
    assert more.season[:48] == pytest.approx(whole.season)
    assert more.season[48:] == pytest.approx(whole.season[:2])


def test_a_gap_keeps_its_place_in_the_year() -> None:
    values, places = wave(50), [place for place in range(50) if place not in (14, 35)]
    found = levels([values[place] for place in places], 12, places=places)
    assert found.season is not None
    assert found.starts == ()
    assert found.season[places.index(36)] == pytest.approx(found.season[0])
    assert found.season == pytest.approx([YEAR[place % 12] for place in places], abs=4)


def test_three_years_may_have_gaps() -> None:
    """34 values in 36 months: the season is asked at the last of them, and there only."""
    places = [place for place in range(36) if place not in (10, 20)]
    found = levels([wave(36)[place] for place in places], 12, places=places)
    assert found.season is not None


# Rebase.


def test_values_before_a_rebase_are_a_record_of_their_own() -> None:
    values = [*numbers(A), *(value + 100 for value in numbers(D))]
    found = levels(values, rebased=[16])
    assert [(one.start, one.found) for one in found.starts] == [(8, 14), (25, 31)]
    assert found.movement is not None
    assert (found.movement.since, found.movement.last_start) == (25, 25)
    assert found.values.tolist() == values
    assert levels(values, rebased=[0, 16, 32]).starts == found.starts


def test_the_movement_is_that_since_the_rebase() -> None:
    assert levels([*numbers(A), *numbers(B)], rebased=[16]).movement is None
    assert starts([*numbers(A), *numbers(B)], rebased=[16], moments=[16, 8, 3]) == [8]


def test_a_moment_after_a_rebase_is_tested_in_its_own_record() -> None:
    values = [*numbers(A), *around(6, 5, 3.01)]
    found = levels(values, rebased=[16], moments=[22]).starts
    assert [(one.start, one.found, one.at_moment) for one in found] == [
        (8, 14, False),
        (22, 26, True),
    ]
    assert starts(values, rebased=[16]) == [8]


def test_the_years_of_a_season_count_from_the_rebase() -> None:
    for count, seasonal in ((35, False), (36, True)):
        found = levels([*numbers(A), *wave(count)], 12, rebased=[16])
        assert (found.season is not None) is seasonal
        assert found.season is None or len(found.season) == count


# Dependence.


def remembering(keeps: float, count: int, seed: int = 2) -> list[float]:
    noise = np.random.default_rng(seed).normal(size=count)
    for place in range(1, count):
        noise[place] += keeps * noise[place - 1]
    return [float(value) for value in noise]


def by_hand(values: Sequence[float]) -> float:
    """r′ of one level, before it is cut to 0 and 0.8."""
    mean = sum(values) / len(values)
    rest = [value - mean for value in values]
    r = sum(a * b for a, b in pairwise(rest)) / sum(value**2 for value in rest)
    return (len(values) * r + 1) / (len(values) - 3)


@pytest.mark.parametrize("keeps", [0.5, 0.7])
def test_dependence_by_hand_without_the_last_seven(keeps: float) -> None:
    values = remembering(keeps, 47, 5)
    expected = by_hand(values[:40])
    found = levels(values)
    assert found.starts == ()
    assert 2 / math.sqrt(40) < expected < 0.8
    assert found.dependence == pytest.approx(expected)
    assert levels([*values[:40], *([0.1] * 7)]).dependence == pytest.approx(expected)


#: Twelve values with r′ 0.656; the first eleven have 0.760. With seven more N is 12.
BOUND = [0.0, 1, 1, 0, -1, -1, 0, 1, 1, 0, 0, -1]


def test_twelve_values_or_more() -> None:
    rest = [0.0] * 7
    assert by_hand(BOUND) > 2 / math.sqrt(12)
    assert levels([*BOUND, *rest]).dependence == pytest.approx(by_hand(BOUND))
    assert by_hand(BOUND[:11]) > 2 / math.sqrt(11)
    assert levels([*BOUND[:11], *rest]).dependence == 0


def test_at_most_so_much() -> None:
    slow = np.sin(np.arange(20) / 3).tolist()
    assert by_hand(slow) > 0.8
    assert levels([*slow, *([0.0] * 7)]).dependence == 0.8


def test_nothing_below_two_standard_errors() -> None:
    """The same values about which r′ passes 2/√N, one a little less bound than the other."""
    random = np.random.default_rng(6)
    for _ in range(300):
        values = remembering(0.35, 40, int(random.integers(1 << 30)))
        found, expected = levels([*values, *([0.0] * 7)]), by_hand(values)
        if not found.starts:
            bound = 2 / math.sqrt(40)
            told = min(expected, 0.8) if expected > bound else 0.0
            assert found.dependence == pytest.approx(told)


def test_a_level_under_four_values_says_nothing_of_dependence() -> None:
    """Of 22 values the last seven are left out: of the second level three stay, or four."""
    first = BOUND
    for stay, counted in ((3, 1), (4, 2)):
        second = [100.0, 101, 102, 101][:stay]
        values = [*first, *second, *([100.0] * 7)]
        assert starts(values) == [12]
        rest = [np.array(first) - np.mean(first), np.array(second) - np.mean(second)][:counted]
        n = sum(map(len, rest))
        r = sum(one[1:] @ one[:-1] for one in rest) / sum(one @ one for one in rest)
        expected = (n * r + counted) / (n - 3 * counted)
        assert 2 / math.sqrt(n) < expected < 0.8
        assert levels(values).dependence == pytest.approx(expected)


def test_values_that_do_not_move_do_not_depend() -> None:
    assert levels([3.0] * 30).dependence == 0


# Movement.


@pytest.mark.parametrize(
    ("parts", "since", "means"),
    [
        ([(0, 9), (20, 9)], 9, (0, 20)),
        ([(0, 9), (20, 9), (40, 9)], 9, (0, 20, 40)),
        ([(40, 9), (0, 9), (20, 9), (40, 9)], 18, (0, 20, 40)),
        ([(0, 9), (20, 9), (0, 9)], 18, (20, 0)),
    ],
)
def test_the_reference_is_the_level_before_the_first_step_the_same_way(
    parts: list[tuple[float, int]], since: int, means: tuple[float, ...]
) -> None:
    sized = [(mean, count + 1) for mean, count in parts]  # even counts keep the means exact
    found = levels(steps(*sized, swing=0.5)).movement
    assert found is not None
    assert found.since == since // 9 * 10
    assert found.last_start == 10 * (len(parts) - 1)
    assert found.means == pytest.approx(means)
    assert found.direction == (1 if means[-1] > means[0] else -1)


def test_a_movement_by_hand_with_dependence() -> None:
    """t* = |last − reference| / (s·√(1/n₁ + 1/n₂)·√((1 + r′)/(1 − r′)))."""
    values = [*remembering(0.6, 30, 5), *(value + 12 for value in remembering(0.6, 12, 9))]
    found = levels(values)
    assert found.movement is not None
    assert found.dependence > 0
    (level,) = found.starts
    one, other = np.array(values[: level.start]), np.array(values[level.start :])
    squares = sum(float(((part - part.mean()) ** 2).sum()) for part in (one, other))
    s = math.sqrt(squares / (len(values) - 2))
    error = s * math.sqrt(1 / len(one) + 1 / len(other))
    r = found.dependence
    expected = abs(other.mean() - one.mean()) / (error * math.sqrt((1 + r) / (1 - r)))
    assert found.movement.t == pytest.approx(expected)
    assert found.movement.spread == pytest.approx(s)


@pytest.mark.parametrize(("t", "claimed"), [(2.0, True), (1.999, False)])
def test_a_claim_from_two_on(t: float, claimed: bool) -> None:
    found = levels(A).movement
    assert found is not None
    assert replace(found, t=t).claimed is claimed


# The sample and the transit set: what is found in them, and that it stays.

SAMPLE = (Path(__file__).resolve().parents[2] / "data", "2026-11-20")
TRANSIT_TO = (TRANSIT, "2018-07-01")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A real record without its moments: its starts, what showed each and t; means; range; t*."""

    place: tuple[Path, str]
    metric: str
    points: int
    starts: Sequence[tuple[str, str, float]] = ()
    begun: Sequence[str] = ()
    means: Sequence[float]
    range: tuple[float, float] | None = None
    dependence: float | None = None
    t: float | None = None


ROWS = (
    Row(
        place=SAMPLE,
        metric="days-to-first-login",
        points=48,
        starts=[("2025-02", "2025-08", 11.274), ("2025-10", "2026-04", 7.993)],
        means=[29.13, 33.85, 40.56],
        range=(37.29, 43.82),
        dependence=0.481,
        t=16.18,
    ),
    Row(
        place=SAMPLE,
        metric="time-to-contract",
        points=48,
        starts=[("2025-01", "2025-07", 8.546), ("2025-10", "2026-04", 5.708)],
        means=[6.89, 8.39, 11.77],
        t=10.72,
    ),
    Row(
        place=SAMPLE,
        metric="invoices-right",
        points=60,
        starts=[("2026-04", "2026-10", 10.452)],
        means=[98.50, 97.31],
        range=(96.90, 97.72),
    ),
    Row(
        place=SAMPLE,
        metric="said-and-got",
        points=48,
        starts=[("2025-02", "2026-06", 5.011)],
        means=[74.54, 67.03],
        t=4.54,
    ),
    Row(
        place=TRANSIT_TO,
        metric="on-time-performance-terminal",
        points=101,
        begun=["2010-07", "2012-05", "2013-12", "2014-11", "2016-09"],
        means=[89.2, 85.6, 82.5, 74.8, 69.2, 63.6],
    ),
)


@pytest.fixture(scope="module")
def reports() -> Callable[[tuple[Path, str]], Report]:
    return cache(lambda place: report_of(*place))


@pytest.mark.sample
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.metric)
def test_real_records(row: Row, reports: Callable[[tuple[Path, str]], Report]) -> None:
    found = judge_series(replace(reports(row.place).series[row.metric, ""], moments=()))
    assert found.levels is not None and found.control_chart is not None
    assert len(found.rows) == row.points

    def month(place: int) -> str:
        return found.period(place).last.isoformat()[:7]

    seen = [(month(one.start), month(one.found), round(one.t, 3)) for one in found.levels.starts]
    assert [start for start, *_ in seen] == (row.begun or [start for start, *_ in row.starts])
    assert seen == row.starts or row.begun
    groups = found.control_chart.groups
    assert [group.mean for group in groups] == pytest.approx(row.means, abs=0.051)
    if row.range is not None:
        assert groups[-1].limits is not None
        ends = (groups[-1].limits.lower, groups[-1].limits.upper)
        assert ends == pytest.approx(row.range, abs=0.006)
    if row.dependence is not None:
        assert found.levels.dependence == pytest.approx(row.dependence, abs=6e-4)
    if row.t is not None:
        assert found.claim is not None
        assert found.claim.t == pytest.approx(row.t, abs=6e-3)


@pytest.mark.slow
@pytest.mark.sample
@pytest.mark.parametrize("place", [SAMPLE, TRANSIT_TO], ids=["sample", "transit"])
def test_twelve_editions_rewrite_no_beginning(
    place: tuple[Path, str], reports: Callable[[tuple[Path, str]], Report]
) -> None:
    """Each edition has the starts of the one before it, and no "since" of theirs has moved.

    The first is of twenty-two months before the last, and two months lie between one and the next.
    """
    last = day(place[1])
    known = 0
    for record in reports(place).series.values():
        before: list[tuple[Period, Period, float]] = []
        sinces: dict[Period, Period] = {}
        for edition in range(11, -1, -1):
            closed = record.ended_by(add_months(last, -2 * edition))
            judged = judge_series(replace(record, closed=min(closed, record.closed)))
            if judged.levels is None:
                continue
            now = [
                (judged.period(one.start), judged.period(one.found), round(one.t, 6))
                for one in judged.levels.starts
            ]
            assert now[: len(before)] == before, (record.metric.metric, record.segment)
            claim = judged.claim
            if claim is not None:
                since, begun = judged.period(claim.since), judged.period(claim.last_start)
                assert sinces.setdefault(begun, since) == since, record.metric.metric
            before = now
        known += len(before)
    assert known > 30


@pytest.mark.sample
@pytest.mark.parametrize(
    ("place", "count", "most"),
    [(SAMPLE, 64, 2), (TRANSIT_TO, 61, 4)],
    ids=["sample", "transit"],
)
def test_most_records_have_their_points_inside_their_levels(
    place: tuple[Path, str],
    count: int,
    most: int,
    reports: Callable[[tuple[Path, str]], Report],
) -> None:
    """Of the series with 12 points or more few have under 80 % of them inside their ranges."""
    shares = []
    for judged in reports(place).judged_series.values():
        chart = judged.control_chart
        if chart is None or len(chart.values) < 12:
            continue
        inside = sum(
            int((np.abs(np.array(group.values) - group.mean) <= group.reaches + 1e-9).sum())
            for group in chart.groups
            if group.limits is not None
        )
        shares.append(inside / len(chart.values))
    assert len(shares) == count
    assert sum(share < 0.8 for share in shares) <= most
