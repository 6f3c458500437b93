"""Variation: each rule and its near misses by hand, the package's own output, a second opinion."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.measure.natural_limits import Limits, tolerance_of
from generator.measure.variation import (
    Assurance,
    ControlChart,
    Label,
    Variation,
    allow_for_dependence,
    assure,
    examine,
)
from generator.model.settings import VariationRules
from generator.model.vocabulary import Better
from tests.measure.second_opinion import second_opinion

LETTERS = {
    Label.OUTSIDE: "O",
    Label.TREND: "T",
    Label.TWO_OF_THREE: "2",
    Label.SHIFT: "S",
    Label.COMMON_CAUSE: ".",
    Label.NO_LIMITS: "?",
}
SIDES = {1: "+", -1: "-", 0: ""}

HIGHER, LOWER, NEITHER = Better.HIGHER, Better.LOWER, Better.NEITHER


def weeks(count: int) -> list[dt.date]:
    return [dt.date(2018, 1, 1) + dt.timedelta(days=7 * place) for place in range(count)]


def examined(values: Sequence[float], starts: Sequence[int] = (), **given: Any) -> ControlChart:
    """The record of values a week apart, with groups that begin at the places `starts`."""
    dates = weeks(len(values))
    given.setdefault("better", HIGHER)
    return examine(dates, values, rebase=[dates[place] for place in starts], **given)


def assured(
    chart: ControlChart, target: float | tuple[float, float] | None, better: Better = HIGHER
) -> Assurance | None:
    """Whether the last group meets a target."""
    if not chart.groups or target is None:
        return None
    return assure(chart.groups[-1].limits, target, better)


def letters(chart: ControlChart) -> list[str]:
    pairs = zip(chart.labels, chart.directions, strict=True)
    return [LETTERS[label] + SIDES[direction] for label, direction in pairs]


def said(values: Sequence[float], starts: Sequence[int] = (), **given: Any) -> str:
    return " ".join(letters(examined(values, starts, **given)))


def fixed(*later: float, **given: Any) -> list[str]:
    """The labels of points that come after twelve which fix the limits.

    The twelve are 9 and 11 in turn: mean 10, every moving range 2, so limits 10 ± 5.32 (4.68 and
    15.32) and near limits 10 ± 3.5467 (6.4533 and 13.5467).
    """
    chart = examined([9.0, 11.0] * 6 + list(later), fix_after=12, **given)
    limits = chart.groups[0].limits
    assert limits is not None
    assert (limits.lower, limits.upper) == pytest.approx((4.68, 15.32), abs=1e-12)
    assert (limits.near_lower, limits.near_upper) == pytest.approx(
        (10 - 5.32 * 2 / 3, 10 + 5.32 * 2 / 3), abs=1e-12
    )
    return letters(chart)[12:]


@pytest.mark.parametrize(
    ("values", "mean", "amr", "why"),
    [
        ([9, 11, 9, 11], 10, 2, "every step is 2"),
        ([1, 2, 3, 4], 2.5, 1, "every step is 1"),
        ([10, 13, 11, 12], 11.5, 2, "steps 3 2 1"),
        ([5, 7], 6, 2, "two points have one step; it is not 3.267 times itself"),
        ([4, 4, 4, 4], 4, 0, "a constant record has its limits on its mean"),
        ([0.1, 0.1, 0.1], 0.1, 0, "and no dust"),
        ([-3, -5, -3, -5], -4, 2, "below zero"),
        # Steps 1 1 1 8 9 1 ... 1: amr 32/17 = 1.882, 3.267 of it 6.150: 8 and 9 go; 15 steps of 1.
        ([1, 2, 1, 2, 10] + [1, 2] * 6 + [1], 35 / 18, 1, "8 and 9 are screened; the mean is not"),
    ],
)
def test_limits(values: list[float], mean: float, amr: float, why: str) -> None:
    group = examined(values).groups[0]
    assert group.mean == pytest.approx(mean, abs=1e-12), why
    assert group.limits is not None
    for end, times in (
        (group.limits.lower, -2.66),
        (group.limits.upper, 2.66),
        (group.limits.near_lower, -2.66 * 2 / 3),
        (group.limits.near_upper, 2.66 * 2 / 3),
    ):
        assert end == pytest.approx(mean + times * amr, abs=1e-12), why


def test_screening_can_be_switched_off() -> None:
    values = [1, 2, 1, 2, 10] + [1, 2] * 6 + [1]
    on, off = (
        examined(values, rules=VariationRules(screening=screening)).groups[0]
        for screening in (True, False)
    )
    assert (on.left_out, off.left_out) == ((8.0, 9.0), ())
    assert on.limits is not None and off.limits is not None
    assert on.limits.upper == pytest.approx(35 / 18 + 2.66)  # 4.60, as the package's guide says
    assert off.limits.upper == pytest.approx(35 / 18 + 2.66 * 32 / 17)  # 6.95


def test_a_moving_range_exactly_at_the_screen_is_dropped() -> None:
    # 999 steps of a and one of b: b = 3.267 (999 a + b) / 1000, so with a = 996.733 b = 3263.733.
    steps = [996.733] * 500 + [3263.733] + [996.733] * 499
    values = [0.0]
    for place, step in enumerate(steps):
        values.append(values[-1] + (step if place % 2 else -step))
    group = examined(values).groups[0]
    assert len(group.left_out) == 1
    nearly = examined([*values[:-1], values[-1] + 0.01]).groups[0]
    assert nearly.left_out == ()  # the mean moving range rose by 0.00001: b is below the screen


def test_screening_is_one_pass() -> None:
    # Steps of 1 (16 of them), 6 and 30: amr 52/18 = 2.889, screen 9.438: 30 goes, 6 stays, though
    # a second pass (amr 22/17 = 1.294, screen 4.228) would drop it as well.
    values = [0, 1] * 5 + [7, 8] * 4 + [38.0]
    group = examined(values).groups[0]
    assert group.left_out == (30.0,)
    assert group.limits is not None
    assert group.limits.upper - group.mean == pytest.approx(2.66 * 22 / 17)


@pytest.mark.parametrize(
    ("later", "labels", "why"),
    [
        ((10.5,), ".", "nothing"),
        # Outside.
        ((15.33,), "O+", "above the upper limit"),
        ((15.32,), ".", "on the upper limit"),
        ((4.67,), "O-", "below the lower limit"),
        ((4.68,), ".", "on the lower limit"),
        # Two of three: near limits 6.4533 and 13.5467.
        ((14, 14, 9), ". . .", "10, 14, 14 and 14, 14, 9: no three on one side"),
        ((12, 14, 14), ". 2+ 2+", "the third of the window on the same side, not marked itself"),
        ((14, 12, 14), "2+ . 2+", "apart"),
        ((14, 14, 12), "2+ 2+ .", "the first two"),
        ((14, 14, 14), "2+ 2+ 2+", "all three"),
        ((6, 8, 6), "2- . 2-", "below"),
        ((14, 9, 14), ". . .", "the one between lies on the other side"),
        ((14, 10, 14), ". . .", "the one between lies on the mean"),
        ((14, 12, 12, 14), ". . . .", "too far apart"),
        ((14, 6, 14), ". . .", "near limits of both sides"),
        ((13.54, 12, 14), ". . .", "not beyond the near limit"),
        ((13.55, 12, 14), "2+ . 2+", "beyond it"),
        ((16, 12, 14), "O+ . .", "a point outside is not close"),
        ((16, 14, 14), "O+ 2+ 2+", "but may be the third of the window"),
        ((16, 16, 14), "O+ O+ .", "one close point is not two"),
        # Shift.
        ((11, 11, 11, 11, 11, 11, 11, 9), "S+ S+ S+ S+ S+ S+ S+ .", "seven alike above"),
        ((9, 12, 11, 12, 11, 12, 11), ". . . . . . .", "six above are no shift"),
        ((9, 12, 11, 12, 11, 12, 11, 12), ". S+ S+ S+ S+ S+ S+ S+", "seven are"),
        ((9, 12, 11, 12, 10, 12, 11, 12, 11), ". . . . . . . . .", "a point on the mean breaks"),
        ((9, 8, 9, 8, 9, 8, 9), "S- S- S- S- S- S- S-", "seven below"),
        ((9, 8, 9, 8, 9, 8, 11), ". . . . . . .", "six below"),
        # Trend: seven points, six steps.
        ((7, 8, 9, 10, 11, 12, 9), ". . . . . . .", "six rising"),
        ((7, 8, 9, 10, 11, 12, 13), "T+ T+ T+ T+ T+ T+ T+", "seven rising"),
        ((13, 12, 11, 10, 9, 8, 7), "T- T- T- T- T- T- T-", "seven falling"),
        ((7, 8, 9, 9, 10, 11, 12), ". . . . . . .", "a tie breaks it"),
        ((7, 8, 9, 10, 11, 12, 12, 13), ". . . . . . . .", "a tie near the end breaks it"),
        ((7, 8, 9, 10, 11, 12, 13, 13), "T+ T+ T+ T+ T+ T+ T+ .", "a tie after it does not"),
        # The vertex: 13 belongs to both; its next step falls.
        (
            (7, 8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8, 7),
            "T+ T+ T+ T+ T+ T+ T- T- T- T- T- T- T-",
            "the top takes the step into the next point",
        ),
        (
            (13, 12, 11, 10, 9, 8, 7, 8, 9, 10, 11, 12, 13),
            "T- T- T- T- T- T- T+ T+ T+ T+ T+ T+ T+",
            "and the bottom",
        ),
        (
            (7, 8, 9, 10, 11, 12, 13, 12),
            "T+ T+ T+ T+ T+ T+ T+ .",
            "the next point is in no trend: the step into itself",
        ),
        (
            (7, 8, 9, 10, 11, 12, 13, 13, 14, 15, 15.1, 15.2, 15.3, 15.31),
            "T+ T+ T+ T+ T+ T+ T- T+ T+ T+ T+ T+ T+ T+",
            "between two trends a tie counts as falling, as in the package",
        ),
        # The order of the labels.
        ((12, 13, 13.2, 13.6, 14, 14.5, 15.4), "T+ T+ T+ T+ T+ T+ O+", "outside before trend"),
        ((10.5, 11, 12, 13, 14, 15, 15.1), "T+ T+ T+ T+ T+ T+ T+", "trend before two of three"),
        ((11, 12, 11, 14, 12, 14, 11), "S+ S+ S+ 2+ S+ 2+ S+", "two of three before shift"),
    ],
)
def test_labels(later: tuple[float, ...], labels: str, why: str) -> None:
    # A point on the mean parts what comes from the twelve.
    wanted = labels.split()
    assert fixed(10.0, *later)[1:] == wanted, why


TWELVE = [-1.0, 1.0] * 6  # mean 0, every moving range 2: limits 0 ± 5.32, near limits ± 3.5467
BIG = 1000.0
TOLERANCE = tolerance_of(BIG)  # two values that differ by so little are equal


@pytest.mark.parametrize(
    ("limit", "way", "at_limit", "beyond"),
    [
        ("upper", 1.0, "2+", "O+"),
        ("lower", -1.0, "2-", "O-"),
        ("near_upper", 1.0, ".", "2+"),
        ("near_lower", -1.0, ".", "2-"),
    ],
)
def test_beyond_a_limit_by_more_than_rounding(
    limit: str, way: float, at_limit: str, beyond: str
) -> None:
    """Two more points of three lie close; a point of 1,000 later makes the tolerance 1e-9."""
    limits = examined([*TWELVE, BIG], fix_after=12).groups[0].limits
    edge = getattr(limits, limit)
    allowed = edge + way * TOLERANCE
    for value, label in (
        (edge, at_limit),
        (allowed, at_limit),
        (math.nextafter(allowed, way * BIG), beyond),
    ):
        chart = examined([*TWELVE, 0.0, value, way * 3.0, way * 4.0, BIG], fix_after=12)
        assert letters(chart)[13] == label


def unequal(*later: tuple[float, float]) -> ControlChart:
    """Shares with their n, and one of 10 % of 100, after twelve which fix the limits.

    The twelve are 5 and 15 % in turn, of 100 each: mean 10, σ = √(.1·.9/100) = 3 %, every step of
    z 10/3, σ_z = 10/3 / 1.128 = 2.955. So limits are 3·3·2.955 = 26.596 away at 100, 13.298 at 400
    and 8.865 at 900, near limits 8.865 at 400 and 5.910 at 900.
    """
    shares = [*((share, 100.0) for share in [5.0, 15.0] * 6), *later, (10.0, 100.0)]
    values, sizes = zip(*shares, strict=True)
    return examined(values, fix_after=12, sizes=np.array(sizes))


@pytest.mark.parametrize(
    ("later", "labels"),
    [
        (((36.5, 100), (10, 900)), ". ."),
        (((36.7, 100), (10, 900)), "O+ ."),
        (((23.2, 400), (10, 900)), ". ."),
        (((23.4, 400), (10, 900)), "O+ ."),
        (((1.2, 900), (10, 100)), ". ."),
        (((1.1, 900), (10, 100)), "O- ."),
        (((15.8, 900), (11, 100), (15.8, 900)), ". . ."),
        (((16.0, 900), (11, 100), (16.0, 900)), "2+ . 2+"),
        (((4.0, 900), (9, 100), (4.0, 900)), "2- . 2-"),
        (((16.0, 900), (11, 100), (16.0, 400)), ". . ."),
        (((16.0, 900), (11, 100), (18.9, 400)), "2+ . 2+"),
    ],
)
def test_a_share_is_judged_by_the_limits_of_its_own_n(
    later: tuple[tuple[float, float], ...], labels: str
) -> None:
    assert letters(unequal((10.0, 100.0), *later))[13:-1] == labels.split()


@pytest.mark.parametrize(
    ("sizes", "own"), [((1.0, 100.0, 50.0), True), ((0.0, 100.0, 50.0), False)]
)
def test_shares_of_no_answers_have_no_limits_of_their_own_n(
    sizes: tuple[float, ...], own: bool
) -> None:
    group = examined([50.0, 40.0, 60.0], sizes=np.array(sizes)).groups[0]
    assert (group.shares is not None) is own


@pytest.mark.parametrize(
    ("times", "at_limit", "beyond"), [(1.0, "2-", "O-"), (2.0 / 3.0, ".", "2-")]
)
def test_a_share_beyond_its_limit_by_more_than_rounding(
    times: float, at_limit: str, beyond: str
) -> None:
    """Two more points of three lie close; one of 100 % of 100 makes the tolerance 1e-10."""
    group = unequal((10.0, 900.0)).groups[0]
    allowed = group.mean - (group.reaches[12] * times + tolerance_of(100.0))
    for value, label in ((allowed, at_limit), (allowed - 1e-14, beyond)):
        chart = unequal((10.0, 100.0), (value, 900.0), (3.0, 900.0), (3.0, 900.0), (100.0, 100.0))
        assert letters(chart)[13] == label


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_a_side_and_a_step_by_more_than_rounding(way: float) -> None:
    """Six steps of so little more than the tolerance are a trend, and of no more than it none."""
    for step, side in ((TOLERANCE, 0), (math.nextafter(TOLERANCE, 1.0), 1)):
        chart = examined([*TWELVE, 0.0, way * step, 0.0, BIG], fix_after=12)
        assert chart.sides[13] == way * side
    for step, label in ((TOLERANCE, "."), (TOLERANCE * 1.01, "T")):
        later = [way * step * place for place in range(7)]
        chart = examined([*TWELVE, *later, 0.0, BIG], fix_after=12)
        assert letters(chart)[13].rstrip("+-") == label


@pytest.mark.parametrize(
    ("length", "later", "labels"),
    [
        (6, (11, 12, 11, 12, 11, 12), "S+ S+ S+ S+ S+ S+"),
        (6, (11, 12, 11, 12, 11), ". . . . ."),
        (8, (11, 12, 11, 12, 11, 12, 11), ". . . . . . ."),
        (8, (11, 12, 11, 12, 11, 12, 11, 12), "S+ S+ S+ S+ S+ S+ S+ S+"),
        (6, (7, 8, 9, 11, 12, 13), "T+ T+ T+ T+ T+ T+"),
        (6, (7, 8, 9, 11, 12), ". . . . ."),
        (8, (7, 8, 9, 10, 11, 12, 13), ". . . . . . ."),
        (8, (7, 8, 9, 10, 11, 12, 13, 14), "T+ T+ T+ T+ T+ T+ T+ T+"),
    ],
)
def test_the_length_of_a_run(length: int, later: tuple[float, ...], labels: str) -> None:
    assert fixed(10.0, *later, rules=VariationRules(run_length=length))[1:] == labels.split()


@pytest.mark.parametrize(
    ("later", "published", "beyond"),
    [
        ((16, 12, 14), "O+ . .", "O+ . 2+"),
        ((16, 16, 14), "O+ O+ .", "O+ O+ 2+"),
        ((4, 8, 6), "O- . .", "O- . 2-"),
        ((16, 9, 14), "O+ . .", "O+ . ."),
        ((16, 12, 12), "O+ . .", "O+ . ."),
        ((14, 12, 14), "2+ . 2+", "2+ . 2+"),
    ],
)
def test_the_variant(later: tuple[float, ...], published: str, beyond: str) -> None:
    assert fixed(10.0, *later)[1:] == published.split()
    assert fixed(10.0, *later, rules=VariationRules(beyond_counts=True))[1:] == beyond.split()


def test_a_rebase_begins_a_group_with_limits_of_its_own() -> None:
    chart = examined([9, 11] * 5 + [19, 21] * 5, starts=[10])
    assert [(g.start, g.stop, g.mean) for g in chart.groups] == [(0, 10, 10.0), (10, 20, 20.0)]
    limits = [group.limits for group in chart.groups]
    assert [ends.upper for ends in limits if ends] == pytest.approx([15.32, 25.32])
    assert set(chart.labels) == {Label.COMMON_CAUSE}
    assert set(examined([9, 11] * 5 + [19, 21] * 5).labels) != {Label.COMMON_CAUSE}


@pytest.mark.parametrize(
    ("rebase", "starts"),
    [
        ("2018-01-01", [0]),  # the first point: nothing lies before it
        ("2017-06-01", [0]),
        ("2018-01-15", [0, 2]),  # on a point
        ("2018-01-16", [0, 3]),  # between two points: at the next one
        ("2018-01-22", [0, 3]),
        ("2018-02-13", [0]),  # after the last point: not yet
    ],
)
def test_where_a_rebase_begins_a_group(rebase: str, starts: list[int]) -> None:
    chart = examine(
        weeks(6), [1, 2, 1, 2, 1, 2], better=HIGHER, rebase=[dt.date.fromisoformat(rebase)]
    )
    assert [group.start for group in chart.groups] == starts


def test_two_rebases_before_one_point_make_one_group() -> None:
    days = [dt.date(2018, 1, 16), dt.date(2018, 1, 17)]
    chart = examine(weeks(6), [1, 2, 1, 2, 1, 2], better=HIGHER, rebase=days)
    assert [group.start for group in chart.groups] == [0, 3]


def test_no_run_and_no_window_reaches_across_a_rebase() -> None:
    rising = [float(value) for value in range(1, 13)]
    assert said(rising, starts=[6]) == " ".join("." * 12)
    assert "T+" in said(rising)


def test_limits_fixed_after_twelve_judge_what_comes() -> None:
    values = [9, 11] * 6 + [19, 21] * 6
    group = examined(values, fix_after=12).groups[0]
    assert (group.mean, group.based_on) == (10.0, 12)
    assert said(values, fix_after=12).split()[12:] == ["O+"] * 12
    # A group that is shorter than that rests on all it has.
    assert examined([9, 11] * 4, fix_after=12).groups[0].based_on == 8
    # Each group has its own first twelve.
    twice = examined([9, 11] * 7 + [19, 21] * 7, starts=[14], fix_after=12)
    assert [group.based_on for group in twice.groups] == [12, 12]
    assert [group.mean for group in twice.groups] == [10.0, 20.0]


@pytest.mark.parametrize(
    ("count", "trial", "judged"),
    [
        (0, None, False),
        (1, False, False),
        (2, True, True),
        (12, True, True),
        (13, False, True),
        (60, False, True),
    ],
)
def test_few_points(count: int, trial: bool | None, judged: bool) -> None:
    chart = examined([9.0 + 2 * (place % 2) for place in range(count)])
    group = chart.groups[-1] if chart.groups else None
    assert (group.trial if group else None) is trial
    assert (chart.variation is not None) is judged
    assert (Label.NO_LIMITS in chart.labels) is (count == 1)


def test_a_single_point_after_a_rebase_is_not_judged() -> None:
    chart = examined([9, 11] * 8 + [30], starts=[16])
    assert (chart.variation, assured(chart, 12.0)) == (None, None)
    assert (chart.labels[-1], chart.directions[-1]) == (Label.NO_LIMITS, 0)
    assert chart.signal_start is None


@pytest.mark.parametrize(("value", "count"), [(4.0, 24), (0.1, 49), (1 / 3, 60), (0.0, 13)])
def test_a_constant_record(value: float, count: int) -> None:
    chart = examined([value] * count)
    limits = chart.groups[0].limits
    assert limits is not None
    assert limits.lower == limits.upper == chart.groups[0].mean == pytest.approx(value)
    assert set(chart.labels) == {Label.COMMON_CAUSE}
    assert assured(chart, value) is Assurance.HIT_OR_MISS
    assert said([value] * count + [value + 1.0], fix_after=12).endswith(". O+")


@pytest.mark.parametrize(
    ("direction", "last", "variation"),
    [
        (HIGHER, 16, Variation.IMPROVEMENT_HIGH),
        (HIGHER, 4, Variation.CONCERN_LOW),
        (LOWER, 16, Variation.CONCERN_HIGH),
        (LOWER, 4, Variation.IMPROVEMENT_LOW),
        (NEITHER, 16, Variation.NEUTRAL_HIGH),
        (NEITHER, 4, Variation.NEUTRAL_LOW),
        (HIGHER, 10, Variation.COMMON_CAUSE),
        (LOWER, 10, Variation.COMMON_CAUSE),
        (NEITHER, 10, Variation.COMMON_CAUSE),
    ],
)
def test_the_last_point_turned(direction: Better, last: float, variation: Variation) -> None:
    chart = examined([9, 11] * 6 + [last], better=direction, fix_after=12)
    assert chart.variation is variation


def test_a_trend_counts_by_its_direction_and_not_by_its_side() -> None:
    # Falling towards the mean, and still above it: for the better where lower is better.
    values = [9, 11] * 6 + [10, 15, 14.5, 14, 13.5, 13, 12.5, 12]
    chart = examined(values, better=LOWER, fix_after=12)
    assert (chart.labels[-1], chart.sides[-1]) == (Label.TREND, 1)
    assert chart.variation is Variation.IMPROVEMENT_LOW


@pytest.mark.parametrize(
    ("last", "letter", "variation"),
    [
        (0.20, ".", Variation.COMMON_CAUSE),
        (0.21, "O+", Variation.IMPROVEMENT_HIGH),
        (-0.01, "O-", Variation.CONCERN_LOW),
    ],
)
def test_dependent_values_are_judged_by_wider_limits_alone(
    last: float, letter: str, variation: Variation
) -> None:
    """Mean 0.1, every step 0.02, so limits ± 0.0532; an r′ of 0.75 makes them ± 0.1064.

    Before the last comes one within the wider limits, after two of three close ones.
    """
    values = [0.09, 0.11] * 6 + [0.10, 0.14, 0.14, 0.14, 0.16, last]
    independent = examined(values, fix_after=12)
    assert letters(independent)[13:17] == ["2+", "2+", "2+", "O+"]
    dependent = allow_for_dependence(independent, HIGHER, 0.75)
    limits = dependent.groups[-1].limits
    assert limits is not None
    assert (limits.lower, limits.upper) == pytest.approx((-0.0064, 0.2064))
    assert [(group.start, group.stop) for group in dependent.groups] == [(0, 18)]
    assert letters(dependent) == [*["."] * 17, letter]
    assert dependent.variation is variation


LIMITS = Limits(lower=40.0, upper=60.0, near_lower=43.0, near_upper=57.0)
PASSES, FAILS, SOMETIMES = Assurance.PASSES, Assurance.FAILS, Assurance.HIT_OR_MISS


@pytest.mark.parametrize(
    ("target", "higher", "lower", "neither"),
    [
        (60.1, FAILS, PASSES, None),
        (60.0, SOMETIMES, SOMETIMES, None),
        (50.0, SOMETIMES, SOMETIMES, None),
        (40.0, SOMETIMES, SOMETIMES, None),
        (39.9, PASSES, FAILS, None),
        # A range: what is better does not matter.
        ((39.0, 61.0), PASSES, PASSES, PASSES),
        ((40.0, 61.0), SOMETIMES, SOMETIMES, SOMETIMES),
        ((39.0, 60.0), SOMETIMES, SOMETIMES, SOMETIMES),
        ((45.0, 55.0), SOMETIMES, SOMETIMES, SOMETIMES),
        ((60.0, 70.0), SOMETIMES, SOMETIMES, SOMETIMES),
        ((60.1, 70.0), FAILS, FAILS, FAILS),
        ((30.0, 39.9), FAILS, FAILS, FAILS),
        ((30.0, 40.0), SOMETIMES, SOMETIMES, SOMETIMES),
    ],
)
def test_assurance(
    target: float | tuple[float, float],
    higher: Assurance | None,
    lower: Assurance | None,
    neither: Assurance | None,
) -> None:
    assert assure(LIMITS, target, HIGHER) is higher
    assert assure(LIMITS, target, LOWER) is lower
    assert assure(LIMITS, target, NEITHER) is neither
    assert assure(None, target, HIGHER) is None


@pytest.mark.parametrize(
    ("edge", "way", "beyond"),
    [(60.0, 1.0, FAILS), (40.0, -1.0, PASSES)],
)
def test_a_target_beyond_a_limit_by_more_than_rounding(
    edge: float, way: float, beyond: Assurance
) -> None:
    """The tolerance is that of the larger limit or end: 6e-11, and 1e-9 beside an end of 1,000."""
    allowed = edge + way * tolerance_of(60.0)
    assert assure(LIMITS, edge, HIGHER) is SOMETIMES
    if way > 0:
        allowed = edge + tolerance_of(edge + tolerance_of(edge))
    assert assure(LIMITS, allowed, HIGHER) is SOMETIMES
    assert assure(LIMITS, edge + way * 1e-10, HIGHER) is beyond


@pytest.mark.parametrize(
    ("target", "more", "at_limit", "beyond"),
    [
        ((40.0 - TOLERANCE, BIG), (-1.0, 0.0), SOMETIMES, PASSES),
        ((60.0 + TOLERANCE, BIG), (1.0, 0.0), SOMETIMES, FAILS),
        ((-BIG, 60.0 + TOLERANCE), (0.0, 1.0), SOMETIMES, PASSES),
        ((-BIG, 40.0 - TOLERANCE), (0.0, -1.0), SOMETIMES, FAILS),
    ],
)
def test_a_range_beyond_a_limit_by_more_than_rounding(
    target: tuple[float, float],
    more: tuple[float, float],
    at_limit: Assurance,
    beyond: Assurance,
) -> None:
    """The other end of the range is 1,000, so the tolerance is 1e-9."""
    further = tuple(
        math.nextafter(end, way * BIG) if way else end
        for end, way in zip(target, more, strict=True)
    )
    assert assure(LIMITS, target, NEITHER) is at_limit
    assert assure(LIMITS, (further[0], further[1]), NEITHER) is beyond


def test_assurance_is_that_of_the_last_group() -> None:
    values = [9, 11] * 7 + [19, 21] * 7
    assert assured(examined(values, starts=[14]), 14.6) is PASSES
    assert assured(examined(values[:14]), 14.6) is SOMETIMES


def test_how_many_steps_lead_the_way_of_the_last_signal() -> None:
    rising = examined([9, 11] * 6 + [12, 7, 8, 9, 10, 11, 12, 13], fix_after=12)
    assert (rising.labels[-1], rising.steps) == (Label.TREND, 6)
    falling = examined([9, 11] * 6 + [13, 13, 12, 11, 10, 9, 8, 7], fix_after=12)
    assert (falling.labels[-1], falling.steps) == (Label.TREND, 6)


def test_since_when_the_last_point_signals() -> None:
    # 12 fix the limits; seven above the mean, the last of them outside.
    chart = examined([9, 11] * 6 + [10, 11, 12, 11, 12, 11, 12, 16], fix_after=12)
    assert letters(chart)[-8:] == [".", *["S+"] * 6, "O+"]
    assert (chart.signal_start, chart.run) == (13, 7)
    calm = examined([9, 11] * 6 + [10], fix_after=12)
    assert (calm.signal_start, calm.run, calm.steps) == (None, 0, 0)
    assert examined([]).run == 0
    assert examined([9, 11] * 6).run == 1


@pytest.mark.parametrize(
    ("values", "given", "fault"),
    [
        ([1.0, float("nan")], {}, "no number"),
        ([1.0, float("inf")], {}, "no number"),
        ([1.0, 2.0, 3.0], {}, "one date a value"),
        ([1.0, 2.0], {"fix_after": 11}, "12 points or more"),
    ],
)
def test_what_the_rules_do_not_allow(
    values: list[float], given: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        examine(weeks(2), values, better=HIGHER, **given)


def test_a_table_of_values_is_no_record() -> None:
    dates = np.array([weeks(2)], dtype="datetime64[D]")
    with pytest.raises(ValueError, match="one date a value"):
        examine(dates, np.array([[1.0, 2.0]]), better=HIGHER)


# What the reference itself computes.

REFERENCE = json.loads(Path(__file__).with_name("nhsrplotthedots.json").read_text(encoding="utf-8"))


def code(label: str) -> str:
    """What the package calls a result, as the code of ours."""
    return label.replace(", ", "-").replace(" ", "-")


@pytest.mark.parametrize("case", REFERENCE, ids=range(len(REFERENCE)))
def test_as_the_package_computes_it(case: dict[str, Any]) -> None:
    """Records put through NHSRplotthedots 0.2.2 itself; its labels, written as letters."""
    chart = examined(
        case["values"],
        case["rebase"],
        better=Better(case["better"]),
        fix_after=case["fix_after"],
        rules=VariationRules(screening=case["screen"]),
    )
    # The package begins a group at a rebase on the first point too; it is the same group.
    assert len(chart.groups) == len(case["groups"])
    for group, (start, mean, lower, upper) in zip(chart.groups, case["groups"], strict=True):
        assert group.start == start
        assert group.mean == pytest.approx(mean, abs=1e-9)
        if lower is not None:
            assert group.limits is not None
            assert group.limits.lower == pytest.approx(lower, abs=1e-9)
            assert group.limits.upper == pytest.approx(upper, abs=1e-9)
        else:
            assert group.limits is None or group.limits.lower == group.limits.upper
    # A single point is common cause for the package, and not judged here.
    assert " ".join(letters(chart)).replace("?", ".") == case["labels"]
    if chart.variation is not None:
        assert str(chart.variation).replace("neutral", "neither").startswith(code(case["last"]))
        assurance = assured(chart, case["target"], Better(case["better"]))
        assert assurance == (case["assurance"] and code(case["assurance"]))


# A second opinion on generated records.

KINDS = ("noise", "walk", "whole", "slope", "step", "spikes", "saw", "constant")
COUNT = 320


def drawn(kind: str, count: int, chance: np.random.Generator) -> list[float]:
    """Values of one kind, with few or many decimals, so that some tie and some do not."""
    places = np.arange(count)
    steps = chance.choice([1.0, 1, 1, 1, 1, 1, 1, 0, -8], count)
    spikes = np.where(chance.random(count) < 0.07, 30.0, 0.0)
    values = {
        "noise": chance.normal(50, 5, count),
        "walk": 50 + np.cumsum(chance.normal(0, 2, count)),
        "whole": np.round(chance.normal(4, 2, count)),
        "slope": 50 - 0.6 * places + chance.normal(0, 1, count),
        "step": np.where(places > count / 2, 58, 50) + chance.normal(0, 3, count),
        "spikes": chance.normal(50, 2, count) + spikes,
        "saw": 50 + np.cumsum(steps),
        "constant": np.where(places < 40, 0.3, 0.4),
    }[kind]
    found: list[float] = np.round(values, int(chance.choice([1, 2, 6]))).tolist()
    return found


def generated(number: int) -> tuple[list[float], list[int], dict[str, Any]]:
    """A record, the places where its groups begin, and what is asked of the rules."""
    chance = np.random.default_rng(number)
    count = int(chance.choice([1, 2, 3, 6, 7, 8, 12, 13, 24, 36, 60]))
    values = drawn(KINDS[number % len(KINDS)], count, chance)
    breaks = chance.integers(0, count, int(chance.choice([0, 0, 1, 2])))
    targets = (None, round(float(chance.normal(50, 10)), 1), (40.0, 60.0), (0.0, 9.5))
    asked = {
        "target": targets[int(chance.integers(4))],
        "fix_after": (None, None, 12, 24)[int(chance.integers(4))],
        "screen": bool(chance.random() < 0.7),
        "beyond_counts": bool(chance.random() < 0.3),
        "run": int(chance.choice([6, 7, 7, 8])),
        "better": ("higher", "lower", "neither")[int(chance.integers(3))],
    }
    return values, sorted({int(place) for place in breaks} - {0}), asked


def test_a_second_opinion_agrees() -> None:
    """Every limit to 1e-9 and every label, on records of all kinds and all choices."""
    seen: Counter[str] = Counter()
    for number in range(COUNT):
        values, starts, asked = generated(number)
        other = second_opinion(values, starts=starts, **asked)
        chart = examined(
            values,
            starts,
            better=Better(asked["better"]),
            fix_after=asked["fix_after"],
            rules=VariationRules(
                screening=asked["screen"],
                beyond_counts=asked["beyond_counts"],
                run_length=asked["run"],
            ),
        )
        assert letters(chart) == other.labels, number
        assert assured(chart, asked["target"], Better(asked["better"])) == other.assurance, number
        for group, (start, mean, lower, upper) in zip(chart.groups, other.groups, strict=True):
            assert group.start == start, number
            assert abs(group.mean - mean) < 1e-9, number
            assert (group.limits is None) is (lower is None), number
            if group.limits is not None and lower is not None and upper is not None:
                third = (upper - lower) / 6
                assert abs(group.limits.lower - lower) < 1e-9, number
                assert abs(group.limits.upper - upper) < 1e-9, number
                assert abs(group.limits.near_lower - (lower + third)) < 1e-9, number
                assert abs(group.limits.near_upper - (upper - third)) < 1e-9, number
        seen.update(other.labels)
        seen.update([str(other.assurance)])
    # Nothing is left untried.
    for letter in "OT2S":
        assert min(seen[letter + "+"], seen[letter + "-"]) >= 20, seen
    assert min(seen[str(word)] for word in Assurance) >= 20, seen
