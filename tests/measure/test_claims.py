"""What the site claims of its own methods, tried on numbers drawn by chance with fixed seeds.

The bounds hold with room to spare; the measured figure stands beside each.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from generator.measure.intervals import nps_interval, share_interval
from generator.measure.status import judge
from generator.measure.variation import Label, Variant, examine
from generator.model.settings import Thresholds
from generator.model.words import Better, Calculation, Status
from tests.measure.build import goal, metric, series

Draw = Callable[[np.random.Generator, int], npt.NDArray[np.float64]]

WEEKS = np.datetime64("2018-01-01") + 7 * np.arange(60)


def independent(chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    return chance.normal(size=count)


def remembering(share: float) -> Draw:
    """Each value keeps a share of the one before (autocorrelation)."""

    def draw(chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
        shocks = chance.normal(size=count + 30)
        for place in range(1, len(shocks)):
            shocks[place] += share * shocks[place - 1]
        return shocks[30:]

    return draw


def seasonal(height: float) -> Draw:
    """A yearly wave of so many standard deviations, beginning at any month."""

    def draw(chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
        months = np.arange(count) + chance.integers(12)
        return chance.normal(size=count) + height * np.sin(2 * np.pi * months / 12)

    return draw


def false_alarms(
    draw: Draw, count: int = 24, tries: int = 4000, variant: Variant = Variant.PUBLISHED
) -> float:
    """How often the last point of a record that never changed signals a change, in percent."""
    chance = np.random.default_rng(20261120)
    alarms = 0
    for _ in range(tries):
        process = examine(
            WEEKS[:count], draw(chance, count), direction=Better.HIGHER, variant=variant
        )
        alarms += process.labels[-1] is not Label.COMMON_CAUSE
    return 100.0 * alarms / tries


@pytest.mark.parametrize(
    ("count", "variant", "low", "high"),
    [
        (13, Variant.PUBLISHED, 0.8, 2.0),  # 1.4
        (24, Variant.PUBLISHED, 1.0, 2.4),  # 1.9 here, 1.7 of 20,000
        (60, Variant.PUBLISHED, 1.2, 2.6),  # 1.9
        (24, Variant.BEYOND_COUNTS, 1.0, 2.4),  # 1.9
    ],
)
def test_false_alarms_of_independent_points(
    count: int, variant: Variant, low: float, high: float
) -> None:
    """Of 100 last points that mean nothing, one or two signal all the same."""
    assert low < false_alarms(independent, count, variant=variant) < high


@pytest.mark.parametrize(
    ("draw", "low", "high"),
    [
        (remembering(0.3), 4.0, 7.0),  # 6
        (remembering(0.5), 10.0, 16.0),  # 13
        (remembering(0.7), 24.0, 32.0),  # 28
        (seasonal(1.0), 4.0, 7.0),  # 5
        (seasonal(2.0), 11.0, 17.0),  # 14
    ],
)
def test_false_alarms_are_more_where_values_hang_together(
    draw: Draw, low: float, high: float
) -> None:
    assert low < false_alarms(draw, tries=2000) < high


# Status: an NPS goal from 30 to a target within 18 months, judged a week after each month's end.

MONTHS, HISTORY, RUNS = 18, 12, 25
CALLED_GOOD = (Status.ON_PACE, Status.ALREADY_THERE)
SAYS_NOTHING = (Status.TOO_EARLY, Status.TOO_NOISY)


@cache
def months_by_status(answers: int, move: float, *, moves: bool) -> Counter[Status]:
    """The status of each month before the due date, for a goal that moves to plan or not at all."""
    chance = np.random.default_rng(answers)
    of = metric(calculation=Calculation.NPS)
    aim = goal(baseline=30.0, baseline_date="2024-12-31", target=30.0 + move, due="2026-06-30")
    since = np.clip(np.arange(HISTORY + MONTHS) - HISTORY + 1, 0, None) / MONTHS
    score = (30.0 + (move * since if moves else 0.0 * since)) / 100
    chances = np.column_stack([(0.75 + score) / 2, (0.75 - score) / 2, 0.25 + 0 * score])
    found: Counter[Status] = Counter()
    for _ in range(RUNS):
        counts = chance.multinomial(answers, chances).astype(float)
        values = (100.0 * (counts[:, 0] - counts[:, 1]) / answers).tolist()
        for month in range(HISTORY + 1, HISTORY + MONTHS):
            measured = series(
                values[:month],
                "2024-01-01",
                of=of,
                n=[answers] * month,
                promoters=counts[:month, 0].tolist(),
                detractors=counts[:month, 1].tolist(),
            )
            as_of = measured.period(month - 1).last + dt.timedelta(days=7)
            judged = judge(aim, of, measured, (), as_of=as_of, thresholds=Thresholds())
            found[judged.status] += 1
    return found


def share_of(found: Counter[Status], wanted: tuple[Status, ...]) -> float:
    return 100.0 * sum(found[status] for status in wanted) / found.total()


@pytest.mark.parametrize("answers", [25, 50, 100, 200, 400, 1600])
def test_a_goal_that_stands_still_is_seldom_called_on_pace(answers: int) -> None:
    """On pace in at most 4 % of the months, however few the answers.

    With "already there", which asks no more than a value at the target: 18, 8, 5, 2, 3 and 0 %.
    """
    found = months_by_status(answers, 10.0, moves=False)
    assert share_of(found, (Status.ON_PACE,)) < 8
    assert share_of(found, CALLED_GOOD) < 20


@pytest.mark.parametrize(("move", "answers"), [(5.0, 50), (5.0, 800), (20.0, 50), (20.0, 800)])
def test_nor_with_a_goal_near_or_far(move: float, answers: int) -> None:
    found = months_by_status(answers, move, moves=False)
    assert share_of(found, (Status.ON_PACE,)) < 8


@pytest.mark.parametrize(
    ("answers", "least"),
    [
        (100, 15),  # 20: most months are too noisy to tell
        (400, 38),  # 45
        (1600, 58),  # 68
    ],
)
def test_a_goal_that_moves_to_plan_is_called_so(answers: int, least: float) -> None:
    """The more answers, the more months in which it can be told, and then it is told right."""
    found = months_by_status(answers, 10.0, moves=True)
    assert share_of(found, CALLED_GOOD) > least
    told = 100.0 - share_of(found, SAYS_NOTHING)
    assert share_of(found, CALLED_GOOD) / told > 0.8
    assert share_of(found, (Status.OFF_PACE, Status.WRONG_WAY)) < 4


# Coverage: how often the interval holds the true value, summed over every outcome there is.


def chance_of(n: int, *groups: tuple[int, float]) -> float:
    """The multinomial probability of counts with their shares."""
    logs = [k * math.log(share) - math.lgamma(k + 1) for k, share in groups]
    return math.exp(math.lgamma(n + 1) + sum(logs))


@pytest.mark.parametrize(("n", "mean", "worst"), [(10, 94, 90), (30, 94, 92), (100, 94, 92)])
def test_coverage_of_a_share(n: int, mean: float, worst: float) -> None:
    """95 % on average over true shares of 1 to 99 %; 90 % at worst with ten answers."""
    ends = [share_interval(n, part) for part in range(n + 1)]
    covered = []
    for percent in range(1, 100):
        p = percent / 100
        outcomes = [chance_of(n, (part, p), (n - part, 1 - p)) for part in range(n + 1)]
        holds = [end.low <= percent <= end.high for end in ends]
        covered.append(100 * sum(c for c, held in zip(outcomes, holds, strict=True) if held))
    assert mean < sum(covered) / len(covered) < 96
    assert min(covered) > worst


@pytest.mark.parametrize("n", [10, 25, 50, 104])
@pytest.mark.parametrize(
    ("p", "d"), [(0.5, 0.2), (0.3, 0.3), (0.7, 0.1), (0.1, 0.6), (0.9, 0.05), (0.45, 0.45)]
)
def test_coverage_of_an_nps(n: int, p: float, d: float) -> None:
    """93 to 97 % for true scores from -50 to 85."""
    covered = 0.0
    for promoters in range(n + 1):
        for detractors in range(n - promoters + 1):
            ends = nps_interval(n, promoters, detractors)
            if ends.low <= 100 * (p - d) <= ends.high:
                passives = n - promoters - detractors
                groups = ((promoters, p), (detractors, d), (passives, 1 - p - d))
                covered += 100 * chance_of(n, *groups)
    assert 93 < covered < 98
