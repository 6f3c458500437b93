"""``python -m tests.bench.claims`` works out the rates that the Methods page states.

Figures are drawn of which the truth is known: series in which nothing ever changes, goals that
stand still and goals that move to plan. It is counted what the site says of them. The rates are
kept in `generator.measure.method_accuracy`; the tests try them again on fewer draws.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

import numpy as np

from generator.measure.method_accuracy import (
    FALSE_ALARM_POINTS,
    FALSE_ALARM_TRIES,
    STATUS_ACCURACY,
    Autocorrelation,
)
from generator.measure.status import evaluate_goal
from generator.measure.variation import Label, examine
from generator.model.settings import PUBLISHED_RULES, RUN_LENGTHS, Thresholds, VariationRules
from generator.model.vocabulary import Better, Calculation, Status
from tests.bench import moves
from tests.bench.moves import Draw, independent, remembering, seasonal
from tests.measure.build import goal, metric, series

SEED = 20261120

#: Goals are simulated so many times each.
STATUS_TRIES = 200
_WEEKS = np.datetime64("2018-01-01") + 7 * np.arange(120)

#: An NPS goal from 30 to 40 within 18 months, judged a week after each month's end.
MONTHS, HISTORY = 18, 12
MOVE = 10.0

#: What is said of a goal, in three words.
CALLED_GOOD = (Status.ON_PACE, Status.ALREADY_THERE)
SAYS_NOTHING = (Status.TOO_EARLY, Status.TOO_NOISY, Status.REACHED)


#: How the series of each kind are drawn.
DRAWN: dict[Autocorrelation, Draw] = {
    Autocorrelation.KEEPS_30: remembering(0.3),
    Autocorrelation.KEEPS_50: remembering(0.5),
    Autocorrelation.KEEPS_70: remembering(0.7),
    Autocorrelation.WAVE_1: seasonal(1.0),
    Autocorrelation.WAVE_2: seasonal(2.0),
}


def false_alarms(
    draw: Draw = independent,
    rules: VariationRules = PUBLISHED_RULES,
    *,
    count: int = FALSE_ALARM_POINTS,
    tries: int = FALSE_ALARM_TRIES,
) -> float:
    """How often the last point of a record that never changed signals a change, in percent."""
    chance, alarms = np.random.default_rng(SEED), 0
    for _ in range(tries):
        chart = examine(
            _WEEKS[:count],
            draw(chance, count),
            better=Better.HIGHER,
            rules=rules,
        )
        alarms += chart.labels[-1] is not Label.COMMON_CAUSE
    return 100.0 * alarms / tries


def every_rule_set() -> tuple[VariationRules, ...]:
    """All that the settings allow."""
    return tuple(
        VariationRules(run_length=run_length, beyond_counts=beyond_counts, screening=screening)
        for run_length in RUN_LENGTHS
        for beyond_counts in (False, True)
        for screening in (True, False)
    )


@cache
def months_by_status(
    answers: int, move: float = MOVE, *, moves: bool, runs: int = STATUS_TRIES
) -> Counter[Status]:
    """The status of each month before the due date, for a goal that moves to plan or not at all."""
    chance = np.random.default_rng(answers)
    of = metric(calculation=Calculation.NPS)
    aim = goal(baseline=30.0, baseline_date="2024-12-31", target=30.0 + move, due="2026-06-30")
    since = np.clip(np.arange(HISTORY + MONTHS) - HISTORY + 1, 0, None) / MONTHS
    score = (30.0 + (move * since if moves else 0.0 * since)) / 100
    chances = np.column_stack([(0.75 + score) / 2, (0.75 - score) / 2, 0.25 + 0 * score])
    found: Counter[Status] = Counter()
    for _ in range(runs):
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
            judged = evaluate_goal(aim, of, measured, (), as_of=as_of, thresholds=Thresholds())
            found[judged.status] += 1
    return found


def share_of(found: Counter[Status], *wanted: Status) -> float:
    """The share of months with one of these statuses, in percent."""
    return 100.0 * sum(found[status] for status in wanted) / found.total()


def main() -> None:
    """Print what `generator.measure.method_accuracy` states."""
    for line in moves.report():
        print(line, flush=True)
    for rules in every_rule_set():
        print(f"{rules}: {false_alarms(rules=rules):.2f}")
    for kind, draw in DRAWN.items():
        print(f"{kind}: {false_alarms(draw):.1f}")
    for stated in STATUS_ACCURACY:
        found = [months_by_status(stated.answers, moves=moves) for moves in (True, False)]
        good = "{:.1f} and {:.1f}".format(*(share_of(one, *CALLED_GOOD) for one in found))
        nothing = "{:.1f} and {:.1f}".format(*(share_of(one, *SAYS_NOTHING) for one in found))
        print(f"{stated.answers} answers a month: good {good}, unknown {nothing}")


if __name__ == "__main__":
    main()
