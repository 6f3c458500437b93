"""Will it be there on time: the words by rule, standing and chance, and why there are none."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from generator.measure.forecast_window import Cut, NoForecastReason, find_window
from generator.measure.outlook import Likelihood, Outlook, likelihood_of
from generator.measure.series import Freshness
from generator.measure.status import GoalStatus
from generator.model.periods import Period
from generator.model.settings import Chances, Settings
from generator.model.vocabulary import Better, Cadence, Rule, Status
from generator.sentences.numbers import formats_of
from generator.sentences.outlook import outlook_answer, outlook_basis, outlook_sentence
from tests.measure.build import goal, metric, rule_of, series

FRESH = Freshness(newest=None, next_due=None, last_good=None, late=False, stale=False)
FORMATS = formats_of(Settings(), {("speed", ""): series((40.5,), "2026-10-01")})
MAY = Period(first=dt.date(2027, 5, 1), last=dt.date(2027, 5, 31))


def goal_status(status: Status = Status.ON_PACE, **given: Any) -> GoalStatus:
    about = goal(due="2027-06-30", **given)
    days = metric(unit="days", better=Better.LOWER)
    return GoalStatus(
        goal=about,
        metric=days,
        rule=rule_of(status),
        better=Better.LOWER,
        fresh=FRESH,
    )


def ahead(chance: float, floor: float | None = 0.01, **more: Any) -> Outlook:
    return Outlook(
        reason=None,
        chance=chance,
        floor=floor,
        likelihood=likelihood_of(chance, Chances()),
        period=MAY,
        steps=7,
        mean=36.25,
        band_80=(31.5, 41.0),
        band_95=(28.0, 44.5),
        **more,
    )


def said(made: str) -> str:
    return made.replace("\u00a0", " ")


REACH, HOLD, RANGE = {"rule": Rule.REACH}, {"rule": Rule.HOLD}, {"rule": Rule.RANGE}


@pytest.mark.parametrize(
    ("rule", "status", "chance", "sentence"),
    [
        (REACH, Status.ON_PACE, 0.84, "it is likely to be there by 30 June 2027 (chance 84 %)."),
        (REACH, Status.AT_RISK, 0.80, "it is likely to be there by 30 June 2027 (chance 80 %)."),
        (REACH, Status.ON_PACE, 0.46,
         "it could go either way by 30 June 2027: the chance to be there is 46 %."),
        (REACH, Status.OFF_PACE, 0.20,
         "it is unlikely to be there by 30 June 2027 (chance 20 %)."),
        (REACH, Status.WRONG_WAY, 0.001,
         "it is unlikely to be there by 30 June 2027 (chance under 1 %)."),
        (REACH, Status.ALREADY_THERE, 0.999,
         "it is likely to still be there on 30 June 2027 (chance over 99 %)."),
        (REACH, Status.ALREADY_THERE, 0.5,
         "it could go either way by 30 June 2027: the chance to still be there is 50 %."),
        (REACH, Status.ALREADY_THERE, 0.1,
         "it is unlikely to still be there on 30 June 2027 (chance 10 %)."),
        (HOLD, Status.HOLDING, 0.9, "it is likely to still hold on 30 June 2027 (chance 90 %)."),
        (HOLD, Status.HOLDING, 0.3,
         "it could go either way by 30 June 2027: the chance to still hold is 30 %."),
        (HOLD, Status.HOLDING, 0.05, "it is unlikely to hold on 30 June 2027 (chance 5 %)."),
        (HOLD, Status.BREACHED, 0.9, "it is likely to hold again by 30 June 2027 (chance 90 %)."),
        (RANGE, Status.BREACHED, 0.3,
         "it could go either way by 30 June 2027: the chance to hold again is 30 %."),
        (RANGE, Status.BREACHED, 0.05,
         "it is unlikely to hold again by 30 June 2027 (chance 5 %)."),
        (RANGE, Status.HOLDING, 0.92, "it is likely to still hold on 30 June 2027 (chance 92 %)."),
    ],
)  # fmt: skip
def test_read_aloud(rule: dict[str, Any], status: Status, chance: float, sentence: str) -> None:
    found = outlook_sentence(goal_status(status, **rule), ahead(chance), FORMATS)
    assert said(found) == f"Going on like this, {sentence}"


@pytest.mark.parametrize(
    ("chance", "sentence"),
    [
        (0.9, "it is likely to be there by 30 June 2027."),
        (0.5, "it could go either way by 30 June 2027."),
        (0.1, "it is unlikely to be there by 30 June 2027."),
    ],
)
def test_far_ahead_the_word_is_all(chance: float, sentence: str) -> None:
    found = ahead(chance, floor=None)
    assert (
        said(outlook_sentence(goal_status(), found, FORMATS)) == f"Going on like this, {sentence}"
    )
    assert "(" not in outlook_answer(found, FORMATS)
    basis = outlook_basis(goal_status(), found, Cadence.QUARTERLY, FORMATS)
    assert basis == "Only the word is given: chances were tried up to 8 quarters ahead."
    basis = outlook_basis(goal_status(), found, Cadence.MONTHLY, FORMATS)
    assert basis == "Only the word is given: chances were tried up to 12 months ahead."


@pytest.mark.parametrize(
    ("chance", "floor", "answer"),
    [
        (0.84, 0.05, "Likely (84 %)"),
        (0.46, 0.05, "Could go either way (46 %)"),
        (0.12, 0.05, "Unlikely (12 %)"),
        (0.05, 0.05, "Unlikely (5 %)"),
        (0.0499, 0.05, "Unlikely (under 5 %)"),
        (0.9501, 0.05, "Likely (over 95 %)"),
        (0.95, 0.05, "Likely (95 %)"),
        (0.0, 0.01, "Unlikely (under 1 %)"),
        (0.0099, 0.01, "Unlikely (under 1 %)"),
        (0.01, 0.01, "Unlikely (1 %)"),
        (1.0, 0.01, "Likely (over 99 %)"),
    ],
)
def test_answer(chance: float, floor: float, answer: str) -> None:
    assert said(outlook_answer(ahead(chance, floor), FORMATS)) == answer


@pytest.mark.parametrize("none", NoForecastReason)
def test_without_an_outlook_the_reason_stands(none: NoForecastReason) -> None:
    found = Outlook(reason=none)
    assert outlook_sentence(goal_status(), found, FORMATS) == ""
    asked = none not in (NoForecastReason.PAST_DUE, NoForecastReason.CLOSED)
    basis = outlook_basis(goal_status(), found, Cadence.MONTHLY, FORMATS)
    assert bool(basis) is asked
    assert basis == "" or basis.endswith(".")
    expected = {NoForecastReason.PAST_DUE: "Past due", NoForecastReason.CLOSED: "Closed"}.get(
        none, "No outlook"
    )
    assert outlook_answer(found, FORMATS) == expected


BASIS = (
    "Heading for 36.2 days in May 2027; with a chance of 80 % it will be between 31.5 days and "
    "41 days."
)


@pytest.mark.parametrize(
    ("more", "low", "sentence"),
    [
        ({}, False, BASIS),
        ({}, True, f"{BASIS} Less sure than others: it rests on fewer than two years of figures."),
        ({"rebased": ("2025-11-01",)}, False,
         f"{BASIS} It rests on the figures since November 2025: its record begins anew there."),
        ({"missing": (3, 4, 5)}, False,
         f"{BASIS} It rests on the figures since February 2026: a gap comes before it."),
        ({"missing": (3,)}, False,
         f"{BASIS} 1 missing month was bridged by a straight line."),
        ({"missing": (3, 4)}, False,
         f"{BASIS} 2 missing months were bridged by a straight line."),
    ],
)  # fmt: skip
def test_what_it_rests_on(more: dict[str, Any], low: bool, sentence: str) -> None:
    values = [40.0 + place % 3 for place in range(16 if low else 32)]
    window = find_window(series(values, "2025-08-01", **more))
    assert window.cut in (None, Cut.REBASE, Cut.GAP)
    found = replace(ahead(0.84), window=window)
    assert said(outlook_basis(goal_status(), found, Cadence.MONTHLY, FORMATS)) == sentence


def test_the_words_of_a_daily_series() -> None:
    found = replace(ahead(0.84), period=Period(first=MAY.last, last=MAY.last))
    found = replace(found, window=find_window(series([1.0, 2.0], "2026-10-01")))
    text = said(outlook_basis(goal_status(), found, Cadence.DAILY, FORMATS))
    assert text.startswith("Heading for 36.2 days on 31 May 2027;")
    assert text.endswith("it rests on fewer than two weeks of figures.")


def test_every_likelihood_has_words() -> None:
    assert {likelihood_of(chance, Chances()) for chance in (0.1, 0.5, 0.9)} == set(Likelihood)
