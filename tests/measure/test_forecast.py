"""Forecasts: numbers worked out by hand, a second implementation, and what the bands promise."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from generator.check.folder_check import check_folder
from generator.measure.forecast import (
    SEASON_TEST_LEVEL,
    band,
    chance_below,
    project,
    seasonal_index,
    share_of_naive,
    spread_of_sums,
)
from generator.measure.forecast_window import find_window
from generator.measure.series import Series, collect_series
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.model.tables import TABLES, SeriesKey
from generator.read.data_folder import read_folder
from tests.measure.plain_forecast import passes, plain


def made(kind: str, n: int, seed: int) -> np.ndarray:
    """A series of a kind, the same on every run."""
    chance = np.random.default_rng(seed)
    time = np.arange(n)
    noise = chance.normal(0, 1, n)
    turn = 2 * np.pi * (time + seed) / 12
    return {
        "level": 50 + noise,
        "walk": 80 + np.cumsum(noise),
        "trend": 20 + 0.7 * time + noise,
        "season": (60 + 0.2 * time) * (1 + 0.2 * np.sin(turn)) + noise,
        "below 0": 12 * np.cos(turn) + noise,
    }[kind]


@pytest.mark.parametrize("kind", ["level", "walk", "trend", "season", "below 0"])
@pytest.mark.parametrize(("season", "n"), [(12, 12), (12, 24), (12, 36), (12, 61), (4, 25)])
def test_a_second_implementation_agrees(kind: str, season: int, n: int) -> None:
    values = np.array([made(kind, n, seed) for seed in range(4)])
    steps = min(2 * season, 24)
    found = project(values, season, steps)
    for row, series in enumerate(values.tolist()):
        mean, spread, seasonal = plain(series, season, steps)
        assert found.mean[row] == pytest.approx(mean, rel=1e-9)
        assert found.spread[row] == pytest.approx(spread, rel=1e-9)
        assert bool(found.seasonal[row]) is seasonal


@pytest.mark.parametrize(
    ("season", "n", "steps"), [(1, 12, 3), (7, 40, 28), (5, 40, 28), (52, 60, 24), (52, 160, 24)]
)
def test_the_other_cadences_agree_too(season: int, n: int, steps: int) -> None:
    time = np.arange(n)
    values = 30 + 5 * np.cos(2 * np.pi * time / season) + made("walk", n, 5) / 20
    found = project(values[None, :], season, steps)
    mean, spread, seasonal = plain(values.tolist(), season, steps)
    assert found.mean[0] == pytest.approx(mean, rel=1e-9)
    assert found.spread[0] == pytest.approx(spread, rel=1e-9)
    assert bool(found.seasonal[0]) is seasonal


def test_a_line_goes_on_but_less_steeply_than_it_came() -> None:
    """Simple smoothing stays, damped trend slows, Theta keeps half the slope."""
    values = np.arange(12.0)
    mean = project(values[None, :], 12, 4).mean[0]
    assert np.all(np.diff(mean) > 0) and np.all(np.diff(mean) < 1)
    assert 9 < mean[0] < 12.5


def test_a_level_with_one_odd_value_by_hand() -> None:
    """Eleven times 10, then 22: yearly, so that the start is 10.

    Naive errs by 12 once in eleven steps. The three err as much then, and Theta a little before:
    each has about one half.
    """
    values = np.array([[10.0] * 11 + [22.0]])
    found = project(values, 1, 1)
    # No parameter errs before the last step, so each method takes its first: α = 0.05 and 0.1.
    simple = 10 + 0.05 * 12
    damped = 10 + 0.1 * 12 + 0.8 * (0.1 * 0.05 * 12)
    slope = sum((t - 5.5) * v for t, v in enumerate(values[0])) / 143
    line = [11 + slope * (t - 5.5) for t in range(13)]
    turned = [2 * v - line[t] for t, v in enumerate(values[0])]

    def smoothed(alpha: float) -> tuple[float, float, list[float]]:
        level, sse, expected = turned[0], 0.0, []
        for value in turned[1:]:
            expected.append(level)
            sse += (value - level) ** 2
            level += alpha * (value - level)
        return sse, level, expected

    _, level, expected = min(smoothed(a) for a in (0.05, *np.arange(1, 10) / 10))
    theta = (level + line[12]) / 2
    within = [(10 + 10 + (e + line[t]) / 2) / 3 for t, e in enumerate(expected, 1)]
    of_three = sum((v - f) ** 2 for v, f in zip(values[0, 1:], within, strict=True))
    naive = of_three / (of_three + 12**2)
    mixed = (1 - naive) * (simple + damped + theta) / 3 + naive * 22
    assert naive == pytest.approx(0.5, abs=0.05)
    assert found.mean[0, 0] == pytest.approx(mixed, rel=1e-12)


def test_each_counts_by_the_error_of_the_other() -> None:
    """Squares 4 and 16 against 1 and 1: 10 / (10 + 1); none at all: one half."""
    errors = np.array([[2.0, -4.0], [0.0, 0.0]])
    of_naive = np.array([[1.0, 1.0], [0.0, 0.0]])
    assert share_of_naive(errors, of_naive) == pytest.approx([10 / 11, 0.5])


@pytest.fixture(scope="module")
def sample(root: Path) -> Mapping[SeriesKey, Series]:
    """The series of the sample that ships."""
    as_of = AsOf(day=dt.date(2026, 11, 20), reason="the day of the sample")
    return collect_series(check_folder(read_folder(root / "data", TABLES), Settings(), as_of))


@pytest.mark.sample
@pytest.mark.parametrize(
    ("metric", "segment", "errors", "share", "ahead"),
    [
        ("days-to-first-login", "small", (4.7887, 43.3109), 0.0996, (28.135, 27.696, 26.359)),
        ("nps", "", (30.2945, 61.1964), 0.3311, (34.173, 32.253, 36.298)),
        ("renewal-rate", "", (1.560, 3.9017), 0.2856, (87.988, 87.790, 87.907)),
    ],
)
def test_the_sample_by_hand(
    sample: Mapping[SeriesKey, Series],
    metric: str,
    segment: str,
    errors: tuple[float, float],
    share: float,
    ahead: tuple[float, float, float],
) -> None:
    """The errors of the three and of seasonal naive, its share, and 1, 6 and 12 months ahead."""
    window = find_window(sample[metric, segment])
    seen: list[tuple[float, ...]] = []
    mean, _, _ = plain(window.values.tolist(), 12, 12, seen=seen)
    assert seen[0][:2] == pytest.approx(errors, abs=0.0006)
    assert seen[0][2] == pytest.approx(share, abs=0.00006)
    found = project(window.values[None, :], 12, 12).mean[0]
    assert found == pytest.approx(mean, rel=1e-9)
    assert found[[0, 5, 11]] == pytest.approx(ahead, abs=0.0006)


def test_a_pure_season_repeats() -> None:
    year = 40 + 10 * np.sin(2 * np.pi * np.arange(12) / 12)
    found = project(np.tile(year, 4)[None, :], 12, 24)
    assert found.seasonal.tolist() == [True]
    assert found.mean[0] == pytest.approx(np.tile(year, 2), rel=1e-9)
    assert found.spread[0] == pytest.approx(0, abs=1e-9)


def test_the_season_is_taken_out_from_three_seasons_on_and_only_where_it_shows() -> None:
    peak = np.tile([10.0] * 11 + [40.0], 3)
    assert project(peak[None, :35], 12, 1).seasonal.tolist() == [False]
    assert project(peak[None, :], 12, 1).seasonal.tolist() == [True]
    # 60 months without a season: the test lets at most one in ten pass by chance.
    level = np.array([made("level", 60, seed) for seed in range(300)])
    assert project(level, 12, 1).seasonal.mean() < 0.1


@pytest.mark.parametrize(("season", "n"), [(2, 20), (3, 24), (4, 24), (12, 60)])
def test_the_test_for_a_season_agrees(season: int, n: int) -> None:
    """Weak seasons, of which some pass and some do not."""
    chance = np.random.default_rng(season * n)
    turn = np.cos(2 * np.pi * np.arange(n) / season)
    values = turn + chance.normal(0, 1, (400, n))
    found = project(values, season, 1).seasonal.tolist()
    assert found == [passes(row, season) for row in values.tolist()]
    assert 40 < sum(found) < 360


def test_the_level_of_the_test_for_a_season() -> None:
    assert math.erf(1.645 / math.sqrt(2)) == pytest.approx(SEASON_TEST_LEVEL, abs=1e-4)


def test_the_indices_of_a_season_by_hand() -> None:
    """Quarters with one odd value in the sixth; the mean over a year takes half of either end."""
    # Differences. Of the odd 8 the mean holds 1 in the fourth and eighth quarter, 2 between, so
    # from the third quarter on 0, -1, -2, 6, -2, -1, 0, 0, 0 remain: -1 and 3 and -2/3 and -1.
    zeros = np.array([[0.0] * 5 + [8.0] + [0.0] * 7])
    wanted = np.array([-1.0, 3.0, -2 / 3, -1.0]) - 1 / 12
    found = seasonal_index(zeros, 4, np.array([False]), 15)
    assert found[0] == pytest.approx(np.tile(wanted, 4)[:15])
    # Ratios. Of 12 among fours the means are 5, 6, 6, 6, 5, else 4: 1, .8, 2/3, 2, 2/3, .8, 1, 1.
    fours = np.array([[4.0] * 5 + [12.0] + [4.0] * 6])
    wanted = np.array([5 / 6, 3 / 2, 5 / 6, 4 / 5])
    found = seasonal_index(fours, 4, np.array([True]), 13)
    assert found[0] == pytest.approx(np.tile(wanted / wanted.mean(), 4)[:13])


def test_a_season_that_touches_zero_is_taken_out_by_differences() -> None:
    values = 12 + 12 * np.cos(2 * np.pi * np.arange(48) / 12)
    values[6::12] = 0.0
    values[20] = 9.0
    mean, spread, seasonal = plain(values.tolist(), 12, 12)
    found = project(values[None, :], 12, 12)
    assert seasonal
    assert found.mean[0] == pytest.approx(mean, rel=1e-9)
    assert found.spread[0] == pytest.approx(spread, rel=1e-9)


def test_a_change_of_unit_or_of_origin_changes_nothing_else() -> None:
    values = np.array([made("trend", 30, 1)])
    one, scaled = project(values, 12, 6), project(1000 * values - 7000, 12, 6)
    assert scaled.mean == pytest.approx(1000 * one.mean - 7000)
    assert scaled.spread == pytest.approx(1000 * one.spread)


def test_many_together_are_as_each_alone() -> None:
    values = np.array([made(kind, 48, 3) for kind in ("walk", "season", "below 0", "level")] * 20)
    together = project(values, 12, 12)
    for row in (0, 1, 2, 41, 79):
        alone = project(values[row : row + 1], 12, 12)
        assert together.mean[row] == pytest.approx(alone.mean[0], rel=1e-12)
        assert together.spread[row] == pytest.approx(alone.spread[0], rel=1e-12)


def test_bands_by_hand() -> None:
    low, high = band(np.array([10.0]), np.array([2.0]), 80)
    assert (low[0], high[0]) == pytest.approx((7.4369, 12.5631), abs=1e-4)
    low, high = band(np.array([10.0]), np.array([2.0]), 95)
    assert (low[0], high[0]) == pytest.approx((6.0801, 13.9199), abs=1e-4)


@pytest.mark.parametrize(
    ("limit", "mean", "spread", "chance"),
    [
        (10.0, 10.0, 2.0, 0.5),
        (12.0, 10.0, 2.0, 0.841345),
        (10.5, 10.0, 0.5, 0.841345),
        (6.0801, 10.0, 2.0, 0.025),
        (10.1, 10.0, 0.0, 1.0),
        (10.0, 10.0, 0.0, 0.0),
    ],
)
def test_the_chance_of_a_value_below(
    limit: float, mean: float, spread: float, chance: float
) -> None:
    assert chance_below(limit, mean, spread) == pytest.approx(chance, abs=1e-5)


def test_the_error_of_a_running_total_by_hand() -> None:
    """Two steps, psi = (1, 0.5): shocks 1.5 and 1; each step alone 1 and √1.25."""
    found = spread_of_sums(2.0, np.array([1.0, 0.5]), np.array([0, 0]))
    shocks, alike = math.sqrt(1.5**2 + 1), 1 + math.sqrt(1.25)
    assert found == pytest.approx([2.0, 2 * (0.55 * shocks + 0.45 * alike)])
    # A total that starts again with the second step holds that step alone: √(0.5² + 1).
    again = spread_of_sums(2.0, np.array([1.0, 0.5]), np.array([0, 1]))
    assert again == pytest.approx([2.0, 2 * math.sqrt(1.25)])


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        *((kind, points) for kind in ("level", "walk", "trend") for points in (24, 48)),
        ("season", 48),
        ("below 0", 48),
    ],
)
def test_the_bands_hold_what_they_promise(kind: str, points: int) -> None:
    """600 series of a known kind: at least 74 and 89 in 100 values lie in the two bands.

    They hold more where the world is as simple as its kind, and most of a steep line, of which
    the forecast does not believe that it goes on.
    """
    values = np.array([made(kind, points + 12, 1000 + seed) for seed in range(600)])
    found = project(values[:, :points], 12, 12)
    came = values[:, points:]
    inside = {}
    for percent in (80, 95):
        low, high = band(found.mean, found.spread, percent)
        inside[percent] = 100 * ((low <= came) & (came <= high)).mean()
    assert inside[80] >= 74
    assert inside[95] >= 89
    assert inside[80] <= (90 if kind in {"level", "walk"} else 100)


def test_the_chance_comes_true_as_often_as_it_says() -> None:
    """Walks of 36 months, targets around their last value: per fifth of the chance."""
    values = np.array([made("walk", 48, 5000 + seed) for seed in range(1500)])
    found = project(values[:, :36], 12, 12)
    targets = values[:, 35, None] + np.array([-6.0, -3.0, -1.0, 1.0, 3.0, 6.0])
    below = np.vectorize(chance_below)(targets, found.mean[:, -1:], found.spread[:, -1:])
    chance, hit = 1 - below, values[:, -1:] >= targets
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        among = (chance >= low) & (chance <= low + 0.2)
        assert hit[among].mean() == pytest.approx(chance[among].mean(), abs=0.08)
