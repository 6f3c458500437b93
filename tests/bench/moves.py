"""What rule R says of records of which the truth is known: nothing changes, or one step does.

Of each record 36 months are there before, and 24 are watched, month by month, as an edition a month
would judge them. `python -m tests.bench.claims` prints what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from generator.measure.assessment import is_new
from generator.measure.control_chart_input import JudgedSeries, judge_together
from generator.measure.method_accuracy import (
    CLAIM_RUNS,
    DATED_EXACTLY,
    TOLD_SOON,
    Moving,
)
from generator.model.settings import PUBLISHED_RULES, VariationRules
from tests.measure.build import series

SEED = 20261130
#: The months of a record before it is watched, and those in which it is.
MONTHS_BEFORE, MONTHS_WATCHED = 36, 24
#: Of ten metrics of a mixed company: how many are of each kind.
MIXED = {Moving.FREELY: 4, Moving.KEEPS_30: 3, Moving.WAVE: 2, Moving.KEEPS_60: 1}
MONTHS = MONTHS_BEFORE + MONTHS_WATCHED
#: Within so many months a step is to be told.
SOON = 6
_WARMING_UP = 30

Draw = Callable[[np.random.Generator, int], npt.NDArray[np.float64]]


def independent(chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
    """Normal values that know nothing of each other."""
    return chance.normal(size=count)


def remembering(share: float) -> Draw:
    """Each value keeps a share of the one before (autocorrelation)."""

    def draw(chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
        shocks = chance.normal(size=count + _WARMING_UP)
        for place in range(1, len(shocks)):
            shocks[place] += share * shocks[place - 1]
        return shocks[_WARMING_UP:]

    return draw


def seasonal(height: float) -> Draw:
    """A yearly wave of so many standard deviations, beginning at any month."""

    def draw(chance: np.random.Generator, count: int) -> npt.NDArray[np.float64]:
        months = np.arange(count) + chance.integers(12)
        return chance.normal(size=count) + height * np.sin(2 * np.pi * months / 12)

    return draw


DRAWN: dict[Moving, Draw] = {
    Moving.FREELY: independent,
    Moving.KEEPS_30: remembering(0.3),
    Moving.KEEPS_40: remembering(0.4),
    Moving.KEEPS_60: remembering(0.6),
    Moving.WAVE: seasonal(2.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """In how many months a year something is said of records without a change.

    `new` claims, whose last level began within a year; with first signs; and claims of any age.
    """

    new: float
    either: float
    standing: float

    def lines(self, metrics: int) -> float:
        """The false lines of an edition with so many metrics."""
        return metrics * self.new / 12


def watched(
    draw: Draw,
    runs: int,
    rules: VariationRules = PUBLISHED_RULES,
    *,
    step: float = 0.0,
    months: range = range(MONTHS_BEFORE + 1, MONTHS + 1),
) -> list[list[JudgedSeries]]:
    """Each month's judgements of all records; a step comes with the first month that is watched."""
    chance = np.random.default_rng(SEED)
    moved = step * (np.arange(MONTHS) >= MONTHS_BEFORE)
    made = [series((draw(chance, MONTHS) + moved).tolist(), "2020-01-01") for _ in range(runs)]
    return [
        judge_together([(replace(one, closed=month), False) for one in made], rules)
        for month in months
    ]


@cache
def told_of(kind: Moving, runs: int = CLAIM_RUNS, rules: VariationRules = PUBLISHED_RULES) -> Told:
    """What is said of records of a kind in which nothing changes."""
    every = [one for month in watched(DRAWN[kind], runs, rules) for one in month]
    new = [one.claim is not None and is_new(one) for one in every]
    either = [fresh or bool(one.first_sign) for fresh, one in zip(new, every, strict=True)]
    standing = [one.claim is not None for one in every]
    a_year = 12 / len(every)
    return Told(new=a_year * sum(new), either=a_year * sum(either), standing=a_year * sum(standing))


def mixed_lines(metrics: int, runs: int = CLAIM_RUNS) -> float:
    """The false lines of an edition of a mixed company."""
    shares = {kind: count / sum(MIXED.values()) for kind, count in MIXED.items()}
    return sum(told_of(kind, runs).lines(metrics) * share for kind, share in shares.items())


def told_soon(step: float, runs: int = CLAIM_RUNS) -> float:
    """In how many records a step up is told within half a year, in percent."""
    soon = range(MONTHS_BEFORE + 1, MONTHS_BEFORE + SOON + 1)
    every = zip(*watched(independent, runs, step=step, months=soon), strict=True)
    return 100 * sum(any(one.signal_direction > 0 for one in of) for of in every) / runs


def dated_exactly(step: float, runs: int = CLAIM_RUNS) -> float:
    """In how many records a level begins with the very month of a step, in percent."""
    (every,) = watched(independent, runs, step=step, months=range(MONTHS, MONTHS + 1))
    starts = [[level.start for level in one.levels.starts] for one in every if one.levels]
    return 100 * sum(MONTHS_BEFORE in found for found in starts) / runs


def report(runs: int = CLAIM_RUNS) -> Iterator[str]:
    """What the bench prints of the rule."""
    whole = replace(PUBLISHED_RULES, whole=True)
    for kind in Moving:
        cut, one = told_of(kind, runs), told_of(kind, runs, whole)
        yield (
            f"{kind}: new claims in {cut.new:.3f} months a year, with first signs "
            f"{cut.either:.2f}, claims of any age {cut.standing:.2f}, of whole records "
            f"{one.either:.2f}; false lines an edition of 46 {cut.lines(46):.2f}, "
            f"of 200 {cut.lines(200):.2f}"
        )
    yield f"mixed: of 46 {mixed_lines(46, runs):.2f}, of 200 {mixed_lines(200, runs):.2f}"
    yield f"told within {SOON} months: {[told_soon(step, runs) for step in TOLD_SOON]} %"
    yield f"dated exactly: {[dated_exactly(step, runs) for step in DATED_EXACTLY]} %"
