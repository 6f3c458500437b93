"""What is said of news, and of what only looks like it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.measure.assessment import Change
from generator.measure.swings import RealChange, Swing
from generator.model.periods import Period
from generator.model.settings import Settings
from generator.model.tables import Metric
from generator.model.vocabulary import Accumulates, Cadence
from generator.sentences.metrics import changed_sentence, swing_sentence
from generator.sentences.numbers import formats_of
from tests.measure.build import metric, series

SHARE = metric(name="Satisfied", unit="percent", decimals=1)


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


def period(day: str, cadence: Cadence = Cadence.MONTHLY) -> Period:
    return Period.containing(dt.date.fromisoformat(day), cadence)


@pytest.mark.parametrize(
    ("of", "change", "since", "points", "sentence"),
    [
        (SHARE, Change.BETTER, "2026-02-01", 9,
         "74.5 % in October 2026; really better since February 2026."),
        (SHARE, Change.WORSE, "2026-02-01", 9,
         "74.5 % in October 2026; really worse since February 2026."),
        (SHARE, Change.BETTER, "2026-10-01", 1,
         "74.5 % in October 2026; really better with this figure."),
        (metric(unit="percent", decimals=1, accumulates=Accumulates.YEAR), Change.BETTER,
         "2026-08-01", 3,
         "74.5 % in October 2026; what each month adds is really better since August 2026."),
    ],
)  # fmt: skip
def test_changed(of: Metric, change: Change, since: str, points: int, sentence: str) -> None:
    found = series((70.0, 74.5), "2026-09-01", of=of)
    formats = formats_of(Settings(), {("speed", ""): found})
    changed = RealChange(
        metric=of,
        series=found,
        change=change,
        since=period(since),
        points=points,
        of_increments=of.accumulates is not Accumulates.NO,
    )
    assert said(changed_sentence(changed, formats)) == sentence


@pytest.mark.parametrize(
    ("cadence", "earlier", "later", "sentence"),
    [
        (Cadence.MONTHLY, "2026-06-01", "2026-07-01",
         ("From 81.4 % in June to 77.2 % in July 2026: within its usual range, 76.0 to 83.9 %, so "
         "no real change.")),
        (Cadence.MONTHLY, "2025-12-01", "2026-01-01",
         ("From 81.4 % in December 2025 to 77.2 % in January 2026: within its usual range, 76.0 to "
         "83.9 %, so no real change.")),
        (Cadence.QUARTERLY, "2026-06-01", "2026-07-01",
         ("From 81.4 % in Q2 to 77.2 % in Q3 2026: within its usual range, 76.0 to 83.9 %, so no "
         "real change.")),
        (Cadence.WEEKLY, "2026-10-19", "2026-10-26",
         ("From 81.4 % in week 43 of 2026 to 77.2 % in week 44 of 2026: within its usual range, "
         "76.0 to 83.9 %, so no real change.")),
    ],
)  # fmt: skip
def test_move(cadence: Cadence, earlier: str, later: str, sentence: str) -> None:
    found = series((81.4, 77.2), earlier, of=SHARE, cadence=cadence)
    given: dict[str, Any] = {"before": 81.4, "after": 77.2, "low": 76.0, "high": 83.9}
    move = Swing(
        metric=SHARE,
        series=found,
        earlier=period(earlier, cadence),
        period=period(later, cadence),
        usual_step=1.5,
        **given,
    )
    text = said(swing_sentence(move, formats_of(Settings(), {("speed", ""): found})))
    assert text == sentence
    for word in ("up", "down", "rose", "fell", "dropped"):
        assert f" {word} " not in text
