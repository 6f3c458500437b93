"""Tensions: what is compared, how chance is told from more, and how many pairs were tried."""

from __future__ import annotations

import math
import tracemalloc
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from generator.measure.alignment.brought_together import brought_together
from generator.measure.alignment.many_tests import Lowest, significant
from generator.measure.alignment.trade_offs import TradeOffs, trade_offs
from generator.measure.report import measure
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.tables import Metric, Objective, Touchpoint
from generator.model.vocabulary import Accumulates, Better, Cadence, Smoothing, Stage, YesNo
from tests.measure.build import PLACE, dataset, day, event, goal, metric, periods
from tests.measure.company import handoff, touchpoint

RNG = np.random.default_rng(20261125)
MONTHS = 60


def noise(months: int = MONTHS) -> Any:
    return RNG.normal(size=months)


def walk(months: int = MONTHS) -> Any:
    return np.cumsum(noise(months))


LATE = "2099-01-31"
SEASON = 10 * np.sin(np.arange(MONTHS) * 2 * math.pi / 12)
ONE, TWO, THREE = walk(), walk(), walk()
AGAINST = -ONE + 0.3 * noise()


def named(key: str, **given: Any) -> Metric:
    return metric(metric=key, name=key, **({"department": key} | given))


def found(
    values: Mapping[str, Any],
    metrics: Sequence[Metric] = (),
    *more: Row,
    cadence: Cadence = Cadence.MONTHLY,
    missing: Sequence[int] = (),
) -> TradeOffs:
    """The tensions between series that begin in January 2020, all of them of one stage."""
    given = {one.metric: one for one in metrics}
    tables = [given.get(key, named(key)) for key in values]
    rows = []
    for key, series in values.items():
        spans = periods("2020-01-01", len(series), cadence)
        rows += [
            {"metric": key, "date": span.last.isoformat(), "value": float(value)}
            for place, (span, value) in enumerate(zip(spans, series, strict=True))
            if place not in missing
        ]
    cadences = dict.fromkeys(values, cadence)
    report = measure(
        dataset(rows, [*tables, of_one_stage(values), *more], as_of=LATE, cadences=cadences),
        Settings(),
    )
    return trade_offs(report)


def of_one_stage(metrics: Iterable[str]) -> Touchpoint:
    return touchpoint("all", Stage.DURING, metrics=tuple(metrics))


def pairs(of: TradeOffs) -> list[tuple[str, str]]:
    return [(one.metric.metric, one.opposing_metric.metric) for one in of.significant]


class TestFound:
    def test_two_metrics_that_move_against_each_other(self) -> None:
        result = found({"one": ONE, "two": TWO, "against": AGAINST})
        assert pairs(result) == [("against", "one")]
        (tension,) = result.significant
        assert result.pairs_tested == 3
        assert tension.correlation < -0.8
        assert tension.p_value < 0.01
        assert tension.periods == MONTHS
        assert (tension.first_period.first.isoformat(), tension.last_period.last.isoformat()) == (
            "2020-01-01",
            "2024-12-31",
        )

    def test_up_is_turned_to_better(self) -> None:
        lower = named("against", better=Better.LOWER)
        assert pairs(found({"one": ONE, "against": -AGAINST}, [lower])) == [("against", "one")]
        assert pairs(found({"one": ONE, "against": AGAINST}, [lower])) == []

    def test_a_few_gaps_do_not_hide_it(self) -> None:
        result = found({"one": ONE, "against": AGAINST}, missing=(7, 30, 31))
        assert pairs(result) == [("against", "one")]
        assert result.significant[0].periods == MONTHS - 3

    def test_of_weekly_metrics_too_by_their_months(self) -> None:
        """500 weeks from 30 December 2019: all months from January 2020 to July 2029."""
        long = walk(500)
        result = found({"one": long, "two": -long + noise(500)}, cadence=Cadence.WEEKLY)
        assert pairs(result) == [("one", "two")]
        (tension,) = result.significant
        assert (tension.cadence, tension.periods) == (Cadence.MONTHLY, 115)
        assert (tension.first_period.first, tension.last_period.last) == (
            day("2020-01-01"),
            day("2029-07-31"),
        )

    def test_a_level_that_begins_anew_separates_nothing(self) -> None:
        """Both move at once, in other ways before and after: as many steps as before."""
        leap = 30.0 * (np.arange(MONTHS) >= 30)
        result = found({"one": ONE + leap, "two": TWO, "against": AGAINST - leap})
        assert pairs(result) == [("against", "one")]
        assert result.significant[0].periods == MONTHS

    def test_the_same_twice(self) -> None:
        values = {"one": ONE, "two": TWO, "against": AGAINST}
        assert found(values) == found(values)


class TestNotFound:
    @pytest.mark.parametrize(
        "values",
        [
            {"one": ONE, "two": TWO, "three": THREE},
            {"one": ONE, "alike": ONE + 0.3 * noise()},
            # A common season, or a common trend, ties nothing together.
            {"one": SEASON + noise(), "two": -SEASON + noise()},
            {"one": np.arange(MONTHS) + noise(), "two": -np.arange(MONTHS) + noise()},
        ],
    )
    def test_where_nothing_but_chance_is_at_work(self, values: Any) -> None:
        result = found(values)
        assert result.significant == ()
        assert result.pairs_tested == len(values) * (len(values) - 1) / 2

    def test_a_step_at_a_rebase_is_no_move(self) -> None:
        steps = np.where(np.arange(MONTHS) >= 30, 500.0, 0.0)
        calm = 0.01 * noise()
        rebased = event("2022-07-01", rebase=YesNo.YES)
        assert (
            found({"one": calm + steps, "two": 0.01 * noise() - steps}, [], rebased).significant
            == ()
        )

    @pytest.mark.parametrize(
        ("given", "why"),
        [
            ({"department": "one"}, "the same department"),
            ({"better": Better.NEITHER}, "no better side"),
            ({"smoothing": Smoothing.ROLLING}, "averages share their months"),
        ],
    )
    def test_pairs_that_are_not_tried(self, given: Any, why: str) -> None:
        result = found({"one": ONE, "against": AGAINST}, [named("against", **given)])
        assert (result.significant, result.pairs_tested) == ((), 0), why

    @pytest.mark.parametrize(("months", "tried"), [(23, 0), (24, 1)])
    def test_24_periods_are_needed(self, months: int, tried: int) -> None:
        assert found({"one": ONE[:months], "two": TWO[:months]}).pairs_tested == tried

    def test_24_periods_in_common_are_needed(self) -> None:
        assert found({"one": ONE, "two": TWO[:30]}).pairs_tested == 1
        assert found({"one": ONE, "two": TWO[:23]}).pairs_tested == 0

    def test_a_metric_that_never_moves_is_not_tried(self) -> None:
        assert found({"one": ONE, "flat": np.full(MONTHS, 7.0)}).pairs_tested == 0

    def test_nothing_at_all(self) -> None:
        assert found({"one": ONE}) == TradeOffs(significant=(), pairs_tested=0)


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([], []),
        ([goal(metric="a"), goal(goal="2", metric="b")], []),
        (
            [goal(metric="a", objective="easy"), goal(goal="2", metric="b", objective="easy")],
            [["a", "b"]],
        ),
        (
            [
                Objective(location=PLACE, objective="easy", name="Easy", outcome_metric="c"),
                goal(metric="a", objective="easy"),
            ],
            [["c", "a"]],
        ),
        ([goal(metric="a", guardrails=("b", "c", "b"))], [["a", "b", "c"]]),
        ([handoff(metric="c", stage=Stage.AFTER)], [["c", "clauses", "waiting"]] * 2),
        ([handoff()], [["clauses", "waiting"]]),
        (
            [
                touchpoint("one", Stage.BEFORE, metrics=("a",)),
                touchpoint("two", Stage.BEFORE, metrics=("b", "a")),
                touchpoint("three", Stage.AFTER, metrics=("c",)),
                handoff(stage=Stage.AFTER),
            ],
            [["a", "b"], ["c", "clauses", "waiting"], ["clauses", "waiting"]],
        ),
    ],
)
def test_what_the_tables_bring_together(rows: list[Row], groups: list[list[str]]) -> None:
    named = [metric(metric=key, name=key) for key in ("a", "b", "c", "clauses", "waiting")]
    report = measure(dataset([], [*named, *rows], as_of=LATE), Settings())
    assert [group for group in brought_together(report) if len(group) > 1] == groups


def test_metrics_of_other_objectives_are_not_compared() -> None:
    goals = [
        goal(goal=key, metric=key, department=key, objective=objective)
        for key, objective in (("one", "easy"), ("two", "easy"), ("against", "safe"))
    ]
    tables = [*map(named, ("one", "two", "against")), *goals]
    values = {"one": ONE, "two": TWO, "against": AGAINST}
    rows = [
        {"metric": key, "date": span.last.isoformat(), "value": float(value)}
        for key, series in values.items()
        for span, value in zip(periods("2020-01-01", MONTHS, Cadence.MONTHLY), series, strict=True)
    ]
    cadences = dict.fromkeys(values, Cadence.MONTHLY)
    report = measure(dataset(rows, tables, as_of=LATE, cadences=cadences), Settings())
    assert trade_offs(report) == TradeOffs(significant=(), pairs_tested=1)


def test_the_lowest_of_many() -> None:
    numbers, lowest = RNG.normal(size=(9, 100_000)), Lowest(1000)
    for some in numbers:
        lowest.add(some)
    assert sorted(lowest.found()) == sorted(numbers.ravel())[:1000]


def test_a_running_total_is_compared_by_what_each_period_adds() -> None:
    added = 100 + ONE - ONE.min()
    total = named("total", accumulates=Accumulates.EVER)
    result = found({"total": np.cumsum(added), "against": AGAINST}, [total])
    assert pairs(result) == [("against", "total")]


@pytest.mark.slow
def test_chance_alone_is_taken_for_more_in_one_case_of_twenty() -> None:
    """Fifty companies of eight unrelated metrics each: at 5 % two or three, never a tenth more."""
    message = sum(
        bool(found({f"m{number}": walk(36) for number in range(8)}).significant) for _ in range(50)
    )
    assert message <= 6


@pytest.mark.parametrize(
    ("chances", "level", "stand"),
    [
        # Of four tests the thresholds are 0.0125, 0.025, 0.0375 and 0.05.
        ([0.01, 0.02, 0.03, 0.04], 0.05, [True, True, True, True]),
        ([0.04, 0.30, 0.013, 0.50], 0.05, [False, False, False, False]),
        ([0.50, 0.012, 0.30, 0.026], 0.05, [False, True, False, False]),
        # The second misses its own threshold, but the third meets its.
        ([0.03, 0.02, 0.012, 0.90], 0.05, [True, True, True, False]),
        ([0.06], 0.05, [False]),
    ],
)
def test_which_of_several_tests_are_significant(
    chances: list[float], level: float, stand: list[bool]
) -> None:
    assert significant(np.array(chances), level).tolist() == stand


def test_the_shifts_of_all_pairs_are_never_held_at_once() -> None:
    count = 300
    values = {f"m{place:03}": noise() for place in range(count)}
    tables = [named(key) for key in values]
    spans = periods("2020-01-01", MONTHS, Cadence.MONTHLY)
    rows = [
        {"metric": key, "date": span.last.isoformat(), "value": float(value)}
        for key, series in values.items()
        for span, value in zip(spans, series, strict=True)
    ]
    cadences = dict.fromkeys(values, Cadence.MONTHLY)
    report = measure(
        dataset(rows, [*tables, of_one_stage(values)], as_of=LATE, cadences=cadences), Settings()
    )
    tracemalloc.start()
    try:
        tried = trade_offs(report).pairs_tested
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert tried == count * (count - 1) / 2
    assert most < tried * MONTHS * 8, "less than one number for each pair and shift"
