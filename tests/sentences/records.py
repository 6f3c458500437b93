"""Records that signal by each rule, both ways, at each cadence: what the sentences are tried on."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.control_chart_input import judge_series
from generator.model.settings import Settings
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Better, Cadence, Smoothing
from generator.sentences.change import change_sentence
from generator.sentences.numbers import formats_of
from tests.measure.build import metric, series

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A record: values one period after the other, whose they are and which way is better."""

    values: tuple[float, ...]
    of: Metric
    cadence: Cadence = Cadence.MONTHLY
    missing: tuple[int, ...] = ()
    rebased: tuple[str, ...] = ()
    sign: int = 0


def ending(name: str, *, upwards: bool = True) -> tuple[float, ...]:
    """A calm record with one of the ends, mirrored where it is to go down."""
    end = ENDS[name]
    return (*CALM, *(end if upwards else tuple(82.0 - value for value in end)))


def said_of(case: Case) -> str:
    """What is said of the change of a record that ends with the period of October 2026."""
    first = {
        Cadence.DAILY: "2026-10-01",
        Cadence.WEEKLY: "2026-06-01",
        Cadence.MONTHLY: "2025-05-01",
        Cadence.QUARTERLY: "2021-10-01",
        Cadence.YEARLY: "2004-01-01",
    }[case.cadence]
    found = series(
        case.values,
        first,
        cadence=case.cadence,
        of=case.of,
        missing=case.missing,
        rebased=case.rebased,
    )
    formats = formats_of(Settings(), {("speed", ""): found})
    said = change_sentence(
        judge_series(found),
        found,
        formats,
        {1: Better.HIGHER, -1: Better.LOWER}.get(case.sign, Better.NEITHER),
    )
    return said.replace("\u00a0", " ")


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
    found |= {
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
