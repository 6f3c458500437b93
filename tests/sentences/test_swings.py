"""What is said of news, and of what only looks like it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.measure.control_chart_input import judge_series
from generator.measure.swings import Swing
from generator.model.periods import Period
from generator.model.settings import Settings
from generator.model.vocabulary import Accumulates, Better, Cadence
from generator.sentences.metrics import changed_sentence, swing_sentence
from generator.sentences.numbers import formats_of
from tests.measure.build import metric, series

SHARE = metric(name="Satisfied", unit="percent", decimals=1)


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


def period(day: str, cadence: Cadence = Cadence.MONTHLY) -> Period:
    return Period.containing(dt.date.fromisoformat(day), cadence)


#: Twelve months about 72 in steps of 4, then eight about 83.
USUAL = [70.0, 74.0] * 6
MOVED = [*USUAL, *[85.0, 81.0] * 4]
TOTALS = [float(sum(MOVED[:count])) for count in range(len(MOVED) + 1)]


@pytest.mark.parametrize(
    ("values", "first", "given", "sentence"),
    [
        (MOVED, "2025-03-01", {}, "81 % in October 2026; improved since March 2026."),
        (MOVED, "2025-03-01", {"better": Better.LOWER},
         "81 % in October 2026; worsened since March 2026."),
        (TOTALS, "2025-02-01", {"accumulates": Accumulates.EVER},
         "1,528 % in October 2026; what each month adds has improved since March 2026."),
    ],
)  # fmt: skip
def test_changed(values: list[float], first: str, given: dict[str, Any], sentence: str) -> None:
    found = series(values, first, of=metric(unit="percent", decimals=1, **given))
    formats = formats_of(Settings(), {("speed", ""): found})
    assert said(changed_sentence(judge_series(found), formats)) == sentence


@pytest.mark.parametrize(
    ("cadence", "earlier", "later", "sentence"),
    [
        (Cadence.MONTHLY, "2026-06-01", "2026-07-01",
         ("From 81.4 % in June to 77.2 % in July 2026: within its usual range, 76.0 to 83.9 %, so "
         "it is steady.")),
        (Cadence.MONTHLY, "2025-12-01", "2026-01-01",
         ("From 81.4 % in December 2025 to 77.2 % in January 2026: within its usual range, 76.0 to "
         "83.9 %, so it is steady.")),
        (Cadence.QUARTERLY, "2026-06-01", "2026-07-01",
         ("From 81.4 % in Q2 to 77.2 % in Q3 2026: within its usual range, 76.0 to 83.9 %, so it "
         "is steady.")),
        (Cadence.WEEKLY, "2026-10-19", "2026-10-26",
         ("From 81.4 % in week 43 of 2026 to 77.2 % in week 44 of 2026: within its usual range, "
         "76.0 to 83.9 %, so it is steady.")),
    ],
)  # fmt: skip
def test_move(cadence: Cadence, earlier: str, later: str, sentence: str) -> None:
    found = series((81.4, 77.2), earlier, of=SHARE, cadence=cadence)
    given: dict[str, Any] = {"before": 81.4, "after": 77.2, "low": 76.0, "high": 83.9}
    move = Swing(
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
