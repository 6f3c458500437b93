"""Initiatives in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.measure.initiatives import Evidence, effects
from generator.model.tables import Initiative
from generator.model.vocabulary import Change
from generator.sentences.initiatives import (
    cost,
    effect_sentence,
    initiative_headline,
    initiatives_sentence,
    other_causes_sentence,
    running_dates,
    verdict,
)
from generator.sentences.numbers import formats_of
from tests.measure.build import day, event
from tests.measure.company import reported
from tests.measure.test_initiatives import TABLES, VALUES, begun


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("move", "headline", "text"),
    [
        (
            begun("2026-04-01"),
            "Desk: Days of waiting 42 → 49 days.",
            (
                "Before it began: 42 days in March 2026; now 49 days in October 2026. Worsened "
                "since April 2026."
            ),
        ),
        (
            begun("2026-07-01"),
            "Desk: Days of waiting was already getting worse.",
            (
                "Before it began: 48 days in June 2026; now 49 days in October 2026. Worsened "
                "since April 2026, so from before it began."
            ),
        ),
        (
            begun("2026-11-02"),
            "Desk: it is too early to tell.",
            "49 days in October 2026; no period has ended since it began on 2 November 2026.",
        ),
        (
            begun("2026-12-01"),
            "Desk: it has not begun.",
            "It is to begin on 1 December 2026.",
        ),
        (
            begun(None),
            "Desk: it has not begun.",
            "It is not stated when it began, so nothing can be compared.",
        ),
    ],
)
def test_what_has_changed(move: Initiative, headline: str, text: str) -> None:
    report = reported((*TABLES, move), VALUES)
    (effect,) = effects(report, move)
    formats = formats_of(report.settings, report.series)
    assert said(initiative_headline("Desk", [effect], formats)) == headline
    assert said(effect_sentence(effect, formats)) == text


def test_the_headline_names_two_goals_and_says_where_there_is_none() -> None:
    move = begun("2026-04-01", "waiting-hold", "clauses-hold")
    report = reported((*TABLES, move), VALUES)
    formats, found = formats_of(report.settings, report.series), effects(report, move)
    assert said(initiative_headline("Desk", found, formats)) == (
        "Desk: Days of waiting 42 → 49 days and Changed clauses did not change."
    )
    assert (
        said(initiative_headline("Desk", found[:1] * 3, formats))
        == "Desk: Days of waiting 42 → 49 days."
    )
    before = replace(found[1], evidence=Evidence.BEFORE, change=Change.WORSE)
    both = [replace(found[0], evidence=Evidence.BEFORE, change=Change.WORSE), before]
    assert said(initiative_headline("Desk", both, formats)) == (
        "Desk: Days of waiting and Changed clauses were already getting worse."
    )
    assert initiative_headline("Desk", (), formats) == (
        "Desk: it serves no goal, so no figure can say whether it works."
    )


@pytest.mark.parametrize(
    ("date", "word"),
    [
        ("2026-04-01", "worsened since start"),
        ("2026-07-01", "worsened before"),
        ("2026-12-01", "not begun"),
    ],
)
def test_the_verdict_has_three_words(date: str, word: str) -> None:
    move = begun(date)
    (effect,) = effects(reported((*TABLES, move), VALUES), move)
    assert verdict(effect).word == word


def test_what_else_happened_is_named_and_no_cause_is_given() -> None:
    move = begun("2026-04-01")
    report = reported(
        (*TABLES, move, event("2026-05-03", metric="waiting", title="Prices")), VALUES
    )
    (effect,) = effects(report, move)
    assert other_causes_sentence(effect) == "Also at that time: Prices (3 May 2026)."
    (alone,) = effects(reported((*TABLES, move), VALUES), move)
    assert other_causes_sentence(alone) == ""


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((12, 9, 2, 6),
         "Of 9 initiatives that have begun, 2 show an improvement; 6 wait for a decision."),
        ((3, 2, 0, 0),
         "Of 2 initiatives that have begun, none shows an improvement."),
        ((3, 1, 1, 1),
         "The one initiative that has begun shows an improvement; 1 waits for a decision."),
        ((3, 1, 0, 0), "The one initiative that has begun shows no improvement."),
        ((3, 0, 0, 2), "3 initiatives; none has begun; 2 wait for a decision."),
    ],
)  # fmt: skip
def test_what_they_have_brought(counts: tuple[int, int, int, int], text: str) -> None:
    assert said(initiatives_sentence(*counts)) == text


def test_when_it_runs_and_what_it_costs() -> None:
    formats = formats_of(reported(TABLES, VALUES).settings, {})
    assert (
        running_dates(begun("2026-04-01", end=day("2026-06-30"))) == "1 April 2026 to 30 June 2026"
    )
    assert running_dates(begun(None, end=day("2026-06-30"))) == "until 30 June 2026"
    assert running_dates(begun(None)) == ""
    assert said(cost(begun(None, cost=180000.0, currency="EUR"), formats)) == "EUR 180,000"
    assert said(cost(begun(None, cost=12.5), formats)) == "12.5"
    assert cost(begun(None), formats) == ""
