"""Records that move or signal by each rule, both ways, at each cadence: what sentences are of."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass, replace

from generator.measure.control_chart_input import judge_series
from generator.measure.series import Occasion
from generator.model.settings import Settings, VariationRules
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Better, Cadence, Calculation, Smoothing
from generator.sentences.change import change_sentence
from generator.sentences.numbers import formats_of
from tests.measure.build import day, metric, series

#: Fourteen months between 40 and 42 with a mean of 41, as the beginning of most records.
CALM = (41.0, 40.0, 42.0, 41.0, 40.0, 42.0, 41.0, 42.0, 40.0, 41.0, 42.0, 40.0, 42.0, 40.0)
#: What follows, by the rule that it signals by, upwards; downwards is the mirror image about 41.
ENDS = {
    "outside": (41.0, 47.0),
    "outside again": (47.0, 47.5),
    "two of three": (45.0, 44.0, 45.0),
    "shift": (41.6, 41.8, 41.7, 42.0, 41.6, 41.8, 41.9),
    "trend": (40.2, 40.4, 40.6, 40.8, 41.0, 41.2, 41.4),
    "nothing": (40.0, 42.0),
}
#: Months about 10.6, and what follows: a level of 15.5, back to 10.6, on to 20.5, a leap down.
LOW = (10.0, 12.0, 11.0, 9.0, 10.0, 11.0, 12.0, 10.0)
STEP = (*LOW, 15.0, 16.0, 14.0, 15.0, 17.0, 16.0, 15.0, 16.0)
BACK = (*STEP, 11.0, 10.0, 12.0, 9.0, 11.0, 10.0, 12.0, 10.0)
ON = (*STEP, 20.0, 21.0, 19.0, 20.0, 22.0, 21.0, 20.0, 21.0)
#: Four years that turn with the seasons; the same on a higher level in the last two years.
SEASON = tuple(
    round(50 + 10 * math.sin(math.pi * at / 6) + (at * 37 % 11 - 5) / 5, 1) for at in range(48)
)
HIGHER = tuple(value + (4 if at > 23 else 0) for at, value in enumerate(SEASON))
#: Drawn once: each value keeps three quarters of the one before, and nothing ever happens.
# fmt: off
WAVES = (
    50.0, 50.9, 51.4, 51.0, 51.4, 50.4, 48.5, 50.5, 50.9, 48.6, 47.9, 47.8, 48.7, 50.3, 50.6, 50.0,
    50.5, 50.1, 50.3, 49.5, 48.4, 50.1, 49.8, 49.9, 49.4, 49.0, 48.9, 49.8, 51.1, 51.4, 50.5, 53.1,
    53.2, 53.3, 52.0, 51.2, 51.5, 49.4, 48.8, 49.5, 52.0, 52.0, 50.4, 49.1, 50.3, 49.4, 49.2, 51.4,
)
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A record: values one period after the other, whose they are and which way is better."""

    values: tuple[float, ...]
    of: Metric
    cadence: Cadence = Cadence.MONTHLY
    missing: tuple[int, ...] = ()
    rebased: tuple[str, ...] = ()
    moments: tuple[Occasion, ...] = ()
    sign: int = 0
    whole: bool = False


def ending(name: str, *, upwards: bool = True) -> tuple[float, ...]:
    """A calm record with one of the ends, mirrored where it is to go down."""
    end = ENDS[name]
    return (*CALM, *(end if upwards else tuple(82.0 - value for value in end)))


def said_of(case: Case) -> str:
    """What is said of the change of a record; most end with the period of October 2026."""
    first, values = "2025-05-01", case.values
    if case.cadence in (Cadence.DAILY, Cadence.WEEKLY):
        first, values = "2025-05-05", of_each(values, day("2025-05-05"), case.cadence)
    elif case.cadence is not Cadence.MONTHLY:
        first = {Cadence.QUARTERLY: "2021-10-01", Cadence.YEARLY: "2004-01-01"}[case.cadence]
    found = series(
        values,
        first,
        cadence=case.cadence,
        of=case.of,
        missing=case.missing,
        rebased=case.rebased,
    )
    formats = formats_of(Settings(), {("speed", ""): found})
    found = replace(found, moments=case.moments)
    said = change_sentence(
        judge_series(found, VariationRules(whole=case.whole)),
        found,
        formats,
        {1: Better.HIGHER, -1: Better.LOWER}.get(case.sign, Better.NEITHER),
    )
    return said.replace("\u00a0", " ")


def of_each(values: tuple[float, ...], first: dt.date, cadence: Cadence) -> tuple[float, ...]:
    """The value of each month for each of its days, or for each week that ends in it."""
    step = dt.timedelta(days=1 if cadence is Cadence.DAILY else 7)
    end, made, month = first + step - dt.timedelta(days=1), [], 0
    while True:
        made.append(values[month])
        later = end + step
        month += later.month != end.month
        if month == len(values):
            return tuple(made)
        end = later


def _cases() -> dict[str, Case]:
    found = {}
    for better in Better:
        of = metric(unit="days", better=better)
        for name in ENDS:
            for upwards in (True, False):
                way = "up" if upwards else "down"
                found[f"{better}, {name}, {way}"] = Case(
                    values=ending(name, upwards=upwards), of=of
                )
    for cadence in Cadence:
        for name in ("shift", "trend", "two of three"):
            found[f"{cadence}, {name}"] = Case(
                values=ending(name), of=metric(unit="percent"), cadence=cadence
            )
    money, total = metric(unit="currency:EUR"), metric(accumulates=Accumulates.EVER, unit="count")
    neither = metric(better=Better.NEITHER)
    sums, rising = [0.0], ending("shift")
    for value in rising:
        sums.append(sums[-1] + value)
    desk = Occasion(day=day("2026-01-01"), title="A second desk", began=True)
    event = Occasion(day=day("2026-01-01"), title="New wording")
    found |= {
        "a step up": Case(values=STEP, of=metric(unit="days")),
        "a step down": Case(values=tuple(26 - v for v in STEP), of=metric(unit="days")),
        "a step of what has no better side": Case(values=STEP, of=neither),
        "two steps": Case(values=ON, of=metric(unit="days")),
        "two steps of money": Case(values=ON, of=money),
        "there and back": Case(values=BACK, of=metric(unit="days")),
        "a small step": Case(values=tuple(5 + v / 1000 for v in STEP), of=metric(decimals=1)),
        "a step, and a leap down": Case(values=(*STEP, 8.0), of=metric(unit="days")),
        "a step, judged as one": Case(values=STEP, of=metric(unit="days"), whole=True),
        "a step when an initiative began": Case(values=STEP, of=metric(), moments=(desk,)),
        "a step with an event": Case(values=STEP, of=metric(), moments=(event,)),
        "weekly, a step": Case(values=STEP, of=metric(), cadence=Cadence.WEEKLY),
        "a season": Case(values=SEASON, of=metric()),
        "a season and a step": Case(values=HIGHER, of=metric()),
        "waves": Case(values=WAVES, of=metric()),
        "rare": Case(values=(1.0, 2.0) * 9, of=metric(calculation=Calculation.COUNT)),
        "money": Case(values=ending("outside"), of=money),
        "money, nothing": Case(values=ending("nothing"), of=money),
        "millions": Case(values=tuple(v * 1e6 for v in ending("outside")), of=money),
        "a total": Case(values=tuple(sums), of=total),
        "a total, nothing": Case(values=tuple(10.0 * n for n in range(1, 15)), of=total),
        "a goal upwards": Case(values=ending("shift"), of=neither, sign=1),
        "a goal downwards": Case(values=ending("shift"), of=neither, sign=-1),
        "a gap within the run": Case(values=ending("shift"), of=metric(), missing=(16, 17)),
        "a gap before the run": Case(values=ending("shift"), of=metric(), missing=(5,)),
        "few": Case(values=CALM[:5], of=metric()),
        "two": Case(values=CALM[:2], of=metric()),
        "one": Case(values=CALM[:1], of=metric()),
        "none": Case(values=(), of=metric()),
        "constant": Case(values=(41.0,) * 14, of=metric()),
        "rolling": Case(values=CALM, of=metric(smoothing=Smoothing.ROLLING)),
        "begun anew": Case(values=CALM, of=metric(), rebased=("2026-06-01",)),
        "just begun anew": Case(values=CALM, of=metric(), rebased=("2026-06-15",)),
        "a share at its bound": Case(
            values=tuple(v + 58.0 for v in CALM), of=metric(unit="percent", maximum=100.0)
        ),
    }
    return found


CASES = _cases()
